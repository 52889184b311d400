"""The composition root, which imports every package and wires them together."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.connections import NO_FILES, Connections, PlatformFiles, is_gone, open_connections, sources_of, worker_name
from bot.core.access.pace import Paces
from bot.core.clock import Clock, system_clock
from bot.core.context import Services
from bot.core.dispatcher import Dispatcher
from bot.core.door import Door
from bot.core.gestures import Gestures
from bot.core.model.digests import Pick
from bot.core.model.papers import Paper
from bot.core.ports.adapters import Adapter
from bot.core.ports.embedding import Embedder
from bot.core.ports.ranking import Profile, Ranker, TasteSummarizer, TasteSummary
from bot.core.ports.roles import Roles
from bot.core.ports.sources import FileSource, PaperSource, Sources
from bot.core.ports.text import Translator
from bot.core.reachability import Reachability
from bot.core.registry import Registry
from bot.core.standings import Standings
from bot.delivery.worker import NOBODY_ASKS, DeliveryWorker
from bot.embedding import EmbeddingWorker
from bot.jobs import JobWorker
from bot.locales.catalogue import catalogue
from bot.scheduler import Scheduler
from bot.settings import Settings
from handlers.commands import COMMANDS
from handlers.everyday import gestures
from handlers.everyday.home import home
from handlers.papers.link_previews import preview
from handlers.search.inline import find
from handlers.shared.plain_words import command_of
from language.analyzer import Analyzer
from language.embedding import passages
from language.snippets import highlight
from papers.text.gist import gist
from papers.text.latex import readable
from papers.text.links import links
from storage.database import Database

if TYPE_CHECKING:
    from papers.ranking.ranker import LearningRanker

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


NO_ROLES: Mapping[str, Roles] = MappingProxyType({})
"""Without administrators, everybody is one: in the terminal."""


@dataclass(frozen=True, slots=True)
class App:
    """The wired application. Platforms talk to the ``door``, the terminal to the ``dispatcher``."""

    settings: Settings
    clock: Clock
    database: Database
    registry: Registry
    services: Services
    dispatcher: Dispatcher
    door: Door
    delivery: DeliveryWorker
    jobs: JobWorker
    scheduler: Scheduler
    embedding: EmbeddingWorker | None

    async def settled(self) -> None:
        """Return when every answer that can be sent now is sent, every job due now is done, and notes have vectors.

        Many notes at once may not have theirs yet: see ``bot.embedding.PATIENCE``.
        """
        busy = True
        while busy:
            # Our own run does not see what a run in the background has claimed.
            await self.delivery.idle()
            await self.jobs.idle()
            busy = await self.delivery.run_once()
            busy = await self.jobs.run_once() or busy or not (self.delivery.is_idle and self.jobs.is_idle)
        if self.embedding is not None:
            await self.embedding.settled()

    async def run(self) -> None:
        """Work in the background until canceled."""
        async with asyncio.TaskGroup() as tasks:
            for loop in (self.delivery, self.jobs, self.scheduler, self.embedding):
                if loop is not None:
                    tasks.create_task(loop.run(), name=type(loop).__name__)


@asynccontextmanager
async def open_app(
    settings: Settings,
    adapters: Sequence[Adapter] = (),
    source: PaperSource | None = None,
    clock: Clock = system_clock,
    files: Mapping[str, FileSource] = NO_FILES,
    embedder: Embedder | None = None,
    roles: Mapping[str, Roles] = NO_ROLES,
) -> AsyncIterator[App]:
    """Open the database (migrated to the newest schema), wire the application, and close what was opened.

    ``files`` maps a platform to its source of files, ``roles`` one to what knows its administrators. ``embedder``
    replaces the one that the settings name, and stays open.
    """
    analyzer = Analyzer()
    async with open_connections(settings, analyzer, source, clock, embedder) as connections:
        sources = sources_of(connections, PlatformFiles(files), clock)
        yield await start(settings, adapters, connections, sources, analyzer, clock, roles)


async def start(
    settings: Settings,
    adapters: Sequence[Adapter],
    connections: Connections,
    sources: Sources,
    analyzer: Analyzer,
    clock: Clock,
    roles: Mapping[str, Roles] = NO_ROLES,
    reachability: Mapping[str, Reachability] = NOBODY_ASKS,
) -> App:
    """Migrate the database, release the claims of processes that are gone, and wire the application."""
    database = connections.database
    await database.migrate()
    await database.queues.release(is_gone, clock())
    registry = Registry(COMMANDS)
    ranker, summarize_taste = _ranking(analyzer)
    services = Services(
        snippets=highlight,
        ranker=ranker,
        summarize_taste=summarize_taste,
        readable=readable,
        gist=gist,
        links=links,
        latest=sources.papers.latest,
        upcoming=sources.papers.upcoming,
        mailings=sources.papers.mailings,
        commands=registry.commands,
        translator=catalogue,
        embedder=connections.embedder,
    )
    worker = worker_name()
    delivery = DeliveryWorker(database, adapters, clock, worker, reachability=reachability)
    embedding = EmbeddingWorker(database, connections.embedder, passages, clock) if connections.embedder else None

    def committed() -> None:
        delivery.wake()
        jobs.wake()
        if embedding is not None:
            embedding.wake()

    jobs = JobWorker(database, sources, registry, services, clock, committed, worker)
    dispatcher = Dispatcher(
        database, registry, services, sources.papers, Standings(roles, clock), GESTURES, clock, committed
    )
    return App(
        settings=settings,
        clock=clock,
        database=database,
        registry=registry,
        services=services,
        dispatcher=dispatcher,
        door=Door(dispatcher, database, registry, settings.allowed, Paces(clock), settings.language, clock),
        delivery=delivery,
        jobs=jobs,
        scheduler=Scheduler(database, clock, jobs.wake, sources.papers, settings.allowed),
        embedding=embedding,
    )


def _ranking(analyzer: Analyzer) -> tuple[Ranker, TasteSummarizer]:
    """Load the ranker on first use: its model and numpy take 0.2 s, and the first answer must not wait for that."""

    @cache
    def loaded() -> "LearningRanker":
        from papers.ranking.ranker import learning_ranker  # noqa: PLC0415

        return learning_ranker(analyzer.index_terms)

    # Two at once would prepare the same day twice and leave no core for the chat.
    one_at_a_time = asyncio.Lock()

    async def rank(profile: Profile, candidates: Sequence[Paper], top: int, language: Translator) -> Sequence[Pick]:
        async with one_at_a_time:
            return await asyncio.to_thread(lambda: loaded().rank(profile, candidates, top, language))

    async def summarize_taste(profile: Profile, most: int) -> TasteSummary:
        async with one_at_a_time:
            return await asyncio.to_thread(lambda: loaded().summarize(profile, most))

    return rank, summarize_taste
