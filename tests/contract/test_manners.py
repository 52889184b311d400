"""A press never posts: it is answered by a toast, and the message that was pressed changes in place."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.people_slack import SlackSays
from tests.support.platforms import CHAT_TRANSPORTS, Meeting, meeting
from tests.support.wording import line, words


@pytest.fixture(name="group", params=CHAT_TRANSPORTS)
async def a_group(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        there = met.in_a_group()
        yield there
        assert not there.rejected()


async def another(group: Meeting, name: str) -> Meeting:
    return replace(group, person=await group.person.newcomer(name))


async def a_digest(group: Meeting, top: int = 3) -> None:
    await group.says(f"/digest 2025-06-11 cs.CL top {top} as compact")
    await group.sees(line("digest-heading"), f"{top}. ")
    await group.settles()


def posts(group: Meeting) -> int:
    """Messages that everybody in the group sees."""
    return len(group.person.public())


async def test_a_press_posts_nothing_and_the_button_turns(group: Meeting) -> None:
    await a_digest(group)
    before = posts(group)
    await group.opens_paper(1)
    await group.presses("to-do")
    await group.sees(words("button-on-list-by", name="Me"))
    await group.settles()
    assert posts(group) == before


async def test_twenty_five_presses_of_five_members_post_nothing_and_are_all_counted(group: Meeting) -> None:
    await a_digest(group)
    await group.opens_paper(1)
    before = posts(group)
    members = [await another(group, f"Member {number}") for number in range(5)]
    for _ in range(5):  # like, take back, like, take back, like
        await asyncio.gather(*(member.person.presses("👍") for member in members))
        await group.settles()
    await group.sees("👍 5")
    assert posts(group) == before


async def test_only_the_person_who_put_a_paper_on_the_list_takes_it_off_by_its_button(group: Meeting) -> None:
    await a_digest(group, top=1)
    await group.opens_paper(1)
    await group.presses("to-do")
    await group.sees(words("button-on-list-by", name="Me"))
    other = await another(group, "Somebody")
    await other.presses("on the list")
    await group.settles()
    assert "on the list" in group.transcript()
    await group.presses("on the list")
    await group.settles()
    await group.says("/todo")
    await group.sees(line("todo-empty"))


async def test_a_paper_opens_in_place_and_closes_again(group: Meeting) -> None:
    await a_digest(group)
    (*_, closed) = group.person.public()
    assert "Much has been said about" not in closed
    await open_or_close(group)
    await group.sees("Much has been said about")
    await open_or_close(group)
    await group.settles()
    assert group.person.public()[-1] == closed


async def open_or_close(group: Meeting) -> None:
    """Press what opens a paper of the digest on the screen, which closes it as well."""
    if isinstance(group.person, SlackSays):
        await group.presses("abstract")
    else:
        await group.person.presses_action("paper.open:1")
