"""Each thing a person does reaches the function that is for it, with what it is about; on both databases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.core.commands import Action, Command, Dialogue, Form, FormView, Replies, verbatim
from bot.core.computations import Computation
from bot.core.context import Context
from bot.core.dispatcher import Dispatcher, Outcome
from bot.core.errors import PersonError, SourceError
from bot.core.events import (
    Body,
    ButtonPress,
    Edited,
    Event,
    FormSubmission,
    IncomingFile,
    Joined,
    Left,
    Migrated,
    Reaction,
    TextMessage,
)
from bot.core.gestures import Gestures
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Message, Paragraph, Reply, Route, Text, message
from bot.core.model.digests import Signal
from bot.core.model.papers import Paper
from bot.core.ports.adapters import InlinePage, OpenForm
from bot.core.registry import Registry
from bot.core.subjects import Subject, SubjectKind
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite

PRIVATE, GROUP = ConversationKind.PRIVATE, ConversationKind.GROUP
PLACES = {PRIVATE: Address("console", "local", "me"), GROUP: Address("console", "local", "group")}
ANSWER = message(Paragraph((Text("answered"),)))
ABOUT = Subject.paper("2506.00001")
KNOWN = Paper("2506.00001", 1, "Known", "", (), ("cs.CL",))
ASKED = Paper("2506.00002", 1, "Asked for", "", (), ("cs.CL",))
PHOTO = IncomingFile("r", "photo.png", "image/png", 1)


@dataclass
class House:
    """A dispatcher whose handlers note how they are called. The message ``m`` is about a paper."""

    chat: Chat
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)
    committed: int = 0
    arxiv: Exception | None = None
    keys: int = 0

    async def lookup(self, paper_ids: Sequence[str]) -> Mapping[str, Paper]:
        self.calls.append(("look up", list(paper_ids)))
        if self.arxiv:
            raise self.arxiv
        return {ASKED.paper_id: ASKED}

    def noting(self, name: str, answer: Any) -> Callable[..., Any]:
        async def handler(context: Context, *arguments: Any) -> Any:
            self.contexts.append(context)
            self.calls.append((name, *(list(each) if isinstance(each, tuple | list) else each for each in arguments)))
            return answer

        return handler

    async def find(self, _: Context, *asked: str) -> Computation[str, InlinePage]:
        async def compute() -> str:
            return "computed"

        async def then(_: Context, computed: str) -> InlinePage:
            return InlinePage((), " ".join((*asked, computed)))

        return Computation(compute, then)

    async def preview(self, context: Context, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        return dict.fromkeys(await context.work.papers.get(paper_ids), ANSWER)

    def committing(self) -> None:
        self.committed += 1

    @property
    def dispatcher(self) -> Dispatcher:
        reply = [Reply(ANSWER)]
        names = ("said", "replied", "reacted", "pictured", "edited", "joined", "left", "migrated")
        gestures = Gestures(
            **{name: self.noting(name, reply) for name in names},
            home=self.noting("home", ANSWER),
            find=self.find,
            preview=self.preview,
            command_of={"keep": "keep", "note": "note"}.get,
        )
        note = Command(
            "note",
            verbatim,
            self.noting("note", reply),
            actions=(
                Action("plain", verbatim, self.noting("plain", reply)),
                Action("bug", verbatim, _fail),
                Action("open", verbatim, self.noting("open", reply), form="window"),
                Action("gone", verbatim, self.noting("gone", reply), form="broken"),
            ),
            dialogues=(Dialogue("asked", self.noting("answer", reply)),),
            forms=(
                Form("window", self.noting("opened", FormView("Title", ())), self.noting("submitted", reply)),
                Form("broken", _refuse, self.noting("submitted", reply)),
            ),
        )
        keep = Command("keep", verbatim, self.noting("keep", reply))
        return replace(
            self.chat.app.dispatcher,
            registry=Registry([note, keep]),
            gestures=gestures,
            papers=self,
            committed=self.committing,
        )

    def event(self, body: Body, kind: ConversationKind = PRIVATE) -> Event:
        self.keys += 1
        person = UserRef("console", "local", "me")
        route = Route(via="window")
        return Event(str(self.keys), person, "Me", PLACES[kind], kind, self.chat.clock(), body, "m", route)

    async def happens(self, body: Body, kind: ConversationKind = PRIVATE) -> Outcome:
        outcome = await self.dispatcher.handle(self.event(body, kind))
        assert self.committed == self.keys
        await self.chat.app.settled()
        return outcome


async def _refuse(*_: Any) -> FormView:
    raise PersonError("button-stale")


async def _fail(*_: Any) -> Replies:
    raise ZeroDivisionError


@pytest.fixture
async def house(chat: Chat) -> House:
    async with chat.app.database.begin() as work:
        for kind, address in PLACES.items():
            space = await work.spaces.ensure(address, kind, chat.clock())
            await work.subjects.put(space, "m", (ABOUT,), chat.clock())
        await work.papers.put([KNOWN], chat.clock())
    return House(chat)


@on_sqlite
@pytest.mark.parametrize(
    ("body", "kind", "call"),
    [
        (TextMessage("hello"), PRIVATE, ("said", "hello")),
        (TextMessage("hello", direct=True), GROUP, ("said", "hello")),
        (TextMessage("keep this"), PRIVATE, ("keep", "this")),
        (TextMessage("/keep this"), GROUP, ("keep", "this")),
        (TextMessage("keep this", direct=True), GROUP, ("keep", "this")),
        (TextMessage("hello", answers="m"), GROUP, ("replied", "hello", [ABOUT])),
        (TextMessage("note hello", answers="m"), PRIVATE, ("replied", "hello", [ABOUT])),
        (TextMessage("note hello", answers="m"), GROUP, ("replied", "note hello", [ABOUT])),
        (TextMessage("keep this", answers="m"), PRIVATE, ("keep", "this")),
        (TextMessage("hello", answers="another"), PRIVATE, ("said", "hello")),
        (TextMessage("look", files=(PHOTO,), album="a"), PRIVATE, ("said", "look")),
        (TextMessage("", files=(PHOTO,), album="a"), PRIVATE, ("said", "")),
        (TextMessage("", files=(PHOTO,), album="a"), GROUP, ("pictured", [])),
        (TextMessage("", files=(PHOTO,), album="m"), PRIVATE, ("pictured", [ABOUT])),
        (ButtonPress("plain:7:x"), PRIVATE, ("plain", "7:x")),
        (ButtonPress("open:7"), PRIVATE, ("open", "7")),
        (FormSubmission("window", "7", {"text": "x"}), PRIVATE, ("submitted", "7", {"text": "x"})),
        (Edited("new text"), GROUP, ("edited", "new text", [ABOUT])),
        (Reaction(Signal.LIKED), GROUP, ("reacted", Signal.LIKED, [ABOUT])),
        (Joined(), GROUP, ("joined",)),
        (Left(), GROUP, ("left",)),
        (Migrated("-100"), GROUP, ("migrated", "-100")),
    ],
    ids=lambda each: repr(each)[:60],
)
async def test_every_action_reaches_the_function_for_it(
    house: House, body: Body, kind: ConversationKind, call: tuple[Any, ...]
) -> None:
    assert await house.happens(body, kind) is Outcome.DONE
    assert house.calls == [call]
    assert house.chat.transcript().count("answered") == 1


@on_sqlite
@pytest.mark.parametrize("text", ["hello", "keep this", "/unknown", "", "/kepe this"])
async def test_talk_between_people_in_a_group_is_left_alone(house: House, text: str) -> None:
    assert await house.happens(TextMessage(text), GROUP) is Outcome.DONE
    assert (house.calls, house.chat.transcript()) == ([], "")


async def test_the_other_files_of_an_album_need_no_answer_of_their_own(house: House) -> None:
    for _ in range(2):
        await house.happens(TextMessage("", files=(PHOTO,), album="a"))
    assert house.calls == [("said", ""), ("pictured", [Subject(SubjectKind.ALBUM)])]


async def test_a_question_is_answered_by_the_next_message_unless_it_is_a_command(house: House) -> None:
    await house.happens(TextMessage("hello", direct=True), GROUP)
    context = house.contexts[0]
    async with house.chat.app.database.begin() as work:
        await work.dialogues.open(context.space, context.actor, "asked", "state", house.chat.clock())
    await house.happens(TextMessage("/keep this"), GROUP)
    await house.happens(TextMessage("an answer"), GROUP)
    assert house.calls[1:] == [("keep", "this"), ("answer", "state", "an answer")]


async def test_a_handler_knows_what_was_sent_and_how_to_answer(house: House) -> None:
    await house.happens(TextMessage("look", answers="m", files=(PHOTO,), album="a"))
    context = house.contexts[0]
    assert (context.message, context.answers, context.files, context.album) == ("m", "m", (PHOTO,), "a")
    assert (context.route.via, context.actor.name, context.now) == ("window", "Me", house.chat.clock())
    await house.happens(ButtonPress("plain:"))
    assert (house.contexts[1].answers, house.contexts[1].files) == ("", ())


async def test_a_button_opens_its_form_where_it_has_one_that_can_be_filled_in(house: House) -> None:
    """Else the press is handled, and says what is wrong."""
    ask = house.dispatcher.form
    assert await ask(house.event(ButtonPress("open:7:x"))) == OpenForm("window", "7:x", FormView("Title", ()))
    for body in (ButtonPress("plain:7"), ButtonPress("unknown:7"), ButtonPress("gone:7"), TextMessage("open:7")):
        assert await ask(house.event(body)) is None
    assert house.calls == [("opened", "7:x")]


async def test_a_button_that_is_no_longer_declared_is_explained(house: House) -> None:
    assert await house.happens(ButtonPress("unknown:7")) is Outcome.REFUSED
    assert house.calls == []


async def test_in_a_group_only_the_person_sees_what_went_wrong(house: House) -> None:
    for name in ("unknown", "bug"):
        await house.dispatcher.handle(house.event(ButtonPress(f"{name}:7"), GROUP))
        (answer,) = await house.chat.app.database.queues.claim_messages("console", "me", house.chat.clock(), 10)
        assert answer.reply.private
        assert await house.chat.app.database.queues.part_sent(answer, "me", "r", (), house.chat.clock(), last=True)


async def test_questions_are_answered_at_once(house: House) -> None:
    assert await house.dispatcher.home(house.event(ButtonPress(""))) == ANSWER
    assert await house.dispatcher.find(house.event(ButtonPress("")), "words", "20") == InlinePage(
        (), "words 20 computed"
    )
    assert house.committed == 0


async def test_an_unknown_paper_is_looked_up_for_its_card_and_kept(house: House) -> None:
    for _ in range(2):
        cards = await house.dispatcher.preview(house.event(ButtonPress("")), [KNOWN.paper_id, ASKED.paper_id])
        assert list(cards) == [KNOWN.paper_id, ASKED.paper_id]
    assert house.calls == [("look up", [ASKED.paper_id])]


async def test_without_arxiv_known_papers_have_their_cards(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    house.arxiv = SourceError("arXiv answers 503")
    asked = [KNOWN.paper_id, ASKED.paper_id]
    assert list(await house.dispatcher.preview(house.event(ButtonPress("")), asked)) == [KNOWN.paper_id]
    assert "no preview of 2506.00002: arXiv answers 503" in caplog.text
