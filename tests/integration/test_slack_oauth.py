"""Anyone can install Paperboy in their workspace from its own page."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.slack.install import flow as installing
from bot.adapters.slack.install.flow import OAuth
from bot.adapters.slack.manifest import BOT_SCOPES
from bot.adapters.slack.platform import open_slack
from bot.locales.catalogue import catalogue
from bot.web.server import listening
from language.analyzer import Analyzer
from storage.database import Database
from tests.servers.slack.limits import Fault, FaultKind
from tests.support.installable_slack import KEY, NOWHERE, InstallableService, installable
from tests.support.wording import line

# slack_sdk still uses a login that aiohttp deprecates
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def service(database_url: str, tmp_path: Path) -> AsyncIterator[InstallableService]:
    """Over both databases."""
    async with installable(database_url, tmp_path) as built:
        yield built


async def test_two_workspaces_install_it_and_each_has_its_own_answers(service: InstallableService) -> None:
    first, second = service.slack.workspace, service.slack.team("Other Lab")
    ann, bo = service.slack.person("Ann"), service.slack.person("Bo", team=second)
    async with service.serving():
        for team, person in ((first, ann), (second, bo)):
            page = await service.installs(team)
            assert page.status == 200
            assert page.says("install-done", team=team.name)
            assert f"team={team.id}" in page.text
            await service.sees(person, "/paperboy note")  # the greeting
            service.slack.oauth.grid = True  # the second belongs to an organization
        for person in (ann, bo):
            await service.slack.dm(person).says(person, f"note What {person.name} thinks")
        for person in (ann, bo):
            await service.sees(person, line("note-saved", number=1))
            await service.slack.dm(person).says(person, "notes")
            await service.sees(person, f"What {person.name} thinks")
    assert first.bot_token != second.bot_token
    assert first.scopes == second.scopes == list(BOT_SCOPES)
    assert not any("Ann" in each for each in service.said_to(bo))


async def test_the_page_speaks_the_persons_language(service: InstallableService) -> None:
    service.slack.person("Ann", team=(team := service.slack.team("R&D <lab>")))
    spoken = {
        "ko-KR,ko;q=0.9,en;q=0.8": "ko",
        "fr, zh-TW;q=0.5, en;q=0.4": "zh",
        "kok-IN, zh;q=0.5": "zh",  # Konkani
        "fr;q=x, *": "en",
        "": "en",
    }
    async with service.serving():
        for accepted, code in spoken.items():
            page = await service.installs(team, accepted)
            assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
            assert f'<html lang="{code}">' in page.text
            assert page.says("install-done", code, team=team.name)
            assert "R&amp;D &lt;lab&gt;" in page.text


async def test_an_installation_begun_elsewhere_or_too_long_ago_is_refused(
    service: InstallableService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with service.serving():
        slacks_page, cookie = await service.begins()
        back = await service.agrees(slacks_page)
        state = cookie.partition("=")[2]
        wrong = [
            await service.gets(back),  # another browser
            await service.gets(back, "slack-app-oauth-state=else"),
            await service.gets(back.replace(state, "else"), "slack-app-oauth-state=else"),  # never issued
            await service.gets(f"{service.door}/slack/oauth_redirect"),
            await service.gets(f"{service.door}/slack/oauth_redirect?state={state}", cookie),
        ]
        monkeypatch.setattr(installing, "AGREE_SECONDS", -1)
    async with service.serving():
        slacks_page, cookie = await service.begins()
        wrong.append(await service.gets(await service.agrees(slacks_page), cookie))
        await service.begins()
    assert [page.status for page in wrong] == [400] * len(wrong)
    assert all(page.says("install-expired") and "/slack/install" in page.text for page in wrong)
    assert (service.slack.calls["oauth.v2.access"], await service.rows("slack_bots")) == (0, [])
    assert len(await service.rows("slack_oauth_states")) == 1  # expired states are deleted


async def test_an_installation_code_works_once(service: InstallableService) -> None:
    async with service.serving():
        slacks_page, cookie = await service.begins()
        back = await service.agrees(slacks_page)
        answers = await asyncio.gather(*(service.gets(back, cookie) for _ in range(3)))
    assert sorted(page.status for page in answers) == [200, 400, 400]
    assert len(await service.rows("slack_bots")) == 1


async def test_canceling_or_choosing_an_entire_organization_is_explained(service: InstallableService) -> None:
    async with service.serving():
        service.slack.oauth.refuses = True
        denied = await service.installs(service.slack.workspace)
        assert denied.says("install-denied")
        service.slack.oauth.refuses, service.slack.oauth.org_wide = False, True
        org_wide = await service.installs(service.slack.workspace)
        assert org_wide.says("install-one-workspace")
        service.slack.oauth.org_wide = False
        service.slack.faults.next("oauth.v2.access", Fault(FaultKind.RESET))
        cut_off = await service.installs(service.slack.workspace)
        assert cut_off.says("install-later")
    assert [page.status for page in (denied, org_wide, cut_off)] == [400, 400, 503]
    assert await service.rows("slack_installations") == []


async def test_while_the_database_is_away_people_are_asked_to_come_back(service: InstallableService) -> None:
    database = Database(NOWHERE, Analyzer())
    oauth = OAuth("1.2", "secret", (KEY,), database.transaction, {"en": catalogue("en")})

    async def alive() -> None:
        pass

    async with (
        open_slack(
            signing_secret="signed", public_url="https://papers.example.org", oauth=oauth, languages={}
        ) as platform,
        listening(("127.0.0.1", 0), platform.routes, alive) as port,
    ):
        begun = await service.gets(f"http://127.0.0.1:{port}/slack/install")
        back = await service.gets(
            f"http://127.0.0.1:{port}/slack/oauth_redirect?state=s&code=c", "slack-app-oauth-state=s"
        )
    await database.close()
    assert [page.status for page in (begun, back)] == [503, 503]
    assert all(page.says("install-later") for page in (begun, back))
