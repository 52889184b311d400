"""Slack's message text as the person typed it (https://docs.slack.dev/messaging/formatting-message-text)."""

import re
from collections.abc import Mapping

from bot.adapters.slack.blockkit.mrkdwn import unescape

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")


def mentioned(text: str) -> frozenset[str]:
    """The user ids a text names."""
    return frozenset(_MENTION.findall(text))


def without_mention(text: str, user_id: str) -> str:
    """``text`` without the mention of ``user_id`` that it is addressed to; one at the start takes its colon along."""
    mention = rf"<@{re.escape(user_id)}(?:\|[^<>]*)?>"
    addressed = re.sub(rf"^\s*{mention}[:,，：]?[ \t]*", "", text, count=1)
    return re.sub(rf"[ \t]*{mention}", "", addressed).strip()


def decode(text: str, names: Mapping[str, str]) -> str:
    """Links, mentions and entities as they were typed; ``names`` says who the mentioned users are."""
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
    # Slack adds the scheme to what it recognised as a link; a label of its own was written by the person.
    bare = _SCHEME.sub("", target).rstrip("/")
    return label if _SCHEME.sub("", label).rstrip("/") == bare else f"{label} ({target})"
