"""A list is one message: its pages turn in it."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.identity import ConversationKind
from bot.core.model.todos import TodoState
from tests.support.platforms import CHAT_TRANSPORTS, Meeting, meeting
from tests.support.wording import line, words


@pytest.fixture(name="group", params=CHAT_TRANSPORTS)
async def a_group(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        there = met.in_a_group()
        yield there
        assert not there.rejected()


async def a_list(group: Meeting, *items: str) -> None:
    await group.says("/todo add\n" + "\n".join(f"- {item}" for item in items))
    await group.sees(line("todo-added", count=len(items)))
    await group.says("/todo")
    await group.sees(words("todo-counts", open=len(items), overdue=0))
    await group.settles()


async def turns(reader: Meeting, label: str) -> None:
    await reader.presses(label)
    await reader.settles()


def shared(group: Meeting) -> list[str]:
    """The messages that everybody in the group sees."""
    return list(group.person.public())


async def test_a_page_of_the_reading_list_turns_in_its_message(group: Meeting) -> None:
    await a_list(group, *(f"bee {number}." for number in range(50)))
    *before, first = shared(group)
    assert "bee 0." in first
    assert "bee 49." not in first
    await turns(group, words("button-next"))
    *rest, second = shared(group)
    assert rest == before
    assert "bee 0." not in second
    await turns(group, words("button-previous"))
    assert shared(group) == [*before, first]


@pytest.mark.parametrize(
    ("asked", "heading"),
    [("/notes", line("notes-heading", count=12)), ("/search honey", line("search-found", count=12, words="honey"))],
    ids=["notes", "search"],
)
async def test_a_page_that_one_person_sees_turns_in_its_message_and_can_still_be_shared(
    group: Meeting, asked: str, heading: re.Pattern[str]
) -> None:
    for number in range(12):
        await group.says(f"/note honey {number}.")
    await group.sees(line("note-saved", number=12))
    alone = group.in_private()
    if alone is not group:
        await alone.says("/start")
        await alone.sees(line("start-heading"))
    posted = shared(group)
    await group.says(asked)
    first = await alone.sees(heading)
    await group.settles()
    shown = len(alone.person.screen())
    await turns(alone, words("button-next"))
    second = await alone.sees(heading, words("button-previous"), words("button-share"))
    assert second != first
    assert len(alone.person.screen()) == shown
    assert shared(group) == posted
    await turns(alone, words("button-share"))
    assert words("shared-by", name="Me") in shared(group)[-1]


async def test_an_item_is_ticked_in_the_list_and_opened_again(group: Meeting) -> None:
    await a_list(group, "Read the survey", "Present it")
    before = len(shared(group))
    await ticks(group, 1)
    await group.sees(words("todo-counts", open=1, overdue=0), "Read the survey", "Present it")
    assert await states(group) == {1: TodoState.DONE, 2: TodoState.OPEN}
    await ticks(group, 1)
    await group.sees(words("todo-counts", open=2, overdue=0))
    await ticks(group, 1)
    assert await states(group) == {1: TodoState.DONE, 2: TodoState.OPEN}
    assert len(shared(group)) == before


async def test_two_members_who_tick_the_same_box_at_once_agree(group: Meeting) -> None:
    await a_list(group, "Read the survey")
    (action,) = [action for action in group.person.actions() if action.startswith("todo.tick:1/")]
    other = replace(group, person=group.person.another())
    await group.person.presses_action(action)
    await other.person.presses_action(action)
    await group.settles()
    assert await states(group) == {1: TodoState.DONE}


async def test_an_item_that_was_removed_meanwhile_is_not_ticked(group: Meeting) -> None:
    await a_list(group, "Read the survey")
    await group.says("/todo drop 1")
    await group.sees(line("todo-dropped", count=1))
    await ticks(group, 1)
    await group.sees(line("todo-tick-dropped", text="Read the survey"))
    assert await states(group) == {1: TodoState.DROPPED}


async def ticks(group: Meeting, number: int) -> None:
    await group.person.ticks(number)
    await group.settles()


async def states(group: Meeting) -> dict[int, TodoState]:
    async with group.app.database.begin() as work:
        space = await work.spaces.ensure(group.person.address, ConversationKind.GROUP, group.clock())
        return {todo.number: todo.state for todo in await work.todos.of_space(space, tuple(TodoState))}
