"""Slack's files that Paperboy cannot copy."""

import pytest

from bot.adapters.slack.platform import open_slack
from bot.core.errors import SourceError
from bot.core.identity import Address
from tests.servers.slack.server import SlackStandIn
from tests.servers.slack.world import StoredFile


async def test_a_file_that_slack_only_links_to_is_reported_as_not_copied() -> None:
    """Such as a document on a person's drive, whose address must not get our token."""
    slack = SlackStandIn()
    team = slack.workspace
    slack.world.files["F1"] = StoredFile(
        "F1", team, "plan.gdoc", 0, shared=True, elsewhere="https://drive.example.org/1"
    )
    async with (
        slack.serving() as api,
        open_slack(bot_token=slack.bot_token, api_url=f"{api}/api/", languages={}) as platform,
    ):
        with pytest.raises(SourceError, match="does not store this file"):
            await platform.download(Address("slack", team.id, "D1"), "F1")
