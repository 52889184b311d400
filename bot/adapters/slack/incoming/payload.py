"""What every payload of Slack has in common: who, where, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.adapters.slack.references import PLATFORM, is_private
from bot.adapters.slack.workspaces import Bot
from bot.core.events import Body, Event
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Route

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a payload does not say. ``names`` are the people's, by user id; ``received_at`` is aware, UTC."""

    bot: Bot
    received_at: datetime
    names: Mapping[str, str]


def event(
    told: Surroundings,
    *,
    key: str,
    user: str,
    channel: str,
    body: Body,
    name: str = "",
    thread: str = "",
    message: str = "",
    via: str = "",
    answers: str = "",
) -> Event:
    """An event. Without a ``channel`` it is of the person's own page, and so of their own conversation."""
    return Event(
        key=key,
        actor=UserRef(PLATFORM, told.bot.team_id, user),
        actor_name=told.names.get(user) or name or user,
        address=Address(PLATFORM, told.bot.team_id, channel, thread or None),
        conversation=ConversationKind.PRIVATE if is_private(channel) or not channel else ConversationKind.GROUP,
        received_at=told.received_at,
        body=body,
        message=message,
        route=Route(recipient=user, via=via, answers=answers),
    )


def thread_of(message: Json) -> str:
    """The thread a message stands in; a thread's first message stands in the conversation itself."""
    thread: str = message.get("thread_ts") or ""
    return "" if thread == message.get("ts") else thread
