"""Guarantees for everything Paperboy sends, on every platform: it arrives once, complete and as intended.

The service and the platforms' clients are the real ones; the tests move the clock instead of waiting.
"""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.slack import limits as limits_of_slack
from bot.adapters.slack import platform as slack_platform
from bot.adapters.slack.blockkit import render as slack_render
from bot.adapters.telegram import client as telegram_client
from bot.adapters.telegram import entities as telegram_entities
from bot.adapters.telegram import render as telegram_render
from bot.core import messages as m
from bot.core.ports.adapters import Part
from tests.servers.slack import limits as slack_limits
from tests.servers.slack.blocks import MESSAGE_CHARACTERS, Checks, size
from tests.servers.slack.text import object_shown, pinged, pinged_by, texts
from tests.servers.telegram import faults as telegram_faults
from tests.servers.telegram.keyboards import inline_keyboard
from tests.servers.telegram.text import formatted, utf16_length
from tests.support.platforms import SPECS, Meeting, meeting, until
from tests.support.wording import line

SENDS = {"telegram": "sendMessage", "slack": "chat.postMessage"}
CHANGES = {"telegram": "editMessageText", "slack": "chat.update"}

Telegram, Slack = telegram_faults.FaultKind, slack_limits.FaultKind
TROUBLES: dict[str, tuple[telegram_faults.Fault, slack_limits.Fault]] = {
    "429": (telegram_faults.Fault(Telegram.TOO_MANY, 1, 7), slack_limits.Fault(Slack.TOO_MANY, 1, 7)),
    "429 without a time": (
        telegram_faults.Fault(Telegram.TOO_MANY, 1, 7, with_parameters=False),
        slack_limits.Fault(Slack.TOO_MANY, 1, None),
    ),
    "500": (telegram_faults.Fault(Telegram.ERROR_500), slack_limits.Fault(Slack.ERROR_500)),
    "502": (telegram_faults.Fault(Telegram.ERROR_502), slack_limits.Fault(Slack.ERROR_502)),
    "reset": (telegram_faults.Fault(Telegram.RESET), slack_limits.Fault(Slack.RESET)),
    "hang": (telegram_faults.Fault(Telegram.HANG), slack_limits.Fault(Slack.HANG)),
    "commit-then-drop": (
        telegram_faults.Fault(Telegram.COMMIT_THEN_DROP),
        slack_limits.Fault(Slack.COMMIT_THEN_DROP),
    ),
}
PAUSES = {("telegram", "429"): 7, ("telegram", "429 without a time"): 7, ("slack", "429"): 7}
"""Seconds after which a message is sent again, as the platform asks."""

trouble = pytest.mark.parametrize("trouble", TROUBLES)


@pytest.fixture(name="i", params=["telegram-polling", "slack-socket"])
async def a_chatter(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Meeting]:
    """A person on each platform. One transport per platform is enough, since sending does not depend on it."""
    monkeypatch.setattr(telegram_client, "CALL_SECONDS", 1.5)
    monkeypatch.setattr(slack_platform, "REQUEST_SECONDS", 1.5)
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        yield met
        assert met.rejected() == [], "the platform refused something as malformed"


def spoil(i: Meeting, methods: dict[str, str], trouble: str) -> None:
    """Make the next call of the platform's method fail in this way."""
    i.server.faults.next(methods[i.platform], TROUBLES[trouble][i.platform == "slack"])


async def all_is_sent(i: Meeting) -> float:
    """Move the clock until nothing waits to be sent again; return the seconds of the first wait."""
    first = 0.0
    await i.settles()
    while (at := await i.app.delivery.next_run_at()) is not None:
        pause = (at - i.clock()).total_seconds()
        first = first or pause
        i.clock.move(seconds=max(pause, 0.1))
        i.app.delivery.wake()
        await i.settles()
    return first


def count(i: Meeting, words: str) -> int:
    return sum(words in text for text in i.person.screen())


@trouble
async def test_whatever_goes_wrong_a_message_arrives_once(i: Meeting, trouble: str) -> None:
    """Telegram makes one duplicate unavoidable: nobody can ask it what was sent, so a message whose acknowledgment
    was lost is there twice, and never more often.
    """
    spoil(i, SENDS, trouble)
    await i.says("todo add Arrive once")
    await until(lambda: i.server.faults.seen, lambda: "the trouble")
    waited = await all_is_sent(i)
    unavoidable = (i.platform, trouble) == ("telegram", "commit-then-drop")
    assert count(i, "Arrive once") == (2 if unavoidable else 1)
    assert i.server.calls[SENDS[i.platform]] <= 2
    assert waited == PAUSES.get((i.platform, trouble), waited) > 0


@pytest.fixture
def patiently(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that hangs is given up after twenty seconds."""
    monkeypatch.setattr(telegram_client, "CALL_SECONDS", 20.0)
    monkeypatch.setattr(slack_platform, "REQUEST_SECONDS", 20.0)


@pytest.mark.parametrize("transport", ["telegram-polling", "slack-socket"])
@pytest.mark.usefixtures("patiently")
async def test_calls_that_hang_hold_up_no_other_conversation(
    transport: str, tmp_path: Path, sqlite_template: Path
) -> None:
    async with meeting(transport, tmp_path, sqlite_template) as met:
        await others_hang(met, 110)


async def others_hang(i: Meeting, hanging: int) -> None:
    """A hundred conversations whose calls get no answer leave connections for everybody else."""
    await i.says("todo add Before")
    await i.sees("Before")
    fault = (
        telegram_faults.Fault(Telegram.HANG, hanging)
        if i.platform == "telegram"
        else slack_limits.Fault(Slack.HANG, hanging)
    )
    i.server.faults.next(SENDS[i.platform], fault)
    async with i.app.database.begin() as work:
        for number in range(hanging):
            other = replace(i.person.address, conversation_id=f"{900_000 + number}")
            await work.outbox.put(other, f"other {number}", m.Reply(m.message(m.Verbatim("hello"))), i.clock())
    calls = i.server.calls[SENDS[i.platform]]
    began = time.monotonic()
    i.app.delivery.wake()
    await until(lambda: i.server.calls[SENDS[i.platform]] == calls + hanging, lambda: "that all of them hang")
    assert time.monotonic() - began < 10.0, "none waited for another that gave up"
    began = time.monotonic()
    await i.says("todo add Meanwhile")
    await i.sees("Meanwhile")
    assert time.monotonic() - began < 1.0
    if i.platform == "telegram":
        i.server.faults.recover()
    else:
        i.server.web.close()


async def test_however_many_answers_are_lost_a_message_is_there_twice_at_most(i: Meeting) -> None:
    """On Slack, which can be asked, it is there once; the next message arrives."""
    kind = Telegram.COMMIT_THEN_DROP if i.platform == "telegram" else Slack.COMMIT_THEN_DROP
    fault = telegram_faults.Fault(kind, 2) if i.platform == "telegram" else slack_limits.Fault(kind, 1)
    i.server.faults.next(SENDS[i.platform], fault)
    await i.says("todo add Twice at most")
    await until(lambda: i.server.faults.seen, lambda: "the trouble")
    await all_is_sent(i)
    assert count(i, "Twice at most") == (2 if i.platform == "telegram" else 1)
    await i.says("todo add The next")
    await i.sees("The next")


@trouble
async def test_whatever_goes_wrong_a_message_is_changed_in_place_once(i: Meeting, trouble: str) -> None:
    spoil(i, CHANGES, trouble)
    await i.says("paper 2312.13286")
    await until(lambda: i.server.faults.seen, lambda: "the trouble")
    await all_is_sent(i)
    (only,) = i.person.screen()
    assert "Generative Models Learn in Context" in only


async def test_a_long_message_continues_where_it_was_interrupted(i: Meeting) -> None:
    """Every other call fails, and each part arrives once, in order."""
    kinds = (Telegram if i.platform == "telegram" else Slack).__members__
    harmless = [kinds[name] for name in ("ERROR_500", "ERROR_502", "RESET", "TOO_MANY")]
    long = "\n\n".join(f"Paragraph {number}. " + "한국어 中文 words 👩🏽‍🔬. " * 60 for number in range(50))
    await i.says("note A title")
    await i.sees(line("note-saved"))
    i.server.faults.random(SENDS[i.platform], 0.5, harmless, 3)
    async with i.app.database.begin() as work:
        await work.outbox.put(i.person.address, "long", m.Reply(m.message(m.Verbatim(long))), i.clock())
    i.app.delivery.wake()
    await all_is_sent(i)
    arrived = "".join(i.person.screen()[1:])
    assert "".join(arrived.split()) == "".join(long.split())
    assert len(i.server.faults.seen) >= 2


async def test_a_conversation_that_shut_paperboy_out_gets_nothing_until_it_is_let_in_again(i: Meeting) -> None:
    """When a group removes Paperboy or the channel is archived, the digest pauses until it is let in again."""
    ours = i.in_a_group()
    await ours.says("/subscribe cs.CL at 13:00 UTC as compact")
    await ours.sees(line("subscribe-done"))
    ours.person.leaves_unheard()
    tries = ours.server.calls[SENDS[i.platform]]
    await ours.waits(hours=1, minutes=1)
    assert ours.server.calls[SENDS[i.platform]] == tries + 1
    for _ in range(2):
        await ours.waits(days=1)
    assert ours.server.calls[SENDS[i.platform]] == tries + 1
    await ours.person.lets_in()
    await ours.sees(line("welcome-back", count=1))
    ours.arxiv.today += timedelta(days=2)
    await ours.waits(days=1)
    await ours.sees(line("digest-heading-none", on="June 13, 2025"))
    assert count(ours, "announced on June 13") == 1


# Rendering

SCRIPTS = [
    "Plain words, and more of them. ",
    "中文的一句话，没有空格。",
    "한국어 문장이에요. ",
    "שלום עולם، مرحبا بالعالم. ",
    "👩🏽‍🔬👨‍👩‍👧‍👦🇰🇷❤️‍🔥🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "e\u0301o\u0302\u0323नमस्ते กำลัง ",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈 ",
    "def f(x):\n    return x\n\n",
    "unbreakable" * 40 + " ",
]
words = st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=3).map("".join)
long_words = st.builds(lambda text, times: text * times, words, st.sampled_from([1, 1, 2, 40, 150]))
inlines = st.lists(
    st.one_of(
        *(st.builds(kind, long_words) for kind in (m.Text, m.Bold, m.Italic, m.Code, m.Marked, m.Spoiler)),
        st.builds(m.Link, words, st.just("https://arxiv.org/abs/2312.13286")),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
buttons = st.lists(st.builds(m.Button, words.map(lambda text: text[:30]), st.just("todo.done:1")), max_size=3)
cards = st.builds(
    m.PaperCard,
    title=words.map(lambda text: text.replace("\n", " ")),
    url=st.just("https://arxiv.org/abs/2312.13286"),
    authors=words.map(lambda text: text.replace("\n", " ")),
    categories=st.just(("cs.CL",)),
    gist=words.map(lambda text: text.replace("\n", " ")),
    rank=st.integers(1, 30),
    buttons=buttons.map(tuple),
    paper_id=st.just("2312.13286"),
    links=st.just(
        (m.Link("code", "https://github.com/ada/bees"), m.Text(" · "), m.Link("data", "https://zenodo.org/1"))
    ),
)
items = st.lists(
    st.builds(
        m.ListItem, inlines, st.integers(0, 2), st.sampled_from(["", "7"]), st.sampled_from(["", "open", "done"])
    ),
    min_size=1,
    max_size=4,
)
blocks = st.one_of(
    *(st.builds(kind, inlines) for kind in (m.Heading, m.Paragraph, m.Quote)),
    st.builds(m.Verbatim, long_words),
    st.just(m.Divider()),
    items.map(lambda some: m.Items(tuple(some))),
    st.lists(st.builds(m.Row, words, inlines), min_size=1, max_size=3).map(lambda rows: m.Table(tuple(rows))),
    buttons.map(lambda some: m.Buttons(tuple(some))),
    cards,
)
messages = st.lists(blocks, min_size=1, max_size=8).map(lambda some: m.Message((m.Verbatim("So: "), *some)))

INVISIBLE = dict.fromkeys(map(ord, "\u2060\u2068\u2069"))
"""Characters that adapters insert so that the others keep their meaning."""


@dataclass(frozen=True)
class Shown:
    """A platform's renderer and reader. ``accepts`` raises if the platform would refuse a part.

    ``limits`` are the numbers that split a message into parts.
    """

    render: Callable[[m.Message], Sequence[Part]]
    accepts: Callable[[Part], None]
    read: Callable[[Part], str]
    limits: Sequence[tuple[Any, str]]


def taken_by_telegram(part: Part) -> None:
    body = part.body
    kept = formatted(body.text, "", [entity.to_dict() for entity in body.entities], limit=4096, what="message")
    assert kept.text
    assert utf16_length(body.text) <= 4096
    assert len(body.entities) <= 100
    inline_keyboard({"inline_keyboard": [[button.to_dict() for button in row] for row in body.keyboard]})


def taken_by_slack(part: Part) -> None:
    shown = list(part.body.blocks)
    assert CHECKS.message(shown) == []
    assert 0 < len(shown) <= 50
    assert size(shown) <= MESSAGE_CHARACTERS
    assert 0 < len(part.body.text) <= 4000
    assert pinged(part.body.text) + pinged_by(shown) == []


def read_in_slack(part: Part) -> str:
    leaves = texts(list(part.body.blocks))
    return "".join(object_shown(leaf) if leaf["type"] in {"mrkdwn", "plain_text"} else leaf["text"] for leaf in leaves)


CHECKS = Checks(SPECS if SPECS.exists() else None)
PLATFORMS = {
    "telegram": Shown(
        telegram_render.render,
        taken_by_telegram,
        lambda part: str(part.body.text).removeprefix("\u2060"),
        [(telegram_render, "TEXT_UNITS"), (telegram_render, "BUTTONS"), (telegram_entities, "ENTITIES")],
    ),
    "slack": Shown(
        slack_render.SlackRenderer({}).render,
        taken_by_slack,
        read_in_slack,
        [(limits_of_slack, "MESSAGE_BLOCKS"), (limits_of_slack, "MESSAGE_CHARACTERS")],
    ),
}
moderate = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])


@pytest.mark.slow
@pytest.mark.parametrize("platform", PLATFORMS)
@moderate
@given(message=messages)
def test_parts_are_within_the_limits_and_join_to_the_whole_message(platform: str, message: m.Message) -> None:
    shown = PLATFORMS[platform]
    parts = shown.render(message)
    for part in parts:
        shown.accepts(part)
    with pytest.MonkeyPatch.context() as without_limits:
        for module, name in shown.limits:
            without_limits.setattr(module, name, 10**9)
        (whole,) = shown.render(message)
    together = "".join(map(shown.read, parts))
    assert together == shown.read(whole)
    for said in said_in(message):
        assert squeezed(said) in squeezed(together)


def said_in(message: m.Message) -> list[str]:
    """Return every text in a message, except labels of buttons."""
    found = []
    for block in message.blocks:
        match block:
            case m.Heading(content) | m.Paragraph(content) | m.Quote(content):
                found.append(m.plain(content))
            case m.Verbatim(text):
                found.append(text)
            case m.Items(some):
                found += [m.plain(item.content) for item in some]
            case m.Table(rows):
                found += [text for row in rows for text in (row.label, m.plain(row.content))]
            case m.PaperCard(title, _, authors, gist=gist, links=links):
                found += [title, authors, m.plain(links), gist]
    return found


def squeezed(text: str) -> str:
    return "".join(text.translate(INVISIBLE).split())


async def test_rendered_messages_arrive_unchanged(i: Meeting) -> None:
    """Text in any script and of any length passes the platform's own client and arrives unchanged."""
    said = [script * times for script in SCRIPTS for times in (1, 120)]
    shown = m.message([m.Verbatim(text) for text in said], m.Items(tuple(m.ListItem((m.Text(text),)) for text in said)))
    async with i.app.database.begin() as work:
        await work.outbox.put(i.person.address, "all", m.Reply(shown), i.clock())
    i.app.delivery.wake()
    await all_is_sent(i)
    arrived = squeezed("".join(i.person.screen()).replace("•", ""))
    for text in said:
        assert arrived.count(squeezed(text)) >= 2
