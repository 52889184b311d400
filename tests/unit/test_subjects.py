"""The subjects of a message survive being stored."""

import pytest

from bot.core.codec import from_json, to_json
from bot.core.messages import Reply, message
from bot.core.subjects import Subject, SubjectKind, notes_in, papers_in

ABOUT = (Subject.paper("astro-ph/0601001"), Subject.note(12), Subject(SubjectKind.ALBUM))
WEIGHTED = tuple(Subject(kind, "x") for kind in SubjectKind if kind not in {each.kind for each in ABOUT})


def test_subjects_are_stored_as_they_always_were() -> None:
    """Reactions and weights of an earlier version keep their papers, notes and words."""
    assert to_json(ABOUT) == '["paper:astro-ph/0601001","note:12","album"]'
    assert to_json(WEIGHTED) == '["word:x","keyword:x","author:x","category:x"]'
    assert from_json(to_json(ABOUT + WEIGHTED), tuple[Subject, ...]) == ABOUT + WEIGHTED


def test_a_stored_reply_is_still_about_its_papers() -> None:
    reply = Reply(message(), about=ABOUT)
    assert from_json(to_json(reply), Reply) == reply


def test_papers_and_notes_are_told_apart() -> None:
    assert papers_in(ABOUT) == ["astro-ph/0601001"]
    assert notes_in(ABOUT) == [12]


@pytest.mark.parametrize("stored", ["", "paper 1", "person:1"])
def test_anything_else_is_not_a_subject(stored: str) -> None:
    with pytest.raises(ValueError, match="SubjectKind"):
        Subject.read(stored)


def test_a_value_that_has_no_stored_form_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        to_json(object())


def test_subjects_are_compared_by_what_they_name_and_shown_in_the_log_as_they_are_stored() -> None:
    assert {Subject.note(1), Subject.note(1), Subject.paper("1")} == {Subject.note(1), Subject.paper("1")}
    assert Subject.note(1) != "note:1"
    assert repr(Subject.note(1)) == "Subject(note:1)"
