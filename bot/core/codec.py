"""Our values as JSON text."""

import json
from typing import Any, TypeVar

import msgspec

from bot.core.subjects import Subject

T = TypeVar("T")


def to_json(value: object, *, indent: int | None = None) -> str:
    """Return ``value`` (anything ``msgspec`` can convert) as JSON, on one line unless ``indent`` is given.

    The standard library writes the text, because ``msgspec`` refuses lone surrogates (halves of UTF-16 pairs), which
    chat platforms do send. They are kept as they are.
    """
    separators = (",", ":") if indent is None else None
    plain = msgspec.to_builtins(value, enc_hook=_written)
    return json.dumps(plain, ensure_ascii=False, indent=indent, separators=separators)


def from_json(text: str, shape: type[T]) -> T:
    """Invert :func:`to_json`; raise ``ValueError`` or ``msgspec.ValidationError`` for anything else."""
    return msgspec.convert(json.loads(text), shape, dec_hook=_read)


def _written(value: Any) -> str:
    if isinstance(value, Subject):
        return str(value)
    raise NotImplementedError(type(value))


def _read(shape: type[Any], stored: Any) -> Any:
    if shape is Subject:
        return Subject.read(stored)
    raise NotImplementedError(shape)
