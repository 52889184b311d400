"""Metadata of papers, shared by all spaces."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.papers import Paper
from storage.statements import in_chunks, insert
from storage.tables import papers

_NEW = insert(papers)
_GIVEN = _NEW.excluded


def _unless_missing(name: str, missing: ColumnElement[bool]) -> ColumnElement[Any]:
    """Feeds leave out what the API told: a gap in the same version does not erase what is known."""
    keep = and_(missing, papers.c.version == _GIVEN["version"])
    return case((keep, papers.c[name]), else_=_GIVEN[name])


_PUT = _NEW.on_conflict_do_update(
    index_elements=[papers.c.paper_id],
    set_={
        **{name: _GIVEN[name] for name in ("version", "title", "abstract", "authors", "categories", "stored_at")},
        **{name: _unless_missing(name, _GIVEN[name] == "") for name in ("comment", "doi", "journal_ref")},
        "published": func.coalesce(_GIVEN["published"], papers.c.published),
        "updated": _unless_missing("updated", _GIVEN["updated"].is_(None)),
    },
    where=papers.c.version <= _GIVEN["version"],
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

    async def put(self, given: Collection[Paper], now: datetime) -> None:
        """In the order of their ids, so that two transactions wait for each other and never in a circle."""
        rows = [{**_values(paper), "stored_at": now} for paper in sorted(given, key=lambda paper: paper.paper_id)]
        if rows:
            await self._connection.execute(_PUT, rows)


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
