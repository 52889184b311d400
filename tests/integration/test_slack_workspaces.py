"""Paperboy serves each workspace with its own token, stored encrypted, until it is removed there."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, make_url

from bot.adapters.slack import workspaces
from bot.app import App
from bot.core.errors import SettingsError
from bot.core.identity import Address, ConversationKind
from bot.core.model.digests import Subscription
from bot.core.workers.background import alongside
from bot.serve import open_serving
from storage import tables
from tests.servers.slack.limits import Fault, FaultKind
from tests.servers.slack.person import SlackPerson
from tests.support.installable_slack import KEY, NOWHERE, InstallableService, installable
from tests.support.platforms import until
from tests.support.wording import line

# slack_sdk still uses a login that aiohttp deprecates
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

OTHER_KEY = Fernet.generate_key().decode()


@pytest.fixture
async def service(database_url: str, tmp_path: Path) -> AsyncIterator[InstallableService]:
    """Over both databases."""
    async with installable(database_url, tmp_path) as built:
        yield built


async def test_a_stolen_database_contains_no_readable_token(service: InstallableService) -> None:
    team = service.slack.workspace
    async with service.serving():
        await service.installs(team)
    rows = [row for table in ("slack_bots", "slack_installations") for row in await service.rows(table)]
    assert [(row["team_id"], row["team_name"]) for row in rows] == [(team.id, team.name)] * 2
    assert not any("xox" in str(value) for row in rows for value in row.values())
    assert {Fernet(KEY).decrypt(row["bot_token"]).decode() for row in rows} == {team.bot_token}
    assert await service.rows("slack_oauth_states") == []


async def subscribes(service: InstallableService, person: SlackPerson) -> None:
    """Subscribe to a digest that comes in an hour."""
    await service.slack.dm(person).says(person, "subscribe cs.CL at 13:00")
    await service.sees(person, "cs.CL")


async def subscription_of(app: App, service: InstallableService, person: SlackPerson) -> Subscription:
    address = Address("slack", person.team.id, service.slack.dm(person).id)
    async with app.database.begin() as work:
        space = await work.spaces.ensure(address, ConversationKind.PRIVATE, service.clock())
        (found,) = await work.subscriptions.of_space(space)
        return found


async def test_after_its_removal_a_workspace_gets_nothing_until_it_is_installed_again(
    service: InstallableService,
) -> None:
    team = service.slack.team("Other Lab")
    ann = service.slack.person("Ann", team=team)
    async with service.serving() as app:
        await service.installs(team)
        await service.sees(ann, "/paperboy note")
        await subscribes(service, ann)
        first_token = team.bot_token
        await service.slack.uninstalls(team)
        assert (await service.rows("slack_bots"), await service.rows("slack_installations")) == ([], [])
        said = len(service.said_to(ann))
        service.clock.move(hours=2)
        await app.scheduler.run_once()
        await app.settled()
        assert (await subscription_of(app, service, ann)).unreachable
        assert {row["state"] for row in await service.rows("outbox")} == {"sent", "failed"}  # nothing waits
        await service.installs(team)
        await until(lambda: len(service.said_to(ann)) > said, lambda: "a greeting")
        assert team.bot_token != first_token
        async with asyncio.timeout(10):
            while (await subscription_of(app, service, ann)).unreachable:  # noqa: ASYNC110  # digests resume after the greeting
                await asyncio.sleep(0.01)


async def test_a_command_after_the_removal_is_answered_with_an_explanation(service: InstallableService) -> None:
    team, ann = service.slack.workspace, service.slack.person("Ann")
    async with service.serving():
        await service.installs(team)
        await service.sees(ann, "/paperboy note")
        await service.slack.uninstalls(team)
        team.revoked = False  # the command was sent before the removal
        await service.slack.dm(ann).commands(ann, "/notes")
        for language in ("en", "ko", "zh"):
            await service.sees(ann, line("install-removed", language, page=f"{service.door}/slack/install"))


async def test_no_message_is_lost_while_slack_does_not_identify_us(service: InstallableService) -> None:
    ann = service.slack.person("Ann")
    async with service.serving():
        await service.installs(service.slack.workspace)
        await service.sees(ann, "/paperboy note")
    async with service.serving():  # without any workspace
        service.slack.faults.next("auth.test", Fault(FaultKind.INTERNAL_ERROR))
        await service.slack.dm(ann).says(ann, "note kept all the same")
        await service.sees(ann, line("note-saved", number=1))


async def test_after_a_reinstallation_the_digests_of_everybody_go_on(service: InstallableService) -> None:
    ann, bo = service.slack.person("Ann"), service.slack.person("Bo")
    async with service.serving() as app:
        await service.installs(service.slack.workspace)
        await service.sees(ann, "/paperboy note")
        await subscribes(service, bo)
        await service.slack.uninstalls(service.slack.workspace)
        service.clock.move(hours=2)
        await app.scheduler.run_once()
        await app.settled()
        assert (await subscription_of(app, service, bo)).unreachable
        await service.installs(service.slack.workspace)
        await service.sees(bo, line("welcome-back", count=1))
        assert not (await subscription_of(app, service, bo)).unreachable


async def test_a_late_removal_event_does_not_undo_a_newer_installation(service: InstallableService) -> None:
    team = service.slack.workspace
    async with service.serving():
        await service.installs(team)
        service.slack.world.clock = lambda: time.time() - 60.0
        await service.slack.uninstalls(team)
        assert len(await service.rows("slack_bots")) == 1  # the event's time is before the newer installation
        service.slack.world.clock, team.revoked = time.time, False
        await service.slack.uninstalls(team)
        await service.slack.settled()
    assert await service.rows("slack_bots") == []


async def test_a_newer_token_stored_by_another_process_is_used(
    service: InstallableService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspaces, "FRESH", 0.0)
    team, ann = service.slack.workspace, service.slack.person("Ann")
    async with service.serving():
        await service.installs(team)
        await service.sees(ann, "/paperboy note")
        elsewhere = replace(service.settings, listen=("127.0.0.1", 0))
        async with open_serving(elsewhere, clock=service.clock) as other, alongside(other.run()):
            team.revoked = True
            here = service.door
            service.settings = replace(service.settings, public_url=f"http://127.0.0.1:{other.port}")
            slacks_page, cookie = await service.begins(team)
            back = await service.agrees(slacks_page)
            assert back.startswith(f"{here}/slack/oauth_redirect")
            page = await service.gets(back.replace(here, service.door), cookie)
            assert page.status == 200
        await service.slack.dm(ann).says(ann, "note by the first process")
        await service.sees(ann, line("note-saved", number=1))


async def test_a_key_that_does_not_fit_ends_the_start_and_says_what_to_do(service: InstallableService) -> None:
    async with service.serving():
        await service.installs(service.slack.workspace)
    async with open_serving(service.with_keys(OTHER_KEY), clock=service.clock) as serving:
        with pytest.raises(SettingsError, match="PAPERBOY_SECRET_KEY is not the key"):
            await serving.run()
    (*_, finding) = await service.findings(service.with_keys(OTHER_KEY))
    assert "PAPERBOY_SECRET_KEY is not the key" in finding.detail
    assert finding.advice


async def test_a_key_is_rotated_in_two_starts(service: InstallableService) -> None:
    ann = service.slack.person("Ann")
    async with service.serving():
        await service.installs(service.slack.workspace)
    async with service.serving(service.with_keys(OTHER_KEY, KEY)):
        pass
    async with service.serving(service.with_keys(OTHER_KEY)):
        await service.slack.dm(ann).says(ann, "note kept under another key")
        await service.sees(ann, line("note-saved", number=1))


async def test_the_doctor_looks_at_every_workspace(service: InstallableService) -> None:
    before = await service.findings()
    assert "none yet" in before[-1].detail
    assert not any(finding.advice for finding in before)
    other = service.slack.team("Other Lab")
    async with service.serving():
        await service.installs(service.slack.workspace)
        await service.installs(other)
    assert not any(finding.advice for finding in await service.findings())
    service.slack.workspace.revoked = True
    other.scopes.remove("reactions:read")
    wrong = [finding for finding in await service.findings() if finding.advice]
    assert [(finding.what, finding.detail) for finding in wrong] == [
        ("Slack workspace Paper Lab", "refused: token_revoked"),
        ("Slack scopes", "missing: reactions:read"),
    ]
    assert all(f"{service.door}/slack/install" in finding.advice for finding in wrong)
    service.slack.oauth.client_secret = "another"
    (first, *_) = await service.findings()
    assert (first.what, first.detail) == ("Slack client id and secret", "refused: bad_client_secret")


async def test_the_doctor_goes_on_without_data_or_database(service: InstallableService, tmp_path: Path) -> None:
    empty = make_url(f"sqlite+aiosqlite:///{tmp_path}/empty.db")
    (*_, new) = await service.findings(replace(service.settings, database_url=empty))
    assert (new.what, new.advice) == ("Slack workspaces", "")
    (*_, away) = await service.findings(replace(service.settings, database_url=NOWHERE))
    assert "cannot be reached" in away.detail
    assert "DATABASE_URL" in away.advice


def test_our_tables_have_the_columns_that_slacks_own_store_writes() -> None:
    store, states = SQLAlchemyInstallationStore, SQLAlchemyOAuthStateStore
    pairs = [
        (store.build_bots_table(MetaData(), "slack_bots"), tables.slack_bots),
        (store.build_installations_table(MetaData(), "slack_installations"), tables.slack_installations),
        (states.build_oauth_states_table(MetaData(), "slack_oauth_states"), tables.slack_oauth_states),
    ]
    for theirs, ours in pairs:
        assert {each.name: each.nullable for each in theirs.c} == {each.name: each.nullable for each in ours.c}
