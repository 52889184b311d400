"""Slack's text: as readers see it, as clients send it, and the people it notifies.

Rules from https://docs.slack.dev/messaging/formatting-message-text. ``plain_text`` also comes back
escaped, which is undocumented (slackapi/bolt-python#513).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]

_TOKEN = re.compile(r"<([^<>\n]+)>")
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_BROADCASTS = {"!here": "here", "!channel": "channel", "!everyone": "everyone", "!group": "channel"}
_TYPED = re.compile(r"(?P<user><@[UW]\w+>)|(?P<url>https?://\S+)|(?P<bare>\b(?:[\w-]+\.)+(?:org|com|net|io|edu)/\S*)")
# The leaves of rich text, as a reader sees them.
_RICH = {
    "text": "{text}",
    "link": "{text}",
    "user": "@{user_id}",
    "usergroup": "@{usergroup_id}",
    "broadcast": "@{range}",
    "channel": "#{channel_id}",
    "emoji": ":{name}:",
}
_MARKUP = re.compile(
    r"```(?P<pre>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<token>[^<>\n]+)>"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])",
    re.DOTALL,
)
_QUOTE = re.compile(r"^(?:&gt;|>) ?", re.MULTILINE)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def stored(text: str, *, mrkdwn: bool) -> str:
    """The text as Slack stores and returns it: escaped, except for real ``<…>`` tokens."""
    if mrkdwn:
        parts = _TOKEN.split(text)  # every second part is the content of a token
        return "".join(f"<{part}>" if i % 2 else _entities(part) for i, part in enumerate(parts))
    return _entities(text)


def _entities(text: str) -> str:
    if "&" in text:
        text = _LOOSE_AMPERSAND.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def shown(mrkdwn: str) -> str:
    """The text as a reader sees it: labels for tokens, no formatting marks, entities resolved."""
    return unescape(_MARKUP.sub(_without_marks, _QUOTE.sub("", mrkdwn)))


def _without_marks(match: re.Match[str]) -> str:
    kind, inside = match.lastgroup, match[match.lastgroup or 0]
    if kind == "token":
        target, _, label = inside.partition("|")
        return label or target.lstrip("!")
    return inside if kind in {"pre", "code"} else _MARKUP.sub(_without_marks, inside)


def pinged(mrkdwn: str) -> list[str]:
    """The user ids, groups and ``here``, ``channel`` or ``everyone`` that a mrkdwn text notifies."""
    found = []
    for token in _TOKEN.findall(mrkdwn):
        target = token.partition("|")[0]
        if target.startswith("@"):
            found.append(target[1:])
        elif target.startswith("!subteam^"):
            found.append(target.removeprefix("!subteam^"))
        elif target in _BROADCASTS:
            found.append(_BROADCASTS[target])
    return found


def typed(text: str) -> tuple[str, Json]:
    """A client's form of a typed text: the wire text, and the same as a ``rich_text`` block.

    Everything is escaped, except for a mention picked from the list (``<@U…>``); links are recognized.
    """
    wire, elements, end = [], [], 0
    for match in _TYPED.finditer(text):
        plain = text[end : match.start()]
        if plain:
            wire.append(escape(plain))
            elements.append({"type": "text", "text": escape(plain)})
        end = match.end()
        if match["user"]:
            wire.append(match[0])
            elements.append({"type": "user", "user_id": match[0][2:-1]})
        else:
            url = match["url"] or f"http://{match['bare']}"
            wire.append(f"<{escape(url)}>" if match["url"] else f"<{escape(url)}|{escape(match[0])}>")
            elements.append({"type": "link", "url": url})
    if text[end:]:
        wire.append(escape(text[end:]))
        elements.append({"type": "text", "text": escape(text[end:])})
    section = {"type": "rich_text_section", "elements": elements}
    return "".join(wire), {"type": "rich_text", "elements": [section]}


def links(text: str) -> list[str]:
    """The addresses in a wire text, in the form of ``link_shared`` events and ``chat.unfurl``."""
    targets = (token.partition("|")[0] for token in _TOKEN.findall(text))
    return [unescape(target) for target in targets if target.startswith(("http://", "https://"))]


def texts(node: Any) -> Iterator[Json]:
    """Every text object and every rich-text leaf below a block, in reading order."""
    if isinstance(node, list):
        for child in node:
            yield from texts(child)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str) or node.get("type") in _RICH:
            yield node
        else:
            for child in node.values():
                yield from texts(child)


def pinged_by(blocks: Iterable[Json]) -> list[str]:
    found: list[str] = []
    for leaf in texts(list(blocks)):
        match leaf.get("type"):
            case "mrkdwn" | "markdown":
                found += pinged(leaf["text"])
            case "user":
                found.append(leaf["user_id"])
            case "broadcast":
                found.append(leaf["range"])
            case "usergroup":
                found.append(leaf["usergroup_id"])
    return found


def blocks_shown(blocks: Iterable[Json]) -> str:
    """The words of blocks, one or more lines per block, without the labels of buttons and other elements."""
    return "\n".join(filter(None, map(_block_shown, blocks)))


def _block_shown(block: Json) -> str:
    kind = block["type"]
    if kind in {"section", "header", "context"}:
        parts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
        return "\n".join(object_shown(part) for part in parts if part)
    if kind == "rich_text":
        return "\n".join(map(_rich_shown, block["elements"]))
    if kind == "input":
        return object_shown(block["label"])
    return str(block["text"] if kind == "markdown" else block.get("alt_text", ""))


def object_shown(text: Json) -> str:
    if text["type"] == "image":
        return str(text["alt_text"])
    return shown(text["text"]) if text["type"] == "mrkdwn" else unescape(text["text"])


def _rich_shown(element: Json) -> str:
    kind = element["type"]
    if kind == "link" and "text" not in element:
        return str(element["url"])
    if kind in _RICH:
        return unescape(_RICH[kind].format(**element))
    return ("\n" if kind == "rich_text_list" else "").join(map(_rich_shown, element["elements"]))
