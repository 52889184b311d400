"""Lists: bullets, numbered lines and, for items whose box has an action, checkboxes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bot.adapters.shared.splitting import batches, pieces, utf16
from bot.adapters.slack import limits
from bot.adapters.slack.blockkit import blocks
from bot.adapters.slack.blockkit.mrkdwn import Json, clean, escape, escaped_size, is_link, mrkdwn, plain_text
from bot.core import messages as m

_GLYPHS = {"": "", "open": "☐ ", "done": "☑ ", "dropped": "☒ "}

_Draw = Callable[[Sequence[m.ListItem]], Iterator[Json]]


def draw(items: Sequence[m.ListItem]) -> Iterator[Json]:
    """Draw each run of items that look alike in as few blocks as its length allows."""
    labels = all(not _is_linked(item) and len(_label(item)) <= 2 for item in items)
    for drawing, run in groupby(items, lambda item: _drawing(item, labels=labels)):
        yield from drawing(list(run))


def _drawing(item: m.ListItem, *, labels: bool) -> _Draw:
    """With ``labels``, every item fits the label of a box; otherwise all boxes stand at the ends of their lines."""
    words = m.plain(item.content)
    if words and item.action and item.box in {"open", "done"}:
        if labels:
            return _boxes
        if utf16(_mrkdwn(item)) <= limits.SECTION_CHARACTERS:
            return _lines_with_boxes
    if words and not item.marker and not item.box and utf16(words) <= limits.RICH_TEXT_CHARACTERS:
        return _bullets
    return _lines


def _boxes(items: Sequence[m.ListItem]) -> Iterator[Json]:
    """Draw checkboxes with labels."""
    for batch in batches(items, limits.CHECKBOXES):
        options = [_option(item) for item in batch]
        element = blocks.checkboxes(options, [item.box == "done" for item in batch])
        yield {"type": "actions", "elements": [element]}


def _option(item: m.ListItem) -> Json:
    first, *second = _label(item)
    option = {"text": plain_text(first, limits.OPTION_CHARACTERS), "value": clean(item.action)}
    return option | {"description": plain_text(second[0], limits.OPTION_CHARACTERS)} if second else option


def _label(item: m.ListItem) -> list[str]:
    """Return the label of a box and, if the text is longer, the description below it."""
    return pieces(clean(_before(item) + m.plain(item.content)), limits.OPTION_CHARACTERS, escaped_size)


def _lines_with_boxes(items: Sequence[m.ListItem]) -> Iterator[Json]:
    """Draw each item as a line with a box at its end, because the label of a box is short and holds no links."""
    for item in items:
        option = {"text": plain_text(item.marker or "✓", limits.OPTION_CHARACTERS), "value": clean(item.action)}
        yield blocks.section(_mrkdwn(item), blocks.checkboxes([option], [item.box == "done"]))


def _mrkdwn(item: m.ListItem) -> str:
    return escape(_before(item)) + mrkdwn(item.content)


def _bullets(items: Sequence[m.ListItem]) -> Iterator[Json]:
    for depth, run in groupby(items, lambda item: min(item.depth, limits.LIST_DEPTH)):
        batch: list[list[Json]] = []
        size = 0
        for item in run:
            elements = blocks.inlines(item.content)
            length = sum(utf16(each["text"]) for each in elements)
            if batch and size + length > limits.RICH_TEXT_CHARACTERS:
                yield blocks.bullets(batch, depth)
                batch, size = [], 0
            batch.append(elements)
            size += length
        yield blocks.bullets(batch, depth)


def _lines(items: Sequence[m.ListItem]) -> Iterator[Json]:
    elements: list[Json] = []
    for item in items:
        styles = ["strike"] if item.box == "dropped" else []
        newline = [blocks.text("\n")] if elements else []
        before = blocks.text(_before(item) + _GLYPHS[item.box])
        elements += [*newline, before, *blocks.inlines(item.content, *styles)]
    yield from blocks.rich_text(elements)


def _before(item: m.ListItem) -> str:
    """Return the indentation and the number."""
    dot = "." if item.marker.isdigit() else ""
    return "\u2003" * min(item.depth, limits.LIST_DEPTH) + (f"{item.marker}{dot} " if item.marker else "")


def _is_linked(item: m.ListItem) -> bool:
    return any(isinstance(inline, m.Link) and is_link(inline.url) for inline in item.content)
