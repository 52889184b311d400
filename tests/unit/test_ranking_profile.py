"""Ranking follows a profile: each interaction, its age, the number of people, and every weight that they set."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.model.digests import Interests, Pick
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile
from bot.locales.catalogue import catalogue
from papers.ranking.taste import HALF_LIFE
from tests.unit.test_ranking import CANDIDATES, GLACIERS, KNOWN, OWLS, PIGEONS, RANKER, note, paper

ENGLISH = catalogue("en")
TODAY = date(2025, 6, 11)
EMPTY = Profile(Interests(()))
SPEECH = "We recognise speech of many speakers and transcribe spoken audio with an acoustic model."
ROBOTS = "A robot arm learns to grasp objects in simulation and transfers the policy to a manipulator."
PROOFS = "We prove a convergence bound of stochastic gradient descent on convex losses."
PROTEINS = "Graph neural networks predict the structure of proteins and how molecules bind."
DAY = [
    paper(200 + each, f"Title {each}", text)
    for each, text in enumerate((SPEECH, ROBOTS, PROOFS, PROTEINS, SPEECH.lower() + " Again.", ROBOTS + " Twice."))
]


def scores(profile: Profile, candidates: list[Paper] = DAY) -> Mapping[str, float]:
    return {pick.paper_id: pick.score for pick in RANKER.rank(profile, candidates, 99, ENGLISH)}


def learned_from(*lessons: tuple[Interaction, Paper], on: date = TODAY, people: int = 1) -> Profile:
    known = {each.paper_id: each for _, each in lessons}
    return replace(
        EMPTY, lessons=[Lesson(interaction, each.paper_id, on, people) for interaction, each in lessons], papers=known
    )


def lift(profile: Profile, liked: Paper) -> float:
    """The gain in a paper's score compared with an empty profile."""
    return scores(profile)[liked.paper_id] - scores(EMPTY)[liked.paper_id]


def test_stronger_interactions_teach_more() -> None:
    """Next to a liked paper on proofs, a stronger interaction with a paper on robots lifts robots more."""
    about = [
        lift(learned_from((Interaction.LIKED, paper(1, "P", PROOFS)), (interaction, paper(2, "R", ROBOTS))), DAY[1])
        for interaction in (
            Interaction.DISLIKED,
            Interaction.IGNORED,
            Interaction.OPENED,
            Interaction.LISTED,
            Interaction.DONE,
        )
    ]
    assert about == sorted(about)
    assert len(set(about)) == 5


def test_liked_and_read_teach_alike_and_a_note_as_much() -> None:
    other, robots = (Interaction.LIKED, paper(1, "P", PROOFS)), paper(2, "R", ROBOTS)
    both = Interaction.LIKED, Interaction.DONE
    liked, done = (RANKER.taste(learned_from(other, (interaction, robots))) for interaction in both)
    assert liked.towards == pytest.approx(done.towards)
    noted = replace(learned_from(other), notes=[replace(note(1, ROBOTS), written_on=TODAY)])
    assert RANKER.taste(noted).weight == liked.weight


def test_only_the_strongest_interaction_with_a_paper_counts() -> None:
    robots = paper(2, "R", ROBOTS)
    every = learned_from(
        *(
            (interaction, robots)
            for interaction in (Interaction.OPENED, Interaction.LISTED, Interaction.DONE, Interaction.IGNORED)
        )
    )
    assert scores(every) == scores(learned_from((Interaction.DONE, robots)))


def test_a_noted_paper_was_not_ignored() -> None:
    robots = paper(2, "R", ROBOTS)
    noted = replace(EMPTY, notes=[note(1, "Nice", paper_id=robots.paper_id)], papers={robots.paper_id: robots})
    ignored = replace(noted, lessons=[Lesson(Interaction.IGNORED, robots.paper_id, TODAY)])
    assert scores(ignored) == scores(noted)


def test_a_lesson_counts_half_after_the_half_life() -> None:
    proofs, robots = paper(1, "P", PROOFS), paper(2, "R", ROBOTS)
    both = learned_from((Interaction.LIKED, proofs), (Interaction.LIKED, robots))
    old = replace(both, lessons=[both.lessons[0], replace(both.lessons[1], on=TODAY - timedelta(days=HALF_LIFE))])
    assert RANKER.taste(old).weight == pytest.approx(1.5)
    assert scores(old)[DAY[1].paper_id] < scores(both)[DAY[1].paper_id]


def test_a_paper_that_several_people_like_counts_more_and_they_are_the_reason() -> None:
    profile = learned_from((Interaction.LIKED, paper(91, "Post by pigeon", PIGEONS.abstract)), people=3)
    assert RANKER.taste(profile).weight == pytest.approx(1 + math.log(3))
    first, *_ = RANKER.rank(profile, CANDIDATES, 1, ENGLISH)
    assert first.reasons == ("3 people here liked or kept papers like it, such as Post by pigeon",)


def test_notes_by_several_people_are_the_reason_too() -> None:
    about = paper(91, "Post by pigeon", PIGEONS.abstract)
    notes = [replace(note(each, "Nice", paper_id=about.paper_id), author=f"Person {each % 2}") for each in range(1, 4)]
    first, *_ = RANKER.rank(replace(EMPTY, notes=notes, papers={about.paper_id: about}), CANDIDATES, 1, ENGLISH)
    assert first.reasons == ("2 people here liked or kept papers like it, such as Post by pigeon",)


@pytest.mark.parametrize(
    ("interaction", "reason"),
    [
        (Interaction.LISTED, "close to Post by pigeon, which is on your reading list (11 Jun)"),
        (Interaction.OPENED, "close to Post by pigeon, which you opened (11 Jun)"),
    ],
)
def test_every_interaction_has_its_reason(interaction: Interaction, reason: str) -> None:
    first, *_ = RANKER.rank(
        learned_from((interaction, paper(91, "Post by pigeon", PIGEONS.abstract))), CANDIDATES, 1, ENGLISH
    )
    assert first.reasons == (reason,)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("en", "close to your note on Carrier birds (3 Dec 2024)"),
        ("zh", "与你2024年12月3日关于 Carrier birds 的笔记相近"),
        ("ko", "Carrier birds 메모(2024년 12월 3일)와 비슷해요"),
    ],
)
def test_a_note_of_last_year_is_named_with_its_year(code: str, reason: str) -> None:
    notes = [replace(note(1, PIGEONS.abstract, "Carrier birds"), written_on=date(2024, 12, 3)), note(2, "sourdough")]
    first = next(
        pick
        for pick in RANKER.rank(replace(EMPTY, notes=notes), CANDIDATES, 4, catalogue(code))
        if pick.paper_id == PIGEONS.paper_id
    )
    assert first.reasons == (reason,)


# Weights


@pytest.mark.parametrize("subject", ["note:7", "paper:2506.00002"])
def test_a_forgotten_example_teaches_nothing(subject: str) -> None:
    owls = note(7, "Owls hear", paper_id=OWLS.paper_id)
    kept = replace(EMPTY, notes=[note(3, PROOFS)], papers=KNOWN)
    forgotten = replace(kept, notes=[*kept.notes, owls], weights={subject: 0.0})
    assert scores(forgotten, CANDIDATES) == scores(kept, CANDIDATES)


def test_a_liked_paper_may_count_more() -> None:
    profile = learned_from((Interaction.LIKED, paper(1, "P", PROOFS)), (Interaction.LIKED, paper(2, "R", ROBOTS)))
    more = replace(profile, weights={"paper:2506.00002": 3.0})
    assert RANKER.taste(more).weight == pytest.approx(4)
    assert lift(more, DAY[1]) > lift(profile, DAY[1])


WRITTEN = [paper(300, "One", authors=("Ada Lovelace",)), paper(301, "Two", authors=("Emmy Noether",))]


def about(profile: Profile, paper_id: str, name: str) -> float:
    """The value of one term of a score."""
    pick = next(each for each in RANKER.rank(profile, WRITTEN, 9, ENGLISH) if each.paper_id == paper_id)
    return sum(term.value for term in pick.terms if term.name == name)


def test_a_followed_author_and_a_keyword_count_by_their_weights() -> None:
    followed = Profile(Interests((), ("two",), ("Ada Lovelace",)))
    for weight in (0.0, 0.5, 1.0, 3.0):
        profile = replace(followed, weights={"author:ada lovelace": weight, "keyword:Two": weight})
        assert about(profile, "2506.00300", "term-author") == pytest.approx(5 * weight)
        assert about(profile, "2506.00301", "term-keyword-title") == pytest.approx(4 * weight)


def test_an_author_who_is_given_weight_is_followed_and_a_keyword_asked_for() -> None:
    profile = replace(EMPTY, weights={"author:Ada Lovelace": 2.0, "keyword:two": 0.5})
    first, second = (
        next(each for each in RANKER.rank(profile, WRITTEN, 9, ENGLISH) if each.paper_id == one.paper_id)
        for one in WRITTEN
    )
    assert first.reasons == ("by Ada Lovelace, who you follow",)
    assert second.reasons == ("“two” is in the title",)


def test_a_learned_author_may_count_less_or_be_forgotten() -> None:
    profile = learned_from((Interaction.LIKED, paper(1, "P", PROOFS, ("Ada Lovelace",))))
    shares = [
        about(replace(profile, weights={"author:Ada Lovelace": weight}), "2506.00300", "term-known-authors")
        for weight in (0.0, 0.5, 0.9)
    ]
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert about(profile, "2506.00300", "term-known-authors") > shares[-1]
    assert [name for name, _ in RANKER.summarize(profile, 5).authors] == ["Ada Lovelace"]
    assert not RANKER.summarize(replace(profile, weights={"author:Ada Lovelace": 0.0}), 5).authors


def test_a_forgotten_category_is_as_good_as_any_other() -> None:
    speech = paper(1, "S", SPEECH, categories=("eess.AS",))
    candidates = [replace(DAY[0], categories=("eess.AS",)), DAY[4]]
    profile = learned_from((Interaction.LIKED, speech))

    def share(profile: Profile) -> float:
        picks = RANKER.rank(profile, candidates, 2, ENGLISH)
        terms = next(pick.terms for pick in picks if pick.paper_id == candidates[0].paper_id)
        return sum(term.value for term in terms if term.name == "term-categories")

    more, usual, none = (share(replace(profile, weights={"category:eess.AS": weight})) for weight in (2.0, 1.0, 0.0))
    assert more > usual > none == 0
    assert not RANKER.summarize(replace(profile, weights={"category:eess.AS": 0.0}), 5).categories


def test_forgetting_a_word_takes_its_papers_down_and_nothing_else_much() -> None:
    profile = learned_from(
        *((Interaction.LIKED, paper(each, "T", text)) for each, text in enumerate((SPEECH, PROOFS), 1))
    )
    forgotten = replace(profile, weights={"word:speech": 0.0})
    before, after = scores(profile), scores(forgotten)
    change = {each.paper_id: after[each.paper_id] - before[each.paper_id] for each in DAY}
    speech, proofs = change[DAY[0].paper_id], change[DAY[2].paper_id]
    assert speech < -0.3
    assert proofs > speech / 3
    assert max(after, key=lambda each: after[each]) == DAY[2].paper_id
    assert "speech" in [word for word, _ in RANKER.summarize(profile, 20).words]
    assert "speech" not in [word for word, _ in RANKER.summarize(forgotten, 20).words]


def test_a_word_may_count_more_even_if_nothing_was_learned_about_it() -> None:
    more = replace(learned_from((Interaction.LIKED, paper(1, "P", PROOFS))), weights={"word:speech": 3.0})
    assert lift(more, DAY[0]) > lift(replace(more, weights={}), DAY[0]) + 0.3


# The terms of a score


def parts(pick: Pick) -> float:
    return sum(term.value for term in pick.terms)


def test_the_terms_of_a_score_add_up_to_it_the_strongest_first() -> None:
    profile = replace(
        learned_from((Interaction.LIKED, OWLS), (Interaction.DISLIKED, GLACIERS)),
        interests=Interests(("cs.CL",), ("bread",), ("Doe",)),
    )
    for pick in RANKER.rank(profile, [*CANDIDATES, paper(5, "More", authors=("Jane Doe",))], 9, ENGLISH):
        assert parts(pick) == pytest.approx(pick.score, abs=1e-4)
        assert [abs(term.value) for term in pick.terms] == sorted(
            (abs(term.value) for term in pick.terms), reverse=True
        )
        assert catalogue("en").has(pick.terms[0].name)


def test_the_terms_of_a_score_name_what_they_are_about() -> None:
    liked = paper(1, "Post", SPEECH, ("Ada Lovelace",), ("eess.AS",))
    candidates = [replace(DAY[0], authors=("Ada Lovelace", "Bo Other"), categories=("eess.AS",)), *DAY[1:4]]
    first, *_ = RANKER.rank(learned_from((Interaction.LIKED, liked)), candidates, 1, ENGLISH)
    told = {term.name: term.about for term in first.terms}
    assert told["term-known-authors"] == "Ada Lovelace"
    assert told["term-categories"] == "eess.AS"
    assert told["term-likeness"] == "Post"
    assert "speech" in told["term-content"]
