"""``paperboy run``: every configured platform, the workers and the HTTP server, in one process."""

import argparse
import asyncio
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.adapters.slack.install.flow import OAuth
from bot.adapters.slack.manifest import manifest as slack_manifest
from bot.adapters.slack.platform import open_slack
from bot.adapters.telegram.platform import open_telegram
from bot.app import App, start
from bot.connections import PlatformFiles, open_connections, sources_of
from bot.core.clock import Clock, system_clock
from bot.core.errors import SettingsError
from bot.core.languages import LANGUAGES
from bot.core.ports.adapters import Adapter, Check, Core
from bot.core.ports.roles import Roles
from bot.core.ports.sources import FileSource, PaperSource
from bot.core.ports.text import Translator
from bot.core.reachability import Reachability
from bot.locales.catalogue import catalogue
from bot.settings import Settings, SlackCommands, SlackInstall
from bot.web.server import listening
from handlers.commands import COMMANDS
from language.analyzer import Analyzer
from storage.database import Database

log = logging.getLogger(__name__)

NO_PLATFORM = """no platform is configured. Set one of these, in the environment or in .env:
  Telegram  TELEGRAM_BOT_TOKEN: write to @BotFather in Telegram, send /newbot, copy the token in its answer
  Slack     SLACK_BOT_TOKEN and SLACK_APP_TOKEN: run "paperboy manifest slack", paste the output at
            https://api.slack.com/apps under Create New App > From a manifest, install it, copy both tokens
docs/telegram.md and docs/slack.md show every click. "paperboy chat" needs neither."""


class Platform(FileSource, Protocol):
    """One platform: files, administrators, adapter, HTTP routes, event loop, and the checks for ``paperboy doctor``."""

    @property
    def adapter(self) -> Adapter: ...
    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]: ...
    @property
    def roles(self) -> Roles | None:
        """``None`` on a platform without groups."""
        ...

    @property
    def reachability(self) -> Reachability: ...

    async def run(self, core: Core) -> None: ...

    def checks(self) -> AsyncIterator[Check]: ...


@dataclass(frozen=True, slots=True)
class Serving:
    app: App
    port: int
    platforms: Sequence[Platform]

    async def run(self) -> None:
        """Serve until canceled. Raises ``SettingsError`` if a platform refuses a setting."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.app.run(), name="workers")
                for each in self.platforms:
                    tasks.create_task(each.run(self.app.door), name=each.adapter.platform)
                    tasks.create_task(_announced(each), name=f"{each.adapter.platform} announced")
        except ExceptionGroup as failed:
            refused = failed.subgroup(SettingsError)
            if refused is None:
                raise
            raise SettingsError(str(refused.exceptions[0])) from failed


async def run(_: argparse.Namespace, settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM. Raises ``SettingsError`` if no platform is configured or a token is refused."""
    async with open_serving(settings) as serving:
        names = " and ".join(map(_name, serving.platforms))
        print(f"Connecting to {names}; /health is on port {serving.port}. Press Ctrl-C to stop.", flush=True)
        work = asyncio.create_task(serving.run())
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, work.cancel)
        try:
            await work
        except asyncio.CancelledError:
            log.info("stopped")
    return 0


async def _announced(platform: Platform) -> None:
    await platform.reachability.reached()
    print(f"Paperboy serves {_name(platform)}.", flush=True)


def _name(platform: Platform) -> str:
    return platform.adapter.platform.capitalize()


async def manifest(options: argparse.Namespace, settings: Settings) -> int:
    wanted, words = SlackCommands(options.commands or settings.slack_commands), catalogue("en")
    declared = [(each.name, words.text(f"help-{each.name}"), each.usage) for each in COMMANDS]
    if wanted is not settings.slack_commands:
        print(f"Set SLACK_COMMANDS={wanted} as well, so that help and examples show these names.", file=sys.stderr)
    if wanted is SlackCommands.FEW:
        declared = []
    print(json.dumps(slack_manifest(declared, settings.public_url or None), indent=2, ensure_ascii=False))
    return 0


@asynccontextmanager
async def open_serving(
    settings: Settings, source: PaperSource | None = None, clock: Clock = system_clock
) -> AsyncIterator[Serving]:
    """Open the database, connect the platforms and listen; close everything in reverse order."""
    if not settings.telegram and not settings.slack:
        raise SettingsError(NO_PLATFORM)
    async with AsyncExitStack() as stack:
        analyzer = Analyzer()
        connections = await stack.enter_async_context(open_connections(settings, analyzer, source, clock))
        opening = connecting(settings, connections.database, clock)
        platforms = [await stack.enter_async_context(each) for each in opening]
        files = PlatformFiles({each.adapter.platform: each for each in platforms})
        adapters = [each.adapter for each in platforms]
        roles = {each.adapter.platform: each.roles for each in platforms if each.roles}
        reachability = {each.adapter.platform: each.reachability for each in platforms}
        sources = sources_of(connections, files, clock)
        app = await start(settings, adapters, connections, sources, analyzer, clock, roles, reachability)

        async def alive() -> None:
            await connections.database.schema_version()

        routes = [route for each in platforms for route in each.routes]
        port = await stack.enter_async_context(listening(settings.listen, routes, alive, reachability))
        yield Serving(app, port, platforms)


def connecting(
    settings: Settings, database: Database, clock: Clock = system_clock
) -> list[AbstractAsyncContextManager[Platform]]:
    """Return a context manager for every configured platform."""
    found: list[AbstractAsyncContextManager[Platform]] = []
    if telegram := settings.telegram:
        menu = {language: summaries(language) for language in LANGUAGES}
        found.append(open_telegram(telegram.token, menu, telegram.api_url, settings.public_url or None, clock))
    if slack := settings.slack:
        found.append(
            open_slack(
                bot_token=slack.bot_token,
                app_token=slack.app_token,
                signing_secret=slack.signing_secret,
                api_url=slack.api_url,
                public_url=settings.public_url or None,
                oauth=_oauth(slack.install, database) if slack.install else None,
                languages=_languages(),
                commands=[command.name for command in COMMANDS],
                own_commands=settings.slack_commands is SlackCommands.ALL,
                clock=clock,
            )
        )
    return found


def _oauth(install: SlackInstall, database: Database) -> OAuth:
    return OAuth(
        client_id=install.client_id,
        client_secret=install.client_secret,
        keys=install.secret_keys,
        transaction=database.transaction,
        languages=_languages(),
    )


def _languages() -> Mapping[str, Translator]:
    return {code: catalogue(code) for code in LANGUAGES}


def summaries(language: str) -> list[tuple[str, str]]:
    """Return every command's name and its one-line summary in a language."""
    words = catalogue(language)
    return [(command.name, words.text(f"help-{command.name}")) for command in COMMANDS]
