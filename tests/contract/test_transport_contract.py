"""Guarantees of every transport: polling, webhook, Socket Mode and HTTP.

The service is the real one; only the platform and arXiv are stand-ins.
"""

import asyncio
import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing

import aiohttp
import pytest

from bot.adapters.telegram.webhook import SECRET_HEADER, secret_of
from bot.core import messages as m
from bot.core.commands import ACTION_LIMIT
from storage import engine
from tests.servers.arxiv.data import Library, StandInPaper
from tests.servers.slack.events import HttpDeliveries
from tests.support.platforms import Meeting, a_chatter, until
from tests.support.wording import line, said, words

__all__ = ["a_chatter"]

HOSTILE = (
    "<b>x</b> &amp; *_[~`x`]( <!channel> <@U0000001> @everyone @here /todo :tada: [a](tg://user?id=7000000001) \u202eok"
)
TAKEN_OUT = dict.fromkeys(map(ord, "\u2060\u2068\u2069\u202e"))
"""Invisible characters that Telegram's adapter adds or removes, so that no text is reversed or mentions anybody."""


# Authenticity


def forged(i: Meeting, text: str) -> tuple[str, bytes]:
    """Return the path and body of a request with this message, without the proof that it is the platform's."""
    if i.platform == "telegram":
        who = {"id": i.person.me.id, "is_bot": False, "first_name": "Me"}
        chat = {"id": i.person.chat.id, "type": "private"}
        said = {"message_id": 9001, "date": 1, "text": text, "chat": chat, "from": who}
        return "/telegram", json.dumps({"update_id": 1, "message": said}).encode()
    said = {"type": "message", "channel": i.person.chat.id, "user": i.person.me.id, "ts": "1700000000.000001"}
    team = i.server.workspace.id
    event = said | {"text": text, "channel_type": "im", "team": team}
    whole = {"type": "event_callback", "team_id": team, "api_app_id": "A0STANDIN", "event_id": "Ev1", "event": event}
    return "/slack/events", json.dumps(whole).encode()


def proof(i: Meeting, body: bytes, *, secret: str = "", age: float = 0.0) -> Mapping[str, str]:
    """Return the headers that prove a request to be the platform's; ``secret`` replaces the right one."""
    if i.platform == "telegram":
        return {SECRET_HEADER: secret or secret_of(i.server.token)}
    signing = HttpDeliveries(secret or i.server.signing_secret)
    return signing.signed(body, int(time.time() - age))


async def posted(i: Meeting, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    kind = {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(i.door + path, data=body, headers={**kind, **headers}) as response,
    ):
        return response.status


async def test_only_the_platform_is_trusted(i: Meeting) -> None:
    """A proof that is wrong, old or of another message has no effect; without a public address no path exists."""
    path, body = forged(i, "note Forged")
    other = forged(i, "note Something else")[1]
    false_proofs = [{}, proof(i, body, secret="wrong")]
    if i.platform == "slack":
        false_proofs += [proof(i, other), proof(i, body, age=301), proof(i, body, age=-301)]
    else:
        false_proofs += [{SECRET_HEADER: secret} for secret in ("", "\N{PILE OF POO}")]
    public = i.transport in {"telegram-webhook", "slack-http"}
    for headers in false_proofs:
        assert await posted(i, path, body, headers) == (401 if public else 404)
    await i.settles()
    assert i.person.screen() == []
    assert await posted(i, path, body, proof(i, body)) == (200 if public else 404)
    await i.settles()
    assert said(i.transcript(), "note-saved") is public


# Exactly once


async def test_an_event_sent_twice_happens_once(i: Meeting) -> None:
    await i.says("/todo add Only once")
    await i.sees("Only once")
    await i.person.redelivers()
    await i.person.says("todo add Just once")
    await i.sees("Just once")
    await i.person.redelivers()
    await i.says("/note First")
    await i.sees(line("note-saved", number=1))
    await i.presses("undo")
    await i.sees(line("note-deleted", number=1))
    await i.person.redelivers()
    await i.settles()
    await i.says("note Secnd")
    await i.sees(line("note-saved", number=2))
    await i.person.edits("note Second")
    await i.settles()
    await i.person.redelivers()
    await i.settles()
    shown = len(i.person.screen())
    await i.person.redelivers()
    await i.settles()
    assert len(i.person.screen()) == shown
    await i.says("/todo")
    listed = await i.sees("open")
    assert (listed.count("Only once"), listed.count("Just once")) == (1, 1)
    await i.says("/notes")
    await i.sees(line("notes-heading", count=1))


@pytest.fixture
def quickly_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database counts as unavailable after a tenth of a second."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 100)


@pytest.mark.usefixtures("quickly_given_up")
async def test_during_an_outage_of_the_database_the_platform_keeps_the_event_and_it_happens_once(i: Meeting) -> None:
    path = i.app.settings.database_url.database
    assert path is not None
    if i.platform == "slack":
        i.server.deliveries.ack_deadline = 0.5
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as elsewhere:
        await asyncio.to_thread(elsewhere.execute, "BEGIN IMMEDIATE")  # waits until the service has written
        await i.says("note Kept once")
        await until(lambda: was_refused(i), lambda: "that it was not taken")
    await i.sees(line("note-saved", number=1))
    await i.settles()
    await until(lambda: is_taken(i), lambda: "that it was taken")
    await i.says("/notes")
    await i.sees(line("notes-heading", count=1))


@pytest.mark.usefixtures("quickly_given_up")
async def test_a_command_sent_during_an_outage_of_the_database_is_carried_out_after_it(i: Meeting) -> None:
    """The outage outlasts Slack's three seconds, in which Paperboy must acknowledge a slash command."""
    path = i.app.settings.database_url.database
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as elsewhere:
        await asyncio.to_thread(elsewhere.execute, "BEGIN IMMEDIATE")
        saying = asyncio.create_task(i.says("/note Kept"))
        await asyncio.sleep(3.2)
    await saying
    await i.sees(line("note-saved", number=1))
    await i.settles()
    await i.says("/notes")
    await i.sees(line("notes-heading", count=1))


def was_refused(i: Meeting) -> bool:
    """Return whether the platform was told, in its way, to send the event again."""
    match i.transport:
        case "telegram-polling":  # no poll has acknowledged it
            return len(i.server.updates.pending) == 1 and not i.server.updates.is_polled
        case "telegram-webhook":
            return "503" in i.server.updates.webhook.error
        case "slack-http":
            return 503 in [outcome.status for outcome in i.person.told[0].outcomes]
    return any(not outcome.acked for outcome in i.person.told[0].outcomes)


def is_taken(i: Meeting) -> bool:
    if i.platform == "telegram":
        return not i.server.updates.pending
    return bool(i.person.told[0].acked)


async def test_paperboy_ignores_its_own_messages(i: Meeting) -> None:
    """Slack reports an app's own messages; Telegram does not, but Paperboy would ignore them."""
    await i.says("/note /todo add Loop")
    await i.sees(line("note-saved"))
    await i.says("/note show 1")
    await i.sees("/todo add Loop")
    if i.platform == "telegram":
        own = next(each for each in i.person.messages() if "/todo add Loop" in each.text)
        i.server.updates.add("message", own.as_json() | {"text": "/todo add Loop"})
    await i.settles()
    if i.platform == "slack":
        await i.server.settled()
        assert any("/todo add Loop" in json.dumps(each.payload) for each in i.server.deliveries.log)
    await i.says("/todo")
    await i.sees(line("todo-empty"))


# Harmless


async def test_a_hostile_title_shows_as_itself_everywhere_and_mentions_nobody(i: Meeting) -> None:
    hostile = StandInPaper(id="2506.09009", title=HOSTILE, authors=(HOSTILE,), categories=("cs.CL",))
    i.arxiv.library = Library([hostile])
    for typed, others in [
        ("/paper 2506.09009", "cs.CL"),
        ("/note 2506.09009 Beware", "saved"),
        ("/todo add 2506.09009", "Added"),
        ("/note show 1", "Beware"),
        ("/notes", words("notes-heading", count=1)),
        ("/search beware", "One found"),
        ("/todo", "open"),
    ]:
        await i.says(typed)
        await sees_plainly(i, HOSTILE, others)
    assert i.person.pings() == []


async def test_a_hostile_title_is_harmless_in_a_digest(i: Meeting) -> None:
    authors, today = ("@everyone /todo",), i.arxiv.today
    hostile = StandInPaper(id="2506.09009", title=HOSTILE, authors=authors, categories=("cs.CL",), date=today)
    i.arxiv.library = Library([hostile])
    await i.says("/digest cs.CL")
    await sees_plainly(i, HOSTILE, "Papers announced")
    assert i.person.pings() == []


async def test_a_persons_own_words_come_back_as_typed(i: Meeting) -> None:
    """Their own mentions in Telegram stay mentions; none of their characters becomes a link or formatting."""
    words = HOSTILE.replace("<@U0000001> ", "")  # in Slack a person's own mention looks like this
    await i.says(f"note {words}")
    await i.sees(line("note-saved"))
    await i.says("/note show 1")
    await sees_plainly(i, words, "Note 1")
    await i.says(f"todo add {words}")
    await sees_plainly(i, words, "Added")
    await i.says("/search tada")
    await sees_plainly(i, "<b>x</b> &amp; *_[~`x`](", "One found")
    if i.platform == "slack":
        assert i.person.pings() == []
    else:
        kinds = [entity["type"] for each in i.person.messages() for entity in each.entities]
        assert not {"text_mention", "text_link"} & set(kinds)


async def sees_plainly(i: Meeting, text: str, other: str) -> None:
    """Wait until the newest message contains both texts, apart from invisible characters."""

    def shown() -> bool:
        newest = ["", *i.person.screen()][-1]
        return text.translate(TAKEN_OUT) in newest.translate(TAKEN_OUT) and other in newest.translate(TAKEN_OUT)

    await until(shown, lambda: f"{text} in\n{i.transcript()}")


# Buttons


async def offers(i: Meeting, *actions: str) -> None:
    """Show buttons that send these actions."""
    buttons = tuple(m.Button(f"button {number}", action) for number, action in enumerate(actions))
    shown = m.Reply(m.message(m.Paragraph((m.Text("Choose"),)), m.Buttons(buttons)))
    async with i.app.database.begin() as work:
        await work.outbox.put(i.person.address, "offered", shown, i.clock())
    i.app.delivery.wake()
    await i.sees("Choose", "button 0")


WORDS = (
    "首尔以外的某个很远的地方 한국",
    "서울 밖 어딘가 🌍 👩‍🔬",
    "<b>&amp;:*_[|]\"'\\ %20 {x}",
    "x" * (ACTION_LIMIT - len("settings.timezone:")),
)


async def test_a_pressed_button_sends_its_action_unchanged(i: Meeting) -> None:
    actions = [f"settings.timezone:{words}" for words in WORDS]
    assert max(len(action.encode()) for action in actions) == ACTION_LIMIT
    await offers(i, *actions)
    assert i.person.actions() == actions
    for number, city in enumerate(WORDS):
        await i.presses(f"button {number}")
        await i.sees(line("settings-timezone-unknown", text=city))


async def test_a_button_can_hold_a_longer_action_than_the_platform(i: Meeting) -> None:
    query = "蜂蜜 벌꿀 honey " + " ".join(f"word{number}" for number in range(30))
    for number in range(6):
        await i.says(f"note 《Hive {number}》 {query}")
        await i.sees(line("note-saved-about", number=number + 1))
    await i.says(f"/search {query}")
    first = await i.sees("6 found")
    await i.presses("next")
    missing = next(number for number in range(6) if f"Hive {number}" not in first)
    await i.sees("6 found", f"Hive {missing}")


async def test_buttons_from_older_versions_get_a_kind_answer(i: Meeting) -> None:
    former = ["retired.action:7", "note.undo:x", "settings.language:tlh", "note.pick:99:1", ":"]
    await offers(i, *former)
    for number in range(len(former)):
        before = len(i.person.screen())
        await i.presses(f"button {number}")
        await until(lambda shown=before: len(i.person.screen()) > shown, lambda: "an answer")
        answer = i.person.screen()[-1]
        assert not said(answer, "went-wrong")
        assert " /" in answer or "number" in answer, "it says what to do instead"


async def test_a_button_pressed_twice_does_its_work_once(i: Meeting) -> None:
    await i.says("/note Undone once")
    await i.sees(line("note-saved", number=1))
    (undo,) = [action for action in i.person.actions() if "delete" in action or "undo" in action]
    await i.presses("undo")
    await i.sees(line("note-deleted", number=1))
    await offers(i, undo)
    await i.presses("button 0")
    await i.settles()
    assert not said(i.transcript(), "went-wrong")
    await i.says("/notes")
    await i.sees(line("notes-none"))
