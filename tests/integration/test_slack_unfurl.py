"""Links to papers in Slack, from a posted message to its card, with the stand-in arXiv."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.slack.manifest import manifest
from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.text import blocks_shown
from tests.support.platforms import Meeting, meeting, until

LINK = "https://arxiv.org/abs/2312.13286"


@pytest.fixture(name="me", params=["slack-socket", "slack-http"])
async def a_person(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Meeting]:
    async with meeting(request.param, tmp_path) as met:
        met.person.server.install(manifest([("settings", "Settings", "")], None))
        yield met
        assert not met.rejected(), "Slack refused something as malformed"


@pytest.fixture
def channel(me: Meeting) -> SlackChannel:
    shared: SlackChannel = me.person.server.channel("reading", me.person.me)
    return shared


def beside(posted: SlackMessage) -> list[str]:
    return [blocks_shown(each["blocks"]) for each in posted.unfurls.values()]


async def card_of(posted: SlackMessage) -> str:
    """The cards below the message."""
    [card] = await until(lambda: beside(posted), lambda: "a card")
    return str(card)


async def test_a_posted_link_shows_the_paper_below_it(me: Meeting, channel: SlackChannel) -> None:
    card = await card_of(await channel.shares_link(me.person.me, LINK))
    assert "Generative Models Learn in Context" in card
    assert "We show that a generative model does, too." in card


async def test_a_paper_is_looked_up_once_however_often_it_is_posted(me: Meeting, channel: SlackChannel) -> None:
    for _ in range(2):
        assert "Generative Models" in await card_of(await channel.shares_link(me.person.me, LINK))
    assert [seen.service for seen in me.arxiv.seen] == ["api"]


async def test_the_card_speaks_the_language_of_its_channel(me: Meeting, channel: SlackChannel) -> None:
    await channel.commands(me.person.me, "/settings", "language ko")
    await until(lambda: any("한국어" in each.shown for each in channel.messages), lambda: "the answer")
    assert "등 4명" in await card_of(await channel.shares_link(me.person.me, LINK))


async def test_a_paper_that_arxiv_cannot_give_now_is_left_out(me: Meeting, channel: SlackChannel) -> None:
    me.arxiv.fail("500")
    posted = await channel.shares_link(me.person.me, LINK)
    await until(lambda: me.arxiv.seen, lambda: "a look-up")
    me.arxiv.recover()
    both = await channel.says(me.person.me, f"{LINK} and https://arxiv.org/abs/2312.99999")
    assert "Generative Models" in await card_of(both)
    assert (list(both.unfurls), posted.unfurls) == ([LINK], {})
