"""Metadata of papers, shared by all spaces."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.papers import NotedVersion, Paper
from bot.core.model.spaces import Space
from storage.columns import UtcDateTime
from storage.statements import in_chunks, insert
from storage.tables import notes, paper_versions, papers

_NEW = insert(papers)
_EXCLUDED = _NEW.excluded


def _unless_missing(name: str, missing: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return the new value, or the known one if the same version lacks it: feeds omit fields that the API has."""
    keep = and_(missing, papers.c.version == _EXCLUDED["version"])
    return case((keep, papers.c[name]), else_=_EXCLUDED[name])


_PUT = _NEW.on_conflict_do_update(
    index_elements=[papers.c.paper_id],
    set_={
        **{name: _EXCLUDED[name] for name in ("version", "title", "abstract", "authors", "categories", "stored_at")},
        **{name: _unless_missing(name, _EXCLUDED[name] == "") for name in ("comment", "doi", "journal_ref")},
        "published": func.coalesce(_EXCLUDED["published"], papers.c.published),
        "updated": _unless_missing("updated", _EXCLUDED["updated"].is_(None)),
    },
    where=papers.c.version <= _EXCLUDED["version"],
)
# In SQL, so that a day's 1,000 papers need not be read to find the few that have been replaced.
_REPLACED = (
    insert(paper_versions)
    .from_select(
        ["paper_id", "version", "title", "abstract", "comment", "replaced_at"],
        select(
            papers.c.paper_id,
            papers.c.version,
            papers.c.title,
            func.length(papers.c.abstract),
            papers.c.comment,
            bindparam("now", type_=UtcDateTime),
        ).where(papers.c.paper_id == bindparam("of_paper"), papers.c.version < bindparam("newer")),
    )
    .on_conflict_do_nothing()
)


class SqlPapers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        found: dict[str, Paper] = {}
        for chunk in in_chunks(paper_ids):
            rows = await self._connection.execute(select(papers).where(papers.c.paper_id.in_(chunk)))
            found |= {row.paper_id: paper_of(row) for row in rows}
        return found

    async def put(self, found: Collection[Paper], now: datetime) -> None:
        """Store papers in the order of their ids, so that concurrent transactions cannot deadlock."""
        in_order = sorted(found, key=lambda paper: paper.paper_id)
        for paper in in_order:
            if paper.version > 1:
                newer = {"of_paper": paper.paper_id, "newer": paper.version, "now": now}
                await self._connection.execute(_REPLACED, newer)
        if in_order:
            await self._connection.execute(_PUT, [{**_values(paper), "stored_at": now} for paper in in_order])

    async def noted(self, paper_ids: Collection[str]) -> Collection[str]:
        found: set[str] = set()
        for chunk in in_chunks(paper_ids):
            wanted = select(notes.c.paper_id).where(notes.c.paper_id.in_(chunk), notes.c.deleted_at.is_(None))
            found.update((await self._connection.execute(wanted)).scalars())
        return found

    async def noted_versions(self, space: Space, paper_ids: Collection[str]) -> Sequence[NotedVersion]:
        """Return, per paper, the first version that was replaced after the space's latest note on it."""
        found: dict[str, NotedVersion] = {}
        kept = notes.c.space_id == space.id, notes.c.deleted_at.is_(None)
        for chunk in in_chunks(paper_ids):
            noted = (
                select(notes.c.paper_id, func.max(notes.c.created_at).label("noted_at"))
                .where(*kept, notes.c.paper_id.in_(chunk))
                .group_by(notes.c.paper_id)
                .subquery()
            )
            replaced = (
                select(paper_versions)
                .join(noted, noted.c.paper_id == paper_versions.c.paper_id)
                .where(paper_versions.c.replaced_at > noted.c.noted_at)
                .order_by(paper_versions.c.paper_id, paper_versions.c.version)
            )
            for row in await self._connection.execute(replaced):
                found.setdefault(
                    row.paper_id, NotedVersion(row.paper_id, row.version, row.title, row.abstract, row.comment)
                )
        return list(found.values())


def paper_of(row: Any) -> Paper:
    return Paper(
        paper_id=row.paper_id,
        version=row.version,
        title=row.title,
        abstract=row.abstract,
        authors=row.authors,
        categories=row.categories,
        published=row.published,
        updated=row.updated,
        comment=row.comment,
        doi=row.doi,
        journal_ref=row.journal_ref,
    )


def _values(paper: Paper) -> dict[str, Any]:
    return {
        "paper_id": paper.paper_id,
        "version": paper.version,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "categories": paper.categories,
        "published": paper.published,
        "updated": paper.updated,
        "comment": paper.comment,
        "doi": paper.doi,
        "journal_ref": paper.journal_ref,
    }
