"""Column types that return a person's text exactly, on every database.

PostgreSQL accepts neither U+0000 nor lone surrogates (halves of UTF-16 pairs, which chat platforms do send), and
SQLite's driver refuses the latter. This module escapes both; no other module needs to.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from bot.core.codec import from_json, to_json

_ESCAPE = "\U0010fffd"
"""The last private-use character; in a text it is doubled."""

_UNSAFE = re.compile(f"[\x00\ud800-\udfff{_ESCAPE}]")
_ESCAPED = re.compile(f"{_ESCAPE}({_ESCAPE}|[0-9a-f]{{4}})")


def escape(text: str) -> str:
    """Replace U+0000 and each surrogate in ``text`` by U+10FFFD and four hexadecimal digits."""
    return _UNSAFE.sub(_escaped, text)


def unescape(text: str) -> str:
    """Return the inverse of :func:`escape`."""
    return _ESCAPED.sub(_unescaped, text) if _ESCAPE in text else text


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPE + (_ESCAPE if character == _ESCAPE else f"{ord(character):04x}")


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPE if match[1] == _ESCAPE else chr(int(match[1], 16))


class PersonText(TypeDecorator[str]):
    """Any ``str``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else unescape(value)


class Json(TypeDecorator[Any]):
    """A value of ``shape`` (any type that ``msgspec`` can convert), stored as JSON text.

    It is escaped text and not a JSON type, because PostgreSQL's JSON types refuse lone surrogates.
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


class Word(TypeDecorator[Any]):
    """A word of our own, at most 16 characters long: a string, or a member of an enumeration of strings."""

    impl = String(16)
    cache_ok = True

    def __init__(self, shape: Callable[[str], Any] = str) -> None:
        super().__init__()
        self.shape = shape

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else self.shape(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, returned in UTC. SQLite stores it as sortable text without a zone."""

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
