"""The layout shared by the plain and the rich view of a message: blank lines and the order of buttons."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.core.messages import Block, Button, Buttons, Document, Heading, Message, PaperCard, Verbatim

T = TypeVar("T")

_APART = PaperCard | Verbatim | Document


def separated(message: Message, draw: Callable[[Block], Iterable[T]], blank: T) -> Iterator[T]:
    """Yield every block as drawn, with a ``blank`` above headings and on both sides of long blocks."""
    previous: Block | None = None
    for block in message.blocks:
        if previous is not None and (isinstance(block, Heading | _APART) or isinstance(previous, _APART)):
            yield blank
        yield from draw(block)
        previous = block


def pressable(message: Message) -> tuple[Button, ...]:
    """Return the buttons that get a number, in order; buttons that open a page get none."""
    return tuple(
        button
        for block in message.blocks
        if isinstance(block, Buttons | PaperCard)
        for button in block.buttons
        if not button.url
    )
