"""Messages as Telegram's texts, keyboards and files; pure.

Formatting is sent as explicit entities, never as markup, so that no text can be mistaken for markup.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from telegram import MessageEntity

from bot.adapters.shared.splitting import utf16
from bot.adapters.telegram.characters import is_visible
from bot.adapters.telegram.drawing import Drawing, draw
from bot.adapters.telegram.entities import as_message, cut
from bot.adapters.telegram.keyboard import Rows
from bot.adapters.telegram.limits import BUTTONS, CAPTION_UNITS, TEXT_UNITS
from bot.core import messages as m
from bot.core.ports.adapters import Part

_NOTHING_TO_READ = "⋯"
"""The text above buttons that have none: Telegram shows no buttons without a text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message, or the caption of a file. Offsets of ``entities`` count UTF-16 code units."""

    text: str = ""
    entities: tuple[MessageEntity, ...] = ()
    keyboard: Rows = ()


@dataclass(frozen=True, slots=True)
class File:
    """A text file to upload; ``content`` is written as UTF-8."""

    name: str
    media_type: str
    content: str
    caption: Text = Text()


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that Telegram already has: ``reference`` is its ``file_id``."""

    name: str
    media_type: str
    reference: str
    caption: Text = Text()


Body = Text | File | Sent


def render(message: m.Message) -> tuple[Part, ...]:
    """Return the parts in order; none when there is nothing that Telegram would show.

    The texts join to the full text, except for an invisible U+2060 before an indented first line and after the dots of
    categories and file names, and for messages of blanks alone, which are left out. Telegram itself trims blanks and
    line ends at both ends of a part. If there is one file and one short text, the text becomes the file's caption.
    """
    texts = list(_texts(draw(message.blocks)))
    files = [Part(body) for block in message.blocks if (body := _file(block))]
    if len(texts) == len(files) == 1 and utf16(texts[0].body.text) <= CAPTION_UNITS:
        return (Part(replace(files[0].body, caption=texts[0].body), texts[0].about),)
    return (*texts, *files)


def _file(block: m.Block) -> File | Sent | None:
    match block:
        case m.Document(name, media_type, content):
            return File(name, media_type, content)
        case m.Attachment(name, media_type, reference=reference):
            return Sent(name, media_type, reference)
        case _:
            return None


def _texts(drawing: Drawing) -> Iterator[Part]:
    if not is_visible(drawing.text):
        if not any(section.rows for section in drawing.sections):
            return
        drawing = Drawing(_NOTHING_TO_READ, [], drawing.sections)
    pages = list(_pages(drawing))
    starts = [start for start, _ in pages]
    rows: list[Rows] = [()] * len(pages)
    for section in drawing.sections:
        page = max(0, bisect_left(starts, section.end) - 1)  # the page in which the section ends
        rows[page] += section.rows
    for (start, end), keyboard in zip(pages, rows, strict=True):
        text, entities = as_message(drawing.text, drawing.spans, start, end)
        shown = [each.about for each in drawing.sections if each.about and each.start < end and start < each.end]
        yield Part(Text(text, entities, keyboard), tuple(shown))


def _pages(drawing: Drawing) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each message, without those of blanks alone, which Telegram refuses."""
    start = 0
    while start < len(drawing.text):
        end = cut(drawing.text, drawing.spans, start, _reach(drawing, start), TEXT_UNITS)
        if is_visible(drawing.text[start:end]):
            yield start, end
        start = end


def _reach(drawing: Drawing, start: int) -> int:
    """Return how far a message from ``start`` may go so that its buttons fit below it."""
    buttons = 0
    for section in drawing.sections:
        if section.end > start:
            buttons += sum(map(len, section.rows))
            if buttons > BUTTONS and section.start > start:
                return section.start
    return len(drawing.text)
