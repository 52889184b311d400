"""The connections of one process: database, arXiv, community sources and embedder, opened and closed together."""

import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.identity import Address
from bot.core.ports.embedding import Embedder
from bot.core.ports.sources import CommunitySource, FileSource, PaperSource, Sources
from bot.settings import CommunitySettings, Embeddings, Settings
from language.analyzer import Analyzer
from language.embedding import SentenceEncoder
from language.fusion import DEFAULT_ENCODER, OTHER_ENCODER
from language.relevance import FusedRelevance
from papers.arxiv.ledger import Ledger
from papers.arxiv.source import ArxivSource
from papers.community.signals import Community
from papers.gate import OwnTurns, RequestGate
from storage.database import Database

NO_FILES: Mapping[str, FileSource] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlatformFiles:
    """Fetches a file from the platform on which it was sent."""

    sources: Mapping[str, FileSource]

    async def download(self, address: Address, reference: str) -> bytes:
        if address.platform not in self.sources:
            raise SourceError(f"{address.platform} is not connected", retry_after=3600.0)
        return await self.sources[address.platform].download(address, reference)


@dataclass(frozen=True, slots=True)
class Connections:
    """The database is not migrated yet and may be out of reach. ``community`` has the enabled sources."""

    database: Database
    papers: PaperSource
    embedder: Embedder | None
    community: Sequence[CommunitySource] = ()


def sources_of(connections: Connections, files: FileSource, clock: Clock) -> Sources:
    ledger = Ledger(connections.papers, connections.database, clock, worker_name())
    return Sources(connections.papers, files, ledger, Community(connections.community, connections.database, clock))


@asynccontextmanager
async def open_connections(
    settings: Settings,
    analyzer: Analyzer,
    source: PaperSource | None = None,
    clock: Clock = system_clock,
    embedder: Embedder | None = None,
    *,
    alone: bool = False,
) -> AsyncIterator[Connections]:
    """Open the connections, and close those opened here. ``alone`` does not coordinate requests with other workers,
    for which the database must be migrated.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    made = None if embedder else _embedder(settings)
    used = embedder or made
    database = Database(
        settings.database_url,
        analyzer,
        relevance=FusedRelevance(OTHER_ENCODER if settings.endpoint else DEFAULT_ENCODER),
        model=used.model if used else "",
        language=settings.language,
        timezone=settings.timezone,
    )
    turns = OwnTurns() if alone else database.turns
    gate = partial(RequestGate, clock=clock, turns=turns, holder=worker_name())
    papers = source or ArxivSource(
        gate(settings.arxiv_interval), settings.arxiv_api_url, settings.arxiv_feed_url, clock
    )
    community = _community(settings.community, gate)
    try:
        yield Connections(database, papers, used, community)
    finally:
        for each in community:
            await each.close()
        if made:
            await made.close()
        await papers.close()
        await database.close()


def _community(settings: CommunitySettings, gate: Callable[..., RequestGate]) -> Sequence[CommunitySource]:
    """Return the enabled sources; if there are none, do not import what they need."""
    if not settings.sources:
        return ()
    from papers.community.hugging_face import HuggingFace  # noqa: PLC0415
    from papers.community.semantic_scholar import SemanticScholar  # noqa: PLC0415

    gate = partial(gate, settings.interval, patience=0)
    made: Sequence[CommunitySource] = (
        HuggingFace(gate(name=HuggingFace.name, service="Hugging Face"), url=settings.hugging_face_url),
        SemanticScholar(
            gate(name=SemanticScholar.name, service="Semantic Scholar"),
            url=settings.semantic_scholar_url,
            key=settings.semantic_scholar_key,
        ),
    )
    return [each for each in made if each.name in settings.sources]


def _embedder(settings: Settings) -> Embedder | None:
    """Make the embedder, which loads its model or connects later."""
    if settings.endpoint:
        from language.embedding_endpoint import EndpointEmbedder  # noqa: PLC0415  # aiohttp takes 0.1 s to import

        return EndpointEmbedder(settings.endpoint.url, settings.endpoint.model, settings.endpoint.key)
    return SentenceEncoder() if settings.embeddings is Embeddings.LOCAL else None


def worker_name(process: int | None = None) -> str:
    """Return the name of a process, by default this one, among those that share a database."""
    return f"{socket.gethostname()}:{process or os.getpid()}"


def is_gone(worker: str) -> bool:
    """Return whether a worker was a process of this machine that has ended; ``False`` for other machines."""
    process = worker.rpartition(":")[2]
    if not process.isdigit() or worker != worker_name(int(process)):
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    # Our own number also: we have not claimed anything yet, and in a container every start has the same number.
    return int(process) == os.getpid()
