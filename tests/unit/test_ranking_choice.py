"""The choice from a ranked day: no paper twice, and one place for a surprise, the same one for the same seed."""

from dataclasses import replace
from datetime import date

from bot.core.model.digests import Interests
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile
from bot.locales.catalogue import catalogue
from tests.unit.test_ranking import RANKER, ids, paper

ENGLISH = catalogue("en")
SYLLABLES = ("al", "bir", "ced", "dog", "elm", "fir", "gin", "haz")
WORDS = [first + second + "wood" for first in SYLLABLES for second in SYLLABLES]
MANY = [
    paper(
        100 + each, f"On {word}", f"The {word} and its kin: {' '.join(f'{word}{syllable}' for syllable in SYLLABLES)}"
    )
    for each, word in enumerate(WORDS)
]
PLAIN = Profile(Interests(("cs.CL",), ("cedfirwood",)))


def copies(of: Paper, count: int) -> list[Paper]:
    return [replace(of, paper_id=f"2506.9{each:04}", title=f"{of.title} again") for each in range(count)]


def test_no_two_papers_of_a_digest_are_nearly_the_same_even_of_many_copies() -> None:
    shown = RANKER.rank(PLAIN, [*MANY, *copies(MANY[12], 9)], 10, ENGLISH)
    assert len(shown) == 10
    about = [
        pick.paper_id for pick in shown if pick.paper_id == MANY[12].paper_id or pick.paper_id.startswith("2506.9")
    ]
    assert len(about) == 1


def test_a_surprise_never_nearly_duplicates_another_pick() -> None:
    candidates = [*MANY[:4], *copies(MANY[0], 12)]
    for seed in map(str, range(20)):
        shown = ids(RANKER.rank(replace(PLAIN, explore=seed), candidates, 4, ENGLISH))
        assert sum(each == MANY[0].paper_id or each.startswith("2506.9") for each in shown) == 1


def test_spaces_and_days_have_their_own_surprises() -> None:
    surprises = {
        (space, day): RANKER.rank(replace(PLAIN, explore=f"{space}/2025-06-{day:02}"), MANY, 3, ENGLISH)[-1].paper_id
        for space in range(1, 9)
        for day in range(1, 9)
    }
    assert len(set(surprises.values())) > 1


def test_a_surprise_is_not_affected_by_the_order_of_the_candidates() -> None:
    profile = replace(PLAIN, explore="space 7, 11 June")
    assert RANKER.rank(profile, MANY, 4, ENGLISH) == RANKER.rank(profile, MANY[::-1], 4, ENGLISH)


def test_a_digest_of_two_or_one_that_shows_all_there_is_has_no_surprise() -> None:
    profile = replace(PLAIN, explore="seed")
    assert RANKER.rank(profile, MANY, 2, ENGLISH) == RANKER.rank(PLAIN, MANY, 2, ENGLISH)
    assert RANKER.rank(profile, MANY, 99, ENGLISH) == RANKER.rank(PLAIN, MANY, 99, ENGLISH)


def test_a_surprise_explains_itself_and_keeps_its_score() -> None:
    *_, last = RANKER.rank(replace(PLAIN, explore="seed"), MANY, 4, ENGLISH)
    usual = {pick.paper_id: pick.score for pick in RANKER.rank(PLAIN, MANY, 99, ENGLISH)}
    assert (last.reasons, last.terms[0].name) == (("a surprise, outside your interests",), "term-different")
    assert last.score == usual[last.paper_id]


def test_a_disliked_paper_never_comes_as_a_surprise() -> None:
    liked = Lesson(Interaction.DISLIKED, MANY[3].paper_id, date(2025, 6, 1))
    profile = replace(PLAIN, lessons=[liked], papers={MANY[3].paper_id: MANY[3]})
    assert RANKER.rank(profile, MANY, 99, ENGLISH)[-1].paper_id == MANY[3].paper_id
