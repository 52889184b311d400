"""Calls and refusals of Web API methods, and the table of all methods."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from tests.servers.slack.limits import Tier
from tests.servers.slack.text import Json
from tests.servers.slack.world import Team, World

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel
    from tests.servers.slack.person import SlackPerson


class Refused(Exception):
    """``{"ok": false, "error": error}``, with ``messages`` about the place and the reason, and other fields."""

    def __init__(self, error: str, *messages: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Rejection:
    """An answer that blames the app for an invalid request."""

    method: str
    error: str
    messages: tuple[str, ...]
    arguments: Json


# Errors that are always the app's own fault, in any state of the workspace.
BAD_ARGUMENTS = {
    "invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text", "invalid_arguments",
    "invalid_json", "json_not_object", "invalid_metadata_format", "metadata_too_large", "too_many_attachments",
    "markdown_text_conflict", "invalid_thread_ts", "invalid_name", "invalid_cursor", "invalid_limit", "invalid_types",
    "view_too_large", "duplicate_external_id", "push_limit_reached", "unknown_method", "no_item_specified",
    "invalid_response", "cannot_unfurl_url", "missing_unfurls", "users_list_not_supplied",
}  # fmt: skip


@dataclass(slots=True)
class Call:
    """One call; an argument is a string, JSON, or a string with JSON in it."""

    world: World
    team: Team
    arguments: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise Refused("invalid_arguments", f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        if value and not value.isdigit():
            raise Refused("invalid_arguments", f"[ERROR] {name} must be a number")
        return int(value or default)

    def structure(self, name: str) -> Any:
        """An argument that is an object or a list; ``None`` if it is missing."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return msgspec.json.decode(value) if value else None
        except msgspec.DecodeError as error:
            refusal = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise Refused(refusal, f"[ERROR] {name} is not JSON") from error

    def channel(self, name: str = "channel") -> "SlackChannel":
        """The conversation with this id, if the bot can see it: a public one, or one with the bot in it."""
        found = self.world.channels.get(self.required(name))
        if found is None or found.team is not self.team or not found.seen_by(self.team.bot_user):
            raise Refused("channel_not_found")
        return found

    def joined(self, name: str = "channel") -> "SlackChannel":
        """The conversation with this id; the bot must be in it."""
        channel = self.channel(name)
        if self.team.bot_user not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def person(self, name: str = "user") -> "SlackPerson":
        found = self.world.people.get(self.required(name))
        if found is None or found.team is not self.team:
            raise Refused("user_not_found")
        return found

    def page(self, items: list[Any], default: int, most: int = 1000) -> tuple[list[Any], str]:
        """The page at ``cursor`` with ``limit`` items, and the cursor of the next page or an empty string."""
        cursor = self.text("cursor")
        if cursor and not cursor.removeprefix("next:").isdigit():
            raise Refused("invalid_cursor")
        start = int(cursor.removeprefix("next:") or 0)
        limit = self.number("limit", default) or default
        if limit > most:
            raise Refused("invalid_limit")
        rest = list(itertools.islice(items, start, start + limit + 1))
        return rest[:limit], f"next:{start + limit}" if len(rest) > limit else ""


@dataclass(frozen=True, slots=True)
class Method:
    """``scope`` is what the token needs; for conversations, any one of several (``|``)."""

    run: Callable[[Call], Json]
    tier: Tier
    scope: str = ""
