"""Requests from Slack, parsed and passed to the core."""

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.adapters.slack.blockkit.render import SlackRenderer
from bot.adapters.slack.blockkit.views import modal_view
from bot.adapters.slack.incoming import interactivity
from bot.adapters.slack.incoming.home import HomeTabs
from bot.adapters.slack.incoming.insistence import Insistence
from bot.adapters.slack.incoming.parse import HomeOpened, LinkShared, parse_command, parse_event, people_in
from bot.adapters.slack.incoming.payload import Json, ParseContext, event
from bot.adapters.slack.incoming.people import People
from bot.adapters.slack.incoming.unfurl import unfurl
from bot.adapters.slack.limits import TRIGGER_SECONDS
from bot.adapters.slack.references import PLATFORM, is_private
from bot.adapters.slack.workspaces import Workspaces
from bot.core.clock import Clock
from bot.core.errors import PersonError
from bot.core.events import ButtonPress, Event, Joined, TextMessage
from bot.core.identity import Address
from bot.core.ports.adapters import Core, OpenForm

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Each method takes a payload as Slack sent it, and the team it comes from.

    They raise ``StorageUnavailable`` and the errors of the Web API client; nothing was done then. ``names`` are as for
    :class:`SlackRenderer`, and ``commands`` are the names of the core's commands.
    """

    core: Core
    workspaces: Workspaces
    people: People
    names: Mapping[str, str]
    commands: Collection[str]
    insistence: Insistence
    home: HomeTabs
    clock: Clock

    async def command(self, team: str, payload: Json) -> None:
        context = await self._context(team, people_in(payload))
        await self.core.handle(await self._placed(parse_command(payload, context)))

    async def event(self, team: str, payload: Json) -> None:
        context = await self._context(team, people_in(payload))
        match parse_event(payload, context):
            case Event() as event:
                await self.core.handle(event)
            case HomeOpened(request, shown):
                self.home.show(request, shown)
            case LinkShared() as shared:
                request = await self._placed(shared.request)
                if request.address == shared.request.address and is_private(request.address.conversation_id):
                    return  # a message to Paperboy, which answers with the card
                client = await self.workspaces.client(team)
                self.insistence.later(partial(unfurl, client, SlackRenderer(self.names), self.core, request, shared))

    async def actions(self, team: str, payload: Json) -> None:
        context = await self._context(team, interactivity.people_in(payload))
        for parsed in interactivity.parse_actions(payload, context):
            event = await self._placed(parsed)
            done = await self._press(team, event, payload["trigger_id"])
            if done and not parsed.address.conversation_id:
                self.home.show(event, payload["view"]["hash"])

    async def shortcut(self, team: str, payload: Json) -> None:
        context = await self._context(team, interactivity.people_in(payload))
        event = await self._placed(interactivity.parse_shortcut(payload, context))
        await self._press(team, event, payload["trigger_id"])

    async def submission(self, team: str, payload: Json) -> Mapping[str, str]:
        """Return an error message for each invalid field, by the field's name."""
        context = await self._context(team, interactivity.people_in(payload))
        event = await self._placed(interactivity.parse_submission(payload, context))
        errors = await self.core.submit(event)
        if not errors and not event.message and not event.route.via:  # it was opened from the Home tab
            self.home.show(event)
        return errors

    async def installed(self, team: str, user: str, key: str) -> None:
        """Greet the person who installed Paperboy, in their direct message.

        Paperboy also gets back the direct messages it had before a removal; channels must invite it again.
        """
        context = await self._context(team, {user})
        start = TextMessage("/start", direct=True)
        await self.core.handle(await self._placed(event(context, key=key, user=user, channel="", body=start)))
        async for channel in self.people.conversations(team):
            await self.core.handle(event(context, key=f"{key}/{channel}", user=user, channel=channel, body=Joined()))

    async def _press(self, team: str, event: Event, trigger: str) -> bool:
        """Open the form of an event or, if that fails, handle the event; return whether the event has been handled."""
        try:
            form = await self.core.form(event) if isinstance(event.body, ButtonPress) else None
        except PersonError:  # there is nothing to fill in; handling the event says why
            form = None
        if form is not None and await self._open(team, form, event, trigger):
            return False
        await self.core.handle(event)
        return True

    async def _open(self, team: str, form: OpenForm, event: Event, trigger: str) -> bool:
        """Return ``False`` when Slack does not open the form, whatever the reason: it is too late for another try."""
        view = modal_view(form, interactivity.private_metadata(form, event))
        client = await self.workspaces.client(team)
        try:
            await asyncio.wait_for(client.views_open(trigger_id=trigger, view=view), TRIGGER_SECONDS)
        except (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("Slack does not open the form %s, so the conversation is asked: %r", form.name, error)
            return False
        return True

    async def _context(self, team: str, users: Iterable[str]) -> ParseContext:
        bot = await self.workspaces.bot(team)
        names = await self.people.names(team, {*users} - {bot.user_id})
        return ParseContext(bot, self.clock(), names, self.commands)

    async def _placed(self, event: Event) -> Event:
        """Return the event as of the person's direct message with Paperboy, unless it comes from a channel.

        Actions on the Home tab, and in a direct message with somebody else, are private.
        """
        channel = event.address.conversation_id
        if channel and not is_private(channel):
            return event
        team, user = event.actor.workspace, event.actor.user_id
        own = await self.people.conversation(team, user)
        return event if own == channel else replace(event, address=Address(PLATFORM, team, own))
