"""Links to papers that people post, shown with what is behind them."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.blockkit.render import Blocks, SlackRenderer
from bot.adapters.slack.incoming.parse import LinkShared
from bot.core.events import Event
from bot.core.ports.adapters import Core


async def unfurl(client: AsyncWebClient, renderer: SlackRenderer, core: Core, asks: Event, shared: LinkShared) -> None:
    """Put the papers under the message that links to them. Raises what the Web API client raises."""
    shown = await core.preview(asks, list(dict.fromkeys(shared.papers.values())))
    unfurls = {}
    for url, paper in shared.papers.items():
        first = renderer.render(shown[paper])[0].body if paper in shown else None
        if isinstance(first, Blocks):
            unfurls[url] = {"blocks": list(first.blocks)}
    if unfurls:
        await client.chat_unfurl(**shared.target, unfurls=unfurls)
