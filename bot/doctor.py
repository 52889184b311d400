"""``paperboy doctor``: checks the configuration and the connections, and says what to do."""

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.connections import Connections
from bot.core.errors import EmbeddingUnavailable, PaperboyError, SourceError
from bot.core.ports.embedding import Embedder
from bot.core.ports.sources import CommunitySource, PaperSource
from bot.settings import VARIABLES, Settings
from storage.database import Database
from storage.migrations import NEWEST

KNOWN_PAPER = "1706.03762"
"""A paper that certainly exists, to request from arXiv."""

KNOWN_DAY = date(2024, 6, 12)
"""A day whose papers have upvotes."""

SPACE_WANTED = 100_000_000
"""Bytes: years of notes, and room for the database to rewrite itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. ``advice`` says what to do, and is empty if all is well."""

    what: str
    detail: str
    advice: str = ""


async def examine(settings: Settings, connections: Connections) -> AsyncIterator[Finding]:
    """Run one check after the other, yielding each finding as soon as it is known."""
    yield python_version()
    yield data_dir(settings)
    yield Finding("language, time zone", f"{settings.language}, {settings.timezone}")
    yield served(settings)
    yield await database_state(settings, connections.database)
    yield await meaning(connections.database, connections.embedder)
    yield await arxiv_api(settings, connections.papers)
    yield await arxiv_feed(settings, connections.papers)
    if not connections.community:
        yield Finding("community", "off: PAPERBOY_COMMUNITY is not set")
    for each in connections.community:
        yield await community_source(each)
    async for finding in platforms(settings, connections.database):
        yield finding
    yield configured()


def python_version() -> Finding:
    detail = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    if "ENABLE_FTS5" not in options:
        return Finding("Python", detail, "this SQLite lacks FTS5, which search needs: use a Python whose SQLite has it")
    return Finding("Python", detail)


def data_dir(settings: Settings) -> Finding:
    path = settings.data_dir
    if not os.access(path, os.W_OK):
        return Finding("data folder", str(path), "is not writable: set PAPERBOY_DATA_DIR to a folder that is")
    free = shutil.disk_usage(path).free
    detail = f"{path} ({free / 1e9:.1f} GB free)"
    return Finding("data folder", detail, "" if free > SPACE_WANTED else "the disk is nearly full: free some space")


def served(settings: Settings) -> Finding:
    """Say who may use it: an open bot can be found by anyone on Telegram."""
    entries = sorted(settings.allowed.entries)
    if not entries:
        return Finding("serves", "everybody: PAPERBOY_ALLOWED is not set")
    return Finding("serves", f"only {', '.join(entries)}")


async def database_state(settings: Settings, database: Database) -> Finding:
    shown = settings.database_url.render_as_string(hide_password=True)
    started = time.perf_counter()
    try:
        version = await database.schema_version()
    except PaperboyError as error:
        return Finding("database", f"{shown}: {error}", "is the server running, and is DATABASE_URL right?")
    if version is None:
        return Finding("database", f"{shown}: empty; any other command creates the tables")
    if version > NEWEST:
        return Finding(
            "database", f"{shown}: schema {version}", f"is newer than schema {NEWEST} of this Paperboy: update Paperboy"
        )
    return Finding("database", f"{shown}: schema {version}, {_milliseconds(started)}")


async def meaning(database: Database, embedder: Embedder | None) -> Finding:
    """Check that vectors can be computed, and count the notes that have them."""
    if embedder is None:
        return Finding("search by meaning", "off: PAPERBOY_EMBEDDINGS=off")
    started = time.perf_counter()
    try:
        await embedder.embed_query("diffusion")
    except EmbeddingUnavailable as error:
        return Finding("search by meaning", embedder.model, f"{error}; until then, search uses words alone")
    detail = f"{embedder.model}: first vector in {_milliseconds(started)}"
    return Finding("search by meaning", detail + await _embedded(database))


async def _embedded(database: Database) -> str:
    """Return how many notes and to-dos have vectors; nothing if the database cannot tell."""
    try:
        if await database.schema_version() != NEWEST:
            return ""
        async with database.begin() as work:
            counts = await work.vectors.counts()
    except PaperboyError:
        return ""  # the check of the database reports it
    return f"; {counts.embedded} notes and to-dos have vectors, {counts.waiting} wait for theirs"


async def arxiv_api(settings: Settings, source: PaperSource) -> Finding:
    started = time.perf_counter()
    try:
        found = await source.lookup([KNOWN_PAPER])
    except SourceError as error:
        return Finding("arXiv API", f"{settings.arxiv_api_url}: {error.reason}", _network_advice())
    detail = f"{settings.arxiv_api_url}: answered in {_milliseconds(started)}"
    return Finding("arXiv API", detail, "" if found else f"it does not know {KNOWN_PAPER}: is this arXiv?")


async def arxiv_feed(settings: Settings, source: PaperSource) -> Finding:
    today = source.latest(datetime.now(UTC))
    (found,) = await source.announcements(["cs.CL"], today)
    detail = f"{settings.arxiv_feed_url}: cs.CL on {today} is {found.state.value}, {len(found.entries)} entries"
    return Finding("arXiv feeds", detail, _network_advice() if found.state.value == "failed" else "")


async def community_source(source: CommunitySource) -> Finding:
    """Check that it answers, and say what this machine sends it."""
    started = time.perf_counter()
    told = "arXiv ids of papers announced, noted, liked and disliked" if source.recommends else "a date"
    try:
        found = await source.signals(KNOWN_DAY, [KNOWN_PAPER])
    except SourceError as error:
        advice = "digests work without it; check the network, and its URL and key in the settings"
        return Finding(source.name, error.reason, advice)
    detail = f"answered in {_milliseconds(started)}; we send it: {told}"
    return Finding(source.name, detail, "" if found else "it knows nothing about a well-known paper: is its URL right?")


async def platforms(settings: Settings, database: Database) -> AsyncIterator[Finding]:
    """Check the tokens and the bot's permissions with Telegram and Slack."""
    if not settings.telegram and not settings.slack:
        yield Finding("platforms", "none; paperboy run needs TELEGRAM_BOT_TOKEN or SLACK_BOT_TOKEN, chat needs neither")
        return
    # Imported only now: together they take more than a second.
    from bot.serve import connecting  # noqa: PLC0415

    for opening in connecting(settings, database):
        async with opening as served:
            async for check in served.checks():
                detail = check.detail if not check.ok or not check.advice else f"{check.detail}; {check.advice}"
                yield Finding(check.what, detail, "" if check.ok else check.advice)


def configured() -> Finding:
    named = sorted(name for name in VARIABLES if os.environ.get(name))
    return Finding("set here", ", ".join(named) or "nothing; the defaults are used")


def _milliseconds(started: float) -> str:
    return f"{(time.perf_counter() - started) * 1000:.0f} ms"


def _network_advice() -> str:
    return "check the network; a proxy or a mirror can be named in PAPERBOY_ARXIV_API_URL and PAPERBOY_ARXIV_FEED_URL"
