"""The reading list: order, nesting and states."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.core.errors import PersonError
from bot.core.identity import Address
from bot.core.model.spaces import Space
from bot.core.model.todos import NewTodo, Todo, TodoKind, TodoState, outline
from bot.core.ports.storage import UnitOfWork
from storage.database import Database
from tests.support.storage_samples import NOW, space_of

LATER = NOW + timedelta(hours=1)


async def add(work: UnitOfWork, space: Space, text: str, parent: Todo | None = None) -> Todo:
    return await work.todos.add(space, NewTodo(text, parent_id=parent.id if parent else None), NOW)


async def shown(work: UnitOfWork, space: Space) -> list[str]:
    todos = await work.todos.of_space(space, tuple(TodoState))
    return ["-" * placed.depth + placed.todo.text for placed in outline(todos)]


async def again(work: UnitOfWork, space: Space, todo: Todo) -> Todo:
    return (await work.todos.with_ids(space, [todo.id]))[todo.id]


async def test_an_item_comes_back_as_added(database: Database) -> None:
    new = NewTodo("read this", TodoKind.SECTION, None, "2312.13286", date(2025, 7, 1), 3, TodoState.DONE)
    async with database.begin() as work:
        space = await space_of(work)
        todo = await work.todos.add(space, new, NOW)
        assert todo == await work.todos.get(space, 1)
        assert (todo.number, todo.due, todo.priority, todo.closed_at) == (1, date(2025, 7, 1), 3, NOW)
        other = await space_of(work, Address("console", "local", "you"))
        assert await work.todos.get(other, 1) is None
        assert await work.todos.with_ids(other, [todo.id]) == {}
        assert await work.todos.with_numbers(space, [1, 2]) == {1: todo}
        assert await work.todos.with_numbers(other, [1]) == {}


async def test_items_are_in_the_order_they_were_added_under_their_parent(database: Database) -> None:
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        a = await add(work, space, "a")
        await add(work, other, "x")
        await add(work, space, "b")
        a1 = await add(work, space, "a1", a)
        await add(work, space, "a1x", a1)
        await add(work, space, "a2", a)
        assert await shown(work, space) == ["a", "-a1", "--a1x", "-a2", "b"]


async def test_items_move_before_a_sibling_or_last_with_their_children(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
        a, b, c, d = [await add(work, space, text) for text in "abcd"]
        await add(work, space, "d1", d)
        await work.todos.move(d, None, b)
        assert await shown(work, space) == ["a", "d", "-d1", "b", "c"]
        await work.todos.move(await again(work, space, a), d.id, None)
        assert await shown(work, space) == ["d", "-d1", "-a", "b", "c"]
        await work.todos.move(await again(work, space, c), d.id, await again(work, space, a))
        assert await shown(work, space) == ["d", "-d1", "-c", "-a", "b"]
        await work.todos.move(await again(work, space, d), None, None)
        assert await shown(work, space) == ["b", "d", "-d1", "-c", "-a"]
        await work.todos.move(await again(work, space, c), None, await again(work, space, b))
        assert await shown(work, space) == ["c", "b", "d", "-d1", "-a"]


async def test_an_item_cannot_be_moved_under_itself(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
        a = await add(work, space, "a")
        b = await add(work, space, "b", a)
        c = await add(work, space, "c", b)
        for below in (a, b, c):
            with pytest.raises(PersonError) as raised:
                await work.todos.move(a, below.id, None)
            assert (raised.value.key, raised.value.data) == ("todo-move-inside-itself", {"number": 1})
        assert await shown(work, space) == ["a", "-b", "--c"]


async def test_two_concurrent_moves_do_not_create_a_cycle(database: Database, another: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
        a, b = await add(work, space, "a"), await add(work, space, "b")

    async def move(storage: Database, todo: Todo, under: Todo) -> None:
        async with storage.begin() as work:
            await work.todos.move(todo, under.id, None)

    results = await asyncio.gather(move(database, a, b), move(another, b, a), return_exceptions=True)
    assert [type(result) for result in results if result] == [PersonError]
    async with database.begin() as work:
        assert len(await shown(work, space)) == 2


async def test_a_second_change_to_a_state_keeps_the_first_date(database: Database) -> None:
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        a, b = await add(work, space, "a"), await add(work, space, "b")
        await work.todos.set_state(space, [a.id], TodoState.DONE, NOW)
        await work.todos.set_state(space, [a.id, b.id], TodoState.DONE, LATER)
        assert [(await again(work, space, todo)).closed_at for todo in (a, b)] == [NOW, LATER]
        await work.todos.set_state(other, [a.id], TodoState.DROPPED, LATER)
        assert (await again(work, space, a)).state is TodoState.DONE
        await work.todos.set_state(space, [a.id], TodoState.OPEN, LATER)
        assert (await again(work, space, a)).closed_at is None


async def test_a_list_of_some_states_has_all_sections(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
        await work.todos.add(space, NewTodo("section", TodoKind.SECTION), NOW)
        for state in TodoState:
            await work.todos.add(space, NewTodo(state.value, state=state, paper_id="p"), NOW)
        texts = {todo.text for todo in await work.todos.of_space(space, [TodoState.OPEN, TodoState.DROPPED])}
        assert texts == {"section", "open", "dropped"}
        assert [todo.text for todo in await work.todos.of_space(space, ())] == ["section"]
        assert [todo.text for todo in await work.todos.about(space, ["p"], [TodoState.DONE])] == ["done"]
        assert await work.todos.about(space, ["q"], TodoState) == []
