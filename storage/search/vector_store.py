"""The vectors of notes and to-dos as rows of a table, and the entries that still need theirs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, literal, select, text, union_all, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.library import HitKind
from bot.core.ports.vectors import Embedded, VectorCounts, Waiting
from storage.statements import IN_PLACE, insert, one_or_many
from storage.tables import models, notes, papers, todos, vectors

if TYPE_CHECKING:
    from storage.search.vector_cache import VectorCaches

_LOCK = text(f"SELECT pg_advisory_xact_lock({0x70617066})")
"""Lets one transaction write at a time on PostgreSQL, so that rows become visible in the order of their ids.

The number has no meaning, except that nothing else uses it.
"""

_LAST_MODEL = 2**31 - 1

_MODEL = select(models.c.id).where(models.c.name == bindparam("of_name")).execution_options(**IN_PLACE)
_NEW_MODEL = insert(models).on_conflict_do_nothing()
_ADD = plain_insert(vectors)
_TABLES = {HitKind.NOTE: notes, HitKind.TODO: todos}

_NOTE = (
    select(
        literal(HitKind.NOTE.value).label("kind"),
        notes.c.id,
        notes.c.revision,
        notes.c.title,
        notes.c.body,
        papers.c.title.label("paper_title"),
        papers.c.abstract,
    )
    .join_from(notes, papers, papers.c.paper_id == notes.c.paper_id, isouter=True)
    .where(notes.c.deleted_at.is_(None))
)
_TODO = select(
    literal(HitKind.TODO.value).label("kind"),
    todos.c.id,
    literal(0).label("revision"),  # a to-do's text never changes
    todos.c.text.label("title"),
    literal("").label("body"),
    papers.c.title.label("paper_title"),
    papers.c.abstract,
).join_from(todos, papers, papers.c.paper_id == todos.c.paper_id, isouter=True)
_ENTRIES = {HitKind.NOTE: _NOTE, HitKind.TODO: _TODO}


class SqlVectors:
    """``model`` is the name of the current model, empty if there is none. ``opened`` returns the caches, if a search by
    meaning has opened them.
    """

    def __init__(self, connection: AsyncConnection, model: str, opened: "Callable[[], VectorCaches | None]") -> None:
        self._connection = connection
        self._model = model
        self._opened = opened

    async def waiting(self, limit: int) -> Sequence[Waiting]:
        if not self._model:
            return ()
        model = await model_id(self._connection, self._model) or 0
        found: list[Waiting] = []
        for first, last in ((0, 0), (1, model - 1), (model + 1, _LAST_MODEL)):
            for kind, entries in _ENTRIES.items():
                if len(found) < limit and first <= last:
                    of_model = _TABLES[kind].c.embedded_as
                    batch = entries.where(of_model.between(first, last)).limit(limit - len(found))
                    rows = await self._connection.execute(batch.order_by(of_model.desc(), _TABLES[kind].c.id.desc()))
                    found += [_entry(row) for row in rows]
        return found

    async def put(self, embedded: Sequence[Embedded]) -> int:
        model = await self._registered()
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(_LOCK)
        rows: list[dict[str, Any]] = []
        put = 0
        for each in embedded:
            space_id = await self._mark(each.entry, model)
            if space_id is not None:
                put += 1
                await forget_vectors(self._connection, each.entry.kind, each.entry.id)
                rows += _rows(each, space_id, model)
        if rows:
            await self._connection.execute(_ADD, one_or_many(rows))
        return put

    async def counts(self) -> VectorCounts:
        model = await model_id(self._connection, self._model)
        kept = union_all(
            select(notes.c.embedded_as).where(notes.c.deleted_at.is_(None)), select(todos.c.embedded_as)
        ).subquery()
        by_model = select(kept.c.embedded_as, func.count()).group_by(kept.c.embedded_as)
        counted = {row[0]: row[1] for row in await self._connection.execute(by_model)}
        embedded = counted.pop(model, 0)
        return VectorCounts(embedded, sum(counted.values()))

    async def catch_up(self) -> bool:
        caches = self._opened()
        return caches is not None and await caches.catch_up(self._connection)

    async def _registered(self) -> int:
        known = await model_id(self._connection, self._model)
        if known is None:
            await self._connection.execute(_NEW_MODEL, {"name": self._model})
            known = await model_id(self._connection, self._model)
        assert known is not None
        return known

    async def _mark(self, entry: Waiting, model: int) -> int | None:
        """Mark an entry as embedded by ``model``. Return its space, ``None`` if it was changed, deleted or marked."""
        table = _TABLES[entry.kind]
        mark = update(table).where(table.c.id == entry.id, table.c.embedded_as != model).values(embedded_as=model)
        if entry.kind is HitKind.NOTE:
            mark = mark.where(notes.c.revision == entry.revision, notes.c.deleted_at.is_(None))
        found: int | None = (await self._connection.execute(mark.returning(table.c.space_id))).scalar()
        return found


async def model_id(connection: AsyncConnection, name: str) -> int | None:
    found: int | None = (await connection.execute(_MODEL, {"of_name": name})).scalar()
    return found


async def forget_vectors(connection: AsyncConnection, kind: HitKind, row_id: int) -> None:
    await connection.execute(delete(vectors).where(vectors.c.entry_id == row_id, vectors.c.kind == kind.value))


def _entry(row: Any) -> Waiting:
    abstract = (row.paper_title or "", row.abstract or "")
    return Waiting(HitKind(row.kind), row.id, row.revision, row.title, row.body, abstract)


def _rows(embedded: Embedded, space_id: int, model: int) -> list[dict[str, Any]]:
    return [
        {
            "space_id": space_id,
            "model": model,
            "kind": embedded.entry.kind.value,
            "entry_id": embedded.entry.id,
            "passage": passage,
            "vector": vector,
        }
        for passage, vector in enumerate(embedded.vectors)
    ]
