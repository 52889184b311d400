"""Changes of a message that was sent: its buttons turn, a paper in it opens; pure."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.core.messages import Block, Button, Buttons, Message, PaperCard, Papers


def has_button(message: Message, action: str) -> bool:
    return any(button.action == action for block in message.blocks for button in _buttons_in(block))


def is_one_of_many(message: Message, action: str) -> bool:
    """Return whether the message has a button that does the same with something else."""
    name = action.partition(":")[0]
    buttons = (button.action for block in message.blocks for button in _buttons_in(block))
    return any(each != action and each.partition(":")[0] == name for each in buttons)


def with_buttons(message: Message, turned: Mapping[str, Button]) -> Message:
    """Replace buttons, by their encoded actions, wherever they are in the message."""
    return Message(tuple(_turned(block, turned) for block in message.blocks))


def without_buttons(message: Message) -> Message:
    """Leave out the rows of buttons, but not those of papers."""
    return Message(tuple(block for block in message.blocks if not isinstance(block, Buttons)))


def opened(message: Message, rank: int) -> tuple[Message, PaperCard | None]:
    """Open the paper of this rank, or close it if it is open; return it if it is open now.

    At most one paper of a message is open.
    """
    papers = next((block for block in message.blocks if isinstance(block, Papers)), Papers(()))
    shown = next((card for card in papers.cards if card.rank == rank != papers.opened), None)
    changed = replace(papers, opened=rank if shown else 0)
    return Message(tuple(changed if block is papers else block for block in message.blocks)), shown


def open_paper(message: Message) -> PaperCard | None:
    """Return the paper that is open."""
    papers = (block for block in message.blocks if isinstance(block, Papers))
    return next((card for block in papers for card in block.cards if card.rank == block.opened), None)


def _buttons_in(block: Block) -> tuple[Button, ...]:
    match block:
        case Buttons(buttons) | PaperCard(buttons=buttons):
            return buttons
        case Papers(cards):
            return tuple(button for card in cards for button in card.buttons)
        case _:
            return ()


def _turned(block: Block, turned: Mapping[str, Button]) -> Block:
    match block:
        case Buttons() | PaperCard():
            return replace(block, buttons=tuple(turned.get(button.action, button) for button in block.buttons))
        case Papers(cards):
            return replace(block, cards=tuple(_turned(card, turned) for card in cards))
        case _:
            return block
