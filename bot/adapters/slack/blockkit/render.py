"""Messages as Block Kit, split at Slack's limits without losing a character."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.adapters.shared.documents import exact_bytes
from bot.adapters.slack import limits
from bot.adapters.slack.blockkit import blocks, lists, papers
from bot.adapters.slack.blockkit.mrkdwn import Json, is_link, literal, plain_text, shortened
from bot.core import messages as m
from bot.core.ports.adapters import Part
from bot.core.subjects import Subject

_COMMAND = re.compile(r"/(\w+)")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a message, and the escaped text for notifications and screen readers."""

    text: str
    blocks: tuple[Json, ...]

    @property
    def content(self) -> Json:
        """The arguments of the methods that post a message."""
        return {"text": self.text, "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes


class SlackRenderer:
    """``names`` maps the core's name to the slash command, for commands that have another name in Slack."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def render(self, message: m.Message) -> tuple[Part, ...]:
        """Return at least one part: :class:`Blocks` or a :class:`File`. Input boxes appear on pages only."""
        packing = _Packing()
        for block in message.blocks:
            match block:
                case m.Document(name, media_type, content) if content:
                    packing.put(File(name or "paperboy.txt", media_type, exact_bytes(content)))
                case m.PaperCard(paper_id=paper_id):
                    packing.add(self._block(block), Subject.paper(paper_id) if paper_id else None)
                case m.Papers(cards, opened):
                    for card in cards:
                        packing.add(papers.draw(card, is_open=card.rank == opened), Subject.paper(card.paper_id))
                case m.Prompt():
                    pass
                case _:
                    packing.add(self._block(block))
        return packing.parts()

    def page(self, message: m.Message) -> list[Json]:
        """Return all blocks of a Home tab."""
        return [drawn for block in message.blocks for drawn in self._block(block)]

    def _block(self, block: m.Block) -> list[Json]:  # noqa: C901, PLR0911, PLR0912  (one case a block)
        match block:
            case m.Heading(content):
                return self._heading(content)
            case m.Paragraph(content):
                return blocks.rich_text(self._inlines(content))
            case m.Verbatim(text):
                return blocks.rich_text([blocks.text(text)])
            case m.Quote(content):
                return blocks.rich_text(self._inlines(content), "quote")
            case m.Divider():
                return [{"type": "divider"}]
            case m.Items(items):
                return list(lists.draw(items))
            case m.Table(rows):
                return self._table(rows)
            case m.Buttons(buttons):
                return _buttons(buttons)
            case m.Prompt(label, command):
                return [_input(label, command)]
            case m.PaperCard():
                return papers.draw(block)
            case m.Papers(cards, opened):
                return [drawn for card in cards for drawn in papers.draw(card, is_open=card.rank == opened)]
            case m.Attachment(name, url=url):
                return blocks.rich_text(
                    [blocks.text("📎 "), blocks.inline(m.Link(name or url, url) if url else m.Text(name))]
                )
            case m.Document(name):
                return blocks.rich_text([blocks.text(f"📄 {name}")])

    def _heading(self, content: m.Inlines) -> list[Json]:
        words = m.plain(content)
        if all(isinstance(each, m.Text) for each in content) and blocks.fits_header(words):
            return [blocks.header(words)]
        return blocks.rich_text(self._inlines(content, "bold"))

    def _table(self, rows: tuple[m.Row, ...]) -> list[Json]:
        elements: list[Json] = []
        for row in rows:
            newline = [blocks.text("\n")] if elements else []
            label = blocks.text(self._named(row.label), "bold")
            elements += [*newline, label, blocks.text("  "), *self._inlines(row.content)]
        return blocks.rich_text(elements)

    def _inlines(self, content: m.Inlines, *styles: str) -> list[Json]:
        named = (m.Code(self._named(each.text)) if isinstance(each, m.Code) else each for each in content)
        return [blocks.inline(each, *styles) for each in named]

    def _named(self, text: str) -> str:
        """Return a command as it must be typed in Slack."""
        match = _COMMAND.match(text)
        if match is None or match[1] not in self._names:
            return text
        return "/" + self._names[match[1]].removeprefix("/") + text[match.end() :]


def _buttons(buttons: tuple[m.Button, ...]) -> list[Json]:
    """Return rows of buttons, with addresses that Slack would refuse written out instead."""
    links = [m.Link(each.label, each.url) for each in buttons if each.url and not is_link(each.url)]
    shown = (each for each in buttons if not each.url or is_link(each.url))
    return [*(block for link in links for block in blocks.rich_text([blocks.inline(link)])), *blocks.actions(shown)]


def _input(label: str, command: str) -> Json:
    """Return a text box that Enter sends."""
    element = {
        "type": "plain_text_input",
        "action_id": f"{blocks.PROMPT}{command}",
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "dispatch_action": True,
        "label": plain_text(label, limits.INPUT_LABEL_CHARACTERS),
        "element": element,
    }


class _Packing:
    """Fills one message after another; blocks added together share a message if they fit into one."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._blocks: list[Json] = []
        self._weight = 0
        self._about: list[Subject] = []

    def put(self, file: File) -> None:
        self._close()
        self._parts.append(Part(file))

    def add(self, drawn: list[Json], about: Subject | None = None) -> None:
        weights = [blocks.weight(block) for block in drawn]
        if not self._fits(weights):
            self._close()
        if about:
            self._about.append(about)
        for block, weight in zip(drawn, weights, strict=True):
            if not self._fits([weight]):
                self._close()
            self._blocks.append(block)
            self._weight += weight

    def parts(self) -> tuple[Part, ...]:
        """Return the packed parts: at least one, even when there is nothing to see."""
        self._close()
        if not self._parts:
            self.add(blocks.rich_text([blocks.text("…")]))
            self._close()
        return tuple(self._parts)

    def _fits(self, weights: list[int]) -> bool:
        """Return whether blocks of these weights still fit into the message."""
        if len(self._blocks) + len(weights) > limits.MESSAGE_BLOCKS:
            return False
        return self._weight + sum(weights) <= limits.MESSAGE_CHARACTERS

    def _close(self) -> None:
        if self._blocks:
            self._parts.append(Part(Blocks(_notification(self._blocks), tuple(self._blocks)), tuple(self._about)))
        self._blocks, self._weight, self._about = [], 0, []


def _notification(shown: list[Json]) -> str:
    """Return the text of the blocks; without any, the labels of their buttons."""
    lines = [line for line in map(blocks.words_of, shown) if line.strip()] or list(map(blocks.labels_of, shown))
    return literal(shortened("\n".join(lines), limits.NOTIFICATION_CHARACTERS)).strip() or "…"
