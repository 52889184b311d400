"""Anybody installs Paperboy into their workspace from its own page."""

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
from tests.support.street import KEY, NOWHERE, Street, new_street

# slack_sdk still signs in with what aiohttp deprecates
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def street(database_url: str, tmp_path: Path) -> AsyncIterator[Street]:
    """Over both databases."""
    async with new_street(database_url, tmp_path) as built:
        yield built


async def test_two_workspaces_install_it_and_each_has_its_own_answers(street: Street) -> None:
    first, second = street.slack.workspace, street.slack.team("Other Lab")
    ann, bo = street.slack.person("Ann"), street.slack.person("Bo", team=second)
    async with street.serving():
        for team, person in ((first, ann), (second, bo)):
            page = await street.installs(team)
            assert page.status == 200
            assert f"Paperboy is now in {team.name}" in page.text
            assert f"team={team.id}" in page.text
            await street.sees(person, "/note")  # the greeting
            street.slack.oauth.grid = True  # the second is an organisation's
        for person in (ann, bo):
            await street.slack.dm(person).says(person, f"note What {person.name} thinks")
        for person in (ann, bo):
            await street.sees(person, "Note 1 is saved")
            await street.slack.dm(person).says(person, "notes")
            await street.sees(person, f"What {person.name} thinks")
    assert first.bot_token != second.bot_token
    assert first.scopes == second.scopes == list(BOT_SCOPES)
    assert not any("Ann" in each for each in street.said_to(bo))


async def test_the_page_speaks_the_persons_language(street: Street) -> None:
    street.slack.person("Ann", team=(team := street.slack.team("R&D <lab>")))
    spoken = {
        "ko-KR,ko;q=0.9,en;q=0.8": ("ko", "쓸 수 있어요"),
        "fr, zh-TW;q=0.5, en;q=0.4": ("zh", "已加入"),
        "kok-IN, zh;q=0.5": ("zh", "已加入"),  # Konkani
        "fr;q=x, *": ("en", "is now in"),
        "": ("en", "is now in"),
    }
    async with street.serving():
        for accepted, (code, words) in spoken.items():
            page = await street.installs(team, accepted)
            assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
            assert f'<html lang="{code}">' in page.text
            assert words in page.text
            assert "R&amp;D &lt;lab&gt;" in page.text


async def test_what_was_not_begun_in_this_browser_or_too_long_ago_is_told_so(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with street.serving():
        slacks_page, cookie = await street.begins()
        back = await street.agrees(slacks_page)
        state = cookie.partition("=")[2]
        wrong = [
            await street.gets(back),  # another browser
            await street.gets(back, "slack-app-oauth-state=else"),
            await street.gets(back.replace(state, "else"), "slack-app-oauth-state=else"),  # a state nobody was given
            await street.gets(f"{street.door}/slack/oauth_redirect"),
            await street.gets(f"{street.door}/slack/oauth_redirect?state={state}", cookie),
        ]
        monkeypatch.setattr(installing, "SECONDS", -1)
    async with street.serving():
        slacks_page, cookie = await street.begins()
        wrong.append(await street.gets(await street.agrees(slacks_page), cookie))
        await street.begins()
    assert [page.status for page in wrong] == [400] * len(wrong)
    assert all("Nothing was changed" in page.text and "/slack/install" in page.text for page in wrong)
    assert (street.slack.calls["oauth.v2.access"], await street.rows("slack_bots")) == (0, [])
    assert len(await street.rows("slack_oauth_states")) == 1  # what has expired is not kept


async def test_a_way_back_is_taken_once(street: Street) -> None:
    async with street.serving():
        slacks_page, cookie = await street.begins()
        back = await street.agrees(slacks_page)
        answers = await asyncio.gather(*(street.gets(back, cookie) for _ in range(3)))
    assert sorted(page.status for page in answers) == [200, 400, 400]
    assert len(await street.rows("slack_bots")) == 1


async def test_who_changes_their_mind_or_chooses_a_whole_organisation_is_told_so(street: Street) -> None:
    async with street.serving():
        street.slack.oauth.refuses = True
        assert "not added" in (denied := await street.installs(street.slack.workspace)).text
        street.slack.oauth.refuses, street.slack.oauth.org_wide = False, True
        assert "one workspace at a time" in (org_wide := await street.installs(street.slack.workspace)).text
        street.slack.oauth.org_wide = False
        street.slack.faults.next("oauth.v2.access", Fault(FaultKind.RESET))
        assert "begin again" in (cut_off := await street.installs(street.slack.workspace)).text
    assert [page.status for page in (denied, org_wide, cut_off)] == [400, 400, 503]
    assert await street.rows("slack_installations") == []


async def test_while_the_database_is_away_people_are_asked_to_come_back(street: Street) -> None:
    database = Database(NOWHERE, Analyzer())
    oauth = OAuth("1.2", "secret", (KEY,), database.transaction, {"en": catalogue("en")})

    async def alive() -> None:
        pass

    async with (
        open_slack(signing_secret="signed", public_url="https://papers.example.org", oauth=oauth) as platform,
        listening(("127.0.0.1", 0), platform.routes, alive) as port,
    ):
        begun = await street.gets(f"http://127.0.0.1:{port}/slack/install")
        back = await street.gets(
            f"http://127.0.0.1:{port}/slack/oauth_redirect?state=s&code=c", "slack-app-oauth-state=s"
        )
    await database.close()
    assert [page.status for page in (begun, back)] == [503, 503]
    assert all("begin again in a minute" in page.text for page in (begun, back))
