"""The export for people: one Markdown file for any editor, with the text of notes unchanged in fences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from bot.core.languages import LANGUAGES
from bot.core.model.digests import Signal
from bot.core.model.notes import Attached, Note
from bot.core.model.spaces import Space
from bot.core.model.todos import Todo, TodoState
from bot.core.ports.text import Translator
from handlers.export.everything import Everything
from handlers.subscriptions.as_typed import as_typed
from handlers.todos.view import EVERY_STATE, Line, lines_of

DEEPEST_INDENTED = 50
"""Levels of the list that are indented; the JSON export has every level."""

_BACKTICKS = re.compile("`+")
_MARKS = {Signal.LIKED: "export-liked", Signal.DISLIKED: "export-disliked", Signal.OPENED: "export-opened"}
_BOXES = {TodoState.OPEN: "[ ]", TodoState.DONE: "[x]", TodoState.DROPPED: "[x]"}


def fenced(body: str) -> str:
    """Put ``body`` between fences longer than any run of backticks in it.

    The text from the newline after the first fence to the newline before the last fence is exactly ``body``.
    """
    longest = max((len(run) for run in _BACKTICKS.findall(body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{body}\n{fence}"


def note_lines(note: Note, files: Sequence[Attached]) -> Iterator[str]:
    heading = f"{note.number}. {' '.join(note.title.split())}" if note.title else f"{note.number}."
    paper = f"<https://arxiv.org/abs/{note.paper_id}>" if note.paper_id else ""
    facts = [note.written_on.isoformat(), note.author, paper, " ".join(f"`#{tag}`" for tag in note.tags)]
    yield from (f"### {heading}", "", " · ".join(fact for fact in facts if fact), "", fenced(note.body), "")
    if files:
        yield from (*(f"- 📎 {' '.join(file.name.split())}" for file in files), "")


def todo_lines(todos: Sequence[Todo], titles: Mapping[str, str]) -> Iterator[str]:
    """The list as ``/todo add`` reads it: headings for sections, checkboxes, options at the end."""
    for section, lines in groupby(lines_of(todos, EVERY_STATE), key=lambda line: line.section):
        if section is not None:
            yield from (f"### {' '.join(section.text.split())}", "")
        for line in lines:
            yield _todo_line(line, titles)
        yield ""


def _todo_line(line: Line, titles: Mapping[str, str]) -> str:
    todo = line.todo
    indent = "  " * min(line.depth, DEEPEST_INDENTED)
    text = todo.text.replace("\n", f"\n{indent}  ")
    title = titles.get(todo.paper_id, "")
    options = [
        f"({title})" if title and title not in text else "",
        f"due {todo.due}" if todo.due else "",
        "!" * todo.priority,
    ]
    shown = f"~~{text}~~" if todo.state is TodoState.DROPPED else text
    return " ".join((f"{indent}- {_BOXES[todo.state]} {shown}", *(option for option in options if option)))


def as_markdown(everything: Everything, language: Translator) -> str:
    """The whole file, its headings in ``language``."""

    def part(key: str, lines: Iterable[str]) -> list[str]:
        """A heading and its lines; nothing without lines."""
        content = list(lines)
        return [f"## {language.text(key)}", "", *content, ""] if content else []

    title = ["# " + language.text("export-title"), "", everything.exported_at.isoformat(timespec="seconds"), ""]
    notes = chain.from_iterable(note_lines(note, everything.files.get(note.id, ())) for note in everything.notes)
    parts = (
        title,
        part("export-settings", _settings(everything.space, language)),
        part("export-subscriptions", (f"{each.number}. {as_typed(each.wanted)}" for each in everything.subscriptions)),
        part("export-opinions", _opinions(everything, language)),
        part("export-preferences", (f"- {each} × {weight:g}" for each, weight in everything.preferences.items())),
        part("export-todos", todo_lines(everything.todos, everything.titles)),
        part("export-notes", notes),
    )
    return "\n".join(chain.from_iterable(parts))


def _settings(space: Space, language: Translator) -> Iterator[str]:
    values = {
        "settings-language": LANGUAGES[space.language],
        "settings-timezone": space.timezone,
        "settings-surprises": language.text("settings-on" if space.surprises else "settings-off"),
    }
    return (f"- {language.text(key)}: {value}" for key, value in values.items())


def _opinions(everything: Everything, language: Translator) -> Iterator[str]:
    for each in everything.opinions:
        title = everything.titles.get(each.paper_id, "")
        mark = language.text(_MARKS[each.signal])
        yield " ".join(filter(None, (f"- {mark}:", title, f"<https://arxiv.org/abs/{each.paper_id}>")))
