"""Messages as rich renderables, for a person at a terminal.

Indentation, weight and blank lines show the structure, without boxes. Lines have no padding, so that copied text has
none either.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.style import Style
from rich.text import Text

from bot.adapters.console import theme
from bot.adapters.console.layout import separated
from bot.adapters.console.visible import visible
from bot.adapters.console.wrap import line_breaks
from bot.adapters.shared.urls import safe_url
from bot.core import messages as m

_STYLES: dict[type[m.Node], str] = {
    m.Bold: "bold",
    m.Italic: "italic",
    m.Code: theme.CODE,
    m.Marked: theme.MARKED,
    m.Spoiler: theme.QUIET,
    m.Link: theme.LINK,
}


def render(message: m.Message, first: int = 1, *, hyperlinks: bool = True) -> Group:
    """Draw a message; ``first`` is the number of the first button that can be pressed.

    Without ``hyperlinks`` (for a terminal without styles) a link's address follows its text.
    """
    blank: RenderableType = Text()
    return Group(*separated(message, _Drawing(count(first), hyperlinks=hyperlinks).block, blank))


@dataclass(frozen=True, slots=True)
class Flow:
    """Text that wraps at the terminal's width, with ``first`` before its first line and ``rest`` before the others."""

    text: Text
    first: Text = field(default_factory=Text)
    rest: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        prefix = self.first
        for line in self.text.split("\n", allow_blank=True):
            line.expand_tabs(8)
            for part in line.divide(line_breaks(line.plain, options.max_width - self.rest.cell_len)):
                part.rstrip()
                yield from Text.assemble(prefix, part).render(console, end="\n")
                prefix = self.rest


def _hanging(text: Text, first: Text) -> Flow:
    """Return ``text`` with all lines indented to where the first begins after ``first``."""
    return Flow(text, first, Text(" " * first.cell_len))


def _on_one_line(text: str) -> str:
    """Return text for a table column, which tabs and newlines would break."""
    return visible(text).replace("\t", " ").replace("\n", " ")


class _Drawing:
    def __init__(self, numbers: Iterator[int], *, hyperlinks: bool) -> None:
        self._numbers = numbers
        self._hyperlinks = hyperlinks

    def block(self, block: m.Single) -> Iterable[RenderableType]:  # noqa: C901, PLR0911  (one case a block)
        match block:
            case m.Heading(content):
                return [Flow(self._text(content, theme.HEADING))]
            case m.Paragraph(content):
                return [Flow(self._text(content))]
            case m.Verbatim(text):
                return [Flow(Text(visible(text)))]
            case m.Quote(content):
                bar = Text(theme.QUOTE_BAR, theme.QUIET)
                return [Flow(self._text(content), bar, bar)]
            case m.Divider():
                return [Text(theme.RULE, theme.QUIET)]
            case m.Items(items):
                return self._items(items)
            case m.Table(rows):
                return self._table(rows)
            case m.Buttons(buttons):
                return [Flow(self._buttons(buttons))]
            case m.PaperCard():
                return self._card(block)
            case m.Prompt(label, command):
                return [Flow(Text(visible(f"{label}  {command}"), theme.QUIET))]
            case m.Attachment(name, url=url):
                return [Flow(Text(theme.DOCUMENT) + self._text((m.Link(name, url) if url else m.Text(name),)))]
            case m.Document(name, _, content):
                return [Flow(Text(theme.DOCUMENT + visible(name), theme.QUIET)), Flow(Text(visible(content)))]

    def _text(self, content: m.Inlines, style: str = "") -> Text:
        text = Text(style=style)
        for inline in content:
            text.append(visible(inline.text), self._style(inline))
            if isinstance(inline, m.Link) and not self._hyperlinks and inline.url != inline.text:
                text.append(f" <{safe_url(inline.url)}>")
        return text

    def _style(self, inline: m.Inline) -> Style:
        style = Style.parse(_STYLES.get(type(inline), ""))
        return style + Style(link=safe_url(inline.url)) if isinstance(inline, m.Link) else style

    def _items(self, items: tuple[m.ListItem, ...]) -> Iterable[RenderableType]:
        """Draw the numbers in their own column, so that they are easy to find at any depth."""
        column = max((cell_len(_on_one_line(item.marker)) for item in items), default=0)
        for item in items:
            marker = _on_one_line(item.marker)
            first = Text(" " * (column - cell_len(marker)) + marker, theme.NUMBER)
            first.append(" " * bool(column) + "  " * min(item.depth, theme.MAX_DEPTH), "")
            if item.box or not column:
                first.append(theme.BOXES[item.box] + " ")
            yield _hanging(self._text(item.content, theme.DROPPED if item.box == "dropped" else ""), first)

    def _table(self, rows: tuple[m.Row, ...]) -> Iterable[RenderableType]:
        labels = [_on_one_line(row.label) for row in rows]
        column = max(map(cell_len, labels), default=0)
        for label, row in zip(labels, rows, strict=True):
            yield _hanging(self._text(row.content), Text(label + " " * (column - cell_len(label) + 2), theme.QUIET))

    def _buttons(self, buttons: tuple[m.Button, ...]) -> Text:
        return Text("   ").join(self._button(button) for button in buttons)

    def _button(self, button: m.Button) -> Text:
        if button.url:
            return self._text((m.Link(button.label, button.url),))
        label = _on_one_line(button.label).replace(" ", "\u00a0")
        return Text.assemble((f"[{next(self._numbers)}]", theme.NUMBER), "\u00a0", label)

    def _card(self, card: m.PaperCard) -> Iterable[RenderableType]:
        rank = f"{card.rank}. " if card.rank else ""
        margin = Text(" " * max(len(rank), 2))
        title = Text(visible(card.title), Style.parse(theme.TITLE) + Style(link=safe_url(card.url)))
        yield Flow(title, Text(rank, theme.NUMBER) if rank else Text(), margin if rank else Text())
        for text in self._details(card):
            yield Flow(text, margin, margin)

    def _details(self, card: m.PaperCard) -> Iterable[Text]:
        facts = [*card.facts, safe_url(card.url).removeprefix("https://")]
        yield Text(theme.DOT.join(visible(fact) for fact in facts if fact), theme.QUIET)
        if card.links:
            yield self._text(card.links)
        if card.gist:
            yield Text(visible(card.gist))
        for reason in card.reasons:
            yield Text(visible(reason), theme.REASON)
        if card.buttons:
            yield self._buttons(card.buttons)
