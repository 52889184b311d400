"""Formatted text, parsed by Telegram's own library (TDLib, offline), cleaned, trimmed and measured.

Sources: https://core.telegram.org/bots/api#formatting-options; TDLib's ``fix_formatted_text`` (MessageEntity.cpp) and
``clean_input_string`` (misc.cpp); the Bot API server's ``get_formatted_text`` (Client.cpp).
"""

import functools
import json
import re
from dataclasses import dataclass, field
from typing import Any

import tdjson

from tests.servers.telegram.limits import KEPT_ENTITIES

_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "BankCardNumber": "bank_card_number",
}
_NAMES = {name: kind for kind, name in _TYPES.items()} | {"pre": "Pre"}
_FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"})
_UNBREAKABLE = _FOUND | {"code", "pre", "text_link", "text_mention", "custom_emoji"}
_PARSE_MODES: dict[str, dict[str, Any]] = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
_TO_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
_MARKS = re.compile(r"[\u200e\u200f](?=[\u200e\u200f])")
_CLEANED = re.compile(rf"{_TO_SPACE.pattern}|{_REMOVED.pattern}|{_MARKS.pattern}")
_EMPTY = re.compile(
    r"[ \n\xa0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000\U000e0001]*", re.DOTALL
)
_MARKUP = re.compile(r"[*_~|`\[\]()]")

Entity = dict[str, Any]


class TextRefused(Exception):
    """A refusal in Telegram's words, without ``Bad Request: ``."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """``entities`` are in the Bot API's form, with offsets in UTF-16 units."""

    text: str = ""
    entities: list[Entity] = field(default_factory=list)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def formatted(text: str, parse_mode: str, entities: list[Entity] | None, *, limit: int, what: str) -> Formatted:
    """A bot's text as Telegram stores it. ``what`` names it in a ``TextRefused``: message, caption."""
    given: list[Entity] = []
    mode = parse_mode.lower()
    if text and mode not in ("", "none"):
        if mode not in _PARSE_MODES:
            raise TextRefused("unsupported parse_mode")
        parsed = _execute("parseTextEntities", text=text, parse_mode=_PARSE_MODES[mode])
        text, given = parsed["text"], parsed["entities"]
    else:
        given = [wanted for entity in entities or () if (wanted := _to_td(entity)) is not None]
    kept = _fixed(text, given) if given else Formatted(cleaned(text))
    kept = _trimmed(kept)
    if utf16_length(kept.text) > limit:
        raise TextRefused("message is too long" if what == "message" else f"message {what} is too long")
    return Formatted(kept.text, _with_found(kept))


def cleaned(text: str) -> str:
    """``text`` without the characters that Telegram removes from every message; this also changes entities' lengths."""
    if not _CLEANED.search(text):
        return text
    return _MARKS.sub("\u200c", _REMOVED.sub("", _TO_SPACE.sub(" ", text)))


def is_empty(text: str) -> bool:
    return _EMPTY.fullmatch(text) is not None


def found_entities(text: str) -> list[Entity]:
    """The commands, mentions, tags and addresses that Telegram finds in any text."""
    return [entity for raw in _execute("getTextEntities", text=text)["entities"] if (entity := _from_td(raw))]


def at(text: str, offset: int, length: int) -> str:
    """The part of ``text`` between UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def _fixed(text: str, given: list[Entity]) -> Formatted:
    """Let TDLib clean ``text``, and sort and split ``given``, or refuse them.

    ``parseMarkdown`` is the only call that does this offline. It gets the text with letters in the place of markup,
    so that it finds none, and only the entities of its answer count.
    """
    request = {"@type": "formattedText", "text": _MARKUP.sub("x", text), "entities": given}
    answer = _execute("parseMarkdown", text=request)
    entities = [entity for raw in answer["entities"] if (entity := _from_td(raw))]
    return Formatted(cleaned(text), entities)


def _trimmed(kept: Formatted) -> Formatted:
    text = kept.text.rstrip(" \n")
    if is_empty(text):
        return Formatted()
    end = utf16_length(text)
    entities = [
        entity | {"length": min(entity["length"], end - entity["offset"])}
        for entity in kept.entities
        if entity["offset"] < end
    ]
    lead = len(text) - len(text.lstrip(" \n"))
    lead = min([lead, *(entity["offset"] for entity in entities)])
    return Formatted(text[lead:], [entity | {"offset": entity["offset"] - lead} for entity in entities])


def _with_found(kept: Formatted) -> list[Entity]:
    given = kept.entities[:KEPT_ENTITIES]
    unbreakable = [entity for entity in given if entity["type"] in _UNBREAKABLE]
    found = [new for new in found_entities(kept.text) if not any(_overlap(new, entity) for entity in unbreakable)]
    return sorted([*given, *found], key=lambda entity: (entity["offset"], -entity["length"])) if found else given


def _overlap(one: Entity, other: Entity) -> bool:
    begin, end = one["offset"], one["offset"] + one["length"]
    return bool(begin < other["offset"] + other["length"] and other["offset"] < end)


def _to_td(entity: Entity) -> Entity | None:
    """The entity in TDLib's form; ``None`` for a kind that Telegram finds by itself and so ignores."""
    if not isinstance(entity, dict):
        raise TextRefused("can't parse MessageEntity: expected an Object")
    for name in ("offset", "length"):
        if not isinstance(entity.get(name), int):
            raise TextRefused(f"can't parse MessageEntity: can't find field \"{name}\"")
    name = entity.get("type", "")
    if name in _FOUND:
        return None
    if name not in _NAMES:
        raise TextRefused("can't parse MessageEntity: unsupported type specified")
    kind: dict[str, Any] = {"@type": f"textEntityType{_NAMES[name]}"}
    if name == "text_link":
        kind["url"] = entity.get("url", "")
    elif name == "text_mention":
        kind["user_id"] = entity["user"]["id"]
    elif name == "custom_emoji":
        kind["custom_emoji_id"] = entity["custom_emoji_id"]
    elif name == "pre" and entity.get("language"):
        kind |= {"@type": "textEntityTypePreCode", "language": entity["language"]}
    return {"@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind}


def _from_td(raw: dict[str, Any]) -> Entity | None:
    kind = raw["type"]
    name = _TYPES.get(kind["@type"].removeprefix("textEntityType"))
    if name is None:  # a media timestamp: people see it, bots do not get it
        return None
    entity: Entity = {"type": name, "offset": raw["offset"], "length": raw["length"]}
    if name == "text_mention":
        entity["user"] = {"id": kind["user_id"], "is_bot": False, "first_name": ""}
    entity.update({key: kind[key] for key in ("url", "language", "custom_emoji_id") if key in kind})
    return entity


@functools.cache
def _silence() -> None:
    """Silence TDLib, which logs every request by default."""
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())


def _execute(request: str, **arguments: Any) -> dict[str, Any]:
    _silence()
    answer = tdjson.td_execute(json.dumps({"@type": request, **arguments}).encode())
    assert answer is not None
    body: dict[str, Any] = json.loads(answer)
    if body["@type"] == "error":
        message: str = body["message"]
        raise TextRefused(message[0].lower() + message[1:])
    return body
