"""Forms: their initial values, the effects of submitting one, and the errors of its fields."""

import json

import pytest

from bot.core.commands import FormView
from bot.core.events import ButtonPress
from bot.core.languages import LANGUAGES
from bot.core.model.todos import TodoState
from bot.core.parsing import shorten
from handlers.commands import COMMANDS
from tests.support.databases import on_sqlite
from tests.support.full_chat import FullChat, a_full_chat
from tests.support.wording import said, words

__all__ = ["a_full_chat"]

TITLE_LIMIT = 24
"""Longest title of a form, in characters: Slack's limit (https://docs.slack.dev/reference/views/modal-views)."""


async def opens(full_chat: FullChat, label: str) -> FormView:
    """The form that the newest button with this label opens."""
    return await form(full_chat, full_chat.button(label))


async def form(full_chat: FullChat, action: str) -> FormView:
    opened = await full_chat.app.dispatcher.form(full_chat.event(ButtonPress(action)))
    assert opened is not None
    return opened.view


def values(view: FormView) -> dict[str, str]:
    return {field.name: field.value for field in view.fields}


async def open_todos(full_chat: FullChat) -> list[tuple[str, int]]:
    """Text and priority of the items on the list."""
    async with full_chat.app.database.begin() as work:
        space = await work.spaces.ensure(full_chat.address, full_chat.kind, full_chat.clock())
        found = await work.todos.of_space(space, {TodoState.OPEN})
        return [(todo.text, todo.priority) for todo in found if todo.kind == "item"]


# A note


async def test_the_note_button_of_a_paper_opens_a_form_about_it(full_chat: FullChat) -> None:
    await full_chat.says("/paper 2312.13286")
    view = await opens(full_chat, "note")
    assert values(view) == {"about": "2312.13286", "text": ""}
    assert view.fields[0].hint == "Generative Models Learn in Context"


async def test_a_filled_form_is_a_note(full_chat: FullChat) -> None:
    assert (
        await full_chat.submits("note", "", about="https://arxiv.org/abs/2312.13286v2", text="Line one\n  line two")
        == {}
    )
    shown = await full_chat.says("/note show 1")
    assert "Generative Models Learn in Context" in shown
    assert "Line one\n  line two" in shown


async def test_the_form_of_a_paper_leaves_the_subject_of_its_message(full_chat: FullChat) -> None:
    await full_chat.says("/paper 2312.13286")
    card = full_chat.sent[-1].reference
    await full_chat.submits("note", "2312.13286", about="2312.13286", text="First thought")
    await full_chat.replies("Second thought", card)
    assert words("notes-heading-of", count=2, words="2312.13286") in await full_chat.says("/notes 2312.13286")


@pytest.mark.parametrize(
    ("about", "heading"),
    [("My own title", words("note-heading-about", number=1, title="My own title")), ("", "Note 1")],
)
async def test_a_note_may_be_about_a_title_or_nothing(full_chat: FullChat, about: str, heading: str) -> None:
    await full_chat.submits("note", "", about=about, text="A thought")
    assert (await full_chat.says("/note show 1")).startswith(f"{heading}\n")


async def test_a_message_saved_as_a_note_keeps_its_words_and_its_link(full_chat: FullChat) -> None:
    url = "https://example.slack.com/archives/C1/p1"
    argument = json.dumps({"url": url, "text": "Have a look at 2312.13286, it is good"})
    view = await form(full_chat, f"note.form:{argument}")
    assert values(view) == {"about": "2312.13286", "text": f"Have a look at 2312.13286, it is good\n\n{url}"}


async def test_a_message_is_saved_even_where_its_form_came_too_late(full_chat: FullChat) -> None:
    argument = json.dumps({"url": "https://example.org/1", "text": "Worth keeping"})
    await full_chat.happens(ButtonPress(f"note.form:{argument}"))
    assert "Worth keeping\n" in await full_chat.says("/note show 1")


@on_sqlite
@pytest.mark.parametrize(
    ("about", "text", "field", "sentence"),
    [
        ("2312.13286", " \n", "text", words("form-note-text-missing")),
        (
            "2312.13286 and some more words",
            "x",
            "about",
            words("form-note-about-unclear", text="2312.13286 and some more words"),
        ),
        ("t" * 301, "x", "about", words("form-note-about-unclear", text=shorten("t" * 301))),
    ],
)
async def test_an_invalid_field_is_reported_at_the_field_and_nothing_is_filed(
    full_chat: FullChat, about: str, text: str, field: str, sentence: str
) -> None:
    wrong = await full_chat.submits("note", "", about=about, text=text)
    assert sentence in wrong[field]
    assert said(await full_chat.says("/notes"), "notes-none")


@on_sqlite
@pytest.mark.parametrize(
    "action",
    [
        "note.form:what?",
        "paper.note:bees",
        "note.delete:bees",
        "note.undo:1,bees",
        "notes.page:bees",
        "todo.done:bees",
        "similar:bees",
    ],
)
async def test_an_old_button_opens_nothing_and_says_so(full_chat: FullChat, action: str) -> None:
    answer = await full_chat.happens(ButtonPress(action))
    assert said(answer, "button-stale")
    assert not said(answer, "for-example")


# Editing a note


async def test_the_edit_button_opens_the_note_as_it_is_and_changes_it(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286 Strong lerner #typo")
    assert values(await opens(full_chat, "edit")) == {"text": "Strong lerner #typo"}
    assert await full_chat.submits("note-edit", "1", text="Strong learner") == {}
    assert "Strong learner" in await full_chat.says("/note show 1")
    assert said((await full_chat.submits("note-edit", "1", text=""))["text"], "form-note-text-missing")


async def test_without_forms_the_edit_button_says_how_to_edit(full_chat: FullChat) -> None:
    await full_chat.says("/note Strong lerner")
    answer = await full_chat.presses("edit")
    assert said(answer, "note-edit-how", number=1)
    assert "Strong lerner" in answer


async def test_a_note_that_is_deleted_while_its_form_is_open_stays_deleted(full_chat: FullChat) -> None:
    await full_chat.says("/note Gone soon")
    await full_chat.says("/note delete 1")
    await full_chat.submits("note-edit", "1", text="Still here?")
    assert "Type /note undo 1" in full_chat.transcript().replace("`", "")


# A to-do


async def test_a_to_do_goes_where_the_form_says(full_chat: FullChat) -> None:
    await full_chat.says('/todo add CLIP in "Reading"')
    await full_chat.says("/todo")
    view = await opens(full_chat, "add")
    assert [field.name for field in view.fields] == ["text", "section", "due", "priority"]
    assert view.fields[1].hint == words("form-todo-sections", names="Reading")
    filled = {"text": "Write the survey", "section": "Reading", "due": "friday", "priority": "3"}
    assert await full_chat.submits("todo", "", **filled) == {}
    assert ("Write the survey", 3) in await open_todos(full_chat)
    assert "Reading\n" in await full_chat.says("/todo")
    assert "13, 2025" in full_chat.transcript()


@on_sqlite
@pytest.mark.parametrize(
    ("filled", "field", "sentence"),
    [
        ({"text": " "}, "text", words("form-todo-text-missing")),
        ({"text": "x", "due": "someday"}, "due", words("date-expected", text="someday")),
        ({"text": "x", "due": "2025-02-30"}, "due", words("date-impossible", text="2025-02-30")),
        ({"text": "x", "section": ":"}, "section", words("todo-section-nameless")),
    ],
)
async def test_a_to_do_that_does_not_fit_is_not_added(
    full_chat: FullChat, filled: dict[str, str], field: str, sentence: str
) -> None:
    wrong = await full_chat.submits("todo", "", **filled)
    assert sentence in wrong[field]
    assert await open_todos(full_chat) == []


async def test_without_forms_the_add_button_asks_what_to_add(full_chat: FullChat) -> None:
    await full_chat.says("/todo")
    assert said(await full_chat.presses("add"), "todo-ask")
    await full_chat.says("Write the survey !!\nRead CLIP")
    assert await open_todos(full_chat) == [("Write the survey", 2), ("Read CLIP", 0)]
    await full_chat.says("Just a sentence")
    assert len(await open_todos(full_chat)) == 2


async def test_the_question_what_to_add_can_be_canceled(full_chat: FullChat) -> None:
    await full_chat.says("/todo")
    await full_chat.presses("add")
    assert "Canceled" in await full_chat.says("/cancel")
    await full_chat.says("Just a sentence")
    assert await open_todos(full_chat) == []


# Settings


async def test_settings_are_changed_together_and_answered_in_the_new_language(full_chat: FullChat) -> None:
    await full_chat.says("/settings")
    assert values(await opens(full_chat, "change")) == {"language": "en", "timezone": "UTC"}
    assert await full_chat.submits("settings", "", language="ko", timezone="서울") == {}
    assert "한국어" in full_chat.transcript()
    assert "Asia/Seoul" in full_chat.transcript()


@on_sqlite
@pytest.mark.parametrize(
    ("zone", "sentence"),
    [
        ("Atlantis", words("settings-timezone-near", text="Atlantis", similar="Canada/Atlantic")),
        ("UTC+9", "Asia/Seoul"),
    ],
)
async def test_an_unknown_zone_is_reported_at_its_field(full_chat: FullChat, zone: str, sentence: str) -> None:
    wrong = await full_chat.submits("settings", "", language="ko", timezone=zone)
    assert sentence in wrong["timezone"]
    assert words("settings-language") in await full_chat.says("/settings")


async def test_without_forms_the_change_button_asks(full_chat: FullChat) -> None:
    await full_chat.says("/settings")
    answer = await full_chat.presses("change")
    assert said(answer, "settings-language-which")
    assert said(answer, "settings-timezone-which")


# All forms


@on_sqlite
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_form_fits_into_a_window_in_every_language(full_chat: FullChat, language: str) -> None:
    await full_chat.says(f"/settings language {language}")
    await full_chat.says("/note A thought")
    for action in ("note.form:", "note.edit:1", "todo.form:", "settings.change:"):
        view = await form(full_chat, action)
        assert 0 < len(view.title) <= TITLE_LIMIT
        assert all(field.label and len(field.hint) <= 150 for field in view.fields)


def test_every_action_with_a_form_names_one_that_exists() -> None:
    forms = {form.name for command in COMMANDS for form in command.forms}
    named = {action.form for command in COMMANDS for action in command.actions} - {""}
    assert named == forms


@on_sqlite
@pytest.mark.parametrize(
    ("action", "verb"),
    [
        ("settings.change:", words("form-save", "ko")),
        ("note.form:", words("form-save", "ko")),
        ("todo.form:", words("form-add", "ko")),
    ],
)
async def test_the_button_of_a_form_says_what_it_does(full_chat: FullChat, action: str, verb: str) -> None:
    await full_chat.says("/settings language ko")
    assert (await form(full_chat, action)).submit == verb
