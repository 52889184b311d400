"""The composition root: the only module that imports every room and puts them together."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.core.clock import Clock, system_clock
from bot.core.context import Services
from bot.core.dispatcher import Dispatcher
from bot.core.errors import SourceError
from bot.core.gestures import Gestures
from bot.core.identity import Address
from bot.core.model.digests import Pick
from bot.core.model.papers import Paper
from bot.core.ports.adapters import Adapter
from bot.core.ports.embedding import Embedder
from bot.core.ports.queues import Turns
from bot.core.ports.ranking import Learning, Learnt, Profile, Ranker
from bot.core.ports.sources import CommunitySource, FileSource, PaperSource, Sources
from bot.core.ports.text import Translator
from bot.core.registry import Registry
from bot.delivery.worker import DeliveryWorker
from bot.embedding import EmbeddingWorker
from bot.jobs import JobWorker
from bot.locales.catalogue import catalogue
from bot.scheduler import Scheduler
from bot.settings import CommunitySettings, Embeddings, Settings
from handlers import gestures
from handlers.commands import COMMANDS
from handlers.find import find
from handlers.home import home
from handlers.preview import preview
from handlers.words import command_of
from language.analyzer import Analyzer
from language.embedding import SentenceEncoder, passages
from language.embedding_endpoint import EndpointEmbedder
from language.fusion import DEFAULT_ENCODER, OTHER_ENCODER
from language.relevance import FusedRelevance
from language.snippets import highlight
from papers.community import Community
from papers.gate import RequestGate
from papers.gist import gist
from papers.ledger import Ledger
from papers.source import ArxivSource
from storage.database import Database

if TYPE_CHECKING:
    from papers.ranking import LearningRanker

GESTURES = Gestures(
    said=gestures.said,
    replied=gestures.replied,
    reacted=gestures.reacted,
    pictured=gestures.pictured,
    edited=gestures.edited,
    joined=gestures.joined,
    left=gestures.left,
    migrated=gestures.migrated,
    home=home,
    find=find,
    preview=preview,
    command_of=command_of,
)

NO_FILES: Mapping[str, FileSource] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlatformFiles:
    """Fetches a file from the platform it was sent on."""

    sources: Mapping[str, FileSource]

    async def download(self, address: Address, reference: str) -> bytes:
        if address.platform not in self.sources:
            raise SourceError(f"{address.platform} is not connected", retry_after=3600.0)
        return await self.sources[address.platform].download(address, reference)


@dataclass(frozen=True, slots=True)
class App:
    """Everything, wired. ``settled`` is for whoever waits for all answers to what was just said."""

    settings: Settings
    clock: Clock
    database: Database
    source: PaperSource
    registry: Registry
    services: Services
    translator: Callable[[str], Translator]
    dispatcher: Dispatcher
    delivery: DeliveryWorker
    jobs: JobWorker
    scheduler: Scheduler
    embedding: EmbeddingWorker | None

    async def settled(self) -> None:
        """Return when every queued answer that can be sent now is sent, and every job due now is done.

        What was noted has its vectors then, unless it is very much.
        """
        busy = True
        while busy:
            # What a background turn holds is not there for a turn of ours to find.
            await self.delivery.idle()
            await self.jobs.idle()
            busy = await self.delivery.turn()
            busy = await self.jobs.turn() or busy or not (self.delivery.is_idle and self.jobs.is_idle)
        if self.embedding is not None:
            await self.embedding.settled()

    async def run(self) -> None:
        """Work in the background until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for loop in (self.delivery, self.jobs, self.scheduler, self.embedding):
                if loop is not None:
                    tasks.create_task(loop.run(), name=type(loop).__name__)


@dataclass(frozen=True, slots=True)
class Outside:
    """The database, unmigrated and perhaps out of reach, arXiv, and what computes vectors, if anything does.

    ``community`` has the sources that are enabled.
    """

    database: Database
    papers: PaperSource
    embedder: Embedder | None
    community: Sequence[CommunitySource] = ()


@asynccontextmanager
async def open_app(
    settings: Settings,
    adapters: Sequence[Adapter] = (),
    source: PaperSource | None = None,
    clock: Clock = system_clock,
    files: Mapping[str, FileSource] = NO_FILES,
    embedder: Embedder | None = None,
) -> AsyncIterator[App]:
    """Open the database (migrated to the newest schema) and wire the rooms; closes what it opened.

    ``files`` has the source of files of each platform that has files. ``embedder`` takes the place of the one that the
    settings name, and stays open.
    """
    analyzer = Analyzer()
    async with open_outside(settings, analyzer, source, clock, embedder) as outside:
        sources = sources_of(outside, PlatformFiles(files), clock)
        yield await start(settings, adapters, outside, sources, analyzer, clock)


def sources_of(outside: Outside, files: FileSource, clock: Clock) -> Sources:
    ledger = Ledger(outside.papers, outside.database, clock, worker_name())
    return Sources(outside.papers, files, ledger, Community(outside.community, outside.database, clock))


@asynccontextmanager
async def open_outside(
    settings: Settings,
    analyzer: Analyzer,
    source: PaperSource | None = None,
    clock: Clock = system_clock,
    embedder: Embedder | None = None,
    *,
    alone: bool = False,
) -> AsyncIterator[Outside]:
    """Closes what it opened. ``alone`` asks without regard to other workers: only who does not migrate has to."""
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
    turns = None if alone else database.turns
    papers = source or ArxivSource(
        settings.arxiv_api_url,
        settings.arxiv_feed_url,
        settings.arxiv_interval,
        clock,
        turns=turns,
        worker=worker_name(),
    )
    community = _community(settings.community, clock, turns)
    try:
        yield Outside(database, papers, used, community)
    finally:
        for each in community:
            await each.close()
        if made:
            await made.close()
        await papers.close()
        await database.close()


def _community(settings: CommunitySettings, clock: Clock, turns: Turns | None) -> Sequence[CommunitySource]:
    """Those that are enabled; where none is, what they stand on is not imported either."""
    if not settings.sources:
        return ()
    from papers.hugging_face import HuggingFace  # noqa: PLC0415
    from papers.semantic_scholar import SemanticScholar  # noqa: PLC0415

    gate = partial(RequestGate, settings.interval, patience=0, clock=clock, turns=turns, holder=worker_name())
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
    """Neither loads a model nor connects to anything yet."""
    if settings.endpoint:
        return EndpointEmbedder(settings.endpoint.url, settings.endpoint.model, settings.endpoint.key)
    return SentenceEncoder() if settings.embeddings is Embeddings.LOCAL else None


async def start(
    settings: Settings,
    adapters: Sequence[Adapter],
    outside: Outside,
    sources: Sources,
    analyzer: Analyzer,
    clock: Clock,
) -> App:
    """Migrate the database, take back what a process that is gone had claimed, and wire the rooms."""
    database = outside.database
    await database.migrate()
    await database.queues.release(_is_gone, clock())
    registry = Registry(COMMANDS)
    ranker, learnt = _ranking(analyzer)
    services = Services(
        snippets=highlight,
        ranker=ranker,
        learnt=learnt,
        gist=gist,
        latest=sources.papers.latest,
        upcoming=sources.papers.upcoming,
        mailings=sources.papers.mailings,
        registry=registry,
        embedder=outside.embedder,
    )
    worker = worker_name()
    delivery = DeliveryWorker(database, adapters, clock, worker)
    embedding = EmbeddingWorker(database, outside.embedder, passages, clock) if outside.embedder else None

    def committed() -> None:
        delivery.wake()
        jobs.wake()
        if embedding is not None:
            embedding.wake()

    jobs = JobWorker(database, sources, registry, services, catalogue, clock, committed, worker)
    return App(
        settings=settings,
        clock=clock,
        database=database,
        source=sources.papers,
        registry=registry,
        services=services,
        translator=catalogue,
        dispatcher=Dispatcher(database, registry, services, sources.papers, GESTURES, catalogue, clock, committed),
        delivery=delivery,
        jobs=jobs,
        scheduler=Scheduler(database, clock, jobs.wake, sources.papers),
        embedding=embedding,
    )


def _ranking(analyzer: Analyzer) -> tuple[Ranker, Learning]:
    """Its model and numpy take 0.2 s to load; the first answer does not wait for what the first digest needs."""

    @cache
    def loaded() -> "LearningRanker":
        from papers.ranking import learning_ranker  # noqa: PLC0415

        return learning_ranker(analyzer.index_terms)

    # Two at once would prepare the same day twice, and no core stays free for the chat.
    turn = asyncio.Lock()

    async def rank(profile: Profile, candidates: Sequence[Paper], top: int, language: Translator) -> Sequence[Pick]:
        async with turn:
            return await asyncio.to_thread(lambda: loaded().rank(profile, candidates, top, language))

    async def learnt(profile: Profile, most: int) -> Learnt:
        async with turn:
            return await asyncio.to_thread(lambda: loaded().learnt(profile, most))

    return rank, learnt


def worker_name() -> str:
    """This process's among those that share a database."""
    return _worker_name(os.getpid())


def _worker_name(process: int) -> str:
    return f"{socket.gethostname()}:{process}"


def _is_gone(worker: str) -> bool:
    """Whether a worker was a process of this machine that has ended; of other machines nothing is known."""
    process = worker.rpartition(":")[2]
    if not process.isdigit() or worker != _worker_name(int(process)):
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    # A new process with our own number has not claimed anything yet: in a container every start has the same.
    return int(process) == os.getpid()
