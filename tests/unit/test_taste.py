"""Taste: a few sums that score a day's papers; each further example counts immediately."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.papers import Paper
from papers.ranking.candidates import author_keys, load_prior, prepare, prior_from
from papers.ranking.features import FEATURES, WEIGHTS, feature_matrix, learned_scores
from papers.ranking.semantics import load_semantics, words
from papers.ranking.taste import HALF_LIFE, MOST_AUTHORS_KEPT, Example, empty_taste, examples_of

SEMANTICS, PRIOR = load_semantics(), load_prior()
TOPICS = {
    "translation": "We train neural machine translation models on parallel corpora for low resource languages.",
    "robots": "A robot arm learns grasping policies in simulation and transfers them to a real manipulator.",
    "proteins": "Graph neural networks predict protein structure and molecular binding for drug discovery.",
    "theory": "We prove a generalization bound for stochastic gradient descent on convex losses.",
}


def paper(number: int, topic: str, *authors: str, version: int = 1) -> Paper:
    return Paper(f"2509.{number:05}", version, topic.title(), TOPICS[topic], authors, ("cs.LG",))


DAY = [paper(each, topic, f"Author {each}") for each, topic in enumerate(TOPICS, 1)]


def likes(*papers: Paper, day: float = 0.0) -> list[Example]:
    return examples_of(papers, [day] * len(papers), SEMANTICS)


def best(*examples: Example) -> str:
    day = prepare(DAY, SEMANTICS, PRIOR)
    found = learned_scores(day, [empty_taste(SEMANTICS).with_examples(examples)], SEMANTICS)[:, 0]
    return day.papers[int(found.argmax())].title


@pytest.mark.parametrize("topic", TOPICS)
def test_a_paper_like_a_liked_one_comes_first(topic: str) -> None:
    assert best(*likes(paper(90, topic))) == topic.title()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_known_author_lifts_a_paper_among_equals(topic: str) -> None:
    equals = [paper(each, topic, name) for each, name in ((5, "Ada Lovelace"), (6, "Emmy Noether"))]
    taste = empty_taste(SEMANTICS).with_examples(likes(paper(91, topic, "Ada Lovelace")))
    day = prepare(equals, SEMANTICS, prior_from((), PRIOR.shares, ""))
    known = feature_matrix(day, taste, SEMANTICS)[:, FEATURES.index("known authors")]
    assert known.tolist() == pytest.approx([np.log(2), 0])


def test_an_older_example_counts_half_after_the_half_life() -> None:
    old, new = likes(paper(92, "robots"), day=0)[0], likes(paper(93, "theory"), day=HALF_LIFE)[0]
    taste = empty_taste(SEMANTICS).with_examples([old, new])
    assert taste.weight == pytest.approx(1.5)
    assert taste.towards == pytest.approx(new.vector + old.vector / 2, abs=1e-6)
    assert best(old, new) == "Theory"


@given(st.permutations(range(6)), st.integers(0, 6))
def test_examples_may_come_in_any_order_one_by_one_or_together(order: list[int], split: int) -> None:
    every = [
        likes(paper(each, topic, f"A{each % 2}"), day=each * 10.0)[0]
        for each, topic in enumerate([*TOPICS, "robots", "theory"])
    ]
    together = empty_taste(SEMANTICS).with_examples(every)
    apart = empty_taste(SEMANTICS).with_examples([every[each] for each in order[:split]])
    apart = apart.with_examples([every[each] for each in order[split:]])
    assert apart.towards == pytest.approx(together.towards, abs=1e-5)
    assert apart.author_weights == pytest.approx(together.author_weights, abs=1e-5)
    assert apart.day == together.day


def test_a_disliked_subject_sinks() -> None:
    liked, disliked = likes(paper(94, "theory"))[0], likes(paper(95, "robots"))[0]
    away = Example(disliked.vector, 0.0, -1.0)
    day = prepare(DAY, SEMANTICS, PRIOR)
    before, after = learned_scores(
        day, [empty_taste(SEMANTICS).with_examples(each) for each in ([liked], [liked, away])], SEMANTICS
    ).T
    robots = [each.title for each in day.papers].index("Robots")
    assert after[robots] < before[robots]


def test_the_authors_of_a_disliked_paper_are_not_known_authors() -> None:
    disliked = Example(likes(paper(95, "robots"))[0].vector, 0.0, -1.0, authors=(1, 2, 3))
    assert not len(empty_taste(SEMANTICS).with_examples([disliked]).authors)


def test_turning_up_a_word_of_a_disliked_subject_makes_it_neutral_and_not_worse() -> None:
    disliked = Example(SEMANTICS.embed(["robot"])[0], 0.0, -1.0)
    taste = empty_taste(SEMANTICS).with_examples([disliked])
    (robot,) = SEMANTICS.word_vectors(["robot"])
    assert robot @ taste.direction(SEMANTICS) < -1
    turned_up = replace(taste, word_preferences=[(robot, 3.0)])
    assert robot @ turned_up.direction(SEMANTICS) == pytest.approx(0, abs=0.01)


def test_many_readers_at_once_get_the_same_scores_as_each_alone() -> None:
    day = prepare(DAY, SEMANTICS, PRIOR)
    tastes = [empty_taste(SEMANTICS), *(empty_taste(SEMANTICS).with_examples(likes(each)) for each in DAY)] * 60
    together = learned_scores(day, tastes, SEMANTICS)
    assert together.shape == (len(DAY), 300)
    for column in (0, 3, 299):
        assert together[:, column] == pytest.approx(learned_scores(day, [tastes[column]], SEMANTICS)[:, 0], abs=1e-5)
        assert feature_matrix(day, tastes[column], SEMANTICS) @ WEIGHTS == pytest.approx(together[:, column], abs=1e-5)


def test_a_taste_takes_kilobytes_even_after_thousands_of_liked_authors() -> None:
    crowd = [
        Example(likes(DAY[0])[0].vector, float(each), 1.0, tuple(range(each * 10, each * 10 + 10)), ("cs.LG",))
        for each in range(400)
    ]
    taste = empty_taste(SEMANTICS).with_examples(crowd)
    assert len(taste.authors) == MOST_AUTHORS_KEPT
    assert taste.size < 20_000


def test_the_newer_of_two_versions_is_ranked() -> None:
    day = prepare([paper(7, "robots"), paper(7, "theory", version=2)], SEMANTICS, PRIOR)
    assert [each.version for each in day.papers] == [2]


def test_a_text_without_known_words_is_about_nothing() -> None:
    assert not SEMANTICS.embed(["", "很有意思的研究", "zzxqj"]).any()


def test_an_unknown_word_has_the_zero_vector_and_a_known_one_does_not() -> None:
    unknown, known = SEMANTICS.word_vectors(["zzxqj", "speech"])
    assert not unknown.any()
    assert known.any()


def test_accents_do_not_hide_a_word() -> None:
    assert words("Naïve POINCARÉ, 3D a") == ["naive", "poincare", "3d"]


def test_a_very_long_text_is_read_up_to_five_thousand_characters() -> None:
    assert len(words("word " * 10_000)) == 1_000


def test_many_texts_at_once_have_the_vectors_each_has_alone() -> None:
    texts = [f"{text} {each}" for each in range(150) for text in TOPICS.values()]
    together = SEMANTICS.embed(texts)
    for each in (0, 255, 256, 599):
        assert together[each] == pytest.approx(SEMANTICS.embed([texts[each]])[0], abs=1e-6)


def test_a_text_is_closer_to_its_topic_than_to_another() -> None:
    robots, translation, query = SEMANTICS.embed([TOPICS["robots"], TOPICS["translation"], "robotic grasping"])
    assert query @ robots > query @ translation + 0.2


def test_an_authors_popularity_is_at_most_three_picks() -> None:
    picked = [paper(each, "robots", "Ada Lovelace") for each in range(5)]
    prior = prior_from(picked, {}, date(2025, 6, 1).isoformat())
    names = np.array(author_keys(paper(9, "robots", "ADA LOVELACE", "Nobody Known")), np.uint32)
    assert prior.author_picks(names).tolist() == [3, 0]


def test_an_empty_day_has_no_scores() -> None:
    assert learned_scores(prepare([], SEMANTICS, PRIOR), [empty_taste(SEMANTICS)], SEMANTICS).shape == (0, 1)
