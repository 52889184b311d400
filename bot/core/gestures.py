"""Everything people can do except commands, buttons and forms. ``bot.app`` takes the functions from ``handlers``."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.commands import Replies
from bot.core.computations import Eventual
from bot.core.context import Context
from bot.core.messages import Message
from bot.core.model.digests import Signal
from bot.core.ports.adapters import InlinePage
from bot.core.subjects import Subject


@dataclass(frozen=True, slots=True)
class Gestures:
    """Each gets the subjects of the message in question, in order."""

    said: Callable[[Context, str], Awaitable[Replies]]
    """Text that is neither a command nor an answer, where only Paperboy can be meant."""
    replied: Callable[[Context, str, Sequence[Subject]], Awaitable[Replies]]
    reacted: Callable[[Context, Signal | None, Sequence[Subject]], Awaitable[Replies]]
    pictured: Callable[[Context, Sequence[Subject]], Awaitable[Replies]]
    """A file without text; the subjects are those of its album."""
    edited: Callable[[Context, str, Sequence[Subject]], Awaitable[Replies]]
    joined: Callable[[Context], Awaitable[Replies]]
    left: Callable[[Context], Awaitable[Replies]]
    migrated: Callable[[Context, str], Awaitable[Replies]]
    home: Callable[[Context], Awaitable[Message]]
    find: Callable[[Context, str, str], Awaitable[Eventual[InlinePage]]]
    preview: Callable[[Context, Sequence[str]], Awaitable[Mapping[str, Message]]]
    """A card for each of these papers that is in the library."""
    command_of: Callable[[str], str | None]
    """The command that an everyday word stands for, in any of the languages."""
