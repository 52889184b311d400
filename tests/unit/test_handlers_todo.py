"""Parsing, ordering and suggesting to-dos, without a conversation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import PersonError, UsageError
from bot.core.languages import LANGUAGES
from bot.core.model.todos import Todo, TodoKind, TodoState
from bot.core.parsing import parse_numbers
from bot.locales.catalogue import catalogue
from handlers.todos.destination import Destination, section_name
from handlers.todos.drafts import MOST_DRAFTS, TodoDraft, parse_drafts
from handlers.todos.due import due_date
from handlers.todos.move import Move, parse_move
from handlers.todos.next import Reason, suggestions
from handlers.todos.view import EVERY_STATE, due_words, first_line, lines_of, nested_under

WEDNESDAY = date(2025, 6, 11)
NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)

PASTED = """\
# Reading
- [ ] Vision
  - [x] MAE loss !
  - [ ] BiT due friday
    * deeper
- [ ] Language

## 综述
\t- [X] GNN
"""


def todo(number: int, **fields: object) -> Todo:
    blank = Todo(number, 1, number, None, TodoKind.ITEM, f"item {number}", "", TodoState.OPEN, None, 0, number, NOON)
    return replace(blank, **fields)


# Parsing


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("Read CLIP", TodoDraft("Read CLIP")),
        ("Read CLIP due tomorrow !!", TodoDraft("Read CLIP", due="tomorrow", priority=2)),
        (
            "Read CLIP !!! due 2025-07-01 under 12",
            TodoDraft("Read CLIP", destination=Destination(12), due="2025-07-01", priority=3),
        ),
        ("2312.13286 under “具体文章”", TodoDraft("2312.13286", destination=Destination(section="具体文章"))),
        ('CLIP in "Vision and language', TodoDraft("CLIP", destination=Destination(section="Vision and language"))),
        ("in Reading: CLIP", TodoDraft("CLIP", destination=Destination(section="Reading"))),
        (
            "in 具体文章：CLIP 得分 due 明天 ！",
            TodoDraft("CLIP 得分", destination=Destination(section="具体文章"), due="明天", priority=1),
        ),
        ("under 12: CLIP", TodoDraft("CLIP", destination=Destination(12))),
        ("- [x] CLIP", TodoDraft("CLIP", state=TodoState.DONE)),
    ],
)
def test_options_before_and_after_the_text_are_read(typed: str, draft: TodoDraft) -> None:
    assert parse_drafts(typed) == (draft,)


@pytest.mark.parametrize(
    "typed",
    [
        "Wow!",
        "The paper is due soon",
        "!!",
        "due friday",
        "a thing !!!!",
        "In 2017: the transformer",
        "in https://example.org/a: a page",
        "[7] is cited in 3",
        "1. is kept, it may be a title",
        "'; DROP TABLE todos; --",
        "#multimodal is a tag",
        "# of parameters in GPT-4",
        '"unbalanced',
    ],
)
def test_text_that_is_not_an_option_stays_as_it_is(typed: str) -> None:
    assert parse_drafts(typed) == (TodoDraft(typed),)


def test_a_pasted_markdown_list_keeps_its_sections_nesting_and_boxes() -> None:
    reading, survey = Destination(section="Reading"), Destination(section="综述")
    assert parse_drafts(PASTED) == (
        TodoDraft("Vision", destination=reading),
        TodoDraft("MAE loss", parent=0, priority=1, state=TodoState.DONE),
        TodoDraft("BiT", parent=0, due="friday"),
        TodoDraft("deeper", parent=2),
        TodoDraft("Language", destination=reading),
        TodoDraft("GNN", destination=survey, state=TodoState.DONE),
    )


def test_a_list_nested_a_thousand_levels_deep_is_read() -> None:
    drafts = parse_drafts("\n".join(" " * depth + f"- {depth}" for depth in range(1000)))
    assert [draft.parent for draft in drafts] == [None, *range(999)]


@pytest.mark.parametrize("typed", ["", " \n ", "- [ ]\n-", "in Reading:"])
def test_a_text_without_to_dos_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_drafts(typed)
    assert error.value.key == "todo-nothing"


def test_too_many_lines_at_once_are_refused_with_their_number() -> None:
    with pytest.raises(PersonError) as error:
        parse_drafts("line\n" * (MOST_DRAFTS + 1))
    assert error.value.data["count"] == MOST_DRAFTS + 1


@given(st.text())
def test_any_text_becomes_items_in_order_or_one_clear_refusal(typed: str) -> None:
    try:
        drafts = parse_drafts(typed)
    except PersonError:
        return
    position = 0
    for index, draft in enumerate(drafts):
        assert draft.parent is None or (draft.parent < index and draft.destination is None)
        position = typed.index(draft.text, position) + len(draft.text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), st.integers(1, 3))
def test_options_taken_off_the_end_leave_the_rest_untouched(word: str, priority: int) -> None:
    text = f"Read {word} now"
    assert parse_drafts(f"{text} due today {'!' * priority}") == (TodoDraft(text, due="today", priority=priority),)


@pytest.mark.parametrize("typed", ["in " + "x " * 500_000, "# " * 500_000, "a" + " !" * 500_000, "- " * 500_000])
def test_a_megabyte_is_read_at_once(typed: str) -> None:
    assert len(parse_drafts(typed)[0].text) > 499_000


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("today", WEDNESDAY),
        ("Tomorrow", date(2025, 6, 12)),
        ("明天", date(2025, 6, 12)),
        ("내일", date(2025, 6, 12)),
        ("모레", date(2025, 6, 13)),
        ("friday", date(2025, 6, 13)),
        ("周五", date(2025, 6, 13)),
        ("금요일", date(2025, 6, 13)),
        ("wed", date(2025, 6, 18)),
        ("tue", date(2025, 6, 17)),
        ("2025年7月1日", date(2025, 7, 1)),
    ],
)
def test_days_are_understood_in_three_languages(day: str, expected: date) -> None:
    assert due_date(day, WEDNESDAY) == expected


def test_an_impossible_due_date_is_refused() -> None:
    (draft,) = parse_drafts("Read due 2025-02-30")
    with pytest.raises(PersonError) as error:
        due_date(draft.due, WEDNESDAY)
    assert error.value.key == "date-impossible"


@pytest.mark.parametrize(
    ("typed", "move"),
    [
        ("3 under 7", Move((3,), under=Destination(7))),
        ("3, #5 to 具体文章：", Move((3, 5), under=Destination(section="具体文章"))),
        ('3 under "Reading list"', Move((3,), under=Destination(section="Reading list"))),
        ("3 before 5", Move((3,), before=5)),
        ("3 top", Move((3,))),
        ("3 to top", Move((3,))),
    ],
)
def test_a_move_says_what_and_where(typed: str, move: Move) -> None:
    assert parse_move(typed) == move


@given(st.text())
def test_an_unclear_move_is_refused_in_words(typed: str) -> None:
    try:
        move = parse_move(typed)
    except UsageError:
        return
    assert move.numbers == parse_numbers(" ".join(map(str, move.numbers)))


@given(st.text())
def test_a_section_has_a_name_or_is_refused(typed: str) -> None:
    try:
        name = section_name(typed)
    except UsageError:
        return
    assert name == name.strip()
    assert name in typed


# Ordering


def test_the_list_is_grouped_by_section_after_the_items_outside_of_sections() -> None:
    reading = todo(1, kind=TodoKind.SECTION, text="Reading")
    later = todo(2, kind=TodoKind.SECTION, text="Later", parent_id=1)
    loose, first, nested, last = todo(3), todo(4, parent_id=1), todo(5, parent_id=4), todo(6, parent_id=1)
    buried = todo(7, parent_id=2)
    lines = lines_of([buried, last, nested, first, loose, replace(later, position=5), reading], EVERY_STATE)
    assert [(line.section.text if line.section else "", line.todo.number, line.depth) for line in lines] == [
        ("", 3, 0),
        ("Reading", 4, 0),
        ("Reading", 5, 1),
        ("Reading", 6, 0),
        ("Later", 7, 0),
    ]


def test_an_open_item_under_a_closed_one_is_shown_in_its_place() -> None:
    todos = [
        todo(1, state=TodoState.DONE),
        todo(2, parent_id=1),
        todo(3, state=TodoState.DONE),
        todo(4, kind=TodoKind.SECTION),
    ]
    lines = lines_of(todos, {TodoState.OPEN})
    assert [(line.todo.number, line.depth) for line in lines] == [(1, 0), (2, 1)]


def test_ten_thousand_levels_are_arranged_without_recursion() -> None:
    chain = [todo(1), *(todo(number, parent_id=number - 1) for number in range(2, 10_001))]
    assert [line.depth for line in lines_of(chain, EVERY_STATE)] == list(range(10_000))
    assert len(nested_under({1}, chain)) == 9_999


def test_an_item_nested_under_several_items_is_found_once() -> None:
    todos = [todo(1), todo(2, parent_id=1), todo(3, parent_id=2), todo(4), todo(5, parent_id=4), todo(6)]
    assert [each.number for each in nested_under({1, 2, 4}, todos)] == [2, 3, 5]


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_overdue_item_is_called_out_and_a_closed_one_is_not(code: str) -> None:
    late = todo(1, due=WEDNESDAY - timedelta(days=3))
    shown = {
        "".join(inline.text for inline in due_words(each, WEDNESDAY, catalogue(code)))
        for each in (late, replace(late, due=WEDNESDAY), replace(late, due=date(2025, 7, 1)))
    }
    assert len(shown) == 3
    assert due_words(replace(late, state=TodoState.DONE), WEDNESDAY, catalogue(code)) == ()


def test_a_long_text_is_one_line_in_the_list() -> None:
    assert first_line("one\ntwo") == "one …"
    assert len(first_line("x" * 1_000_000)) <= 200


# Suggesting


def test_the_next_item_is_overdue_then_due_soon_then_important_then_the_oldest() -> None:
    todos = [
        todo(1, created_at=NOON - timedelta(days=9)),
        todo(2, priority=3),
        todo(3, due=WEDNESDAY + timedelta(days=2)),
        todo(4, due=WEDNESDAY - timedelta(days=1)),
        todo(5, due=WEDNESDAY - timedelta(days=8)),
        todo(6, priority=1, due=WEDNESDAY + timedelta(days=30)),
        todo(7, due=WEDNESDAY, priority=1),
        todo(8, due=WEDNESDAY, priority=2),
        todo(9),
        todo(10, state=TodoState.DONE, due=WEDNESDAY),
    ]
    assert [(each.todo.number, each.reason) for each in suggestions(todos, WEDNESDAY)] == [
        (5, Reason.OVERDUE),
        (4, Reason.OVERDUE),
        (8, Reason.DUE_SOON),
        (7, Reason.DUE_SOON),
        (3, Reason.DUE_SOON),
        (2, Reason.PRIORITY),
        (6, Reason.PRIORITY),
        (1, Reason.OLDEST),
        (9, Reason.OLDEST),
    ]


def test_an_item_that_only_groups_open_items_is_not_suggested() -> None:
    todos = [todo(1), todo(2, parent_id=1), todo(3, kind=TodoKind.SECTION), todo(4, priority=1), todo(5, parent_id=4)]
    assert [each.todo.number for each in suggestions(todos, WEDNESDAY)] == [4, 2, 5]
