"""Formatted text: characters with spans over them, cut to fit into messages; pure.

Spans count code points, Telegram's entities UTF-16 code units: https://core.telegram.org/bots/api#messageentity
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from telegram import MessageEntity
from telegram.constants import MessageEntityType

from bot.adapters.shared.splitting import next_cut, utf16
from bot.adapters.telegram.characters import WORD_JOINER
from bot.adapters.telegram.limits import ENTITIES

_WHOLE = (MessageEntityType.CODE, MessageEntityType.TEXT_LINK)
_INDENTED = re.compile(r"\n*[ \t]")


@dataclass(frozen=True, slots=True)
class Span:
    """``kind`` of ``text[start:end]``; ``url`` is where a ``TEXT_LINK`` leads."""

    start: int
    end: int
    kind: MessageEntityType
    url: str = ""


def cut(text: str, spans: Sequence[Span], start: int, reach: int, units: int) -> int:
    """Return where the message that begins at ``start`` ends, at ``reach`` at the latest.

    It has at most ``units`` UTF-16 units and as many entities as Telegram keeps. ``spans`` are sorted by their starts.
    Code and links are cut only if they are longer than a message.
    """
    units -= len(WORD_JOINER)
    live = [span for span in spans if span.end > start]
    if len(live) > ENTITIES and live[ENTITIES].start > start:
        reach = min(reach, live[ENTITIES].start)
    end = next_cut(text, start, reach, units, utf16)
    for span in live:
        torn = span.kind in _WHOLE and start < span.start < end < span.end
        if torn and utf16(text[span.start : span.end]) <= units:
            return span.start
    return end


def as_message(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[str, tuple[MessageEntity, ...]]:
    """Return ``text[start:end]`` with its entities.

    Telegram trims a message, so an invisible character goes before the indentation of its first line.
    """
    guard = WORD_JOINER if _INDENTED.match(text, start, end) else ""
    return guard + text[start:end], tuple(_entities(text, spans, start, end, len(guard)))


def _entities(text: str, spans: Sequence[Span], start: int, end: int, guard: int) -> Iterator[MessageEntity]:
    counted, units = start, guard
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first >= last:
            continue
        units += utf16(text[counted:first])
        counted = first
        yield _entity(span.kind, units, utf16(text[first:last]), span.url)


@lru_cache(4096)  # the library is slow to create frozen objects
def _entity(kind: MessageEntityType, offset: int, length: int, url: str) -> MessageEntity:
    return MessageEntity(kind, offset, length, url=url or None)
