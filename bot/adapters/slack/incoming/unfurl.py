"""Previews of papers below the messages that link to them."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.blockkit.render import Blocks, SlackRenderer
from bot.adapters.slack.incoming.parse import LinkShared
from bot.core.events import Event
from bot.core.ports.adapters import Core


async def unfurl(client: AsyncWebClient, renderer: SlackRenderer, core: Core, event: Event, shared: LinkShared) -> None:
    """Show the papers below the message that links to them. Raises the errors of the Web API client."""
    shown = await core.preview(event, list(dict.fromkeys(shared.papers.values())))
    unfurls = {}
    for url, paper in shared.papers.items():
        first = renderer.render(shown[paper])[0].body if paper in shown else None
        if isinstance(first, Blocks):
            unfurls[url] = {"blocks": list(first.blocks)}
    if unfurls:
        await client.chat_unfurl(**shared.target, unfurls=unfurls)
