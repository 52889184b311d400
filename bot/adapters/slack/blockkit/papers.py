"""Papers: a few lines, the button of the reading list, and a menu with everything else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.adapters.slack import limits
from bot.adapters.slack.blockkit import blocks
from bot.adapters.slack.blockkit.mrkdwn import Json, is_link
from bot.core import messages as m

VISIBLE = 2
"""Controls below a paper that need no menu."""


@dataclass(frozen=True, slots=True)
class _Controls:
    buttons: Sequence[m.Button]
    menu: Sequence[m.Button] = ()
    links: Sequence[m.Link] = ()


def draw(card: m.PaperCard, *, is_open: bool = False) -> list[Json]:
    controls = _controls(card, is_open=is_open)
    rank = f"{card.rank}. " if card.rank else ""
    facts = (*card.facts, *(each.label for each in controls.menu if each.count))
    gist = [blocks.text(card.gist)] if card.gist else []
    first = _joined("  ", filter(None, (gist, _links(card, controls))))
    lines = [first, *([blocks.text(each, "italic")] for each in card.reasons)]
    return [
        *blocks.rich_text([blocks.text(rank, "bold"), blocks.inline(m.Link(card.title, card.url), "bold")]),
        *blocks.context(" · ".join(facts)),
        *blocks.rich_text(_joined("\n", (line for line in lines if line))),
        *(blocks.rich_text([blocks.text(card.abstract)], "quote") if is_open else ()),
        *blocks.actions(controls.buttons, controls.menu),
    ]


def _controls(card: m.PaperCard, *, is_open: bool) -> _Controls:
    """Keep the first button; the others are in its menu, and links that find no room there in the text."""
    buttons = [*card.buttons[:1], *([card.unfold] if card.unfold else []), *card.buttons[1:]]
    presses = [each for each in buttons if not each.url]
    links = [each for each in buttons if is_link(each.url)]
    refused = [each for each in buttons if each.url and not is_link(each.url)]
    if len(presses) + len(links) <= VISIBLE:
        return _Controls([*presses, *links], links=_as_text(refused))
    shown, *rest = presses or links
    offered = rest if not presses else [*(_turns(rest, is_open=is_open) if card.unfold else rest), *links]
    menu: dict[str, m.Button] = {}
    left: list[m.Button] = []
    for each in offered:
        if len(menu) < limits.MENU_OPTIONS and blocks.fits_menu(each) and each.action not in menu:
            menu[each.action] = each
        else:
            left.append(each)
    more = [each for each in left if not each.url]
    return _Controls([shown, *more], list(menu.values()), _as_text([each for each in left if each.url] + refused))


def _turns(rest: Sequence[m.Button], *, is_open: bool) -> Sequence[m.Button]:
    """Return the options of a paper that opens: those that find no room in its menu take the last places once open."""
    room = limits.MENU_OPTIONS
    over = rest[room:]
    return [*rest[: room - len(over)], *over] if is_open else rest[:room]


def _as_text(buttons: Iterable[m.Button]) -> Sequence[m.Link]:
    return [m.Link(each.label, each.url) for each in buttons]


def _links(card: m.PaperCard, controls: _Controls) -> list[Json]:
    return _joined(" · ", [*([blocks.inlines(card.links)] if card.links else []), *map(_inline, controls.links)])


def _inline(link: m.Link) -> list[Json]:
    return [blocks.inline(link)]


def _joined(between: str, parts: Iterable[list[Json]]) -> list[Json]:
    elements: list[Json] = []
    for part in parts:
        elements += [blocks.text(between), *part] if elements else part
    return elements
