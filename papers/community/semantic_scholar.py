"""Citations and recommendations from Semantic Scholar: https://api.semanticscholar.org/api-docs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from bot.core.errors import SourceError
from bot.core.model.community import CommunityKind, CommunitySignal
from papers.arxiv.identifiers import parse_paper_id
from papers.community.json_api import TIMEOUT, JsonApi, Refused
from papers.gate import RequestGate

URL = "https://api.semanticscholar.org"
BATCH = 500
"""Ids per request; the documented limit."""
MOST_PAPERS = 2_000
"""Papers of one day that are looked up: four requests."""
MOST_RECOMMENDED = 100
"""Recommendations per request: the documented default; the limit is 500."""

# The error, with status 400, if no paper of a batch is known; for a day's new papers that is normal.
_NONE_KNOWN = "No valid paper ids given"

Count = Annotated[int, Meta(ge=0, lt=2**31)]


class _Ids(Struct):
    arxiv: str | None = field(name="ArXiv", default=None)


class _Paper(Struct, rename="camel"):
    paper_id: str
    external_ids: _Ids | None = None
    citation_count: Count | None = None
    influential_citation_count: Count | None = None


class _Recommendations(Struct, rename="camel"):
    recommended_papers: list[_Paper]


class SemanticScholar:
    """Implements ``bot.core.ports.sources.CommunitySource``; sends only arXiv ids and Semantic Scholar's own ids."""

    name = "semantic-scholar"
    recommends = True

    def __init__(self, gate: RequestGate, *, url: str = URL, key: str = "", timeout: float = TIMEOUT) -> None:
        """All clients without a ``key`` share one rate limit, and are often told to wait."""
        self._url = url.rstrip("/")
        headers = {"x-api-key": key} if key else {}
        self._api = JsonApi(gate, headers, timeout)

    async def signals(self, on: date, papers: Sequence[str]) -> Sequence[CommunitySignal]:  # noqa: ARG002  # citations are counted until today
        return list(_citations(await self._known(papers[:MOST_PAPERS])))

    async def recommendations(self, liked: Sequence[str], disliked: Sequence[str]) -> Sequence[CommunitySignal]:
        """Ask with Semantic Scholar's own ids: it does not document how one unknown paper affects the others."""
        known = await self._known([*liked, *disliked])
        positive, negative = ([known[each].paper_id for each in ids if each in known] for ids in (liked, disliked))
        found = list(_citations(known))
        if positive:
            url = f"{self._url}/recommendations/v1/papers/"
            fields = {"fields": "externalIds", "limit": str(MOST_RECOMMENDED)}
            asked = {"positivePaperIds": positive, "negativePaperIds": negative}
            answer = await self._api.ask(_Recommendations, "POST", url, params=fields, json=asked)
            for paper in answer.recommended_papers:
                named = parse_paper_id((paper.external_ids and paper.external_ids.arxiv) or "")
                if named and named.paper_id not in known:
                    found.append(_signal(named.paper_id, paper, CommunityKind.RECOMMENDED, 1))
        return found

    async def close(self) -> None:
        await self._api.close()

    async def _known(self, papers: Sequence[str]) -> dict[str, _Paper]:
        """Look up papers by arXiv id. Other ids are not sent, because one would spoil the answer for all."""
        ids = [each for each in dict.fromkeys(papers) if parse_paper_id(each)]
        found: dict[str, _Paper] = {}
        for start in range(0, len(ids), BATCH):
            found |= await self._batch(ids[start : start + BATCH])
        return found

    async def _batch(self, ids: Sequence[str]) -> dict[str, _Paper]:
        url, fields = f"{self._url}/graph/v1/paper/batch", {"fields": "citationCount,influentialCitationCount"}
        asked = {"ids": [f"ARXIV:{each}" for each in ids]}
        try:
            answer = await self._api.ask(list[_Paper | None], "POST", url, params=fields, json=asked)
        except Refused as error:
            if error.said == _NONE_KNOWN:
                return {}
            raise
        if len(answer) != len(ids):
            raise SourceError(f"Semantic Scholar answered with {len(answer)} papers for {len(ids)}")
        return {each: paper for each, paper in zip(ids, answer, strict=True) if paper}


def _citations(papers: Mapping[str, _Paper]) -> Iterator[CommunitySignal]:
    for paper_id, paper in papers.items():
        if paper.citation_count:
            yield _signal(paper_id, paper, CommunityKind.CITATIONS, paper.citation_count)
        if paper.influential_citation_count:
            yield _signal(paper_id, paper, CommunityKind.INFLUENTIAL, paper.influential_citation_count)


def _signal(paper_id: str, paper: _Paper, kind: CommunityKind, value: int) -> CommunitySignal:
    page = f"https://www.semanticscholar.org/paper/{paper.paper_id}"
    return CommunitySignal(paper_id, SemanticScholar.name, kind, value, page)
