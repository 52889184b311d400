"""Ranking: evidence for a paper lifts it, evidence against it lowers it, and every reason is true."""

import gzip
import json
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.digests import Interests, Pick
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile, TasteSummary
from bot.locales.catalogue import catalogue
from papers.ranking.matching import folded, keyword_pattern, name_parts, same_author
from papers.ranking.ranker import learning_ranker

ENGLISH = catalogue("en")
NOW = datetime(2025, 6, 11, tzinfo=UTC)
TODAY = NOW.date()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


RANKER = learning_ranker(words)


def paper(
    number: int, title: str, abstract: str = "", authors: tuple[str, ...] = (), categories: tuple[str, ...] = ("cs.CL",)
) -> Paper:
    return Paper(f"2506.{number:05}", 1, title, abstract, authors, categories)


def note(number: int, body: str, title: str = "", paper_id: str = "") -> Note:
    return Note(number, 1, number, "me", title, paper_id, body, (), date(2025, 6, 1), NOW, NOW, 1)


PIGEONS = paper(1, "Pigeon post reconsidered", "Homing pigeons carry messages between distant laboratories.")
OWLS = paper(2, "Owls at night", "Barn owls hunt mice by hearing in complete darkness.")
BREAD = paper(3, "Sourdough chemistry", "Yeast and lactic bacteria raise bread in a warm kitchen.")
GLACIERS = paper(4, "Melting glaciers", "Alpine ice retreats as summers grow longer and warmer.")
CANDIDATES = [PIGEONS, OWLS, BREAD, GLACIERS]
KNOWN = {each.paper_id: each for each in CANDIDATES}
PLAIN = Profile(Interests(("cs.CL",)))


def ids(picks: Sequence[Pick]) -> list[str]:
    return [pick.paper_id for pick in picks]


def test_a_stated_keyword_beats_none_and_in_the_title_it_weighs_more() -> None:
    profile = Profile(Interests(("cs.CL",), ("glaciers", "mice")))
    first, second, *_ = RANKER.rank(profile, CANDIDATES, 4, ENGLISH)
    assert (first.paper_id, first.reasons) == (GLACIERS.paper_id, ("“glaciers” is in the title",))
    assert (second.paper_id, second.reasons) == (OWLS.paper_id, ("matches “mice”",))


def test_a_followed_author_comes_first_and_is_named_as_the_paper_names_them() -> None:
    written = [paper(8, "One", authors=("Ann Other", "Émile Zátopek")), paper(9, "Two", authors=("E. Zatopek",))]
    picks = RANKER.rank(Profile(Interests(("cs.CL",), authors=("Emile Zatopek",))), [*CANDIDATES, *written], 2, ENGLISH)
    assert {pick.reasons for pick in picks} == {
        ("by Émile Zátopek, who you follow",),
        ("by E. Zatopek (you follow “Emile Zatopek”)",),
    }


def test_a_paper_close_to_a_note_names_that_note() -> None:
    notes = [note(3, "sourdough yeast and bread"), note(12, "homing pigeons carry messages", "Carrier birds")]
    first, *_ = RANKER.rank(Profile(PLAIN.interests, notes), [PIGEONS, OWLS, GLACIERS], 3, ENGLISH)
    assert (first.paper_id, first.reasons) == (PIGEONS.paper_id, ("close to your note on Carrier birds (1 Jun)",))


def test_a_note_in_any_language_teaches_through_the_paper_it_is_about() -> None:
    """The Chinese characters match nothing, and must not outweigh the words that do."""
    about = paper(90, "Carrier pigeons", "Pigeons carry messages home.")
    profile = Profile(
        PLAIN.interests, [note(7, "很有意思的信鸽研究", paper_id=about.paper_id)], papers={about.paper_id: about}
    )
    first, *_ = RANKER.rank(profile, CANDIDATES, 4, ENGLISH)
    assert (first.paper_id, first.reasons) == (PIGEONS.paper_id, ("close to your note on Carrier pigeons (1 Jun)",))


def test_a_liked_or_read_paper_is_named_as_such() -> None:
    liked = paper(91, "Pigeons and their messages", "Homing pigeons between laboratories.")
    read = paper(92, "Owls and mice", "Owls hunt by hearing.")
    known = {each.paper_id: each for each in (liked, read)}
    lessons = [Lesson(Interaction.LIKED, liked.paper_id, TODAY), Lesson(Interaction.DONE, read.paper_id, TODAY)]
    profile = Profile(PLAIN.interests, lessons=lessons, papers=known)
    reasons = {pick.paper_id: pick.reasons for pick in RANKER.rank(profile, CANDIDATES, 4, ENGLISH)}
    assert reasons[PIGEONS.paper_id] == ("close to Pigeons and their messages, which you liked (11 Jun)",)
    assert reasons[OWLS.paper_id] == ("close to Owls and mice, which you have read (11 Jun)",)


def test_without_other_evidence_a_followed_category_is_the_reason_for_a_paper_of_another() -> None:
    crossed = paper(0, "Elsewhere", categories=("cs.LG", "cs.CL"))
    picks = RANKER.rank(PLAIN, [PIGEONS, crossed], 2, ENGLISH)
    reasons = {pick.paper_id: pick.reasons for pick in picks}
    assert reasons == {PIGEONS.paper_id: (), crossed.paper_id: ("cross-listed in cs.CL",)}


@pytest.mark.parametrize("disliked", CANDIDATES, ids=lambda each: each.title)
def test_a_disliked_paper_takes_similar_ones_down(disliked: Paper) -> None:
    twin = paper(50, f"More on {disliked.title}", disliked.abstract + " Again and again.")
    candidates = [*(each for each in CANDIDATES if each is not disliked), twin]
    before = {pick.paper_id: pick.score for pick in RANKER.rank(PLAIN, candidates, 9, ENGLISH)}
    profile = Profile(PLAIN.interests, lessons=[Lesson(Interaction.DISLIKED, disliked.paper_id, TODAY)], papers=KNOWN)
    after = RANKER.rank(profile, candidates, 9, ENGLISH)
    assert after[-1].paper_id == twin.paper_id
    assert after[-1].score < before[twin.paper_id]


def test_one_paper_under_two_ids_is_shown_once() -> None:
    again = paper(77, "Owls at night", "Barn owls hunt mice by hearing in complete darkness indeed.")
    shown = ids(RANKER.rank(PLAIN, [*CANDIDATES, again], 9, ENGLISH))
    assert len(shown) == len(CANDIDATES)
    assert len({again.paper_id, OWLS.paper_id} & set(shown)) == 1


def test_a_subscriptions_words_rank_before_anything_was_liked() -> None:
    """Neither text contains “translation”; the meaning of the keyword is enough."""
    about = paper(60, "Multilingual neural systems", "We train language models on parallel corpora of many languages.")
    other = paper(61, "Robot arms", "We grasp objects with a gripper and plan trajectories of a manipulator.")
    profile = Profile(Interests(("cs.CL",), ("machine translation",)))
    assert ids(RANKER.rank(profile, [about, other], 2, ENGLISH))[0] == about.paper_id
    turned = Profile(Interests(("cs.CL",), ("robotic manipulation",)))
    assert ids(RANKER.rank(turned, [about, other], 2, ENGLISH))[0] == other.paper_id


def test_a_surprise_comes_only_if_wanted_and_is_the_same_for_the_same_seed() -> None:
    many = [paper(100 + each, f"Title {each}", f"{word} of science") for each, word in enumerate("abcdefghij" * 3)]
    usual = RANKER.rank(PLAIN, many, 4, ENGLISH)
    first, again = (RANKER.rank(replace(PLAIN, explore="space 1, 2 June"), many, 4, ENGLISH) for _ in range(2))
    assert first == again
    assert first[:3] == usual[:3]
    assert first[3].paper_id not in ids(usual)
    assert first[3].reasons == ("a surprise, outside your interests",)


def test_a_taste_is_summarized_in_peoples_own_spelling_the_strongest_first() -> None:
    speech = paper(
        95, "Streaming Speech", "Speech recognition of spoken words.", ("Émile Zátopek",), ("eess.AS", "cs.CL")
    )
    again = paper(96, "More", "Speech synthesis and speech translation.", ("Émile Zátopek", "Ann Other"), ("cs.CL",))
    known = {each.paper_id: each for each in (speech, again)}
    lessons = [Lesson(Interaction.LIKED, each, TODAY) for each in known]
    found = RANKER.summarize(Profile(PLAIN.interests, lessons=lessons, papers=known), 3)
    assert [len(each) for each in (found.words, found.authors, found.categories)] == [3, 2, 2]
    assert found.words[0] == ("Speech", 1.0)
    assert list(found.authors) == [("Émile Zátopek", 1.0), ("Ann Other", 0.5)]
    assert found.categories[0] == ("eess.AS", 1.0)
    assert RANKER.summarize(PLAIN, 3) == TasteSummary([], [], [])


LIKES = Profile(
    Interests(("cs.CL",), ("ice", "bread"), ("Doe",)),
    [note(1, "pigeons carry bread")],
    [Lesson(Interaction.LIKED, OWLS.paper_id, TODAY), Lesson(Interaction.DISLIKED, BREAD.paper_id, TODAY)],
    papers=KNOWN,
)


@given(st.permutations(CANDIDATES), st.integers(1, 6))
def test_the_order_of_the_candidates_changes_nothing(candidates: list[Paper], top: int) -> None:
    assert RANKER.rank(LIKES, candidates, top, ENGLISH) == RANKER.rank(LIKES, CANDIDATES, top, ENGLISH)


PAPERS = st.lists(
    st.builds(
        paper,
        st.integers(0, 99_999),
        st.text("ab 的é", max_size=20),
        st.text("abc 的한.", max_size=60),
        st.lists(st.text("AB. é", max_size=6), max_size=3).map(tuple),
        st.lists(st.sampled_from(("cs.CL", "cs.CV", "math-ph")), max_size=2, unique=True).map(tuple),
    ),
    max_size=8,
)
WORDS = st.lists(st.text("ab -的é", min_size=1, max_size=5), max_size=3).map(tuple)


@given(PAPERS, WORDS, WORDS, st.sampled_from(("en", "zh", "ko")))
def test_every_pick_is_a_candidate_in_order_with_reasons_that_say_something(
    candidates: list[Paper], keywords: tuple[str, ...], authors: tuple[str, ...], language: str
) -> None:
    picks = RANKER.rank(Profile(Interests(("cs.CL",), keywords, authors)), candidates, 5, catalogue(language))
    assert [pick.rank for pick in picks] == list(range(1, len(picks) + 1))
    assert [pick.score for pick in picks] == sorted((pick.score for pick in picks), reverse=True)
    assert set(ids(picks)) <= {each.paper_id for each in candidates}
    assert bool(picks) == bool(candidates)
    assert all(all(pick.reasons) for pick in picks)


@pytest.mark.parametrize(
    ("keyword", "text", "matches"),
    [
        ("diffusion", "Latent Diffusion: a tour", True),
        ("diffusion", "on superdiffusion", False),
        ("language model", "Large Language-Models read", True),
        ("language model", "sublanguage modelling", False),
        ("扩散模型", "用扩散模型生成图像", True),
        ("LoRA", "用LoRA微调", True),
        ("lora", "exploration", False),
        ("C++", "Written in C++, not C", True),
        ("GAN", "ＧＡＮｓ", True),
        ("--", "no dash here", False),
        ("C++", "the standard C++11", True),
        ("stage C", "a stage called B", False),
        ("stage C", "stage catering", False),
    ],
)
def test_a_keyword_matches_words_not_letters(keyword: str, text: str, matches: bool) -> None:
    assert bool(keyword_pattern(keyword).search(folded(text))) is matches


@pytest.mark.parametrize(
    ("followed", "author", "same"),
    [
        ("Kaiming He", "Kaiming He", True),
        ("kaiming he", "K. He", True),
        ("K. He", "Kaiming He", True),
        ("He, Kaiming", "Kaiming He", True),
        ("Kaiming He", "Kai He", False),
        ("Kaiming He", "Kaiming Hu", False),
        ("Yann LeCun", "Yann A. LeCun", True),
        ("Yann A. LeCun", "Yann LeCun", True),
        ("Soren Kierkegaard", "Søren Kierkegaard", True),
        ("Junyan Zhu", "Jun-Yan Zhu", True),
        ("Jun-Yan Zhu", "Junyan Zhu", True),
        ("Lukasz Kaiser", "Łukasz Kaiser", True),
        ("Dorde Bozovic", "Đorđe Božović", True),
        ("Gudrun Thordardottir", "Guðrún Þórðardóttir", True),
        ("Ali Caglayan", "Alı Çağlayan", True),
        ("Daelia Noel Boeuf", "Dælia Noël Bœuf", True),
        ("Bengio", "Yoshua Bengio", True),
        ("Jane Doe", "Doe", False),
        ("", "Jane Doe", False),
    ],
)
def test_a_followed_name_is_found_with_initials_and_without_accents(followed: str, author: str, same: bool) -> None:
    assert same_author(name_parts(followed), name_parts(author)) is same


def test_a_real_day_of_computational_linguistics_gives_five_picks_with_reasons(shared_data: Path) -> None:
    with gzip.open(shared_data / "eval" / "papers.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get("candidate") and row["date"] == "2025-06-11"]
    day = [
        Paper(row["id"], 1, row["title"], row["abstract"], tuple(row["authors"]), tuple(row["categories"]))
        for row in rows
        if "cs.CL" in row["categories"]
    ]
    assert len(day) > 100
    profile = Profile(Interests(("cs.CL",), ("reasoning",)), [note(1, "chain of thought reasoning of language models")])
    picks = RANKER.rank(profile, day, 5, ENGLISH)
    assert len(picks) == 5
    assert all("reasoning" in pick.reasons[0] for pick in picks)
    random.Random(1).shuffle(day)
    assert RANKER.rank(profile, day, 5, ENGLISH) == picks
