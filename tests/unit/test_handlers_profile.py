"""The arguments of ``/profile``, and how a weight looks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import PersonError
from bot.core.model.digests import Interests
from bot.core.model.notes import Note
from bot.core.ports.ranking import Profile, TasteSummary
from bot.core.subjects import Subject, SubjectKind
from handlers.profile.find import find
from handlers.profile.likings import forgotten, likings_of
from handlers.profile.parsing import ProfileRequest, parse_button, parse_profile
from handlers.profile.profile import COMMANDS
from handlers.profile.weights import CHANGES, bar, weight_of, with_weight

NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)
NOTE = Note(9, 1, 12, "me", "多模态模型", "", "음성 합성과 GPT-4 models", (), date(2025, 6, 11), NOON, NOON, 1)
PROFILE = Profile(Interests(("cs.CL",), ("Diffusion",), ("Kim Example",)), [NOTE])


@pytest.mark.parametrize(
    ("typed", "verb", "what"),
    [
        ("forget speech synthesis", "forget", "speech synthesis"),
        ("Forget speech", "forget", "speech"),
        ("忘记语音合成", "forget", "语音合成"),
        ("多看 扩散", "more", "扩散"),
        ("多模态", "", "多模态"),
        ("음성 합성 잊어줘", "forget", "음성 합성"),
        ("잊어 음성 합성", "forget", "음성 합성"),
        ("diffusion more", "", "diffusion more"),
        ("重置", "reset", ""),
        ("", "", ""),
    ],
)
def test_a_verb_is_understood_in_every_language(typed: str, verb: str, what: str) -> None:
    chosen, rest = COMMANDS[0].choose(typed)
    asked = parse_profile(rest) if chosen is COMMANDS[0] else ProfileRequest(rest, chosen.name)
    assert asked == ProfileRequest(what, verb)


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("多模态", "word:多模态"),
        ("합성", "word:합성"),
        ("gpt-4 MODEL", "word:gpt-4 MODEL"),
        ("ｄｉｆｆｕｓｉｏｎ", "word:Diffusion"),
        ('作者:"kim example"', "author:Kim Example"),
        ("stat.ml", "category:stat.ML"),
        ("#12", "note:12"),
        ("笔记 12", "note:12"),
    ],
)
def test_a_subject_is_found_however_it_is_written(typed: str, subject: str) -> None:
    assert str(find(typed, PROFILE)) == subject


@pytest.mark.parametrize(
    "typed", ["", '""', "models of", "PT-4", 'by:""', "by:nobody", "note 13", "2312.13286", "m" * 5000]
)
def test_an_unknown_subject_is_not_guessed(typed: str) -> None:
    with pytest.raises(PersonError):
        find(typed, PROFILE)


@given(st.text())
def test_whatever_is_typed_is_understood_or_refused_with_a_sentence(typed: str) -> None:
    try:
        found = find(parse_profile(typed).subject, PROFILE)
    except PersonError:
        return
    assert Subject.read(str(found)) == found


@given(st.lists(st.sampled_from(list(CHANGES))), st.floats(0, 1))
def test_more_never_looks_like_less(changes: list[str], strength: float) -> None:
    weight = 1.0
    for change in changes:
        weight = CHANGES[change](weight)
    assert 0 <= weight <= 3
    assert bar(strength, CHANGES["less"](weight)) <= bar(strength, weight) <= bar(strength, CHANGES["more"](weight))
    assert len(bar(strength, weight)) == 5


def test_forgetting_a_word_forgets_the_same_keyword() -> None:
    weights = with_weight({"word:diffusion": 2.0}, Subject(SubjectKind.WORD, "DIFFUSION"), 0.0, PROFILE.interests)
    assert weights == {"word:DIFFUSION": 0.0, "keyword:Diffusion": 0.0}
    assert weight_of(Subject(SubjectKind.WORD, "diffusion"), weights) == 0
    lost = Profile(PROFILE.interests, weights=weights)
    assert [each.id for each in forgotten(lost)] == ["DIFFUSION"]
    assert likings_of(lost, TasteSummary([("Diffusion", 1.0)], [], []))[SubjectKind.WORD] == []
    assert with_weight(weights, Subject(SubjectKind.WORD, "Diffusion"), 1.0, PROFILE.interests) == {}


def test_an_interest_both_stated_and_learned_is_shown_once_with_the_stronger_weight() -> None:
    found = likings_of(PROFILE, TasteSummary([("speech", 1.0), ("diffusion", 0.8), ("it", 0.1)], [], []))[
        SubjectKind.WORD
    ]
    assert [(each.subject.id, each.strength, each.stated) for each in found] == [
        ("speech", 1.0, False),
        ("Diffusion", 0.8, True),
    ]


@pytest.mark.parametrize("forged", ["", "1", "1.x", "-1.0", "1.0.0"])
def test_a_forged_button_is_an_old_button(forged: str) -> None:
    with pytest.raises(PersonError):
        parse_button(forged)
