"""While another program holds the database locked, Slack is answered in time and nothing that a person typed is lost.

The lock is a real one. Slack's and our own seconds are about a sixth of the real ones.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

import asyncpg
import pytest

from bot import serve
from bot.adapters.slack import workspaces
from bot.adapters.slack.platform import open_slack
from storage import engine
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.person import SlackPerson
from tests.support.installable_slack import InstallableService, installable
from tests.support.platforms import until
from tests.support.wording import line, words

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

ANSWER_BY, SLACK_WAITS = 0.4, 0.7
"""Seconds."""


@pytest.fixture
async def service(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[InstallableService]:
    """A service that reads each token from the database again."""
    monkeypatch.setattr(workspaces, "FRESH", 0.0)
    monkeypatch.setattr(workspaces, "READ_IN", 0.1)
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 2_000)
    monkeypatch.setattr(serve, "open_slack", partial(open_slack, answer_by=ANSWER_BY))
    async with installable(database_url, tmp_path) as built:
        built.slack.deliveries.ack_deadline = SLACK_WAITS
        built.slack.deliveries.redeliveries = (0.05, 1.5)
        yield built


@pytest.fixture(params=["known", "unknown"])
async def ann(request: pytest.FixtureRequest, service: InstallableService) -> AsyncIterator[SlackPerson]:
    """A person in a workspace that the process has served before, or not yet since its start."""
    person = service.slack.person("Ann")
    async with service.serving():
        await service.installs(service.slack.workspace)
        await service.sees(person, "/paperboy note")
        await service.slack.settled()
        if request.param == "known":
            yield person
            return
    async with service.serving():
        yield person


@asynccontextmanager
async def locked(service: InstallableService) -> AsyncIterator[None]:
    url = service.settings.database_url
    if url.get_backend_name() == "sqlite":
        path = str(url.database)
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as elsewhere:
            await asyncio.to_thread(elsewhere.execute, "BEGIN IMMEDIATE")
            yield
        return
    elsewhere = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        async with elsewhere.transaction():
            await elsewhere.execute("LOCK TABLE slack_bots, receipts, outbox IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await elsewhere.close()


def last_told(service: InstallableService) -> Delivery:
    return [each for each in service.slack.deliveries.log if "ssl_check" not in each.payload][-1]


async def test_a_message_is_refused_in_time_and_happens_once(service: InstallableService, ann: SlackPerson) -> None:
    async with locked(service):
        await service.slack.dm(ann).says(ann, "note kept once")
        told = last_told(service)
        await until(lambda: len(told.outcomes) == 2, lambda: "that Slack tries again")
        assert [(each.acked, each.status) for each in told.outcomes] == [(False, 503)] * 2
        assert max(each.seconds for each in told.outcomes) < SLACK_WAITS
    await service.sees(ann, line("note-saved", number=1))
    await service.slack.settled()
    assert told.acked
    await service.slack.dm(ann).says(ann, "notes")
    await service.sees(ann, line("notes-heading", count=1))


async def test_a_command_is_taken_in_time_and_carried_out_afterwards(
    service: InstallableService, ann: SlackPerson
) -> None:
    async with locked(service):
        result = await service.slack.dm(ann).commands(ann, "/note", "kept once")
        assert result.acked
        assert result.latency < SLACK_WAITS
        await asyncio.sleep(0.5)
    await service.sees(ann, line("note-saved", number=1))


async def test_a_command_that_waits_for_too_long_is_given_back(
    service: InstallableService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "open_slack", partial(open_slack, answer_by=ANSWER_BY, try_for=0.1))
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 300)
    monkeypatch.setattr(engine, "COMMAND_TIMEOUT", 0.3)
    person = service.slack.person("Ann")
    async with service.serving():
        await service.installs(service.slack.workspace)
        await service.sees(person, "/paperboy note")
        async with locked(service):
            assert (await service.slack.dm(person).commands(person, "/note", "typed with care")).acked
            await service.sees(person, "/note typed with care")
            assert words("not-done") in service.said_to(person)[-1]
