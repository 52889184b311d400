"""The small boost that community signals give, and the signal that becomes a reason."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.languages import LANGUAGES
from bot.core.model.community import CommunityKind, CommunitySignal
from bot.locales.catalogue import catalogue
from papers.community.signals import MOST, boosts, strongest

UPVOTES, CITATIONS, INFLUENTIAL, RECOMMENDED = CommunityKind
COUNTS = st.integers(1, 2**31 - 1)


def signal(kind: CommunityKind, value: int = 1, paper_id: str = "2506.08001") -> CommunitySignal:
    return CommunitySignal(paper_id, "somebody", kind, value, "https://example.org/")


@given(st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from(CommunityKind), COUNTS, min_size=1)))
def test_a_boost_is_small_whatever_the_numbers(counts: dict[str, dict[CommunityKind, int]]) -> None:
    found = boosts({paper: [signal(kind, value) for kind, value in told.items()] for paper, told in counts.items()})
    assert found.keys() == counts.keys()
    assert all(0 < boost <= MOST for boost in found.values())


@given(COUNTS, COUNTS)
def test_more_votes_never_weigh_less(one: int, other: int) -> None:
    found = boosts({"a": [signal(UPVOTES, one)], "b": [signal(UPVOTES, other)]})
    assert (found["a"] <= found["b"]) or one > other


def test_votes_count_relative_to_the_day() -> None:
    quiet = boosts({"a": [signal(UPVOTES, 20)], "b": [signal(UPVOTES, 1)]})
    loud = boosts({"a": [signal(UPVOTES, 20)], "b": [signal(UPVOTES, 400)]})
    assert quiet["a"] > loud["a"]


def test_few_votes_are_not_many_because_nobody_else_has_any() -> None:
    assert boosts({"a": [signal(UPVOTES, 2)]})["a"] < boosts({"a": [signal(UPVOTES, 20)]})["a"]


def test_several_signals_for_a_paper_add_up() -> None:
    one, both = [signal(UPVOTES, 5)], [signal(UPVOTES, 5), signal(RECOMMENDED)]
    assert boosts({"a": one, "b": both})["b"] > boosts({"a": one, "b": one})["b"]


def test_papers_without_signals_have_no_boost() -> None:
    assert boosts({"a": []}) == {}


def test_the_strongest_signal_is_named_in_every_language() -> None:
    assert strongest([signal(CITATIONS, 1), signal(UPVOTES, 42)]).kind is UPVOTES
    assert strongest([signal(UPVOTES, 1), signal(RECOMMENDED)]).kind is RECOMMENDED
    for kind in CommunityKind:
        key, data = signal(kind, 42).sentence
        for code in LANGUAGES:
            said = catalogue(code).text(key, **data)
            assert ("42" in said) is (kind is not RECOMMENDED)
    assert catalogue("en").text("reason-upvotes", count=1) == "one upvote on Hugging Face"
