"""The exported files hold everything, exactly."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import UsageError
from bot.core.identity import Address, ConversationKind
from bot.core.languages import LANGUAGES
from bot.core.model.digests import PaperSignal, Signal
from bot.core.model.notes import Note
from bot.core.model.spaces import Space
from bot.core.model.todos import Todo, TodoKind, TodoState
from bot.locales.catalogue import catalogue
from handlers.export.as_json import Export, as_json
from handlers.export.as_markdown import as_markdown, fenced
from handlers.export.everything import Everything
from handlers.export.export import parse_format
from handlers.todos.destination import Destination
from handlers.todos.drafts import TodoDraft, parse_drafts

NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)
SPACE = Space(1, Address("console", "local", "me"), ConversationKind.PRIVATE, "zh", "Asia/Shanghai", NOON)
BODY = "要点：\n```python\nx = '`'\n```\n$\\alpha$ 🙂\t\n"


def todo(number: int, text: str, parent: int | None = None, kind: TodoKind = TodoKind.ITEM, priority: int = 0) -> Todo:
    due = date(2025, 7, 1) if priority else None
    return Todo(number, 1, number, parent, kind, text, "", TodoState.OPEN, due, priority, number, NOON)


def everything(body: str = BODY) -> Everything:
    note = Note(9, 1, 12, "me", "Emu2", "2312.13286", body, ("多模态",), date(2025, 6, 11), NOON, NOON, 1)
    todos = [
        todo(1, "Reading", kind=TodoKind.SECTION),
        todo(2, "Vision", parent=1),
        todo(3, "MAE loss", parent=2, priority=2),
    ]
    return Everything(
        space=SPACE,
        exported_at=NOON,
        notes=[note],
        files={},
        todos=todos,
        subscriptions=[],
        opinions=[PaperSignal("2106.09685", Signal.LIKED, NOON)],
        preferences={"word:扩散": 0.0},
        titles={"2106.09685": "LoRA"},
        imported={},
    )


@given(st.text())
def test_the_text_between_the_fences_is_the_note(body: str) -> None:
    opening, rest = fenced(body).split("\n", 1)
    fence = opening.removesuffix("text")
    assert rest == f"{body}\n{fence}"
    assert set(fence) == {"`"}
    assert fence not in body


@given(st.text(st.characters(codec="utf-8")))
def test_the_json_export_gives_every_note_back_exactly(body: str) -> None:
    export = msgspec.json.decode(as_json(everything(body)), type=Export)
    assert export.notes[0].body == body
    assert export.notes[0].tags == ("多模态",)
    assert [(each.number, each.parent) for each in export.todos] == [(1, None), (2, 1), (3, 2)]
    assert export.opinions == (PaperSignal("2106.09685", Signal.LIKED, NOON),)
    assert export.preferences == {"word:扩散": 0.0}
    assert export.settings.timezone == "Asia/Shanghai"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_markdown_export_holds_notes_list_and_opinions(code: str) -> None:
    text = as_markdown(everything(), catalogue(code))
    assert fenced(BODY) in text
    assert "### 12. Emu2" in text
    assert "LoRA <https://arxiv.org/abs/2106.09685>" in text
    assert "- word:扩散 × 0" in text


def test_the_exported_list_can_be_pasted_back_into_todo_add() -> None:
    text = as_markdown(everything(), catalogue("en"))
    pasted = text.split("## Reading list\n")[1].split("\n## ")[0]
    assert parse_drafts(pasted) == (
        TodoDraft("Vision", destination=Destination(section="Reading")),
        TodoDraft("MAE loss", parent=0, due="2025-07-01", priority=2),
    )


def test_the_format_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    assert parse_format("") == ("markdown", "json")
    assert parse_format(" MD ") == ("markdown",)
    assert parse_format("json") == ("json",)
    with pytest.raises(UsageError):
        parse_format("docx")
