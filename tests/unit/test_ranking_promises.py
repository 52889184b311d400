"""Small scenes, each with something that people would lose if one number or name of ranking were wrong."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.model.digests import Interests, Pick
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.ranking import Interaction, Lesson, Profile
from bot.locales.catalogue import catalogue
from papers.ranking.candidates import Prior, load_prior, paper_labels, prior_from
from papers.ranking.ranker import LearningRanker
from papers.ranking.semantics import load_semantics
from tests.unit.test_ranking import note, paper, words

SHARES = {"cs.CL": 0.2, "cs.CV": 0.2, "primary cs.CL": 0.1, "primary cs.CV": 0.1}
ENGLISH = catalogue("en")
TODAY = date(2025, 6, 11)
EMPTY = Profile(Interests(()))
ROBOTS = "A robot arm learns to grasp objects in simulation and transfers the policy to a manipulator."
PROOFS = "We prove a convergence bound of stochastic gradient descent on convex losses."
SPEECH = "We recognize speech of many speakers and transcribe spoken audio with an acoustic model."


def ranker(prior: Prior | None = None) -> LearningRanker:
    return LearningRanker(words, load_semantics(), prior or prior_from((), SHARES, ""))


def picks(profile: Profile, *papers: Paper, prior: Prior | None = None) -> dict[str, Pick]:
    ranked = ranker(prior).rank(profile, papers, len(papers), ENGLISH)
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
    """The rare words are made up, so that only rare-word similarity counts."""
    subject = "zorblax quimby frandle"
    many = [note(each, f"{subject} filler{each}") for each in range(1, 9)]
    lone = note(9, "wexley tharn glimp dorvat")
    like_many, like_one = paper(1, "One", f"{subject} unrelated"), paper(2, "Two", "wexley tharn glimp dorvat")
    ranked = picks(replace(EMPTY, notes=[*many, lone]), like_many, like_one, paper(3, "Three", "nothing alike"))
    assert next(iter(ranked)) == like_many.paper_id
    assert term(ranked[like_many.paper_id], "term-likeness") > 2 * term(ranked[like_one.paper_id], "term-likeness")


def test_an_author_liked_thirty_times_counts_no_more_than_one_liked_three_times() -> None:
    """Otherwise everything by a prolific favorite would outrank the subjects that the reader likes."""
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
    assert pick.reasons == (ENGLISH.text("reason-author-like", author="Kaiming He", followed=followed),)


@pytest.mark.parametrize(
    "sentence",
    [
        "See github for more.",
        "Hosted by gitlab.",
        "Models are on huggingface.co now.",
        "Our code is public.",
        "We release code and data.",
        "The code will be released.",
        "Data and code are available.",
        "http://example.org",
        "https://example.org",
    ],
)
def test_a_paper_that_says_where_its_code_is_gets_credit_for_it(sentence: str) -> None:
    with_code, without = (
        paper(1, "One", f"We sort. {sentence}"),
        paper(2, "Two", "We sort. Encoding is not decoding."),
    )
    ranked = picks(EMPTY, with_code, without)
    assert term(ranked[with_code.paper_id], "term-code") == pytest.approx(0.227)
    assert term(ranked[without.paper_id], "term-code") == 0


def test_papers_just_before_the_deadline_are_ahead_of_their_day() -> None:
    day = [paper(each, f"Title{each}", f"subject{each}") for each in range(40)]
    ranked = picks(EMPTY, *day)
    late = [term(ranked[each.paper_id], "term-late") for each in day]
    gains = [late[place] - late[0] for place in (20, 36, 37, 38, 39)]
    assert gains == pytest.approx([0.0797, 0.2648, 0.4199, 0.4665, 0.9302], abs=1e-4)
    assert sum(late) == pytest.approx(0, abs=0.001)


def test_only_people_who_saved_the_same_paper_are_counted() -> None:
    """Notes without a paper are not opinions on a paper, even by several people."""
    notes = [replace(note(each, "homing pigeons carry messages"), author=f"Person {each}") for each in (1, 2)]
    (pick,) = picks(replace(EMPTY, notes=notes), paper(1, "Pigeons", "Homing pigeons carry messages.")).values()
    assert pick.reasons == (ENGLISH.text("reason-note-untitled", number=1, on="1 Jun"),)


def test_a_paper_that_three_noted_and_one_liked_was_saved_by_three() -> None:
    saved = paper(9, "Carrier pigeons", "Homing pigeons carry messages.")
    notes = [replace(note(each, "Nice", paper_id=saved.paper_id), author=f"Person {each}") for each in (1, 2, 3)]
    profile = replace(taught((Interaction.LIKED, saved, TODAY)), notes=notes)
    (pick,) = picks(profile, paper(1, "Pigeons", "Homing pigeons carry messages.")).values()
    assert pick.reasons == (ENGLISH.text("reason-people", people=3, title="Carrier pigeons"),)


@pytest.mark.parametrize(
    ("interaction", "key"),
    [
        (None, "reason-note-same"),
        (Interaction.LIKED, "reason-liked-same"),
        (Interaction.DONE, "reason-read-same"),
        (Interaction.LISTED, "reason-listed-same"),
        (Interaction.OPENED, "reason-opened-same"),
    ],
)
def test_an_interaction_with_the_very_paper_is_named_as_such(interaction: Interaction | None, key: str) -> None:
    candidate = paper(1, "Pigeons", "Homing pigeons carry messages.")
    noted = [note(7, "Homing pigeons carry messages.", paper_id=candidate.paper_id)]
    profile = taught((interaction, candidate, TODAY)) if interaction else replace(EMPTY, notes=noted)
    (pick,) = picks(replace(profile, papers={candidate.paper_id: candidate}), candidate).values()
    assert pick.reasons == (ENGLISH.text(key, number=7, on="11 Jun"),)


def test_a_forgotten_keyword_or_author_is_not_a_reason() -> None:
    stated = Profile(Interests((), ("pigeons",), ("Ada Lovelace",)))
    profile = replace(stated, weights={"keyword:pigeons": 0.0, "author:Ada Lovelace": 0.0})
    (pick,) = picks(profile, paper(1, "Pigeons", authors=("Ada Lovelace",))).values()
    assert pick.reasons == ()


def test_an_author_kept_at_the_normal_weight_is_followed() -> None:
    candidates = paper(1, "One", authors=("Ada Lovelace",)), paper(2, "Two")
    first, *_ = picks(replace(EMPTY, weights={"author:Ada Lovelace": 1.0}), *candidates).values()
    assert first.reasons == (ENGLISH.text("reason-author", author="Ada Lovelace"),)
    below = picks(replace(EMPTY, weights={"author:Ada Lovelace": 0.9}), *candidates)
    assert not any("Ada" in reason for pick in below.values() for reason in pick.reasons)


def test_a_surprise_comes_from_the_tenth_that_many_will_read_and_adds_nothing_to_the_score() -> None:
    """All else being equal, the latest papers of the day are read most."""
    day = [paper(each, f"Title{each}", f"subject{each}") for each in range(60)]
    first, *_ = day
    profile = Profile(Interests((), (first.title, day[1].title, day[2].title)))
    surprises = []
    for seed in map(str, range(40)):
        *_, last = ranker().rank(replace(profile, explore=seed), day, 3, ENGLISH)
        surprises.append(last.paper_id)
        assert sum(each.value for each in last.terms) == pytest.approx(last.score, abs=1e-4)
    assert set(surprises) <= {each.paper_id for each in day[-6:]}
    assert len(set(surprises)) > 2


def test_a_note_on_no_paper_is_summarized_by_its_words() -> None:
    summary = ranker().summarize(replace(EMPTY, notes=[note(1, "speech recognition")]), 5)
    assert {word for word, _ in summary.words} == {"speech", "recognition"}
    assert not summary.authors


def test_only_the_eight_nearest_liked_things_count() -> None:
    """A further note on another subject does not lower a paper that is like eight others."""
    alike = [note(each, "zorblax quimby frandle") for each in range(1, 9)]
    day = paper(1, "One", "zorblax quimby frandle"), paper(2, "Two", "something else")
    few, more = (
        term(picks(replace(EMPTY, notes=notes), *day)[day[0].paper_id], "term-likeness")
        for notes in (alike, [*alike, note(9, "wexley tharn")])
    )
    assert few == more > 0


def test_a_category_counts_as_much_as_people_set_stated_or_not() -> None:
    filed, other = paper(1, "One", categories=("cs.CL",)), paper(2, "Two", categories=("cs.CV",))
    stated = Profile(Interests(("cs.CL",)))
    expected = {(True, 1.0): 2.0, (True, 2.0): 4.0, (True, 0.5): 1.0, (False, 2.0): 2.0, (False, 0.5): 0.0}
    for (is_stated, weight), value in expected.items():
        profile = replace(stated if is_stated else EMPTY, weights={"category:cs.CL": weight})
        pick = picks(profile, filed, other)[filed.paper_id]
        assert term(pick, "term-primary") == pytest.approx(value)
        assert all(each.about == "cs.CL" for each in pick.terms if each.name == "term-primary")


def test_terms_are_stored_with_six_decimals() -> None:
    for pick in picks(taught((Interaction.LIKED, paper(9, "Nine", SPEECH), TODAY)), paper(1, "One", SPEECH)).values():
        assert all(each.value == round(each.value, 6) for each in pick.terms)
        assert pick.score == round(pick.score, 6)


def test_a_long_note_is_close_to_the_paper_it_shares_its_rarest_words_with() -> None:
    common, rare = " ".join(f"common{each}" for each in range(60)), " ".join(f"rare{each}" for each in range(10))
    first, *others = [paper(each, f"Title{each}", f"{common} {rare * (each == 0)}") for each in range(10)]
    ranked = picks(replace(EMPTY, notes=[note(1, f"{common} {rare}")]), first, *others)
    best = max(term(ranked[each.paper_id], "term-likeness") for each in others if each.paper_id in ranked)
    assert term(ranked[first.paper_id], "term-likeness") > 1.2 * best


@pytest.mark.parametrize(("stronger", "weaker"), [("robot", "robots"), ("molecules", "molecule")])
def test_a_word_and_its_plural_are_named_once_by_the_stronger_of_the_two(stronger: str, weaker: str) -> None:
    summary = ranker().summarize(replace(EMPTY, notes=[note(1, f"{weaker} {stronger}")]), 9)
    assert [word for word, _ in summary.words] == [stronger]


def test_an_author_of_an_opened_paper_is_named() -> None:
    opened = taught((Interaction.OPENED, paper(9, "Nine", SPEECH, ("Ada Lovelace",)), TODAY))
    assert list(ranker().summarize(opened, 9).authors) == [("Ada Lovelace", 1.0)]


def test_three_popular_authors_are_named_the_most_popular_first() -> None:
    names = ("Once", "Thrice", "Twice", "Once More", "Unknown")
    picked = [paper(20, "T", authors=names[:4]), paper(21, "T", authors=names[1:3]), paper(22, "T", authors=names[1:2])]
    prior = prior_from(picked, SHARES, "")
    pick = picks(EMPTY, paper(1, "One", authors=names), paper(2, "Two"), prior=prior)["2506.00001"]
    about = {each.name: each.about for each in pick.terms}
    assert about["term-standing"] == "Thrice, Twice, Once"
    assert about["term-late"] == about["term-team"] == ""


def test_strengths_are_shares_with_three_decimals() -> None:
    summary = ranker().summarize(replace(EMPTY, notes=[note(1, SPEECH), note(2, ROBOTS)]), 9)
    assert summary.words[0][1] == 1
    assert all(0 < share == round(share, 3) <= 1 for _, share in summary.words)


def test_a_category_turned_up_counts_more_where_it_is_liked_and_never_lowers_a_paper_further() -> None:
    """Six of ten liked papers are in cs.CL, a larger share than on arXiv, and none is in cs.CV."""
    liked = [paper(10 + each, "T", SPEECH, categories=("cs.CL",) if each < 6 else ("q-bio.BM",)) for each in range(10)]
    profile = taught(*((Interaction.LIKED, each, TODAY) for each in liked))
    day = paper(1, "One", categories=("cs.CL",)), paper(2, "Two", categories=("cs.CV",))

    def values(weight: float) -> list[float]:
        ranked = picks(replace(profile, weights={"category:cs.CL": weight, "category:cs.CV": weight}), *day)
        return [term(ranked[each.paper_id], "term-categories") for each in day]

    (liked_once, disliked_once), (liked_twice, disliked_twice) = values(1.0), values(2.0)
    assert liked_twice == pytest.approx(2 * liked_once)
    assert disliked_twice == disliked_once < 0


def test_a_lesson_on_a_paper_without_metadata_is_left_out() -> None:
    profile = replace(EMPTY, lessons=[Lesson(Interaction.LIKED, "2401.00001", TODAY)])
    assert picks(profile, paper(1, "One")) == picks(EMPTY, paper(1, "One"))


def test_a_small_day_surprises_with_the_best_of_the_rest() -> None:
    day = [paper(each, f"Title{each}", f"subject{each}") for each in range(12)]
    profile = Profile(Interests((), tuple(each.title for each in day[:3])))
    shown = {ranker().rank(replace(profile, explore=seed), day, 3, ENGLISH)[-1].paper_id for seed in map(str, range(9))}
    assert shown == {day[-1].paper_id}


def test_a_word_turned_up_to_three_weighs_like_two_liked_papers() -> None:
    assert ranker().taste(replace(EMPTY, weights={"word:speech": 3.0})).weight == pytest.approx(2)


def test_a_paper_with_many_keywords_names_three_of_them() -> None:
    keywords = ("homing", "pigeons", "carry", "messages", "fast")
    (pick,) = picks(Profile(Interests((), keywords)), paper(1, "Homing pigeons carry messages fast")).values()
    assert len(pick.reasons) == 3


def test_a_long_title_is_shortened_in_a_reason() -> None:
    notes = [note(1, "homing pigeons carry messages", "A very long title " * 9)]
    (pick,) = picks(replace(EMPTY, notes=notes), paper(1, "Pigeons", "Homing pigeons carry messages.")).values()
    title = shorten("A very long title " * 9, 80)
    assert pick.reasons == (ENGLISH.text("reason-note", number=1, title=title, on="1 Jun"),)


def test_upvotes_are_a_reason() -> None:
    signal = CommunitySignal("2506.00001", "hugging-face", CommunityKind.UPVOTES, 40, "https://example.org/")
    (pick,) = picks(replace(EMPTY, community={signal.paper_id: [signal]}), paper(1, "One")).values()
    assert pick.reasons == (ENGLISH.text("reason-upvotes", count=40),)
    assert term(pick, "term-community") == pytest.approx(0.3)


def test_a_long_note_counts_by_its_first_five_thousand_characters() -> None:
    candidate = paper(1, "Pigeons", "zorblax quimby frandle")
    near, far = (
        term(picks(replace(EMPTY, notes=[note(1, body)]), candidate)[candidate.paper_id], "term-likeness")
        for body in ("zorblax quimby frandle " + "pad " * 2_000, "pad " * 2_000 + "zorblax quimby frandle")
    )
    assert near > far == 0
