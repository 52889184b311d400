"""Slack's own client libraries against the stand-in: people's actions reach the core, once."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from aiohttp import web

from bot.adapters.shared import patience
from bot.adapters.slack.incoming import receiver, socket
from bot.adapters.slack.manifest import manifest
from bot.adapters.slack.platform import SlackPlatform, open_slack
from bot.core.commands import Field, FormView
from bot.core.errors import PersonError, SettingsError, SourceError, StorageUnavailable
from bot.core.events import (
    ButtonPress,
    Edited,
    Event,
    FormSubmission,
    Joined,
    Left,
    Reaction,
    TextMessage,
)
from bot.core.identity import Address
from bot.core.messages import Button, Buttons, Items, ListItem, Message, Paragraph, Prompt, Route, Text, message
from bot.core.model.digests import Signal
from bot.core.ports.adapters import InlinePage, OpenForm, Outgoing
from bot.locales.catalogue import catalogue
from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.limits import Fault, FaultKind
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.person import SlackPerson
from tests.servers.slack.server import SlackStandIn
from tests.support.wording import said

Transport = Literal["socket", "http"]

COMMANDS = ("note", "notes", "todo", "search", "help")
LANGUAGES = {code: catalogue(code) for code in ("en", "ko", "zh")}
DECLARED = [(name, "What it does", "") for name in COMMANDS]


@dataclass
class Diary:
    """A core that keeps its events. It takes ``seconds`` for each, and cannot write while it is ``away``."""

    events: list[Event] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wrong: Mapping[str, str] = field(default_factory=dict)
    ticked: set[str] = field(default_factory=set)
    seconds: float = 0.0
    away: bool = False

    @property
    def bodies(self) -> list[object]:
        return [event.body for event in self.events]

    async def handle(self, event: Event) -> None:
        await asyncio.sleep(self.seconds)
        if self.away:
            raise StorageUnavailable
        if event.key in {known.key for known in self.events}:
            self.refused.append(event.key)
            return
        self.events.append(event)
        if isinstance(event.body, ButtonPress):
            self.ticked ^= {event.body.action}

    async def submit(self, event: Event) -> Mapping[str, str]:
        if self.wrong:
            await asyncio.sleep(self.seconds)
            return self.wrong
        await self.handle(event)
        return {}

    async def form(self, event: Event) -> OpenForm | None:
        body = event.body
        if not isinstance(body, ButtonPress) or not body.action.startswith(("edit:", "note.form:")):
            return None
        argument = body.action.partition(":")[2]
        if argument == "gone":
            raise PersonError("note-unknown")
        return OpenForm("note", argument, FormView("Note", (Field("text", "Text", "as it was", multiline=True),)))

    async def find(self, event: Event, words: str, offset: str) -> InlinePage:
        return InlinePage(())

    async def home(self, event: Event) -> Message:
        def item(number: int) -> ListItem:
            action = f"todo:{number}"
            return ListItem(
                (Text(f"Read paper {number}"),), box="done" if action in self.ticked else "open", action=action
            )

        return message(Items((item(1), item(2))), Prompt("Search", "/search"), Buttons((Button("Edit", "edit:1"),)))

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        return {paper: message(Paragraph((Text(f"Paper {paper}"),))) for paper in paper_ids if paper == "2312.13286"}


@dataclass
class Lab:
    """Slack with Paperboy installed, Ann, a channel, and her direct messages."""

    slack: SlackStandIn
    platform: SlackPlatform
    core: Diary
    ann: SlackPerson
    channel: SlackChannel

    @property
    def direct(self) -> SlackChannel:
        return self.slack.dm(self.ann)

    async def posted(self, shown: Message, *, private: bool = False) -> SlackMessage:
        """Paperboy's messages in the channel."""
        place = Address("slack", self.slack.workspace.id, self.channel.id)
        route = Route(recipient=self.ann.id)
        for index, part in enumerate(self.platform.adapter.render(shown)):
            await self.platform.adapter.send(Outgoing(place, part, f"key/{index}", private=private, route=route))
        return self.channel.messages[-1]


@asynccontextmanager
async def open_lab(
    transport: Transport, answer_by: float = 1.0, ack_deadline: float = 2.0, try_for: float = 10.0
) -> AsyncIterator[Lab]:
    slack = SlackStandIn(redeliveries=(0.05, 0.1), ack_deadline=ack_deadline)
    slack.install(manifest(DECLARED, None))
    async with slack.serving() as url:
        core = Diary()
        ann = slack.person("Ann Lee")
        async with (
            open_slack(
                bot_token=slack.bot_token,
                app_token=slack.app_token,
                signing_secret=slack.signing_secret,
                api_url=f"{url}/api/",
                public_url="https://papers.example.org" if transport == "http" else None,
                languages=LANGUAGES,
                commands=COMMANDS,
                answer_by=answer_by,
                try_for=try_for,
            ) as platform,
            running(platform, core, slack),
        ):
            yield Lab(slack, platform, core, ann, slack.channel("lab", ann))
            await platform.finished()
        assert slack.rejected == []


@asynccontextmanager
async def running(platform: SlackPlatform, core: Diary, slack: SlackStandIn) -> AsyncIterator[None]:
    application = web.Application()
    application.add_routes(platform.routes)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    work = asyncio.create_task(platform.run(core))
    try:
        if platform.routes:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            slack.deliver_to = "http://{}:{}".format(*runner.addresses[0])
            while not await slack.verify_url():  # noqa: ASYNC110  # the server sends no signal when it is ready
                await asyncio.sleep(0.01)
        else:
            await slack.sockets.wait_connected()
        yield
    finally:
        await slack.settled()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await runner.cleanup()


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> Transport:
    found: Transport = request.param
    return found


@pytest.fixture
async def lab(transport: Transport) -> AsyncIterator[Lab]:
    async with open_lab(transport) as lab:
        yield lab


async def test_a_command_reaches_the_core_with_the_persons_name(lab: Lab) -> None:
    result = await lab.channel.commands(lab.ann, "/paperboy-search", "masks & <b>")
    [event] = lab.core.events
    assert (result.acked, result.body) == (True, {})
    assert event.body == TextMessage("/search masks & <b>", direct=True)
    assert (event.actor_name, event.address.conversation_id) == ("Ann Lee", lab.channel.id)
    assert event.route.recipient == lab.ann.id
    assert event.route.via.startswith("http")


async def test_a_command_in_another_direct_message_is_private(lab: Lab) -> None:
    elsewhere = replace_id(lab.slack.channel("with-bo", lab.ann, bot_member=False, private=True))
    await elsewhere.commands(lab.ann, "/notes")
    [event] = lab.core.events
    assert event.address == Address("slack", lab.slack.workspace.id, lab.direct.id)
    assert event.route.via


def replace_id(channel: SlackChannel) -> SlackChannel:
    """The bot is not in the direct messages of two people, and does not see them."""
    channel.id, channel.kind = "D0WITHBO", "im"
    return channel


async def test_a_direct_message_a_mention_and_an_edit_reach_the_core(lab: Lab) -> None:
    await lab.direct.says(lab.ann, "note MAE masks 75%")
    asked = await lab.channel.says(lab.ann, f"{lab.slack.mention} note ViT")
    await lab.channel.says(lab.ann, "just talking")
    await lab.channel.says(lab.ann, f"{lab.slack.mention} notes", thread=asked)
    await lab.channel.edits(asked, f"{lab.slack.mention} note ViT-L")
    assert lab.core.bodies == [
        TextMessage("note MAE masks 75%", direct=True),
        TextMessage("note ViT", direct=True),
        TextMessage("notes", direct=True, answers=asked.ts),
        Edited("note ViT-L"),
    ]
    assert lab.core.events[2].address.thread_id == asked.ts
    assert lab.core.refused == []


async def test_slack_is_answered_in_time_however_long_the_work_takes(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        lab.core.seconds = 1.0
        result = await lab.channel.commands(lab.ann, "/notes")
        assert result.acked
        assert result.latency < 0.5
        assert lab.core.events == []
        await lab.platform.finished()
        assert lab.core.bodies == [TextMessage("/notes", direct=True)]


async def presses_done(lab: Lab) -> SlackMessage:
    shown = await lab.posted(message(Buttons((Button("Done", "done:1"),))))
    assert (await lab.channel.presses(lab.ann, shown, "Done")).acked
    return shown


async def test_what_slack_sends_once_is_tried_until_it_is_committed(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        lab.core.away = True
        assert (await lab.channel.commands(lab.ann, "/note", "typed with care")).acked
        await presses_done(lab)
        assert lab.core.events == []
        lab.core.away = False
        await lab.platform.finished()
        assert lab.core.bodies == [TextMessage("/note typed with care", direct=True), ButtonPress("done:1")]
        assert [each.buttons for each in lab.channel.seen_as(lab.ann)] == [["Done"]]


async def test_a_person_gets_back_what_could_not_be_committed(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6, try_for=0.3) as lab:
        lab.core.away, lab.ann.language = True, "ko-KR"
        typed = "*typed* <with> & care 한국어 " + "x" * 3000
        assert (await lab.channel.commands(lab.ann, "/note", typed)).acked
        await presses_done(lab)
        await lab.platform.finished()
        told = [each for each in lab.channel.messages if each.only_for == lab.ann.id]
        assert "".join(each.shown for each in told).replace("\n", "").count(typed) == 1
        assert [said(each.shown, "not-done", "ko") for each in (told[0], told[-1])] == [True, True]
        assert "Done" in told[-1].shown
        assert lab.core.events == []


async def test_a_failure_that_repeats_would_not_help_is_told_at_once(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(event: Event) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(lab.core, "handle", broken)
    assert (await lab.channel.commands(lab.ann, "/note", "typed")).acked
    assert "/note typed" in lab.channel.messages[-1].shown


async def test_a_service_that_stops_tells_what_it_could_not_commit(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6, try_for=60.0) as lab:
        lab.core.away = True
        await lab.channel.commands(lab.ann, "/note", "typed")
        lab.platform.in_flight.stop()
        await lab.platform.finished()
        assert "/note typed" in lab.channel.messages[-1].shown


async def test_what_could_not_be_committed_on_the_home_tab_is_told_in_the_direct_message(lab: Lab) -> None:
    await lab.ann.opens_home()
    await lab.platform.finished()
    lab.core.away = True
    await lab.ann.types_in_home("Search", "diffusion")
    lab.platform.in_flight.stop()
    await lab.platform.finished()
    assert "diffusion" in lab.direct.messages[-1].shown


@pytest.mark.parametrize("fails", [False, True])
async def test_slack_repeats_an_event_that_was_not_committed_in_time(transport: Transport, *, fails: bool) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        lab.core.seconds, lab.core.away = 0.4, fails
        said = await lab.direct.says(lab.ann, "note typed with care")
        [delivery] = lab.slack.deliveries.about(said.ts)
        assert [outcome.acked for outcome in delivery.outcomes] == [False]
        lab.core.seconds, lab.core.away = 0.0, False
        await lab.slack.settled()
        await lab.platform.finished()
        assert delivery.acked
        assert lab.core.bodies == [TextMessage("note typed with care", direct=True)]


async def test_a_form_that_takes_too_long_stays_open_and_is_taken_once(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        shown = await lab.posted(message(Buttons((Button("Edit", "edit:1"),))))
        await lab.channel.presses(lab.ann, shown, "Edit")
        lab.core.seconds = 0.4
        waiting = await lab.ann.submits({"Text": "typed with care"})
        assert (waiting.closed, waiting.error) == (False, None)
        await lab.platform.finished()
        lab.core.seconds = 0
        assert (await lab.ann.submits()).closed
        assert lab.core.bodies == [FormSubmission("note", "1", {"text": "typed with care"})]


async def fills_a_form(lab: Lab, shown: SlackMessage, text: str) -> None:
    """Press *Edit* and submit its form, which stays open because Paperboy is slow."""
    assert (await lab.channel.presses(lab.ann, shown, "Edit")).acked
    lab.core.seconds = 0.4
    waiting = await lab.ann.submits({"Text": text})
    assert (waiting.closed, waiting.error) == (False, None)


EDIT = message(Buttons((Button("Edit", "edit:1"),)))


async def test_what_is_changed_in_a_form_that_stayed_open_is_taken_as_well(transport: Transport) -> None:
    """The first text was kept meanwhile; a second press without a change would do nothing."""
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        await fills_a_form(lab, await lab.posted(EDIT), "typed with care")
        await lab.platform.finished()
        lab.core.seconds = 0
        assert (await lab.ann.submits({"Text": "typed with more care"})).closed
        assert lab.core.bodies == [
            FormSubmission("note", "1", {"text": "typed with care"}),
            FormSubmission("note", "1", {"text": "typed with more care"}),
        ]


async def test_a_form_that_could_not_be_taken_in_time_is_tried_until_it_is(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        lab.core.away = True
        await fills_a_form(lab, await lab.posted(EDIT), "typed with care")
        await asyncio.sleep(0.5)
        lab.core.away = False
        await lab.platform.finished()
        assert lab.core.bodies == [FormSubmission("note", "1", {"text": "typed with care"})]


@pytest.mark.parametrize("language", ["en-US", "ko-KR", "zh-CN"])
async def test_a_person_gets_back_a_form_that_could_not_be_taken(transport: Transport, language: str) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6, try_for=0.3) as lab:
        lab.core.away, lab.ann.language = True, language
        typed = "*typed* <with> & care 한국어 " + "x" * 2900
        await fills_a_form(lab, await lab.posted(EDIT), typed)
        await lab.platform.finished()
        told = [each for each in lab.channel.messages if each.only_for == lab.ann.id]
        assert "".join(each.shown for each in told).replace("\n", "").count(typed) == 1
        assert said(told[0].shown, "not-done", language[:2])
        assert lab.core.events == []


async def test_a_form_whose_address_no_longer_works_comes_back_in_the_direct_message(transport: Transport) -> None:
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6, try_for=0.3) as lab:
        shown = await lab.posted(EDIT)
        lab.core.away = True
        assert (await lab.channel.presses(lab.ann, shown, "Edit")).acked
        for ticket in lab.slack.world.tickets.values():
            ticket.expires = 0.0
        lab.core.seconds = 0.4
        await lab.ann.submits({"Text": "typed with care"})
        await lab.platform.finished()
        assert "typed with care" in lab.direct.messages[-1].shown
        assert said(lab.direct.messages[-1].shown, "not-done")


async def test_a_form_that_is_found_invalid_too_late_comes_back(transport: Transport) -> None:
    """The person may have closed it."""
    async with open_lab(transport, answer_by=0.2, ack_deadline=0.6) as lab:
        lab.core.wrong = {"text": "A note needs words."}
        await fills_a_form(lab, await lab.posted(EDIT), "typed with care")
        await lab.platform.finished()
        assert "typed with care" in lab.channel.messages[-1].shown
        assert lab.core.events == []


async def test_a_button_opens_its_form_and_an_invalid_field_says_so(lab: Lab) -> None:
    shown = await lab.posted(message(Buttons((Button("Edit", "edit:1"), Button("Done", "done:1")))))
    await lab.channel.presses(lab.ann, shown, "Done")
    await lab.channel.presses(lab.ann, shown, "Edit")
    lab.core.wrong = {"text": "A note needs words."}
    assert (await lab.ann.submits({"Text": "x"})).errors == {"text": "A note needs words."}
    lab.core.wrong = {}
    assert (await lab.ann.submits({"Text": "new words"})).closed
    done, submission = lab.core.events
    assert (done.body, done.message) == (ButtonPress("done:1"), shown.ts)
    assert submission.body == FormSubmission("note", "1", {"text": "new words"})
    assert (submission.address, submission.message) == (done.address, shown.ts)


async def test_a_form_that_slack_no_longer_opens_becomes_a_question(lab: Lab) -> None:
    shown = await lab.posted(message(Buttons((Button("Edit", "edit:1"),))))
    late = lab.slack.world.clock
    lab.slack.world.clock = lambda: late() + (10.0 if lab.slack.world.triggers else 0.0)
    await lab.channel.presses(lab.ann, shown, "Edit")
    assert lab.core.bodies == [ButtonPress("edit:1")]


@pytest.mark.parametrize("trouble", [FaultKind.TOO_MANY, FaultKind.ERROR_503, FaultKind.RESET, FaultKind.HANG])
async def test_a_form_that_slack_does_not_open_is_replaced_by_a_question_in_the_conversation(
    lab: Lab, trouble: FaultKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "TRIGGER_SECONDS", 0.2)
    shown = await lab.posted(message(Buttons((Button("Edit", "edit:1"),))))
    lab.slack.faults.next("views.open", Fault(trouble))
    assert (await lab.channel.presses(lab.ann, shown, "Edit")).acked
    assert (lab.core.bodies, lab.ann.modal) == ([ButtonPress("edit:1")], None)


async def test_a_form_for_a_deleted_note_is_answered_in_the_conversation(lab: Lab) -> None:
    shown = await lab.posted(message(Buttons((Button("Edit", "edit:gone"),))))
    await lab.channel.presses(lab.ann, shown, "Edit")
    assert (lab.core.bodies, lab.ann.modal) == ([ButtonPress("edit:gone")], None)


async def test_a_message_is_saved_as_a_note_or_put_on_the_list_by_its_shortcut(lab: Lab) -> None:
    said = await lab.channel.says(lab.ann, "https://arxiv.org/abs/2312.13286 is worth it\nreally")
    link = f"https://paper-lab.slack.com/archives/{lab.channel.id}/p{said.ts.replace('.', '')}"
    await lab.channel.shortcut(lab.ann, said, "save_note")
    assert (await lab.ann.submits({"Text": "worth it"})).closed
    await lab.channel.shortcut(lab.ann, said, "add_todo")
    saved, added = lab.core.bodies
    assert saved == FormSubmission("note", f'{{"url":"{link}"}}', {"text": "worth it"})
    assert added == TextMessage(f"/todo add https://arxiv.org/abs/2312.13286 is worth it {link}", direct=True)


async def test_the_home_tab_shows_the_persons_page_and_is_redrawn_after_each_action(lab: Lab) -> None:
    await lab.ann.opens_home()
    await lab.platform.finished()
    await lab.ann.ticks_in_home("Read paper 2")
    await lab.platform.finished()
    assert lab.core.ticked == {"todo:2"}
    await lab.ann.ticks_in_home("Read paper 2")
    await lab.platform.finished()
    assert lab.core.ticked == set()
    await lab.ann.types_in_home("Search", "diffusion")
    await lab.platform.finished()
    await lab.ann.presses_in_home("Edit")
    await lab.ann.submits({"Text": "new"})
    *_, search, form = lab.core.events
    assert (search.body, search.address.conversation_id) == (
        TextMessage("/search diffusion", direct=True),
        lab.direct.id,
    )
    assert (form.body, form.address) == (FormSubmission("note", "1", {"text": "new"}), search.address)
    await lab.platform.finished()
    assert lab.slack.calls["views.publish"] == 5


@pytest.mark.parametrize("trouble", [FaultKind.TOO_MANY, FaultKind.ERROR_503, FaultKind.RESET])
async def test_the_home_tab_is_drawn_once_slack_takes_it(lab: Lab, trouble: FaultKind) -> None:
    """After a pause as long as Slack asks for, and once for everything that happened in it."""
    await lab.ann.opens_home()
    await lab.platform.finished()
    lab.slack.faults.next("views.publish", Fault(trouble, 1, 1))
    published = lab.slack.calls["views.publish"]
    began = time.monotonic()
    await lab.ann.ticks_in_home("Read paper 1")
    await asyncio.sleep(0.1)
    await lab.ann.ticks_in_home("Read paper 2")
    await lab.ann.opens_home()
    await lab.platform.finished()
    assert lab.ann.home
    assert len(lab.ann.home["blocks"][0]["elements"][0]["initial_options"]) == 2
    assert lab.slack.calls["views.publish"] == published + 2
    assert time.monotonic() - began >= 1.0


async def test_boxes_ticked_in_quick_succession_are_each_ticked(lab: Lab) -> None:
    await lab.ann.opens_home()
    await lab.platform.finished()
    await asyncio.gather(lab.ann.ticks_in_home("Read paper 1"), lab.ann.ticks_in_home("Read paper 2"))
    await lab.platform.finished()
    assert lab.core.ticked == {"todo:1", "todo:2"}


async def test_reactions_invitations_and_departures_reach_the_core(lab: Lab) -> None:
    shown = await lab.posted(message(Paragraph((Text("A paper"),))))
    await lab.channel.reacts(lab.ann, shown, "+1")
    await lab.channel.unreacts(lab.ann, shown, "+1")
    await lab.channel.archive(lab.ann)
    await lab.channel.unarchive(lab.ann)
    other = lab.slack.channel("reading", lab.ann, bot_member=False)
    await other.add_bot(lab.ann)
    await other.remove_bot(lab.ann)
    assert lab.core.bodies == [Reaction(Signal.LIKED), Reaction(None), Left(), Joined(), Joined(), Left()]
    assert {event.message for event in lab.core.events[:2]} == {shown.ts}
    assert lab.core.events[4].actor.user_id == lab.ann.id


async def test_a_link_to_a_known_paper_is_shown_with_a_card(lab: Lab) -> None:
    known = await lab.channel.shares_link(lab.ann, "https://arxiv.org/abs/2312.13286")
    unknown = await lab.channel.shares_link(lab.ann, "https://arxiv.org/abs/2401.00001")
    await lab.platform.finished()
    assert [list(each.unfurls) for each in (known, unknown)] == [["https://arxiv.org/abs/2312.13286"], []]


async def test_a_link_sent_to_paperboy_is_answered_and_not_shown_twice(lab: Lab) -> None:
    said = await lab.direct.shares_link(lab.ann, "https://arxiv.org/abs/2312.13286")
    await lab.platform.finished()
    assert (len(lab.core.events), said.unfurls) == (1, {})


async def test_a_sent_file_can_be_fetched_and_a_deleted_one_says_so(lab: Lab) -> None:
    await lab.direct.uploads(lab.ann, "plot.png", b"\x89PNG", "note the loss")
    [event] = lab.core.events
    assert isinstance(event.body, TextMessage)
    [file] = event.body.files
    assert (file.name, file.media_type, file.size) == ("plot.png", "image/png", 4)
    assert await lab.platform.download(event.address, file.reference) == b"\x89PNG"
    with pytest.raises(SourceError, match="file_not_found"):
        await lab.platform.download(event.address, "F0GONE")


async def test_a_person_whose_name_slack_withholds_is_still_answered(lab: Lab) -> None:
    lab.slack.workspace.scopes.remove("users:read")
    await lab.direct.says(lab.ann, "notes")
    [event] = lab.core.events
    assert event.actor_name == lab.ann.id


@pytest.fixture
async def http() -> AsyncIterator[Lab]:
    async with open_lab("http") as lab:
        yield lab


COMMAND = b"command=%2Fnotes&text=&user_id=U1&user_name=ann&channel_id=C1&team_id=T1&trigger_id=1&response_url=x"
EVENT = b'{"type":"event_callback","event_id":"Ev1","event":{"type":"message","channel":"D1","user":"U1","ts":"1.0"}}'


@pytest.mark.parametrize("body", [COMMAND, EVENT, COMMAND + b"&ssl_check=1", b"\xff\xfe", b"", b"{"])
async def test_an_unsigned_request_is_refused_and_does_nothing(http: Lab, body: bytes) -> None:
    now = int(time.time())
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    right = http.slack.http.signed(body) if body != b"\xff\xfe" else http.slack.http.signed(b"else")
    for headers in (
        {},
        http.slack.http.signed(body + b"!"),
        http.slack.http.signed(body, now - 301),
        http.slack.http.signed(body, now + 310),
        {**right, "X-Slack-Signature": right["X-Slack-Signature"][:-1]},
        {**right, "X-Slack-Signature": "v0=\xe9"},
        {**right, "X-Slack-Request-Timestamp": "yesterday"},
    ):
        assert await http.slack.deliver_raw({**kind, **headers}, body) == 401
    assert http.core.events == []


async def test_a_signed_request_that_makes_no_sense_is_refused(http: Lab) -> None:
    headers = {"Content-Type": "application/json", **http.slack.http.signed(b"{")}
    assert await http.slack.deliver_raw(headers, b"{") == 400


async def test_slack_can_verify_our_address(http: Lab) -> None:
    assert await http.slack.verify_url()


@pytest.mark.parametrize("how", ["asked to", "cut off"])
async def test_a_connection_that_ends_is_followed_by_another(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "PING_EVERY", 0.1)
    async with open_lab("socket") as lab:
        if how == "asked to":
            await lab.slack.sockets.disconnect()
        else:
            lab.slack.sockets.drop()
            await asyncio.sleep(0.05)
        await lab.slack.sockets.wait_connected()
        await lab.direct.says(lab.ann, "still there?")
        await lab.slack.settled()
        assert lab.core.bodies == [TextMessage("still there?", direct=True)]


async def test_the_doctor_says_what_is_granted_and_what_is_missing(lab: Lab, transport: Transport) -> None:
    checks = [check async for check in lab.platform.checks()]
    assert [check.ok for check in checks] == [True, True, True]
    lab.slack.workspace.scopes.remove("reactions:read")
    missing = [check async for check in lab.platform.checks() if not check.ok]
    assert [(check.what, check.detail) for check in missing] == [("Slack scopes", "missing: reactions:read")]
    assert "paperboy manifest slack" in missing[0].advice


async def test_the_doctor_says_when_a_token_is_refused() -> None:
    slack = SlackStandIn()
    slack.install(manifest(DECLARED, None))
    async with slack.serving() as url:
        for bot_token, app_token, what in (
            ("xoxb-wrong", slack.app_token, "Slack bot token"),
            (slack.bot_token, "xapp-wrong", "Slack app token"),
            (slack.bot_token, "", "Slack app token"),
        ):
            async with open_slack(
                bot_token=bot_token, app_token=app_token, api_url=f"{url}/api/", languages=LANGUAGES
            ) as platform:
                wrong = [check async for check in platform.checks() if not check.ok]
            assert [check.what for check in wrong] == [what]
            assert wrong[0].advice


@pytest.mark.parametrize("setting", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_refused_token_ends_the_start_and_says_which_it_is(setting: str) -> None:
    slack = SlackStandIn()
    tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token, setting: "xo-wrong"}
    async with (
        slack.serving() as url,
        open_slack(
            bot_token=tokens["SLACK_BOT_TOKEN"],
            app_token=tokens["SLACK_APP_TOKEN"],
            api_url=f"{url}/api/",
            languages=LANGUAGES,
        ) as platform,
    ):
        with pytest.raises(SettingsError, match=setting):
            await platform.run(Diary())


async def test_slack_out_of_reach_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.05)
    slack = SlackStandIn()
    slack.faults.next("auth.test", Fault(FaultKind.ERROR_503))
    slack.faults.next("apps.connections.open", Fault(FaultKind.RESET))
    core, ann = Diary(), slack.person("Ann Lee")
    async with (
        slack.serving() as url,
        open_slack(
            bot_token=slack.bot_token, app_token=slack.app_token, api_url=f"{url}/api/", languages=LANGUAGES
        ) as platform,
        running(platform, core, slack),
    ):
        await slack.dm(ann).says(ann, "notes")
    assert core.bodies == [TextMessage("notes", direct=True)]


async def test_a_refused_socket_address_is_replaced_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "PING_EVERY", 0.1)
    monkeypatch.setattr(socket, "GIVE_UP", 0.3)
    monkeypatch.setattr(socket, "LOOK_EVERY", 0.05)
    slack = SlackStandIn()
    tickets = iter(["used up", *(slack.sockets.ticket() for _ in range(3))])
    monkeypatch.setattr(slack.sockets, "ticket", tickets.__next__)
    async with (
        slack.serving() as url,
        open_slack(
            bot_token=slack.bot_token, app_token=slack.app_token, api_url=f"{url}/api/", languages=LANGUAGES
        ) as platform,
        running(platform, Diary(), slack),
    ):
        assert slack.sockets.connected == 1
