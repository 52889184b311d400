"""Good manners in a channel of Slack, over both transports: short posts, menus, answers that change in place."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.core.messages import Button, Buttons, Reply, Route, message
from tests.servers.slack.message import SlackMessage
from tests.support.platforms import Meeting, meeting
from tests.support.wording import line

SLACK = ("slack-socket", pytest.param("slack-http", marks=pytest.mark.slow))


@pytest.fixture(name="met", params=SLACK)
async def a_meeting(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        yield met
        assert not met.rejected()


@pytest.fixture(name="group")
def a_group(met: Meeting) -> Meeting:
    return met.in_a_group()


def posts(group: Meeting) -> Sequence[SlackMessage]:
    """Messages that everybody in the channel sees."""
    return [each for each in group.person.chat.kept() if each.by_bot]


async def test_a_paper_of_a_digest_has_one_button_and_a_menu(group: Meeting) -> None:
    await group.says("/digest 2025-06-11 cs.CL top 2 as compact")
    await group.sees(line("digest-heading"), "2. ")
    (shown,) = posts(group)
    kinds = [each["type"] for block in shown.blocks if block["type"] == "actions" for each in block["elements"]]
    assert kinds == ["button", "overflow"] * 2
    await group.fills("note", {"Note": "From the menu"})
    await group.says("/note show 1")
    await group.sees("From the menu")


@pytest.mark.parametrize("by", ["response_url", "chat.postEphemeral"])
async def test_what_one_person_sees_changes_in_place_as_well(group: Meeting, by: str) -> None:
    me, chat = group.person.me, group.person.chat
    via = group.server.world.response_url(chat, me) if by == "response_url" else ""
    shown = message(Buttons((Button("to-do", "todo.paper:2312.13286"),)))
    async with group.app.database.begin() as work:
        await work.outbox.put(group.person.address, by, Reply(shown, private=True), group.clock(), Route(me.id, via))
    group.app.delivery.wake()
    await group.presses("to-do")
    await group.sees("on the list")
    await group.presses("on the list")
    await group.sees("to-do")
    await group.settles()
    assert [each.buttons for each in chat.seen_as(me)] == [["to-do"]]
    assert posts(group) == []


async def test_a_digest_in_a_channel_is_its_titles_and_a_thread_with_the_papers(group: Meeting) -> None:
    await group.says("/subscribe cs.CL at 13:00 UTC top 2")
    await group.sees(line("subscribe-done"))
    before = len(posts(group))
    await group.waits(hours=1, minutes=1)
    heading, *papers = posts(group)[before:]
    assert [each.thread_ts for each in (heading, *papers)] == [None, heading.ts, heading.ts]
    assert heading.buttons == []
    for number, paper in enumerate(papers, 1):
        title = paper.shown.splitlines()[0]
        assert title.startswith(f"{number}. ")
        assert title in heading.shown
    await group.presses("abstract")
    await group.sees("Much has been said about")
    assert len(posts(group)) == before + 3


@pytest.mark.parametrize(("typed", "messages"), [("as compact", 1), ("as cards", 3)])
async def test_the_other_layouts_stay_choices(group: Meeting, typed: str, messages: int) -> None:
    await group.says(f"/subscribe cs.CL at 13:00 UTC top 2 {typed}")
    await group.sees(typed if typed == "as cards" else "as compact")
    before = len(posts(group))
    await group.waits(hours=1, minutes=1)
    assert [each.thread_ts for each in posts(group)[before:]] == [None] * messages


async def test_a_digest_in_a_direct_message_is_one_message(met: Meeting) -> None:
    await met.says("/digest 2025-06-11 cs.CL top 2")
    await met.sees(line("digest-heading"), "1. ", "2. ", "to-do")


async def test_the_end_of_a_compact_digest_is_undone_as_it_was(group: Meeting) -> None:
    await group.says("/subscribe cs.CL as compact")
    await group.sees("as compact")
    await group.says("/unsubscribe")
    await group.presses("undo")
    await group.settles()
    assert "as compact" in posts(group)[-1].shown
