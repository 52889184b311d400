"""What people do in Slack, handed to the core."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.adapters.slack.blockkit.render import SlackRenderer
from bot.adapters.slack.blockkit.views import home_view, modal_view
from bot.adapters.slack.incoming import interactivity
from bot.adapters.slack.incoming.in_flight import InFlight
from bot.adapters.slack.incoming.parse import HomeOpened, LinkShared, parse_command, parse_event, people_in
from bot.adapters.slack.incoming.payload import Json, Surroundings, event
from bot.adapters.slack.incoming.people import People
from bot.adapters.slack.incoming.unfurl import unfurl
from bot.adapters.slack.references import PLATFORM, is_private
from bot.adapters.slack.workspaces import Workspaces
from bot.core.clock import Clock
from bot.core.errors import PersonError
from bot.core.events import ButtonPress, Event, Joined, TextMessage
from bot.core.identity import Address
from bot.core.ports.adapters import Core, OpenForm

# What views.open answers when the person, or we, took too long: the question is asked in the conversation then.
_TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})


class Receiver:
    """Every method takes a payload as Slack sent it, and the team it is from. They raise ``StorageUnavailable``, and
    what the Web API client raises where Slack itself must be asked first; nothing was done then. ``names`` are the
    commands that are called otherwise in Slack.
    """

    def __init__(
        self,
        core: Core,
        workspaces: Workspaces,
        names: Mapping[str, str],
        in_flight: InFlight,
        clock: Clock,
    ) -> None:
        self._core = core
        self._workspaces = workspaces
        self._names = names
        self._people = People(workspaces.client)
        self._in_flight = in_flight
        self._clock = clock

    async def command(self, team: str, payload: Json) -> None:
        told = await self._surroundings(team, people_in(payload))
        await self._core.handle(await self._placed(parse_command(payload, told)))

    async def event(self, team: str, payload: Json) -> None:
        told = await self._surroundings(team, people_in(payload))
        match parse_event(payload, told):
            case Event() as event:
                await self._core.handle(event)
            case HomeOpened(asks, shown):
                self._in_flight.later(self._show_home(asks, shown))
            case LinkShared() as shared:
                asks = await self._placed(shared.asks)
                if asks.address == shared.asks.address and is_private(asks.address.conversation_id):
                    return  # said to Paperboy, whose answer is the card
                client = await self._workspaces.client(team)
                self._in_flight.later(unfurl(client, SlackRenderer(self._names), self._core, asks, shared))

    async def actions(self, team: str, payload: Json) -> None:
        told = await self._surroundings(team, interactivity.people_in(payload))
        for parsed in interactivity.parse_actions(payload, told):
            event = await self._placed(parsed)
            done = await self._press(team, event, payload["trigger_id"])
            if done and not parsed.address.conversation_id:
                self._in_flight.later(self._show_home(event, payload["view"]["hash"]))

    async def shortcut(self, team: str, payload: Json) -> None:
        told = await self._surroundings(team, interactivity.people_in(payload))
        event = await self._placed(interactivity.parse_shortcut(payload, told))
        await self._press(team, event, payload["trigger_id"])

    async def submission(self, team: str, payload: Json) -> Mapping[str, str]:
        """The sentence for each field that does not fit, by the field's name."""
        told = await self._surroundings(team, interactivity.people_in(payload))
        event = await self._placed(interactivity.parse_submission(payload, told))
        wrong = await self._core.submit(event)
        if not wrong and not event.message and not event.route.via:  # it was opened from the person's own page
            self._in_flight.later(self._show_home(event))
        return wrong

    async def installed(self, team: str, user: str, key: str) -> None:
        """Somebody put Paperboy into their workspace, and is greeted in their own conversation with it. With whoever
        else it had one before a removal, it has it again; channels invite it anew.
        """
        told = await self._surroundings(team, {user})
        start = TextMessage("/start", direct=True)
        await self._core.handle(await self._placed(event(told, key=key, user=user, channel="", body=start)))
        async for channel in self._people.conversations(team):
            await self._core.handle(event(told, key=f"{key}/{channel}", user=user, channel=channel, body=Joined()))

    async def _press(self, team: str, event: Event, trigger: str) -> bool:
        """Open a form, or do what was asked for; ``False``: there is a form, and nothing was done yet."""
        try:
            form = await self._core.form(event) if isinstance(event.body, ButtonPress) else None
        except PersonError:  # there is nothing to fill in; handling it says why
            form = None
        if form is not None and await self._open(team, form, event, trigger):
            return False
        await self._core.handle(event)
        return True

    async def _open(self, team: str, form: OpenForm, event: Event, trigger: str) -> bool:
        view = modal_view(form, interactivity.private_metadata(form, event))
        try:
            await (await self._workspaces.client(team)).views_open(trigger_id=trigger, view=view)
        except SlackApiError as error:
            if error.response["error"] not in _TOO_LATE:
                raise
            return False
        return True

    async def _show_home(self, asks: Event, shown: str = "") -> None:
        """Draw the person's own page. When it is not what it was when they acted, somebody drew it in between, and
        what is asked for again now is newer than that.
        """
        team, user = asks.actor.workspace, asks.actor.user_id
        client = await self._workspaces.client(team)
        try:
            view = home_view(await self._core.home(asks), self._names)
            await client.views_publish(user_id=user, view=view, hash=shown or None)
        except SlackApiError as error:
            if error.response["error"] != "hash_conflict":
                raise
            view = home_view(await self._core.home(asks), self._names)
            await client.views_publish(user_id=user, view=view)

    async def _surroundings(self, team: str, users: Iterable[str]) -> Surroundings:
        bot = await self._workspaces.bot(team)
        return Surroundings(bot, self._clock(), await self._people.names(team, {*users} - {bot.user_id}))

    async def _placed(self, event: Event) -> Event:
        """What a person does on their own page, or in a direct message with somebody else, is their own business: it
        belongs into their direct message with Paperboy.
        """
        channel = event.address.conversation_id
        if channel and not is_private(channel):
            return event
        team, user = event.actor.workspace, event.actor.user_id
        own = await self._people.conversation(team, user)
        return event if own == channel else replace(event, address=Address(PLATFORM, team, own))
