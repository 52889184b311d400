"""Metadata of papers, shared by all spaces."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select

from bot.core.model.papers import NotedVersion, Paper
from bot.core.model.spaces import Space
from storage.columns import UtcDateTime
from storage.statements import Repository, from_row, in_chunks, insert, values_of
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


class SqlPapers(Repository):
    async def get(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        rows = await self.rows_with(select(papers), papers.c.paper_id, paper_ids)
        return {row.paper_id: from_row(Paper, row) for row in rows}

    async def put(self, found: Collection[Paper], now: datetime) -> None:
        """Store papers in the order of their ids, so that concurrent transactions cannot deadlock."""
        in_order = sorted(found, key=lambda paper: paper.paper_id)
        for paper in in_order:
            if paper.version > 1:
                newer = {"of_paper": paper.paper_id, "newer": paper.version, "now": now}
                await self.connection.execute(_REPLACED, newer)
        if in_order:
            await self.connection.execute(_PUT, [{**values_of(paper), "stored_at": now} for paper in in_order])

    async def noted(self, paper_ids: Collection[str]) -> Collection[str]:
        on_papers = select(notes.c.paper_id).where(notes.c.deleted_at.is_(None))
        return {row.paper_id for row in await self.rows_with(on_papers, notes.c.paper_id, paper_ids)}

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
            for row in await self.connection.execute(replaced):
                found.setdefault(row.paper_id, from_row(NotedVersion, row))
        return list(found.values())
