"""A service that anyone can install in their Slack workspace, with Slack and a browser."""

import asyncio
import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
from cryptography.fernet import Fernet
from sqlalchemy import make_url, text

from bot.adapters.slack.manifest import manifest
from bot.app import App
from bot.core.workers.background import alongside
from bot.doctor import Finding, platforms
from bot.serve import open_serving, summaries
from bot.settings import Settings, SlackInstall, SlackSettings
from language.analyzer import Analyzer
from storage.database import Database
from storage.engine import open_engine
from tests.servers.arxiv.day import busy_day
from tests.servers.slack.person import SlackPerson
from tests.servers.slack.server import SlackStandIn
from tests.servers.slack.world import Team
from tests.support.conversation import MovableClock
from tests.support.platforms import free_port, in_no_hurry_for, until
from tests.support.settings import settings_for
from tests.support.wording import said

KEY = Fernet.generate_key().decode()

NOWHERE = make_url("postgresql+asyncpg://a:b@127.0.0.1:9/x")


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    headers: Mapping[str, str]

    def says(self, key: str, language: str = "en", **data: Any) -> bool:
        """Return whether a reader of the page sees this message of the catalogue."""
        return said(html.unescape(self.text), key, language, **data)


@dataclass
class InstallableService:
    """A service that anyone can install, with Slack and a browser; ``door`` is the service's own address."""

    slack: SlackStandIn
    settings: Settings
    browser: aiohttp.ClientSession
    clock: MovableClock = field(default_factory=MovableClock)

    @property
    def door(self) -> str:
        return self.settings.public_url

    def with_keys(self, *keys: str) -> Settings:
        slack = self.settings.slack
        assert slack
        assert slack.install
        return replace(self.settings, slack=replace(slack, install=replace(slack.install, secret_keys=keys)))

    @asynccontextmanager
    async def serving(self, settings: Settings | None = None) -> AsyncIterator[App]:
        async with open_serving(settings or self.settings, clock=self.clock) as serving, alongside(serving.run()):
            while not await self.slack.verify_url():  # noqa: ASYNC110  # the service sends no signal when it is ready
                await asyncio.sleep(0.01)
            yield serving.app
            await self.slack.settled()

    async def gets(self, url: str, cookie: str = "", language: str = "en") -> Page:
        headers = {"Cookie": cookie, "Accept-Language": language}
        async with self.browser.get(url, headers=headers, allow_redirects=False) as answer:
            return Page(answer.status, await answer.text(), answer.headers.copy())

    async def begins(self, team: Team | None = None) -> tuple[str, str]:
        """Open the service's page; return the address of Slack's page, and the cookie."""
        page = await self.gets(f"{self.door}/slack/install{f'?team={team.id}' if team else ''}")
        assert page.status == 302
        return page.headers["Location"], page.headers["Set-Cookie"].partition(";")[0]

    async def agrees(self, slacks_page: str) -> str:
        """Allow the app on Slack's page; return the address to which Slack sends the person back."""
        return (await self.gets(slacks_page)).headers["Location"]

    async def installs(self, team: Team, language: str = "en") -> Page:
        slacks_page, cookie = await self.begins(team)
        return await self.gets(await self.agrees(slacks_page), cookie, language)

    async def findings(self, settings: Settings | None = None) -> list[Finding]:
        settings = settings or self.settings
        database = Database(settings.database_url, Analyzer())
        found = [finding async for finding in platforms(settings, database)]
        await database.close()
        return found

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, as a thief of the database reads them."""
        engine = open_engine(self.settings.database_url)
        async with engine.begin() as connection:
            found = (await connection.execute(text(f"SELECT * FROM {table}"))).mappings().all()
        await engine.dispose()
        return [dict(row) for row in found]

    def said_to(self, person: SlackPerson) -> list[str]:
        return [each.shown for each in self.slack.dm(person).seen_as(person) if each.by_bot]

    async def sees(self, person: SlackPerson, words: str | re.Pattern[str]) -> None:
        wanted = re.compile(re.escape(words)) if isinstance(words, str) else words
        await until(
            lambda: any(wanted.search(each) for each in self.said_to(person)),
            lambda: f"{words} in {self.said_to(person)}",
        )


@asynccontextmanager
async def installable(database_url: str, folder: Path) -> AsyncIterator[InstallableService]:
    """The service before its first installation."""
    slack, arxiv, door = SlackStandIn(limits=False), busy_day(), free_port()
    slack.workspace.installed = False
    slack.deliver_to = f"http://127.0.0.1:{door}"
    slack.install(manifest([(name, summary, "") for name, summary in summaries("en")], slack.deliver_to))
    async with AsyncExitStack() as stack:
        stack.enter_context(in_no_hurry_for(folder))
        api, url = [await stack.enter_async_context(server.serving()) for server in (slack, arxiv)]
        install = SlackInstall(slack.client_id, slack.client_secret, (KEY,))
        settings = settings_for(
            folder,
            database_url,
            url,
            listen=("127.0.0.1", door),
            public_url=slack.deliver_to,
            slack=SlackSettings("", "", slack.signing_secret, f"{api}/api/", install),
        )
        jar = aiohttp.DummyCookieJar()  # a real one drops secure cookies of a server without TLS
        browser = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
        yield InstallableService(slack, settings, browser)
    assert slack.rejected == []
