"""A message as one long text with spans and with the positions of its papers and buttons; pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, auto
from itertools import pairwise

from msgspec import structs
from telegram.constants import MessageEntityType

from bot.adapters.shared.splitting import utf16
from bot.adapters.telegram.characters import (
    WORD_JOINER,
    false_links,
    isolated,
    quiet,
    sendable,
    web_address,
)
from bot.adapters.telegram.entities import Span
from bot.adapters.telegram.keyboard import Rows, boxes_of, numbers_of, rows_of
from bot.adapters.telegram.limits import COMMAND_CHARACTERS, TEXT_UNITS
from bot.core import messages as m
from bot.core.parsing import shorten
from bot.core.subjects import Subject

_RULE = "──────────"
_DOT = " · "
_BOXES = {"": "", "open": "☐", "done": "☑", "dropped": "☒"}
_BULLET = "•"
_INDENT = "    "
_MAX_DEPTH = 8
ABSTRACT_SHOWN = 1500
"""Characters of an abstract inside a digest: arXiv's are seldom longer, and ten titles still fit above it."""
_BARE_COMMAND = re.compile(rf"/[a-z0-9_]{{1,{COMMAND_CHARACTERS}}}")

_UNLINKABLE = frozenset({MessageEntityType.CODE, MessageEntityType.TEXT_LINK})
_KINDS: dict[type[m.Node], tuple[MessageEntityType, ...]] = {
    m.Bold: (MessageEntityType.BOLD,),
    m.Italic: (MessageEntityType.ITALIC,),
    m.Code: (MessageEntityType.CODE,),
    m.Marked: (MessageEntityType.BOLD, MessageEntityType.UNDERLINE),
    m.Spoiler: (MessageEntityType.SPOILER,),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One block as drawn: ``text[start:end]``, the rows of buttons below it, and the paper it shows."""

    start: int
    end: int
    rows: Rows = ()
    about: Subject | None = None


@dataclass(slots=True)
class Drawing:
    """``spans`` are sorted by their starts."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


class Detail(IntEnum):
    """The lines of a paper among several, from all to the title alone."""

    TITLE = auto()
    FACTS = auto()
    GIST = auto()
    ABSTRACT = auto()


_SHORTER = ((Detail.FACTS, ABSTRACT_SHOWN), (Detail.TITLE, ABSTRACT_SHOWN), (Detail.TITLE, ABSTRACT_SHOWN // 3))


def draw(blocks: Sequence[m.Block]) -> Drawing:
    """Draw the blocks below each other, without those that have no text (files, input boxes).

    Several papers in one block stay in one message, with fewer details if they would not fit: such a message is
    edited when one of them opens, and an edit cannot add a message.
    """
    drawing = _drawn(blocks)
    for detail, abstract in _SHORTER:
        if utf16(drawing.text) <= TEXT_UNITS or not any(isinstance(block, m.Papers) for block in blocks):
            break
        drawing = _drawn(blocks, detail, abstract)
    return drawing


def _drawn(blocks: Sequence[m.Block], detail: Detail = Detail.GIST, abstract_shown: int = ABSTRACT_SHOWN) -> Drawing:
    pen = _Pen()
    drawing = Drawing()
    several = sum(isinstance(block, m.PaperCard) for block in blocks) > 1
    position = 0
    previous: m.Block | None = None
    for block in blocks:
        if isinstance(block, m.Papers):
            pen.gap("\n\n" if previous else "")
            drawing.sections.extend(_papers(pen, _with_abstracts(block, abstract_shown), detail))
            previous = block
            continue
        position += isinstance(block, m.PaperCard)
        before = pen.length
        pen.gap(_gap(previous, block) if previous else "")
        start = pen.length
        pen.block(block, position if several else 0)
        if pen.length == start:
            pen.take_back(before)
        else:
            previous = block
        drawing.sections.append(_section(block, min(start, pen.length), pen.length, position if several else 0))
    if boxes := [item for block in blocks if isinstance(block, m.Items) for item in block.items if item.action]:
        above = next((place for place, each in enumerate(drawing.sections) if each.rows), len(drawing.sections))
        drawing.sections.insert(above, Section(pen.length, pen.length, boxes_of(boxes)))
    drawing.text = pen.text
    drawing.spans = sorted(pen.spans, key=lambda span: (span.start, -span.end))
    return _without_false_links(drawing)


def _with_abstracts(papers: m.Papers, shown: int) -> m.Papers:
    cards = (structs.replace(card, abstract=shorten(card.abstract, shown)) for card in papers.cards)
    return structs.replace(papers, cards=tuple(cards))


def _papers(pen: "_Pen", papers: m.Papers, detail: Detail) -> Iterator[Section]:
    """Draw several papers, and below them a row of their numbers and the buttons of the paper that is open.

    The others show only their titles then. A paper alone has its buttons at once, with one that opens it.
    """
    opened = next((card for card in papers.cards if card.rank == papers.opened), None)
    for index, card in enumerate(papers.cards):
        pen.gap("\n\n" if index else "")
        start = pen.length
        pen.card(card, card.rank, Detail.ABSTRACT if card is opened else Detail.TITLE if opened else detail)
        yield Section(start, pen.length, about=Subject.paper(card.paper_id) if card.paper_id else None)
    if len(papers.cards) == 1:
        (card,) = papers.cards
        yield Section(pen.length, pen.length, rows_of((*card.buttons, *([card.unfold] if card.unfold else []))))
        return
    numbers = numbers_of(papers.cards, papers.opened)
    yield Section(pen.length, pen.length, (*numbers, *(rows_of(opened.buttons) if opened else ())))


def _without_false_links(drawing: Drawing) -> Drawing:
    """Break the links that Telegram would make of categories and file names, except in code and in our own links."""
    exempt = [span for span in drawing.spans if span.kind in _UNLINKABLE]
    breaks = [at for at in false_links(drawing.text) if not any(span.start <= at < span.end for span in exempt)]
    if not breaks:
        return drawing

    def moved(position: int) -> int:
        return position + bisect_left(breaks, position) * len(WORD_JOINER)

    text = WORD_JOINER.join(drawing.text[start:end] for start, end in pairwise([0, *breaks, len(drawing.text)]))
    spans = [replace(span, start=moved(span.start), end=moved(span.end)) for span in drawing.spans]
    sections = [replace(each, start=moved(each.start), end=moved(each.end)) for each in drawing.sections]
    return Drawing(text, spans, sections)


def _section(block: m.Block, start: int, end: int, position: int) -> Section:
    match block:
        case m.PaperCard(buttons=buttons, rank=rank, paper_id=paper_id):
            rows = rows_of(buttons, (rank or position) if position else 0)
            return Section(start, end, rows, Subject.paper(paper_id) if paper_id else None)
        case m.Buttons(buttons):
            return Section(start, end, rows_of(buttons))
        case _:
            return Section(start, end)


def _gap(previous: m.Block, block: m.Block) -> str:
    """Return the line ends between two blocks: one if they belong together, else a blank line."""
    leads = isinstance(previous, m.Heading | m.Paragraph)
    follows = isinstance(block, m.Paragraph | m.Items | m.Table | m.Quote)
    return "\n" if leads and follows else "\n\n"


class _Pen:
    def __init__(self) -> None:
        self.length = 0
        self.spans: list[Span] = []
        self._written: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._written)

    def gap(self, blank: str) -> None:
        self._written.append(blank)
        self.length += len(blank)

    def take_back(self, length: int) -> None:
        """Forget the gap before a block that drew nothing."""
        if self.length > length:
            self._written.pop()
            self.length = length

    def write(self, text: str, *kinds: MessageEntityType, url: str = "") -> None:
        if not text:
            return
        start = self.length
        text = sendable(text)
        self._written.append(text)
        self.length += len(text)
        self._cover(start, *kinds)
        if url:
            self.spans.append(Span(start, self.length, MessageEntityType.TEXT_LINK, url))

    def block(self, block: m.Block, position: int) -> None:
        match block:
            case m.Heading(content):
                self._inlines(content, MessageEntityType.BOLD)
            case m.Paragraph(content):
                self._inlines(content)
            case m.Verbatim(text):
                self.write(text)
            case m.Quote(content):
                start = self.length
                self._inlines(content)
                self._cover(start, MessageEntityType.BLOCKQUOTE)
            case m.Divider():
                self.write(_RULE)
            case m.Items(items):
                self._items(items)
            case m.Table(rows):
                self._table(rows)
            case m.PaperCard():
                self.card(block, block.rank or position)
            case m.Buttons() | m.Prompt() | m.Attachment() | m.Document() | m.Papers():
                pass

    def _cover(self, start: int, *kinds: MessageEntityType) -> None:
        if self.length > start:
            self.spans.extend(Span(start, self.length, kind) for kind in kinds)

    def _inlines(self, content: m.Inlines, around: MessageEntityType | None = None, indent: str = "") -> None:
        """Write ``content``, covered by ``around``; lines after the first begin with ``indent``."""
        start = self.length
        for inline in content:
            if isinstance(inline, m.Link):
                self._link(inline)
                continue
            kinds = _KINDS.get(type(inline), ())
            if isinstance(inline, m.Code) and _BARE_COMMAND.fullmatch(inline.text):
                kinds = ()  # as plain text Telegram makes it a command to tap
            text = sendable(inline.text).replace("\n", f"\n{indent}")
            self.write(text, *(kind for kind in kinds if kind != around))
        if around:
            self._cover(start, around)

    def _link(self, link: m.Link) -> None:
        url = web_address(link.url)
        self.write(isolated(link.text), url=url)
        if not url and link.url != link.text:
            self.write(f" ({link.url})")

    def _items(self, items: Iterable[m.ListItem]) -> None:
        bullet = "" if any(item.marker for item in items) else _BULLET
        for number, item in enumerate(items):
            self.gap("\n" if number else "")
            indent = _INDENT * min(item.depth, _MAX_DEPTH)
            marker = f"{isolated(item.marker)}." if item.marker else ""
            signs = [sign for sign in (marker, _BOXES[item.box]) if sign] or [bullet]
            self.write(indent + "".join(f"{sign} " for sign in signs if sign))
            around = MessageEntityType.STRIKETHROUGH if item.box == "dropped" else None
            self._inlines(item.content, around, indent + _INDENT)

    def _table(self, rows: Iterable[m.Row]) -> None:
        for number, row in enumerate(rows):
            self.gap("\n" if number else "")
            self.write(f"{row.label}:", MessageEntityType.BOLD)
            self.write(" ")
            self._inlines(row.content, indent=_INDENT)

    def card(self, card: m.PaperCard, rank: int = 0, detail: Detail = Detail.GIST) -> None:
        self.write(f"{rank}. " if rank else "")
        url = web_address(card.url)
        self.write(isolated(card.title) if url else quiet(card.title), MessageEntityType.BOLD, url=url)
        if detail is Detail.TITLE:
            return
        self._line(_DOT.join(filter(None, map(quiet, card.facts))), MessageEntityType.ITALIC)
        if card.links:
            self.gap("\n")
            self._inlines(card.links)
        if detail is Detail.ABSTRACT:
            self._line(quiet(card.abstract), MessageEntityType.EXPANDABLE_BLOCKQUOTE)
        elif detail is Detail.GIST:
            self._line(quiet(card.gist))
        for reason in card.reasons:
            self._line(f"– {quiet(reason)}")

    def _line(self, text: str, *kinds: MessageEntityType) -> None:
        if text:
            self.gap("\n")
            self.write(text, *kinds)
