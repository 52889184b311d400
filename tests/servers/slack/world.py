"""The content of a stand-in Slack: workspaces, their people and conversations, files, and issued tickets."""

import itertools
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.servers.slack.blocks import Checks
from tests.servers.slack.text import Json

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel
    from tests.servers.slack.deliveries import Deliveries
    from tests.servers.slack.message import SlackMessage
    from tests.servers.slack.methods import Rejection
    from tests.servers.slack.person import SlackPerson

TRIGGER_LIFE = 3.0  # seconds, https://docs.slack.dev/interactivity/handling-user-interaction
RESPONSE_LIFE = 30 * 60.0
RESPONSE_USES = 5

# All except chat:write.public, with which a bot may write without an invitation.
ALL_SCOPES = (
    "app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write", "commands", "files:read",
    "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write",
    "links:read", "links:write", "metadata.message:read", "reactions:read", "reactions:write", "team:read",
    "users:read",
)  # fmt: skip

# The scopes that an app needs for an event (https://docs.slack.dev/reference/events).
_EVENT_SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "link_shared": "links:read",
    "file_shared": "files:read",
}


@dataclass(eq=False, slots=True)
class Team:
    """A workspace; until it is ``installed``, its bot token is invalid."""

    id: str
    name: str
    domain: str
    bot_token: str
    bot_user: str
    bot_id: str
    scopes: list[str] = field(default_factory=lambda: list(ALL_SCOPES))
    installed: bool = True
    revoked: bool = False

    @property
    def mention(self) -> str:
        """The token that a client writes when a person picks the bot from the list."""
        return f"<@{self.bot_user}>"


@dataclass(slots=True)
class Trigger:
    person: "SlackPerson"
    expires: float
    exchanged: bool = False


@dataclass(slots=True)
class ResponseTicket:
    """One ``response_url``; ``original`` is the message of the interaction, ``None`` for a command."""

    team: Team
    channel: "SlackChannel"
    person: "SlackPerson"
    expires: float
    original: "SlackMessage | None" = None
    uses: int = 0


@dataclass(slots=True)
class StoredFile:
    id: str
    team: Team
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    user: str = ""
    shared: bool = False
    elsewhere: str = ""  # the address of a file that Slack only links to


@dataclass(eq=False)
class World:
    """All content, and its events for the app; times are seconds since 1970 of ``clock``."""

    app_id: str
    checks: Checks
    deliveries: "Deliveries"
    clock: Callable[[], float] = time.time
    marketplace: bool = False  # outside of it, an app reads little: reference/methods/conversations.history
    url: str = ""
    link_domains: set[str] = field(default_factory=lambda: {"arxiv.org"})
    subscribed: frozenset[str] | None = None  # event names as in the manifest; None means all
    commands: frozenset[str] | None = None  # slash commands that the app declares; None means any
    shortcuts: frozenset[str] | None = None  # their callback ids; None means any
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, "SlackPerson"] = field(default_factory=dict)
    channels: dict[str, "SlackChannel"] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    tickets: dict[str, ResponseTicket] = field(default_factory=dict)
    lost: list["SlackMessage"] = field(default_factory=list)  # posted into threads that do not exist
    rejected: list["Rejection"] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _last_ts: int = 0

    def identifier(self, prefix: str) -> str:
        return f"{prefix}0{next(self.numbers):07d}"

    def timestamp(self) -> str:
        """A unique ``ts``: seconds with six digits, always growing."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def trigger(self, person: "SlackPerson") -> str:
        key = f"{next(self.numbers)}.{person.team.id}.{person.id}"
        self.triggers[key] = Trigger(person, self.clock() + TRIGGER_LIFE)
        return key

    def response_url(
        self, channel: "SlackChannel", person: "SlackPerson", original: "SlackMessage | None" = None
    ) -> str:
        key = f"{person.team.id}/{next(self.numbers)}"
        self.tickets[key] = ResponseTicket(person.team, channel, person, self.clock() + RESPONSE_LIFE, original)
        return f"{self.url}/response/{key}"

    def link_domain(self, url: str) -> str | None:
        """The domain of an address, if the app unfurls its links."""
        host = urlsplit(url).hostname or ""
        return next((domain for domain in self.link_domains if f".{host}".endswith(f".{domain}")), None)

    def subscribes(self, team: Team, name: str) -> bool:
        scope = _EVENT_SCOPES.get(name)
        held = scope is None or scope in team.scopes
        return team.installed and not team.revoked and held and (self.subscribed is None or name in self.subscribed)

    def envelope(self, team: Team, event: Json) -> Json:
        """An event as the app gets it; times are whole seconds."""
        authorization = {"enterprise_id": None, "team_id": team.id, "user_id": team.bot_user, "is_bot": True}
        return {
            "token": "verification-token",
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": None,
            "api_app_id": self.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self.identifier("Ev"),
            "event_time": int(self.clock()),
            "authorizations": [{**authorization, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
            "event_context": f"4-{next(self.numbers)}",
        }

    def events(self, team: Team, *events: Json) -> Coroutine[Any, Any, None]:
        """Deliver events of people's actions, and wait for the first attempt of each."""
        return self.deliveries.events(
            [self.envelope(team, event) for event in events if self.subscribes(team, event_name(event))]
        )

    def echo(self, team: Team, event: Json) -> None:
        """Deliver events of the app's own actions, without waiting."""
        if self.deliveries.listening and self.subscribes(team, event_name(event)):
            self.deliveries.later(self.envelope(team, event))


def event_name(event: Json) -> str:
    """The event's name in subscriptions: ``message.channels`` for a message in a channel."""
    kind: str = event["type"]
    if kind != "message":
        return kind
    return {"channel": "message.channels", "group": "message.groups", "im": "message.im"}[event["channel_type"]]
