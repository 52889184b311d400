"""Parsing of notes and of the filters of ``/notes``."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.commands import Command
from bot.core.errors import PersonError, UsageError
from bot.core.model.notes import NoteFilter
from handlers.notes import note
from handlers.notes.drafts import NoteDraft, parse_draft, parse_subject
from handlers.notes.edit import Edit, parse_edit
from handlers.notes.finished import names_title
from handlers.notes.notes import parse_filter, parse_notes
from handlers.shared.paging import ListingPage

PAPER = "2312.13286"


def key_or_value(parse: Callable[[str], object], text: str) -> object:
    """The value a parser returns for ``text``, or the key of the sentence it raises."""
    try:
        return parse(text)
    except PersonError as error:
        return error.key


@pytest.mark.parametrize(
    ("typed", "paper_id"),
    [
        ("2312.13286", PAPER),
        ("2312.13286v2", PAPER),
        ("arXiv:2312.13286", PAPER),
        ("arXiv: 2312.13286", PAPER),
        ("https://arxiv.org/abs/2312.13286v1", PAPER),
        ("http://arxiv.org/pdf/2312.13286.pdf", PAPER),
        ("https://arxiv.org/html/2312.13286v2#S3.T1", PAPER),
        ("<https://arxiv.org/abs/2312.13286>", PAPER),
        ("https://doi.org/10.48550/arXiv.2312.13286", PAPER),
        ("https://www.alphaxiv.org/abs/2312.13286", PAPER),
        ("https://huggingface.co/papers/2312.13286", PAPER),
        ("math.GT/0309136", "math/0309136"),
        ("https://arxiv.org/abs/astro-ph/0601001", "astro-ph/0601001"),
    ],
)
def test_every_form_of_a_link_files_the_rest_under_its_paper(typed: str, paper_id: str) -> None:
    body = "#multimodal Strong\n\n  - `in-context` $x^2$ 学习者 🎉\n"
    assert parse_draft(f"{typed} {body}") == NoteDraft(body, paper_id=paper_id)
    assert parse_draft(f"{typed}\n{body}") == NoteDraft(body, paper_id=paper_id)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("《Emu2: Generative》 很强", NoteDraft("很强", "Emu2: Generative")),
        ("《扩散模型》从噪声还原", NoteDraft("从噪声还原", "扩散模型")),
        ("《Emu2》\n  1. 模型\n", NoteDraft("  1. 模型\n", "Emu2")),
        ("《Emu2》 2312.13286 很强", NoteDraft("很强", "Emu2", PAPER)),
        ("Title: My paper title\nWhat I think", NoteDraft("What I think", "My paper title")),
        ("\nTITLE： My paper title \r\nWhat I think", NoteDraft("What I think", "My paper title")),
        ("标题：扩散模型\n内容", NoteDraft("内容", "扩散模型")),
        ("제목: 확산 모델\n내용", NoteDraft("내용", "확산 모델")),
        ("2312.13286很好的文章", NoteDraft("很好的文章", paper_id=PAPER)),
        ("2312.13286，很好", NoteDraft("很好", paper_id=PAPER)),
        ("2312.13286#vision good", NoteDraft("#vision good", paper_id=PAPER)),
    ],
)
def test_a_title_or_a_paper_may_come_first_in_the_ways_people_write_it(text: str, draft: NoteDraft) -> None:
    assert parse_draft(text) == draft


@pytest.mark.parametrize(
    "text",
    [
        "just a thought",
        "  indented, then\n\tmore",
        "read 2312.13286 again",
        "2312.13286,2401.00001 are alike",
        "《》 nothing in it",
        "《half a title",
        "Titles: are not titles",
        "Title:\nis empty",
        "Title: " + "long " * 100,
        "23.5 % better",
    ],
)
def test_a_text_that_begins_with_neither_stays_whole(text: str) -> None:
    assert parse_draft(text) == NoteDraft(text)


@given(st.text())
@example("Title: a" + " " * 300_000)
@example(" " * 300_000)
@example("https://arxiv.org/" + "a" * 300_000)
def test_a_body_is_the_end_of_the_typed_text_character_for_character(text: str) -> None:
    draft = parse_draft(text)
    assert text.endswith(draft.body)
    if not draft.title and not draft.paper_id:
        assert draft.body == text


@given(st.text(min_size=1))
def test_whatever_follows_a_paper_is_kept_exactly(body: str) -> None:
    assert parse_draft(f"2312.13286 {body}") == NoteDraft(body, paper_id=PAPER)


def test_asked_for_a_subject_one_line_is_a_title_and_a_long_answer_is_the_note_itself() -> None:
    assert parse_subject(" Attention is all you need ") == NoteDraft("", "Attention is all you need")
    assert parse_subject("2312.13286") == NoteDraft("", paper_id=PAPER)
    assert parse_subject("2312.13286 strong") == NoteDraft("strong", paper_id=PAPER)
    assert parse_subject("first\nsecond") == NoteDraft("first\nsecond")
    assert parse_subject("word " * 100) == NoteDraft("word " * 100)


def test_a_title_of_300_characters_is_a_title_and_a_longer_line_stays_in_the_text_of_the_note() -> None:
    """A pasted paragraph is not taken out of the note to become its title."""
    title, paragraph = "t" * 300, "p" * 301
    for form in ("《{}》\nmore", "Title: {}\nmore"):
        assert parse_draft(form.format(title)) == NoteDraft("more", title)
        assert parse_draft(form.format(paragraph)) == NoteDraft(form.format(paragraph))
    assert parse_subject(title) == NoteDraft("", title)
    assert parse_subject(paragraph) == NoteDraft(paragraph)


def test_an_edit_keeps_the_new_text_as_typed_and_asks_when_there_is_none() -> None:
    assert parse_edit("12 new\n  text ") == Edit(12, "new\n  text ")
    assert parse_edit("#12\n\n") == Edit(12, None)
    assert parse_edit("12") == Edit(12, None)
    with pytest.raises(UsageError):
        parse_edit(" ")
    with pytest.raises(UsageError):
        parse_edit("1234567890123 x")


@pytest.mark.parametrize("text", ["show me the data", "edit distance is a metric", "delete key", "undo is hard"])
def test_a_note_may_begin_with_the_name_of_a_verb(text: str) -> None:
    command: Command[str] = note.COMMANDS[0]
    chosen, rest = command.choose(text)
    assert chosen is command
    assert rest == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", NoteFilter()),
        ("#multimodal", NoteFilter(tag="multimodal")),
        ("＃多模态", NoteFilter(tag="多模态")),
        ("https://arxiv.org/abs/2312.13286v3", NoteFilter(paper_id=PAPER)),
        ("2023-12", NoteFilter(after=date(2023, 12, 1), before=date(2024, 1, 1))),
        ("2023.12", NoteFilter(after=date(2023, 12, 1), before=date(2024, 1, 1))),
        ("2023年2月", NoteFilter(after=date(2023, 2, 1), before=date(2023, 3, 1))),
        ("2023년 12월 29일", NoteFilter(after=date(2023, 12, 29), before=date(2023, 12, 30))),
        ("2024", NoteFilter(after=date(2024, 1, 1), before=date(2025, 1, 1))),
        ("#a 2312.13286 2023-12-31", NoteFilter("a", PAPER, date(2023, 12, 31), date(2024, 1, 1))),
    ],
)
def test_notes_are_listed_by_tag_paper_and_month_in_any_combination(text: str, wanted: NoteFilter) -> None:
    assert parse_filter(text) == wanted


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("diffusion", "notes-filter-unknown"),
        ("#", "notes-filter-unknown"),
        ("中#a", "notes-filter-unknown"),
        ("';--", "notes-filter-unknown"),
        ("#a #b", "notes-filter-twice"),
        ("2023-12 2024", "notes-filter-twice"),
        ("2023-xy", "date-expected"),
        ("2023-13", "date-impossible"),
        ("2023-02-30", "date-impossible"),
        ("0000", "date-impossible"),
        ("9999", "date-impossible"),
    ],
)
def test_a_word_that_is_not_a_filter_is_answered_with_one_sentence(text: str, key: str) -> None:
    with pytest.raises(PersonError) as raised:
        parse_notes(text)
    assert raised.value.key == key


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_month_holds_its_days_and_no_others(day: date) -> None:
    wanted = parse_filter(f"{day:%Y-%m}")
    assert wanted.after is not None
    assert wanted.before is not None
    assert wanted.after <= day < wanted.before
    assert (wanted.after.day, wanted.before.day) == (1, 1)
    assert wanted.before - wanted.after <= timedelta(days=31)


@given(st.text())
def test_any_text_after_notes_is_a_filter_or_a_sentence(text: str) -> None:
    keys = {"notes-filter-unknown", "notes-filter-twice", "date-expected", "date-impossible"}
    assert key_or_value(parse_notes, text) in keys | {ListingPage(0, " ".join(text.split()))}


@pytest.mark.parametrize(
    ("todo", "title", "same"),
    [
        ("《Emu2: Generative Multimodal Models》", "Emu2: generative multimodal models", True),
        (
            "Learning phrase representations using RNN 2014年，提出了GRU",
            "Learning Phrase Representations using RNN",
            True,
        ),
        ("CLIP 得分，衡量文本、图像的对齐程度", "CLIP", False),
        ("Attention is all you need", "Attention is all you need, again", False),
        ("", "", False),
        ("…", "?!", False),
    ],
)
def test_a_todo_is_about_a_title_when_it_is_that_title_or_begins_with_a_long_one(
    todo: str, title: str, same: bool
) -> None:
    assert names_title(todo, title) is same
