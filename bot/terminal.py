"""The commands of the command line; ``bot/cli.py`` parses the call, ``bot/app.py`` builds the application."""

import argparse
import io
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import URL

from bot.adapters.console.adapter import ConsoleAdapter
from bot.adapters.console.chat import HERE, ME, Chat
from bot.adapters.console.front_end import FrontEnd, front_end
from bot.adapters.shared.documents import exact_bytes
from bot.app import App, open_app
from bot.connections import open_connections
from bot.core.clock import system_clock
from bot.core.computations import finished
from bot.core.context import Context
from bot.core.dispatcher import Outcome
from bot.core.errors import EmbeddingUnavailable
from bot.core.events import Event, TextMessage
from bot.core.identity import ConversationKind
from bot.core.messages import Document
from bot.core.model.spaces import Space, User
from bot.core.ports.adapters import Adapter
from bot.core.ports.storage import UnitOfWork
from bot.core.registry import Registry
from bot.core.workers.background import alongside
from bot.doctor import examine
from bot.locales.catalogue import catalogue
from bot.settings import CommunitySettings, Settings
from demo.source import DemoSource, notebook
from exchange.export_log import export_log
from exchange.import_log import import_log
from exchange.kept_log import FORMAT as LOG
from handlers.commands import COMMANDS
from language.analyzer import Analyzer
from papers.arxiv.calendar import announced_at, latest_announcement

OK, FAILED = 0, 1


async def chat(_: argparse.Namespace, settings: Settings) -> int:
    front = _front_end(settings)
    async with open_app(settings, [front.adapter]) as app:
        return await _converse(app, front)


async def demo(_: argparse.Namespace, settings: Settings) -> int:
    front = _front_end(settings)
    async with demo_app(settings, front.adapter) as app:
        return await _converse(app, front, _demo_banner(settings))


@asynccontextmanager
async def demo_app(settings: Settings, adapter: Adapter) -> AsyncIterator[App]:
    """Open an app over the made-up week and notebook, in a folder that is deleted when it closes.

    The week ends with the newest mailing date, so that "today" and "yesterday" have papers.
    """
    with tempfile.TemporaryDirectory(prefix="paperboy-demo-") as folder:
        url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "demo.db"))
        # No requests about papers that are made up.
        settings = replace(settings, data_dir=Path(folder), database_url=url, community=CommunitySettings())
        now = system_clock()
        source = DemoSource(_mailings(now, 5))
        await _fill_notebook(settings, source, now)
        async with open_app(settings, [adapter], source) as app:
            yield app


async def digest(options: argparse.Namespace, settings: Settings) -> int:
    dry = ["--dry-run"] if options.dry_run else []
    words = " ".join(["/digest", *options.date, *options.category, *dry])
    async with open_app(settings, [ConsoleAdapter(sys.stdout)]) as app:
        asked_at = app.clock()
        outcome = await say(app, words)
        async with app.database.begin() as work:
            unread = await work.announcements.failed(asked_at)
    return OK if outcome is Outcome.DONE and not unread else FAILED


async def search(options: argparse.Namespace, settings: Settings) -> int:
    async with open_app(settings, [ConsoleAdapter(sys.stdout)]) as app:
        if app.embedding and app.services.embedder:
            await app.embedding.settled()  # recent notes may not have vectors yet
            with suppress(EmbeddingUnavailable):  # the search itself tries again, and logs it
                await app.services.embedder.ready()
        outcome = await say(app, " ".join(["/search", *options.words]))
    return OK if outcome is Outcome.DONE else FAILED


async def import_file(options: argparse.Namespace, settings: Settings) -> int:
    # Bytes keep the file's line ends, and surrogateescape its stray bytes, so that an export reproduces the file.
    text = Path(options.file).read_bytes().decode("utf-8", "surrogateescape")
    async with open_app(settings) as app, _at_home(app) as (work, space, user):
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("importing")

            def advanced(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            made = await import_log(work, space, user, text, app.clock(), advanced)
    found = made.summary
    print(f"{options.file}: {found.lines} lines")
    print(
        f"  {found.days} days, {found.entries} notes ({found.untitled} without a title), {made.new_notes} of them new"
    )
    print(f"  {found.pending} to-dos, {made.new_todos} of them new")
    print(f"  {found.free_lines} lines kept as free text")
    return OK


async def export_file(options: argparse.Namespace, settings: Settings) -> int:
    async with open_app(settings) as app, _at_home(app) as (work, space, user):
        if options.format == LOG:
            text = await export_log(work, space)
        else:
            text = await _exported(app, work, space, user, options.format)
    if options.file == "-":
        sys.stdout.buffer.write(exact_bytes(text))
    else:
        Path(options.file).write_bytes(exact_bytes(text))
    return OK


async def _exported(app: App, work: UnitOfWork, space: Space, user: User, form: str) -> str:
    """Return the document that ``/export`` would send."""
    command = app.registry.commands["export"]
    context = Context(work, space, HERE, user, app.clock(), app.services)
    (reply,) = finished(await command.handle(context, command.parse(form)))
    return next(block.content for block in reply.message.blocks if isinstance(block, Document))


async def doctor(_: argparse.Namespace, settings: Settings) -> int:
    console = Console()
    advice = 0
    # Not open_app: here a database out of reach is a finding, and a check does not migrate.
    async with open_connections(settings, Analyzer(), alone=True) as connections:
        async for finding in examine(settings, connections):
            mark = "[yellow]![/]" if finding.advice else "[green]✓[/]"
            console.print(f"{mark} [bold]{finding.what}[/]  ", end="")
            console.print(finding.detail, markup=False, highlight=False)
            if finding.advice:
                advice += 1
                console.print(f"  → {finding.advice}", markup=False, highlight=False)
    return FAILED if advice else OK


async def migrate(_: argparse.Namespace, settings: Settings) -> int:
    async with open_app(settings) as app:
        print(f"the database is at schema {await app.database.schema_version()}")
    return OK


def _front_end(settings: Settings) -> FrontEnd:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    language = catalogue(settings.language)
    history = settings.data_dir / "history"
    return front_end(sys.stdin, sys.stdout, Registry(COMMANDS), language, history, settings.export_dir)


async def _converse(app: App, front: FrontEnd, banner: Sequence[str] = ()) -> int:
    """Run the chat, with the workers in the background."""
    language = catalogue(app.settings.language)
    talk = Chat(front.adapter, front.lines, app.dispatcher.handle, app.settled, language, app.clock, banner)
    async with alongside(app.run()):
        return await talk.run()


@asynccontextmanager
async def _at_home(app: App) -> AsyncIterator[tuple[UnitOfWork, Space, User]]:
    """Open a transaction in the terminal's own space."""
    async with app.database.begin() as work:
        space = await work.spaces.ensure(HERE, ConversationKind.PRIVATE, app.clock())
        user = await work.users.ensure(ME, ME.user_id, app.clock())
        yield work, space, user


async def say(app: App, text: str) -> Outcome:
    """Say ``text`` in the terminal's own conversation, and wait until everything is answered."""
    body = TextMessage(text)
    event = Event(uuid.uuid4().hex, ME, ME.user_id, HERE, ConversationKind.PRIVATE, app.clock(), body)
    outcome = await app.dispatcher.handle(event)
    await app.settled()
    return outcome


async def _fill_notebook(settings: Settings, source: DemoSource, now: datetime) -> None:
    """Say every line of the made-up notebook on its own day, and discard the answers."""
    today = now
    async with open_app(settings, [ConsoleAdapter(io.StringIO())], source, lambda: today) as app:
        for said in notebook():
            today = now - timedelta(days=said.days_ago)
            await say(app, said.text)


def _demo_banner(settings: Settings) -> list[str]:
    language = catalogue(settings.language)
    return [language.text(key) for key in ("demo-what", "demo-try-digest", "demo-try-search", "demo-try-note")]


def _mailings(now: datetime, count: int) -> list[date]:
    """Return the newest ``count`` mailing dates at ``now``, newest first."""
    dates = [latest_announcement(now)]
    while len(dates) < count:
        dates.append(latest_announcement(announced_at(dates[-1]) - timedelta(minutes=1)))
    return dates
