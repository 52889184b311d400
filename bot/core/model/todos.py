"""The reading list: a forest of sections and items, nested as deep as people want."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TodoState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class TodoKind(StrEnum):
    SECTION = "section"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class NewTodo:
    """A to-do to be added. ``parent_id`` is a row id in the same space; ``priority`` is 0 (none) to 3 (highest)."""

    text: str
    kind: TodoKind = TodoKind.ITEM
    parent_id: int | None = None
    paper_id: str = ""
    due: date | None = None
    priority: int = 0
    state: TodoState = TodoState.OPEN


@dataclass(frozen=True, slots=True)
class Todo:
    """``number`` counts from 1 within the space; ``position`` orders siblings. Times are aware, UTC."""

    id: int
    space_id: int
    number: int
    parent_id: int | None
    kind: TodoKind
    text: str
    paper_id: str
    state: TodoState
    due: date | None
    priority: int
    position: int
    created_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A to-do at its depth in the list."""

    todo: Todo
    depth: int


def outline(todos: Sequence[Todo]) -> Iterator[Placed]:
    """Walk the forest depth first, siblings by position; an item whose parent is missing is a root.

    Iterative, because people and hostile imports nest deeper than Python recurses.
    """
    known = {todo.id for todo in todos}
    children: dict[int | None, list[Todo]] = {}
    for todo in todos:
        parent = todo.parent_id if todo.parent_id in known else None
        children.setdefault(parent, []).append(todo)
    for siblings in children.values():
        siblings.sort(key=lambda todo: (todo.position, todo.id), reverse=True)
    stack = [Placed(todo, 0) for todo in children.get(None, [])]
    while stack:
        placed = stack.pop()
        yield placed
        stack.extend(Placed(todo, placed.depth + 1) for todo in children.get(placed.todo.id, []))
