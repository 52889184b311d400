"""Column types: what a person wrote comes back exactly, on every database.

PostgreSQL keeps neither U+0000 nor lone surrogates (halves of UTF-16 pairs, which chat platforms do send), and
SQLite's driver refuses the latter. Both are escaped here, in one place, and nowhere else in the project.
"""

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from bot.core.codec import from_json, to_json

_ESCAPE = "\U0010fffd"
"""The last private-use character; where somebody writes it, it is doubled."""

_UNSAFE = re.compile(f"[\x00\ud800-\udfff{_ESCAPE}]")
_ESCAPED = re.compile(f"{_ESCAPE}({_ESCAPE}|[0-9a-f]{{4}})")


def escape(text: str) -> str:
    """``text`` without U+0000 and surrogates: each becomes U+10FFFD and four hexadecimal digits."""
    return _UNSAFE.sub(_escaped, text)


def unescape(text: str) -> str:
    """The inverse of :func:`escape`."""
    return _ESCAPED.sub(_unescaped, text) if _ESCAPE in text else text


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPE + (_ESCAPE if character == _ESCAPE else f"{ord(character):04x}")


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPE if match[1] == _ESCAPE else chr(int(match[1], 16))


class PersonText(TypeDecorator[str]):
    """Any ``str`` at all."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else unescape(value)


class Json(TypeDecorator[Any]):
    """A value of ``shape`` (anything ``msgspec`` can convert), stored as JSON text.

    Escaped like any other text. Text and not a JSON type, because PostgreSQL's refuse lone surrogates.
    """

    impl = Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        return escape(to_json(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else from_json(unescape(value), self.shape)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, UTC out. SQLite stores them as sortable text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without a time zone cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
