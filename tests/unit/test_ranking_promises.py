"""What people would lose if one number or name of ranking were wrong, each in a small scene."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.model.digests import Interests, Pick
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile
from bot.locales.catalogue import catalogue
from papers.ranking.candidates import Prior, load_prior, paper_labels, prior_from
from papers.ranking.ranker import LearningRanker
from papers.ranking.semantics import load_semantics
from tests.unit.test_ranking import note, paper, words

SHARES = {"cs.CL": 0.2, "cs.CV": 0.2, "primary cs.CL": 0.1, "primary cs.CV": 0.1}
TODAY = date(2025, 6, 11)
EMPTY = Profile(Interests(()))
ROBOTS = "A robot arm learns to grasp objects in simulation and transfers the policy to a manipulator."
PROOFS = "We prove a convergence bound of stochastic gradient descent on convex losses."
SPEECH = "We recognize speech of many speakers and transcribe spoken audio with an acoustic model."


def ranker(prior: Prior | None = None) -> LearningRanker:
    return LearningRanker(words, load_semantics(), prior or prior_from((), SHARES, ""))


def picks(profile: Profile, *papers: Paper, prior: Prior | None = None) -> dict[str, Pick]:
    ranked = ranker(prior).rank(profile, papers, len(papers), catalogue("en"))
    return {pick.paper_id: pick for pick in ranked}


def term(pick: Pick, name: str) -> float:
    return sum(each.value for each in pick.terms if each.name == name)


def taught(*lessons: tuple[Interaction, Paper, date]) -> Profile:
    return replace(
        EMPTY,
        lessons=[Lesson(interaction, each.paper_id, on) for interaction, each, on in lessons],
        papers={each.paper_id: each for _, each, _ in lessons},
    )


def test_a_newcomers_category_favors_papers_filed_there_over_cross_listed_ones() -> None:
    filed, crossed = paper(1, "One", categories=("cs.CL", "cs.CV")), paper(2, "Two", categories=("cs.CV", "cs.CL"))
    newcomer = Profile(Interests(("cs.CL",), ("speech",)))
    for profile in (newcomer, replace(newcomer, interests=Interests(("cs.CL",)), notes=[note(1, "speech")])):
        ranked = picks(profile, filed, crossed)
        lead = term(ranked[filed.paper_id], "term-categories") - term(ranked[crossed.paper_id], "term-categories")
        assert lead > 0.8


def test_the_shipped_prior_knows_the_labels_of_a_paper() -> None:
    """Otherwise every category would look rare, and one liked paper would decide."""
    shares = load_prior().shares
    assert all(shares[label] > 0.01 for label in paper_labels(paper(1, "One", categories=("cs.CL", "cs.CV"))))


def test_an_interest_of_two_months_ago_weighs_half() -> None:
    then, now = paper(1, "Then", ROBOTS), paper(2, "Now", PROOFS)
    profile = taught((Interaction.LIKED, then, TODAY - timedelta(days=60)), (Interaction.LIKED, now, TODAY))
    taste = ranker().taste(profile)
    assert taste.weight == pytest.approx(1.5)
    robots, proofs = paper(3, "Robots", ROBOTS + " Again."), paper(4, "Proofs", PROOFS + " Again.")
    ranked = picks(profile, robots, proofs, paper(5, "Speech", SPEECH))
    assert term(ranked[proofs.paper_id], "term-content") > term(ranked[robots.paper_id], "term-content") + 0.3


def test_a_disliked_subject_sinks_below_one_that_nothing_is_known_about() -> None:
    liked, disliked = paper(1, "Liked", PROOFS), paper(2, "Disliked", ROBOTS)
    profile = taught((Interaction.LIKED, liked, TODAY), (Interaction.DISLIKED, disliked, TODAY))
    robots, speech = (
        paper(3, "Robots", "Robots and manipulators grasp."),
        paper(4, "Speech", "Spoken audio of speakers."),
    )
    ranked = picks(profile, robots, speech, paper(5, "Proofs", PROOFS + " Again."))
    assert term(ranked[robots.paper_id], "term-content") < term(ranked[speech.paper_id], "term-content") - 0.15


def test_a_paper_like_many_liked_ones_beats_one_that_shares_rare_words_with_a_single_one() -> None:
    """The rare words are made up, so that only the likeness speaks."""
    subject = "zorblax quimby frandle"
    many = [note(each, f"{subject} filler{each}") for each in range(1, 9)]
    lone = note(9, "wexley tharn glimp dorvat")
    like_many, like_one = paper(1, "One", f"{subject} unrelated"), paper(2, "Two", "wexley tharn glimp dorvat")
    ranked = picks(replace(EMPTY, notes=[*many, lone]), like_many, like_one, paper(3, "Three", "nothing alike"))
    assert next(iter(ranked)) == like_many.paper_id
    assert term(ranked[like_many.paper_id], "term-likeness") > 2 * term(ranked[like_one.paper_id], "term-likeness")


def test_an_author_liked_thirty_times_counts_no_more_than_one_liked_three_times() -> None:
    """Otherwise everything a prolific favorite writes would outrank what the reader reads about."""
    by_author = paper(1, "New", SPEECH, ("Ada Lovelace",))
    known = [
        term(picks(taught(*lessons), by_author, paper(2, "Other", PROOFS))[by_author.paper_id], "term-known-authors")
        for times in (2, 3, 30)
        for lessons in [
            [(Interaction.LIKED, paper(10 + each, "T", ROBOTS, ("Ada Lovelace",)), TODAY) for each in range(times)]
        ]
    ]
    assert known[0] < known[1] == known[2]


def test_the_phrases_of_every_abstract_make_no_paper_close_to_a_note() -> None:
    phrases = "we propose a novel method and demonstrate state of the art results on benchmarks"
    day = [paper(each, f"Title{each}", f"{phrases} subject{each}") for each in range(30)]
    ranked = picks(replace(EMPTY, notes=[note(1, phrases, "Boilerplate")]), *day)
    assert all(term(pick, "term-likeness") == 0 for pick in ranked.values())
    assert not any("Boilerplate" in reason for pick in ranked.values() for reason in pick.reasons)


@pytest.mark.parametrize("followed", ["Kaiming", "He", "he"])
def test_following_one_name_finds_it_as_a_given_or_a_family_name(followed: str) -> None:
    written = paper(1, "One", authors=("Jian Sun", "Kaiming He"))
    pick = picks(Profile(Interests((), authors=(followed,))), written, paper(2, "Two"))[written.paper_id]
    assert pick.reasons == (f"by Kaiming He (you follow “{followed}”)",)
