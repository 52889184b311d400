"""The reading list of each space, as a forest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, bindparam, func, insert, or_, select, update

from bot.core.errors import PersonError
from bot.core.model.spaces import Space
from bot.core.model.todos import NewTodo, Todo, TodoKind, TodoState
from bot.core.ports.library import HitKind
from storage.search.index import Entry, SearchIndex
from storage.statements import IN_PLACE, Repository, from_row, in_chunks, values_of
from storage.tables import spaces, todos

_NEXT_NUMBER = (
    update(spaces)
    .where(spaces.c.id == bindparam("in_space"))
    .values(last_todo=spaces.c.last_todo + 1)
    .returning(spaces.c.last_todo)
    .execution_options(**IN_PLACE)
)


def _after_siblings(space: ColumnElement[int], parent: ColumnElement[int]) -> ScalarSelect[int]:
    siblings = todos.alias("siblings")
    last = func.coalesce(func.max(siblings.c.position), 0)
    return (
        select(last + 1)
        .where(siblings.c.space_id == space, siblings.c.parent_id.is_not_distinct_from(parent))
        .scalar_subquery()
    )


_ADD = (
    insert(todos)
    .values(position=_after_siblings(bindparam("in_space"), bindparam("under")))
    .returning(todos)
    .execution_options(**IN_PLACE)
)

_TODO = select(todos).where(todos.c.space_id == bindparam("in_space")).order_by(todos.c.id)
_BY_NUMBER = _TODO.where(todos.c.number == bindparam("with_number")).execution_options(**IN_PLACE)
_OF_SPACE = _TODO.where(or_(todos.c.kind == TodoKind.SECTION, todos.c.state.in_(bindparam("states", expanding=True))))
_ABOUT_PAPERS = (
    select(todos)
    .where(todos.c.space_id == bindparam("in_space"), todos.c.paper_id != "", todos.c.state == bindparam("in_state"))
    .order_by(func.coalesce(todos.c.closed_at, todos.c.created_at).desc(), todos.c.id.desc())
    .limit(bindparam("latest", type_=Integer()))
)
_ABOUT = _TODO.where(
    todos.c.paper_id.in_(bindparam("papers", expanding=True)), todos.c.state.in_(bindparam("states", expanding=True))
)


@dataclass(frozen=True, slots=True)
class SqlTodos(Repository):
    index: SearchIndex

    async def add(self, space: Space, new: NewTodo, now: datetime) -> Todo:
        number = (await self.connection.execute(_NEXT_NUMBER, {"in_space": space.id})).scalar_one()
        values = {
            "space_id": space.id,
            "number": number,
            **values_of(new),
            "created_at": now,
            "closed_at": None if new.state is TodoState.OPEN else now,
        }
        place = {"in_space": space.id, "under": new.parent_id}
        added = from_row(Todo, (await self.connection.execute(_ADD, {**values, **place})).one())
        await self.index.add([Entry(HitKind.TODO, added.id, space.id, new.text)])
        return added

    async def get(self, space: Space, number: int) -> Todo | None:
        found = await self._read(_BY_NUMBER, space, with_number=number)
        return found[0] if found else None

    async def of_space(self, space: Space, states: Collection[TodoState]) -> Sequence[Todo]:
        return await self._read(_OF_SPACE, space, states=list(states))

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Todo]:
        return {todo.id: todo for todo in await self._read_with(space, todos.c.id, ids)}

    async def with_numbers(self, space: Space, numbers: Collection[int]) -> Mapping[int, Todo]:
        return {todo.number: todo for todo in await self._read_with(space, todos.c.number, numbers)}

    async def set_state(self, space: Space, ids: Collection[int], state: TodoState, now: datetime) -> None:
        """Set the state; items already in it keep their closing time."""
        closed_at = None if state is TodoState.OPEN else now
        for chunk in in_chunks(ids):
            changed = update(todos).where(todos.c.space_id == space.id, todos.c.id.in_(chunk), todos.c.state != state)
            await self.connection.execute(changed.values(state=state, closed_at=closed_at))

    async def move(self, todo: Todo, parent_id: int | None, before: Todo | None) -> None:
        await self._lock(todo.space_id)
        if parent_id is not None and todo.id in await self._ancestors(parent_id):
            raise PersonError("todo-move-inside-itself", number=todo.number)
        position: Any = _after_siblings(*_bound(todo.space_id, parent_id))
        if before is not None:
            position = select(todos.c.position).where(todos.c.id == before.id)
            position = (await self.connection.execute(position)).scalar_one()
            later = update(todos).where(
                todos.c.space_id == todo.space_id,
                todos.c.parent_id.is_not_distinct_from(parent_id),
                todos.c.position >= position,
            )
            await self.connection.execute(later.values(position=todos.c.position + 1))
        moved = update(todos).where(todos.c.id == todo.id).values(parent_id=parent_id, position=position)
        await self.connection.execute(moved)

    async def about(self, space: Space, paper_ids: Collection[str], states: Collection[TodoState]) -> Sequence[Todo]:
        return await self._read(_ABOUT, space, papers=list(paper_ids), states=list(states))

    async def about_papers(self, space: Space, state: TodoState, latest: int) -> Sequence[Todo]:
        return await self._read(_ABOUT_PAPERS, space, in_state=state, latest=latest)

    async def _lock(self, space_id: int) -> None:
        """Lock the list: two concurrent moves could create a cycle."""
        await self.connection.execute(select(spaces.c.id).where(spaces.c.id == space_id).with_for_update())

    async def _ancestors(self, todo_id: int) -> set[int]:
        """Return the item and its ancestors."""
        above = select(todos.c.id, todos.c.parent_id).where(todos.c.id == todo_id).cte("above", recursive=True)
        above = above.union(select(todos.c.id, todos.c.parent_id).join(above, todos.c.id == above.c.parent_id))
        return set((await self.connection.execute(select(above.c.id))).scalars())

    async def _read_with(self, space: Space, column: ColumnElement[int], values: Collection[int]) -> list[Todo]:
        of_space = select(todos).where(todos.c.space_id == space.id).order_by(todos.c.id)
        return [from_row(Todo, row) for row in await self.rows_with(of_space, column, values)]

    async def _read(self, statement: Select[Any], space: Space, **wanted: Any) -> list[Todo]:
        rows = await self.connection.execute(statement, {"in_space": space.id, **wanted})
        return [from_row(Todo, row) for row in rows]


def _bound(space_id: int, parent_id: int | None) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return bindparam("in_space", space_id), bindparam("under", parent_id, type_=todos.c.id.type)
