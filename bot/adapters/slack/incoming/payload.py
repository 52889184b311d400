"""The parts that all of Slack's payloads share: who, where, when."""

from collections.abc import Collection, Mapping
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
class ParseContext:
    """The facts that a payload lacks. ``names`` are people's names by user id; ``received_at`` is aware, UTC.

    ``commands`` are the names of the core's commands.
    """

    bot: Bot
    received_at: datetime
    names: Mapping[str, str]
    commands: Collection[str] = ()


def event(
    context: ParseContext,
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
    """Return an event. Without a ``channel`` it comes from the Home tab, which belongs to a private conversation."""
    return Event(
        key=key,
        actor=UserRef(PLATFORM, context.bot.team_id, user),
        actor_name=context.names.get(user) or name or user,
        address=Address(PLATFORM, context.bot.team_id, channel, thread or None),
        conversation=ConversationKind.PRIVATE if is_private(channel) or not channel else ConversationKind.GROUP,
        received_at=context.received_at,
        body=body,
        message=message,
        route=Route(recipient=user, via=via, answers=answers),
    )


def thread_of(message: Json) -> str:
    """Return the thread of a message; empty also for a thread's first message, which is in the conversation itself."""
    thread: str = message.get("thread_ts") or ""
    return "" if thread == message.get("ts") else thread
