"""A workspace's token, kept in memory."""

from typing import Any, cast

import pytest

from bot.adapters.slack import workspaces
from bot.adapters.slack.workspaces import InstalledWorkspaces, web_client
from bot.core.errors import StorageUnavailable


class Store:
    """A store of tokens whose database may be ``away``."""

    away = False

    async def token(self, team: str) -> str:
        if self.away:
            raise StorageUnavailable("the database does not answer")
        return f"xoxb-{team}"


async def test_during_an_outage_of_the_database_the_token_read_before_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, Paperboy could not tell people that their commands failed."""
    monkeypatch.setattr(workspaces, "FRESH", 0.0)
    store, session = Store(), cast(Any, None)
    installed = InstalledWorkspaces(
        cast(Any, store), lambda token: web_client(token, "https://slack.test/api/", session)
    )
    assert (await installed.client("T1")).token == "xoxb-T1"
    store.away = True
    assert (await installed.client("T1")).token == "xoxb-T1"
    with pytest.raises(StorageUnavailable):
        await installed.client("T2")
