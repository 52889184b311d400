"""Slack's message text, decoded to what the person typed.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Mapping

from bot.adapters.slack.blockkit.mrkdwn import unescape

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")


def mentioned(text: str) -> frozenset[str]:
    """Return the ids of the users that a text mentions."""
    return frozenset(_MENTION.findall(text))


def without_mention(text: str, user_id: str) -> str:
    """Return ``text`` without the mentions of ``user_id``, and without the colon after one at the start."""
    mention = rf"<@{re.escape(user_id)}(?:\|[^<>]*)?>"
    addressed = re.sub(rf"^\s*{mention}[:,，：]?[ \t]*", "", text, count=1)
    return re.sub(rf"[ \t]*{mention}", "", addressed).strip()


def decode(text: str, names: Mapping[str, str]) -> str:
    """Return links, mentions and entities as they were typed; ``names`` has the users' names by id."""
    return unescape(_TOKEN.sub(lambda match: _typed(match[1], match[2], names), text))


def _typed(target: str, label: str | None, names: Mapping[str, str]) -> str:
    if target[0] == "@":
        return "@" + (names.get(target[1:]) or label or target[1:])
    if target[0] == "#":
        return "#" + (label or target[1:])
    if target[0] == "!":
        broadcast = target[1:].partition("^")[0]
        return label or f"@{broadcast}"
    if not label:
        return target
    # Slack adds the scheme to a link it recognized. A label that differs in more was written by the person.
    bare = _SCHEME.sub("", target).rstrip("/")
    return label if _SCHEME.sub("", label).rstrip("/") == bare else f"{label} ({target})"
