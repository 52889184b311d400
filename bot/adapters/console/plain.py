"""Messages as plain text for pipes and scripts; the same message always gives the same text."""

from collections.abc import Iterable, Iterator
from itertools import count

from rich.cells import cell_len

from bot.adapters.console.layout import separated
from bot.adapters.console.theme import DOT, MAX_DEPTH
from bot.core import messages as m

BOXES = {"": "", "open": "[ ]", "done": "[x]", "dropped": "[-]"}


def render(message: m.Message, first: int = 1) -> str:
    """Return lines that each end with a newline; ``first`` is the number of the first button that can be pressed.

    They contain ``Verbatim`` text and the content of documents unchanged.
    """
    numbers = count(first)
    return "".join(f"{text}\n" for text in separated(message, lambda block: _block(block, numbers), ""))


def _block(block: m.Single, numbers: Iterator[int]) -> Iterable[str]:  # noqa: C901, PLR0911  (one case a block)
    match block:
        case m.Heading(content) | m.Paragraph(content):
            return [_text(content)]
        case m.Verbatim(text):
            return [text]
        case m.Quote(content):
            return [_indented(_text(content), "> ", "> ")]
        case m.Divider():
            return ["---"]
        case m.Items(items):
            return map(_item, items)
        case m.Table(rows):
            column = max((cell_len(row.label) for row in rows), default=0) + 2
            return [_indented(_text(row.content), _padded(row.label, column), " " * column) for row in rows]
        case m.Buttons(buttons):
            return [_buttons(buttons, numbers)]
        case m.PaperCard():
            return _card(block, numbers)
        case m.Prompt(label, command):
            return [f"{label} <{command}>"]
        case m.Attachment():
            return [_attachment(block)]
        case m.Document(name, _, content):
            return [f"----- begin {name} -----", content.removesuffix("\n"), f"----- end {name} -----"]


def _attachment(file: m.Attachment) -> str:
    return f"+ {file.name} <{file.url}>" if file.url else f"+ {file.name}"


def _text(content: m.Inlines) -> str:
    return "".join(_inline(inline) for inline in content)


def _inline(inline: m.Inline) -> str:
    match inline:
        case m.Link(text, url):
            return url if text == url else f"{text} <{url}>"
        case m.Marked(text):
            return f"«{text}»"
        case m.Code(text):
            return f"`{text}`"
        case _:
            return inline.text


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", "\n" + rest)


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))


def _item(item: m.ListItem) -> str:
    indent = "  " * (min(item.depth, MAX_DEPTH) + 1)
    signs = " ".join(sign for sign in (item.marker, BOXES[item.box]) if sign) or "-"
    return _indented(_text(item.content), f"{indent}{signs} ", indent + " " * (cell_len(signs) + 1))


def _buttons(buttons: tuple[m.Button, ...], numbers: Iterator[int]) -> str:
    return "  ".join(f"{b.label} <{b.url}>" if b.url else f"[{next(numbers)}] {b.label}" for b in buttons)


def _card(card: m.PaperCard, numbers: Iterator[int]) -> Iterable[str]:
    rank = f"{card.rank}. " if card.rank else ""
    margin = " " * max(len(rank), 2)
    yield _indented(f"{card.title} <{card.url}>", rank, margin)
    for text in (DOT.join(card.facts), _text(card.links), card.gist, *(f"- {reason}" for reason in card.reasons)):
        if text:
            yield _indented(text, margin, margin)
    if card.buttons:
        yield margin + _buttons(card.buttons, numbers)
