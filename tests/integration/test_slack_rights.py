"""Who runs a channel on Slack, as Slack tells."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.adapters.slack.roles import SlackRoles
from bot.adapters.slack.workspaces import OneWorkspace, web_client
from bot.core.errors import ServiceError
from bot.core.identity import Address, UserRef
from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.limits import Fault, FaultKind
from tests.servers.slack.person import SlackPerson
from tests.servers.slack.server import SlackStandIn


@dataclass
class Slack:
    server: SlackStandIn
    roles: SlackRoles

    async def runs(self, person: SlackPerson, channel: SlackChannel) -> bool:
        team = channel.team.id
        return await self.roles.is_administrator(UserRef("slack", team, person.id), Address("slack", team, channel.id))


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    server = SlackStandIn(limits=False)
    async with server.serving() as api, aiohttp.ClientSession() as session:
        client = web_client(server.bot_token, f"{api}/api/", session)
        yield Slack(server, SlackRoles(OneWorkspace(client).client))


@pytest.mark.parametrize("private", [False, True])
async def test_who_made_a_channel_and_who_runs_the_workspace(slack: Slack, private: bool) -> None:
    maker, admin, member = (slack.server.person(name) for name in ("Maker", "Admin", "Member"))
    admin.is_admin = True
    channel = slack.server.channel("readers", maker, admin, member, private=private)
    assert [await slack.runs(who, channel) for who in (maker, admin, member)] == [True, True, False]


async def test_admins_of_another_workspace_are_members_of_a_shared_channel(slack: Slack) -> None:
    home, guest = slack.server.person("Home"), slack.server.person("Guest")
    guest.is_admin, guest.home_team = True, "T0OTHER"
    assert not await slack.runs(guest, slack.server.channel("shared", home, guest))


async def test_a_channel_without_paperboy_is_run_by_those_who_run_the_workspace(slack: Slack) -> None:
    """Slash commands also come from there, and Slack does not tell an app who made it."""
    maker, admin = slack.server.person("Maker"), slack.server.person("Admin")
    admin.is_admin = True
    channel = slack.server.channel("secret", maker, admin, private=True, bot_member=False)
    assert [await slack.runs(who, channel) for who in (maker, admin)] == [False, True]


@pytest.mark.parametrize("method", ["users.info", "conversations.info"])
async def test_an_outage_is_no_answer(slack: Slack, method: str) -> None:
    member = slack.server.person("Member")
    channel = slack.server.channel("readers", slack.server.person("Maker"), member)
    slack.server.faults.next(method, Fault(FaultKind.ERROR_503))
    with pytest.raises(ServiceError):
        await slack.runs(member, channel)
