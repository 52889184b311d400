"""Links to papers that people post, shown with what is behind them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.parse import LinkShared
from bot.adapters.slack.render import Blocks, SlackRenderer
from bot.core.events import Event
from bot.core.messages import Message


class Previews(Protocol):
    """Papers shown beside a link to them."""

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        """What is known of each paper, in the language of the place where ``event`` happened; papers that nothing
        is known of, now, are left out. It may take as long as asking for them over the network does.
        """
        ...


async def unfurl(
    client: AsyncWebClient, renderer: SlackRenderer, previews: Previews, asks: Event, shared: LinkShared
) -> None:
    """Put the papers under the message that links to them. Raises what the Web API client raises."""
    shown = await previews.preview(asks, list(dict.fromkeys(shared.papers.values())))
    unfurls = {}
    for url, paper in shared.papers.items():
        first = renderer.render(shown[paper])[0].body if paper in shown else None
        if isinstance(first, Blocks):
            unfurls[url] = {"blocks": list(first.blocks)}
    if unfurls:
        await client.chat_unfurl(**shared.target, unfurls=unfurls)
