"""To-dos read from the text after ``/todo add``. Pure, and linear in the text's length.

The grammar of a line is ``TEXT [under NUMBER | in "SECTION"] [due DAY] [! | !! | !!!]``, the options
last and in any order. ``in SECTION:``, ``under NUMBER:`` or a Markdown heading in front applies to all lines after it.
"""

import re
from dataclasses import dataclass, replace

from bot.core.errors import PersonError, UsageError
from bot.core.model.todos import TodoState
from handlers.todos.destination import QUOTED, Destination, leading_destination, section_name
from handlers.todos.due import is_day, unread_day

MOST_DRAFTS = 2_000
"""Items per message. About a thousand are numbered and indexed per second."""

_OPTION = re.compile(
    rf"(?:^|\s)(?:due\s+(?P<due>\S+)|under\s+#?(?P<number>[0-9]{{1,9}})|(?:in|under)\s+{QUOTED}|(?P<priority>[!！]{{1,3}}))$"
)
_OPTION_REACH = 300
"""Characters at the end of a line that are searched for options: more than the longest option has."""

_HEADING = re.compile(r"#{1,6}[ \t]+(?P<name>\S.{0,200})")
_LINE = re.compile(
    r"(?P<indent>[ \t\u3000]*)(?:[-*+•](?:[ \t]+|$))?(?:\[(?P<box>[ xX])\](?:[ \t]+|$))?(?P<text>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class TodoDraft:
    """One line about to become an item.

    ``parent`` is the index of the draft it is nested under. Without a parent it goes to ``destination``, or to the end
    of the list. ``due`` is a day as typed, for :func:`~handlers.todos.due.due_date`. ``unread`` is the part of ``text``
    that was probably meant as a day.
    """

    text: str
    parent: int | None = None
    destination: Destination | None = None
    due: str = ""
    priority: int = 0
    state: TodoState = TodoState.OPEN
    unread: str = ""


def parse_drafts(text: str) -> tuple[TodoDraft, ...]:
    """Every line that is not blank as a draft, parents before their children.

    Raises ``UsageError`` when there is none and ``PersonError`` when there are more than :data:`MOST_DRAFTS`.
    """
    destination, text = leading_destination(text)
    drafts: list[TodoDraft] = []
    open_indents: list[tuple[int, int]] = []  # (columns, index) of the drafts the next line may be nested under
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    for line in lines:
        heading = _HEADING.fullmatch(line) if len(lines) > 1 else None
        if heading is not None:
            destination, open_indents = Destination(section=section_name(heading["name"])), []
            continue
        columns, draft = _read_line(line)
        if not draft.text:
            continue
        while open_indents and open_indents[-1][0] >= columns:
            open_indents.pop()
        if draft.destination is None:
            parent = open_indents[-1][1] if open_indents else None
            draft = replace(draft, parent=parent, destination=destination if parent is None else None)
        open_indents.append((columns, len(drafts)))
        drafts.append(draft)
    if not drafts:
        raise UsageError("todo-nothing")
    if len(drafts) > MOST_DRAFTS:
        raise PersonError("todo-too-many", count=len(drafts), most=MOST_DRAFTS)
    return tuple(drafts)


def _read_line(line: str) -> tuple[int, TodoDraft]:
    """The columns a line is indented by, and the line as a draft without a parent."""
    match = _LINE.fullmatch(line)
    assert match is not None, "every part of the pattern may be empty"
    columns = len(match["indent"].replace("\u3000", "  ").expandtabs(4))
    state = TodoState.DONE if match["box"] in {"x", "X"} else TodoState.OPEN
    return columns, replace(_take_options(match["text"]), state=state)


def _take_options(text: str) -> TodoDraft:
    """Take options off the end, each kind once, as long as some text stays in front of them."""
    draft = TodoDraft(text)
    while (match := _OPTION.search(draft.text, _reach(draft.text))) is not None:
        rest = draft.text[: match.start()].rstrip()
        due, number, quoted, priority = match.group("due", "number", "quoted", "priority")
        if not rest:
            break
        if priority and not draft.priority:
            draft = replace(draft, text=rest, priority=len(priority))
        elif due and not draft.due and is_day(due):
            draft = replace(draft, text=rest, due=due)
        elif number and draft.destination is None:
            draft = replace(draft, text=rest, destination=Destination(int(number)))
        elif quoted and quoted.strip() and draft.destination is None:
            draft = replace(draft, text=rest, destination=Destination(section=section_name(quoted)))
        else:
            break
    return replace(draft, unread="" if draft.due else unread_day(draft.text, _reach(draft.text)))


def _reach(text: str) -> int:
    return max(0, len(text) - _OPTION_REACH)
