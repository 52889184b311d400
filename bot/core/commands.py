"""Declarations of commands, button actions, dialogues, forms and background jobs, as data.

A ``Command`` is the one source of its parser, the reply to a wrong call, ``/help``, the completion in the terminal and
the tests that try every example.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.core.computations import Eventual
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Reply
from bot.core.model.rights import Right
from bot.core.parsing import first_word
from bot.core.ports.sources import Sources

_NUMBER_OR_NOTHING = re.compile(r"\s*(#?\d+\b|$)")

A = TypeVar("A")
F = TypeVar("F")

Replies = Sequence[Reply]
Answer = Eventual[Replies]
Parse = Callable[[str], A]
Handle = Callable[[Context, A], Awaitable[Answer]]

ACTION_LIMIT = 64
"""Bytes of an encoded action: the limit of Telegram's ``callback_data``, the tightest of the platforms."""


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
    """The action of a button. ``parse`` reads the argument that was encoded after the name.

    A ``PersonError`` from ``parse`` is answered with the sentence for an old button, because nobody typed the argument.
    Platforms with modal windows open the form named ``form`` with that argument, instead of calling ``handle``. In a
    group, an action ``for_one`` is answered with more than a toast has room for, to the person who pressed. The answer
    to an action ``in_place`` takes the place of the pressed message.
    ``needs`` is the right of those who may press it.
    """

    parse: Parse[A]
    handle: Handle[A]
    form: str = ""
    needs: Right = Right.MEMBER
    for_one: bool = False
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A question that the person's next message answers. ``handle`` gets the stored state and the answer."""

    name: str
    handle: Callable[[Context, str, str], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, with its label in the person's language and its initial value.

    With ``choices`` (pairs of value and label) the person picks one of them, otherwise types text.
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
    """A form to draw: its title and the label of its button, both at most 24 characters, and its fields."""

    title: str
    fields: tuple[Field, ...]
    submit: str = "OK"


@dataclass(frozen=True, slots=True)
class Form:
    """A modal window. ``open`` fills it in for an argument; ``submit`` takes the values and raises ``FieldError`` for
    one that does not fit. ``needs`` is the right of those who may open and submit it.
    """

    name: str
    open: Callable[[Context, str], Awaitable[FormView]]
    submit: Callable[[Context, str, Mapping[str, str]], Awaitable[Answer]]
    needs: Right = Right.MEMBER


@dataclass(frozen=True, slots=True)
class Command(Generic[A]):
    """A command or, inside ``subcommands``, one of its verbs.

    ``parse`` is pure. It gets everything after the name exactly as typed, except for the one space or newline that
    ends the name, and raises ``UsageError``. ``usage`` is the argument grammar for people; it is the same in every
    language. The locale keys ``help-NAME`` and ``help-NAME-VERB`` hold the summaries. Every example must parse. A
    ``numbered`` verb counts as one only before a number or at the end, so that ``/note show me the data`` stays a
    note. ``also`` holds a verb's names in other languages. ``needs`` is the right of those who may call it; each verb
    has its own. In a group, the answer to a command ``for_one`` is for the person who typed it.
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
    needs: Right = Right.MEMBER
    for_one: bool = False

    def choose(self, rest: str) -> tuple["Command[Any]", str]:
        """Return the verb that ``rest`` begins with and the text after it, or this command and all of ``rest``."""
        word, after = first_word(rest)
        for verb in self.subcommands:
            if word.lower() in (verb.name, *verb.also) and (not verb.numbered or _NUMBER_OR_NOTHING.match(after)):
                return verb, after
        return self, rest


@dataclass(frozen=True, slots=True)
class JobKind(Generic[A, F]):
    """Work that needs the network, split so that no transaction is open while it waits.

    ``fetch`` runs without a transaction. ``apply`` runs in the transaction that also marks the job done, so its effects
    happen once. After a ``SourceError`` from either, the job is retried with growing pauses, ``attempts`` times in
    all. ``give_up`` takes the place of ``apply`` after the last failure and tells the person.
    """

    name: str
    payload: type[A]
    fetch: Callable[[Sources, A], Awaitable[F]]
    apply: Callable[[Context, A, F], Awaitable[Answer]]
    give_up: Callable[[Context, A, PaperboyError], Awaitable[Answer]]
    attempts: int = 5


def nothing(text: str) -> None:
    """Parse for a command without arguments; ignore what follows the name."""


def verbatim(text: str) -> str:
    """Parse for a command that takes everything as typed."""
    return text
