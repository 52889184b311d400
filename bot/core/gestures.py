"""What people can do besides commands, buttons and forms. ``bot.app`` takes the functions from ``handlers``."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.messages import Message
from bot.core.model.digests import Signal
from bot.core.ports.adapters import InlinePage
from bot.core.subjects import Subject


@dataclass(frozen=True, slots=True)
class Gestures:
    """The subjects are those of the message in question, in order."""

    said: Callable[[Context, str], Awaitable[Replies]]
    """What is neither a command nor an answer, where only Paperboy can be meant."""
    replied: Callable[[Context, str, Sequence[Subject]], Awaitable[Replies]]
    reacted: Callable[[Context, Signal | None, Sequence[Subject]], Awaitable[Replies]]
    pictured: Callable[[Context, Sequence[Subject]], Awaitable[Replies]]
    """A file without words, of the album that is about this."""
    edited: Callable[[Context, str, Sequence[Subject]], Awaitable[Replies]]
    joined: Callable[[Context], Awaitable[Replies]]
    left: Callable[[Context], Awaitable[Replies]]
    migrated: Callable[[Context, str], Awaitable[Replies]]
    home: Callable[[Context], Awaitable[Message]]
    find: Callable[[Context, str, str], Awaitable[InlinePage]]
    preview: Callable[[Context, Sequence[str]], Awaitable[Mapping[str, Message]]]
    """Of the papers that are in the library."""
    command_of: Callable[[str], str | None]
    """The command that a word of everyday language stands for, in any of the languages."""
