"""The layout shared by the plain and the rich view of a message: blank lines and the order of buttons."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from bot.core.messages import Button, Buttons, Document, Heading, Message, PaperCard, Papers, Single, Verbatim

T = TypeVar("T")


def blocks_of(message: Message) -> Iterator[Single]:
    """Yield the blocks, with a card for each of several papers: a stream has room, and nothing opens in place."""
    for block in message.blocks:
        if isinstance(block, Papers):
            yield from map(_unfoldable, block.cards)
        else:
            yield block


def _unfoldable(card: PaperCard) -> PaperCard:
    return replace(card, buttons=(*card.buttons, card.unfold)) if card.unfold else card


_APART = PaperCard | Verbatim | Document


def separated(message: Message, draw: Callable[[Single], Iterable[T]], blank: T) -> Iterator[T]:
    """Yield every block as drawn, with a ``blank`` above headings and on both sides of long blocks."""
    previous: Single | None = None
    for block in blocks_of(message):
        if previous is not None and (isinstance(block, Heading | _APART) or isinstance(previous, _APART)):
            yield blank
        yield from draw(block)
        previous = block


def pressable(message: Message) -> tuple[Button, ...]:
    """Return the buttons that get a number, in order; buttons that open a page get none."""
    return tuple(
        button
        for block in blocks_of(message)
        if isinstance(block, Buttons | PaperCard)
        for button in block.buttons
        if not button.url
    )
