"""Upvotes of Hugging Face's daily papers: https://huggingface.co/docs/hub/api, ``GET /api/daily_papers``."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from bot.core.model.community import CommunityKind, CommunitySignal
from papers.arxiv.identifiers import parse_paper_id
from papers.community.json_api import TIMEOUT, JsonApi
from papers.gate import RequestGate

URL = "https://huggingface.co"
MOST_ENTRIES = 100
"""Entries requested in one answer; a busy day has about fifty."""


class _Paper(Struct):
    id: str
    upvotes: Annotated[int, Meta(ge=0, lt=2**31)] = 0


class _Entry(Struct):
    paper: _Paper


class HuggingFace:
    """Implements ``bot.core.ports.sources.CommunitySource``; only the date is sent."""

    name = "hugging-face"
    recommends = False

    def __init__(self, gate: RequestGate, *, url: str = URL, timeout: float = TIMEOUT) -> None:
        self._url = url.rstrip("/")
        self._api = JsonApi(gate, timeout=timeout)

    async def signals(self, on: date, papers: Sequence[str]) -> Sequence[CommunitySignal]:  # noqa: ARG002  # one request covers the day
        """Return the upvotes of all papers listed on ``on``, even of papers announced earlier."""
        params = {"date": on.isoformat(), "limit": str(MOST_ENTRIES)}
        entries = await self._api.ask(list[_Entry], "GET", f"{self._url}/api/daily_papers", params=params)
        found = {}
        for entry in entries:
            named = parse_paper_id(entry.paper.id)
            if named and entry.paper.upvotes:
                page = f"https://huggingface.co/papers/{named.paper_id}"
                found[named.paper_id] = CommunitySignal(
                    named.paper_id, self.name, CommunityKind.UPVOTES, entry.paper.upvotes, page
                )
        return list(found.values())

    async def recommendations(self, liked: Sequence[str], disliked: Sequence[str]) -> Sequence[CommunitySignal]:  # noqa: ARG002  # Hugging Face makes none
        return ()

    async def close(self) -> None:
        await self._api.close()
