"""What the plain and the rich view of a message agree on: where blank lines go and how buttons are counted."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.core.messages import Block, Button, Buttons, Document, Heading, Message, PaperCard, Verbatim

T = TypeVar("T")

_APART = PaperCard | Verbatim | Document


def separated(message: Message, draw: Callable[[Block], Iterable[T]], blank: T) -> Iterator[T]:
    """Every block as drawn, with a ``blank`` above headings and on both sides of what is long."""
    previous: Block | None = None
    for block in message.blocks:
        if previous is not None and (isinstance(block, Heading | _APART) or isinstance(previous, _APART)):
            yield blank
        yield from draw(block)
        previous = block


def pressable(message: Message) -> tuple[Button, ...]:
    """The buttons that get a number, in the order both views count them; those that open a page get none."""
    return tuple(
        button
        for block in message.blocks
        if isinstance(block, Buttons | PaperCard)
        for button in block.buttons
        if not button.url
    )
