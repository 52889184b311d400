"""How a command, a button's action, a dialogue and a background job are declared: once, as data.

From a ``Command`` come the parser, the reply to a wrong call, ``/help``, the completion in the terminal and
the tests that try every example.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Reply
from bot.core.parsing import first_word
from bot.core.ports.sources import Sources

_NUMBER_OR_NOTHING = re.compile(r"\s*(#?\d+\b|$)")

A = TypeVar("A")
F = TypeVar("F")

Replies = Sequence[Reply]
Parse = Callable[[str], A]
Handle = Callable[[Context, A], Awaitable[Replies]]

ACTION_LIMIT = 64
"""Bytes of an encoded action: Telegram's ``callback_data`` is the tightest platform."""


@dataclass(frozen=True, slots=True)
class ActionName:
    """The name of an action, for buttons in a module that the action's handler depends on.

    The module that has the handler builds the ``Action`` from it.
    """

    name: str

    def encode(self, argument: object = "") -> str:
        """Return ``name:argument``, the value of ``Button.action``. Raises ``ValueError`` when it is too long."""
        encoded = f"{self.name}:{argument}"
        if len(encoded.encode("utf-8", "surrogatepass")) > ACTION_LIMIT:
            raise ValueError(f"action longer than {ACTION_LIMIT} bytes: {encoded}")
        return encoded


@dataclass(frozen=True, slots=True)
class Action(ActionName, Generic[A]):
    """What a button does. ``parse`` reads the argument that was encoded behind the name.

    A ``PersonError`` from ``parse`` is answered with the sentence for an old button, because nobody typed the argument.
    ``form`` names the form that platforms with modal windows open with that argument instead of ``handle``.
    """

    parse: Parse[A]
    handle: Handle[A]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A question that waits for the person's next message. ``handle`` gets the stored state and the answer."""

    name: str
    handle: Callable[[Context, str, str], Awaitable[Replies]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. ``label`` is shown in the person's language; ``value`` is what stands in it at first.

    With ``choices`` (value and label of each) one of them is picked, otherwise text is typed.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    multiline: bool = False
    optional: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FormView:
    """A form to draw: a title of at most 24 characters, its fields, and as short what its button says."""

    title: str
    fields: tuple[Field, ...]
    submit: str = "OK"


@dataclass(frozen=True, slots=True)
class Form:
    """A modal window. ``open`` reads what stands in it at first for an argument; ``submit`` takes the values and
    raises ``FieldError`` for one that does not fit.
    """

    name: str
    open: Callable[[Context, str], Awaitable[FormView]]
    submit: Callable[[Context, str, Mapping[str, str]], Awaitable[Replies]]


@dataclass(frozen=True, slots=True)
class Command(Generic[A]):
    """A command or, inside ``subcommands``, one of its verbs.

    ``parse`` is pure and gets everything typed after the name, exactly as typed but for the one space or
    newline that ends the name; it raises ``UsageError``. ``usage`` is the argument grammar for people, in
    the words of the field and so the same in every language. Summaries are the locale keys ``help-NAME`` and
    ``help-NAME-VERB``. Every example must parse. A ``numbered`` verb is only taken for one when a number (or
    nothing) follows, so that ``/note show me the data`` stays a note. ``also`` are a verb's names in other languages.
    """

    name: str
    parse: Parse[A]
    handle: Handle[A]
    usage: str = ""
    examples: tuple[str, ...] = ()
    numbered: bool = False
    also: tuple[str, ...] = ()
    subcommands: tuple["Command[Any]", ...] = ()
    actions: tuple[Action[Any], ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    jobs: tuple["JobKind[Any, Any]", ...] = ()
    forms: tuple[Form, ...] = ()

    def choose(self, rest: str) -> tuple["Command[Any]", str]:
        """The verb that ``rest`` begins with and what follows it, or this command and all of ``rest``."""
        word, after = first_word(rest)
        for verb in self.subcommands:
            if word.lower() in (verb.name, *verb.also) and (not verb.numbered or _NUMBER_OR_NOTHING.match(after)):
                return verb, after
        return self, rest


@dataclass(frozen=True, slots=True)
class JobKind(Generic[A, F]):
    """Work that needs the network, split so that no transaction is open while it waits.

    ``fetch`` runs without a transaction and may raise ``SourceError`` (tried again, with a growing pause, up
    to ``attempts`` times), and so may ``apply``, which runs in the transaction that also marks the job done: its
    effects happen once. ``give_up`` does the same after the last failure and says so to the person.
    """

    name: str
    payload: type[A]
    fetch: Callable[[Sources, A], Awaitable[F]]
    apply: Callable[[Context, A, F], Awaitable[Replies]]
    give_up: Callable[[Context, A, PaperboyError], Awaitable[Replies]]
    attempts: int = 5


def nothing(text: str) -> None:
    """The parser of a command that takes no arguments; what follows the name is ignored."""


def verbatim(text: str) -> str:
    """The parser of a command that takes everything as typed."""
    return text
