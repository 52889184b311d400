"""The composition root: the only module that imports every room and puts them together."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.clock import Clock, system_clock
from bot.core.context import Services
from bot.core.dispatcher import Dispatcher
from bot.core.errors import SourceError
from bot.core.gestures import Gestures
from bot.core.identity import Address
from bot.core.ports.adapters import Adapter
from bot.core.ports.sources import FileSource, PaperSource, Sources
from bot.core.ports.text import Translator
from bot.core.registry import Registry
from bot.delivery.worker import DeliveryWorker
from bot.jobs import JobWorker
from bot.locales.catalogue import catalogue
from bot.scheduler import Scheduler
from bot.settings import Settings
from handlers import gestures
from handlers.commands import COMMANDS
from handlers.find import find
from handlers.home import home
from handlers.words import command_of
from language.analyzer import Analyzer
from language.snippets import highlight
from papers.candidates import load_standing
from papers.gist import gist
from papers.ranking import LearningRanker
from papers.semantics import load_semantics
from papers.source import ArxivSource
from storage.database import Database

GESTURES = Gestures(
    said=gestures.said,
    replied=gestures.replied,
    reacted=gestures.reacted,
    edited=gestures.edited,
    joined=gestures.joined,
    left=gestures.left,
    migrated=gestures.migrated,
    home=home,
    find=find,
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

    async def settled(self) -> None:
        """Return when every queued answer that can be sent now is sent, and every job due now is done."""
        busy = True
        while busy:
            # What a background turn holds is not there for a turn of ours to find.
            await self.delivery.idle()
            await self.jobs.idle()
            busy = await self.delivery.turn()
            busy = await self.jobs.turn() or busy or not (self.delivery.is_idle and self.jobs.is_idle)

    async def run(self) -> None:
        """Work in the background until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for loop in (self.delivery, self.jobs, self.scheduler):
                tasks.create_task(loop.run(), name=type(loop).__name__)


@asynccontextmanager
async def open_app(
    settings: Settings,
    adapters: Sequence[Adapter] = (),
    source: PaperSource | None = None,
    clock: Clock = system_clock,
    files: Mapping[str, FileSource] = NO_FILES,
) -> AsyncIterator[App]:
    """Open the database (migrated to the newest schema) and wire the rooms; closes what it opened.

    ``files`` has the source of files of each platform that has files.
    """
    analyzer = Analyzer()
    async with open_outside(settings, analyzer, source, clock) as (database, papers):
        await database.migrate()
        await database.queues.release(_is_gone, clock())
        yield _wire(settings, adapters, database, Sources(papers, PlatformFiles(files)), analyzer, clock)


@asynccontextmanager
async def open_outside(
    settings: Settings, analyzer: Analyzer, source: PaperSource | None = None, clock: Clock = system_clock
) -> AsyncIterator[tuple[Database, PaperSource]]:
    """The database, unmigrated and perhaps out of reach, and arXiv; closes both."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, analyzer, language=settings.language, timezone=settings.timezone)
    papers = source or ArxivSource(settings.arxiv_api_url, settings.arxiv_feed_url, settings.arxiv_interval, clock)
    try:
        yield database, papers
    finally:
        await papers.close()
        await database.close()


def _wire(
    settings: Settings,
    adapters: Sequence[Adapter],
    database: Database,
    sources: Sources,
    analyzer: Analyzer,
    clock: Clock,
) -> App:
    registry = Registry(COMMANDS)
    services = Services(
        snippets=highlight,
        ranker=LearningRanker(analyzer.index_terms, load_semantics(), load_standing()).rank,
        gist=gist,
        latest=sources.papers.latest,
        registry=registry,
    )
    worker = _worker_name(os.getpid())
    delivery = DeliveryWorker(database, adapters, clock, worker)

    def committed() -> None:
        delivery.wake()
        jobs.wake()

    jobs = JobWorker(database, sources, registry, services, catalogue, clock, committed, worker)
    return App(
        settings=settings,
        clock=clock,
        database=database,
        source=sources.papers,
        registry=registry,
        services=services,
        translator=catalogue,
        dispatcher=Dispatcher(database, registry, services, GESTURES, catalogue, clock, committed),
        delivery=delivery,
        jobs=jobs,
        scheduler=Scheduler(database, clock, jobs.wake, sources.papers.latest),
    )


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
