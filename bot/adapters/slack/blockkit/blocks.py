"""The blocks of Block Kit (https://docs.slack.dev/reference/block-kit), each within its limits.

Rich text shows its text as it is: no character is markup, and no mention notifies anybody.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from bot.adapters.shared.splitting import batches, pieces, utf16
from bot.adapters.slack import limits
from bot.adapters.slack.blockkit.mrkdwn import Json, clean, escaped_size, is_link, plain_text, shortened, unescape
from bot.core import messages as m

T = TypeVar("T")

BUTTONS_IN_A_ROW = 5
"""An actions block may hold 25, but more than five do not stay on one line."""

PRESS = "press"
OPEN = "open"
MENU = "menu"
TICK = "tick"
PROMPT = "say:"
"""The prefixes of ``action_id``: for buttons with an action, buttons with a link, menus, checkboxes, and input boxes.
After the last one follows the command that the typed text belongs to.
"""

_TOKEN = re.compile(r"<[^<>|]*\|([^<>]*)>")
_STYLES: Mapping[type[m.Node], str] = {m.Bold: "bold", m.Italic: "italic", m.Code: "code", m.Marked: "bold"}


def text(words: str, *styles: str) -> Json:
    """Return a rich text element; ``styles`` are ``bold``, ``italic``, ``strike`` and ``code``."""
    return _styled({"type": "text", "text": clean(words)}, styles)


def inline(node: m.Inline, *styles: str) -> Json:
    """Return an inline as a rich text element. Slack has no spoilers, so they are plain text."""
    own = (*styles, _STYLES[type(node)]) if type(node) in _STYLES else styles
    if not isinstance(node, m.Link):
        return text(node.text, *own)
    if is_link(node.url):
        return _styled({"type": "link", "url": node.url, "text": clean(node.text) or node.url}, own)
    return text(f"{node.text} ({node.url})" if node.text != node.url else node.text, *own)


def inlines(content: m.Inlines, *styles: str) -> list[Json]:
    return [inline(node, *styles) for node in content]


def rich_text(content: Sequence[Json], kind: str = "section") -> list[Json]:
    """Return the elements in as few blocks as their length allows; none if they have no characters."""
    return [
        {"type": "rich_text", "elements": [{"type": f"rich_text_{kind}", "elements": chunk}]}
        for chunk in chunks(content, limits.RICH_TEXT_CHARACTERS)
    ]


def chunks(content: Sequence[Json], limit: int) -> Iterator[list[Json]]:
    """Cut the elements between words, so that the texts of each chunk have at most ``limit`` UTF-16 units."""
    rest = deque(content)
    for piece in pieces("".join(each["text"] for each in content), limit, utf16):
        chunk, missing = [], len(piece)
        while missing:
            element = rest.popleft()
            words = element["text"]
            if words:
                chunk.append({**element, "text": words[:missing]})
            if len(words) > missing:
                rest.appendleft({**element, "text": words[missing:]})
            missing -= min(missing, len(words))
        yield chunk


def bullets(items: Iterable[Sequence[Json]], indent: int) -> Json:
    """Return a block with a bulleted list. No item may be empty."""
    sections = [{"type": "rich_text_section", "elements": [each for each in item if each["text"]]} for item in items]
    element = {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": sections}
    return {"type": "rich_text", "elements": [element]}


def header(words: str) -> Json:
    return {"type": "header", "text": plain_text(words, limits.HEADER_CHARACTERS)}


def fits_header(words: str) -> bool:
    return words.isprintable() and not words.isspace() and 0 < escaped_size(words) <= limits.HEADER_CHARACTERS


def context(words: str) -> list[Json]:
    """Return small print in as few blocks as its length allows."""
    size = limits.CONTEXT_CHARACTERS
    texts = [plain_text(piece, size) for piece in pieces(clean(words), size, escaped_size)]
    return [{"type": "context", "elements": batch} for batch in batches(texts, limits.CONTEXT_TEXTS)]


def actions(buttons: Iterable[m.Button], menu: Sequence[m.Button] = ()) -> list[Json]:
    """Return rows of buttons, with the action as ``value``, and after them the menu.

    ``action_id`` is ``press:INDEX`` or, for a link, ``open:INDEX``. Slack also reports when a link is opened; nothing
    happens then unless the link has an action.
    """
    elements = []
    for index, each in enumerate(buttons):
        button: Json = {"type": "button", "text": plain_text(each.label, limits.BUTTON_CHARACTERS)}
        if each.url:
            button |= {"action_id": f"{OPEN}:{index}", "url": each.url}
        else:
            button |= {"action_id": f"{PRESS}:{index}"}
        if each.action:
            button |= {"value": clean(each.action)}
        if each.full_label:
            button |= {"accessibility_label": shortened(clean(each.full_label), limits.BUTTON_CHARACTERS)}
        elements.append(button)
    if menu:
        elements.append({"type": "overflow", "action_id": MENU, "options": [_option(each) for each in menu]})
    return [{"type": "actions", "elements": row} for row in batches(elements, BUTTONS_IN_A_ROW)]


def fits_menu(button: m.Button) -> bool:
    """Return whether a menu can have this option, which always has an action."""
    return 0 < utf16(button.action) <= limits.OPTION_CHARACTERS


def _option(button: m.Button) -> Json:
    label = plain_text(button.full_label or button.label, limits.OPTION_CHARACTERS)
    option: Json = {"text": label, "value": clean(button.action)}
    return option | {"url": button.url} if button.url else option


def checkboxes(options: Sequence[Json], ticked: Sequence[bool]) -> Json:
    """Return an element with checkboxes; its ``action_id`` is ``tick``."""
    element: Json = {"type": "checkboxes", "action_id": TICK, "options": list(options)}
    initial = [option for option, done in zip(options, ticked, strict=True) if done]
    return {**element, "initial_options": initial} if initial else element


def section(mrkdwn: str, accessory: Json) -> Json:
    """Return a line of mrkdwn (at most ``limits.SECTION_CHARACTERS``) with a control at its end."""
    shown = {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}
    return {"type": "section", "text": shown, "accessory": accessory}


def words_of(node: Json) -> str:  # noqa: PLR0911  (one case a kind)
    """Return the text that a reader sees in a block or text object, without its buttons."""
    match node:
        case {"type": "plain_text" | "mrkdwn", "text": str(shown)}:
            return unescape(_TOKEN.sub(r"\1", shown))
        case {"type": "text" | "link", "text": str(shown)}:
            return shown
        case {"type": "header" | "section", "text": shown}:
            return words_of(shown)
        case {"type": "actions", "elements": elements}:
            options = (option for each in elements if each["type"] == "checkboxes" for option in each["options"])
            return "\n".join(
                words_of(shown) for option in options for shown in (option["text"], option.get("description")) if shown
            )
        case {"type": "rich_text_list" | "context", "elements": elements}:
            return "\n".join(map(words_of, elements))
        case {"elements": elements}:
            return "".join(map(words_of, elements))
    return ""


def labels_of(block: Json) -> str:
    """Return the labels of a block's buttons."""
    return " · ".join(words_of(each["text"]) for each in block.get("elements", ()) if each["type"] == "button")


def weight(node: Any) -> int:
    """Return the UTF-16 units of all texts and links in a block, which Slack may count for a message's limit."""
    if isinstance(node, list):
        return sum(map(weight, node))
    if not isinstance(node, dict):
        return 0
    own = sum(utf16(node[name]) for name in ("text", "url") if isinstance(node.get(name), str))
    return own + sum(map(weight, node.values()))


def _styled(element: Json, styles: Iterable[str]) -> Json:
    style = dict.fromkeys(styles, True)
    return {**element, "style": style} if style else element
