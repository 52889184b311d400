"""The reading list of each space, as a forest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import PersonError
from bot.core.model.spaces import Space
from bot.core.model.todos import NewTodo, Todo, TodoKind, TodoState
from bot.core.ports.library import HitKind
from storage.search.index import Entry, SearchIndex
from storage.statements import IN_PLACE, in_chunks
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
    .returning(todos.c.id, todos.c.position)
    .execution_options(**IN_PLACE)
)

_TODO = select(todos).where(todos.c.space_id == bindparam("in_space")).order_by(todos.c.id)
_BY_NUMBER = _TODO.where(todos.c.number == bindparam("with_number")).execution_options(**IN_PLACE)
_WITH_IDS = _TODO.where(todos.c.id.in_(bindparam("ids", expanding=True)))
_WITH_NUMBERS = _TODO.where(todos.c.number.in_(bindparam("numbers", expanding=True)))
_OF_SPACE = _TODO.where(
    or_(todos.c.kind == TodoKind.SECTION.value, todos.c.state.in_(bindparam("states", expanding=True)))
)
_ABOUT_PAPERS = (
    select(todos)
    .where(todos.c.space_id == bindparam("in_space"), todos.c.paper_id != "", todos.c.state == bindparam("in_state"))
    .order_by(func.coalesce(todos.c.closed_at, todos.c.created_at).desc(), todos.c.id.desc())
    .limit(bindparam("latest", type_=Integer()))
)
_ABOUT = _TODO.where(todos.c.paper_id == bindparam("paper"), todos.c.state == bindparam("in_state"))


class SqlTodos:
    def __init__(self, connection: AsyncConnection, index: SearchIndex) -> None:
        self._connection = connection
        self._index = index

    async def add(self, space: Space, new: NewTodo, now: datetime) -> Todo:
        number = (await self._connection.execute(_NEXT_NUMBER, {"in_space": space.id})).scalar_one()
        closed_at = None if new.state is TodoState.OPEN else now
        values = {
            "space_id": space.id,
            "number": number,
            "parent_id": new.parent_id,
            "kind": new.kind.value,
            "text": new.text,
            "paper_id": new.paper_id,
            "state": new.state.value,
            "due": new.due,
            "priority": new.priority,
            "created_at": now,
            "closed_at": closed_at,
        }
        place = {"in_space": space.id, "under": new.parent_id}
        made = (await self._connection.execute(_ADD, {**values, **place})).one()
        await self._index.add([Entry(HitKind.TODO, made.id, space.id, new.text)])
        return Todo(
            id=made.id,
            space_id=space.id,
            number=number,
            parent_id=new.parent_id,
            kind=new.kind,
            text=new.text,
            paper_id=new.paper_id,
            state=new.state,
            due=new.due,
            priority=new.priority,
            position=made.position,
            created_at=now,
            closed_at=closed_at,
        )

    async def get(self, space: Space, number: int) -> Todo | None:
        found = await self._read(_BY_NUMBER, space, with_number=number)
        return found[0] if found else None

    async def of_space(self, space: Space, states: Collection[TodoState]) -> Sequence[Todo]:
        return await self._read(_OF_SPACE, space, states=[state.value for state in states])

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Todo]:
        found: dict[int, Todo] = {}
        for chunk in in_chunks(ids):
            found |= {todo.id: todo for todo in await self._read(_WITH_IDS, space, ids=chunk)}
        return found

    async def with_numbers(self, space: Space, numbers: Collection[int]) -> Mapping[int, Todo]:
        found: dict[int, Todo] = {}
        for chunk in in_chunks(numbers):
            found |= {todo.number: todo for todo in await self._read(_WITH_NUMBERS, space, numbers=chunk)}
        return found

    async def set_state(self, space: Space, ids: Collection[int], state: TodoState, now: datetime) -> None:
        """Set the state; items already in it keep their closing time."""
        closed_at = None if state is TodoState.OPEN else now
        for chunk in in_chunks(ids):
            changed = update(todos).where(
                todos.c.space_id == space.id, todos.c.id.in_(chunk), todos.c.state != state.value
            )
            await self._connection.execute(changed.values(state=state.value, closed_at=closed_at))

    async def move(
        self,
        todo: Todo,
        parent_id: int | None,
        before: Todo | None,
        now: datetime,  # noqa: ARG002  # part of the port
    ) -> None:
        await self._lock(todo.space_id)
        if parent_id is not None and todo.id in await self._ancestors(parent_id):
            raise PersonError("todo-move-inside-itself", number=todo.number)
        position: Any = _after_siblings(*_bound(todo.space_id, parent_id))
        if before is not None:
            position = select(todos.c.position).where(todos.c.id == before.id)
            position = (await self._connection.execute(position)).scalar_one()
            later = update(todos).where(
                todos.c.space_id == todo.space_id,
                todos.c.parent_id.is_not_distinct_from(parent_id),
                todos.c.position >= position,
            )
            await self._connection.execute(later.values(position=todos.c.position + 1))
        moved = update(todos).where(todos.c.id == todo.id).values(parent_id=parent_id, position=position)
        await self._connection.execute(moved)

    async def about(self, space: Space, paper_id: str, state: TodoState) -> Sequence[Todo]:
        return await self._read(_ABOUT, space, paper=paper_id, in_state=state.value)

    async def about_papers(self, space: Space, state: TodoState, latest: int) -> Sequence[Todo]:
        return await self._read(_ABOUT_PAPERS, space, in_state=state.value, latest=latest)

    async def _lock(self, space_id: int) -> None:
        """Lock the list: two concurrent moves could create a cycle."""
        await self._connection.execute(select(spaces.c.id).where(spaces.c.id == space_id).with_for_update())

    async def _ancestors(self, todo_id: int) -> set[int]:
        """Return the item and its ancestors."""
        above = select(todos.c.id, todos.c.parent_id).where(todos.c.id == todo_id).cte("above", recursive=True)
        above = above.union(select(todos.c.id, todos.c.parent_id).join(above, todos.c.id == above.c.parent_id))
        return set((await self._connection.execute(select(above.c.id))).scalars())

    async def _read(self, statement: Select[Any], space: Space, **wanted: Any) -> list[Todo]:
        rows = await self._connection.execute(statement, {"in_space": space.id, **wanted})
        return [_todo(row) for row in rows]


def _bound(space_id: int, parent_id: int | None) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return bindparam("in_space", space_id), bindparam("under", parent_id, type_=todos.c.id.type)


def _todo(row: Any) -> Todo:
    return Todo(
        id=row.id,
        space_id=row.space_id,
        number=row.number,
        parent_id=row.parent_id,
        kind=TodoKind(row.kind),
        text=row.text,
        paper_id=row.paper_id,
        state=TodoState(row.state),
        due=row.due,
        priority=row.priority,
        position=row.position,
        created_at=row.created_at,
        closed_at=row.closed_at,
    )
