"""A long text is split without loss, within the limit, where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from bot.adapters.shared.splitting import next_cut, pieces, utf16

ANYTHING = st.text(st.characters(), max_size=300) | st.text("a \n。.\r\u0301\u200d👩🏽🇰🇷\ud83d\ude00", max_size=300)


@given(ANYTHING, st.integers(2, 40))
def test_pieces_join_to_the_text_and_none_is_too_long(text: str, limit: int) -> None:
    for size in (len, utf16):
        found = pieces(text, limit, size)
        assert "".join(found) == text
        assert all(0 < size(piece) <= limit for piece in found)


@given(st.lists(st.text("abc d.", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=12))
def test_paragraphs_that_fit_are_never_split(paragraphs: list[str]) -> None:
    found = pieces("\n\n".join(paragraphs), 62)
    assert [whole for piece in found for whole in piece.removesuffix("\n\n").split("\n\n")] == paragraphs


@given(
    st.lists(st.sampled_from(["a", "é", "👩🏽\u200d🚀", "🇰🇷", "각", "e\u0301", "\r\n", "नि"]), max_size=60),
    st.integers(12, 30),
)
def test_grapheme_clusters_are_never_split(characters: list[str], limit: int) -> None:
    text = "".join(characters)
    clusters = list(iter_graphemes(text))
    assert [each for piece in pieces(text, limit, utf16) for each in iter_graphemes(piece)] == clusters


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One two.\n\nThree\nfour five", 18, ["One two.\n\n", "Three\nfour five"]),
        ("One two\nthree four", 12, ["One two\n", "three four"]),
        ("One. Two three four", 12, ["One. ", "Two three ", "four"]),
        ("第一句。第二句很长很长", 8, ["第一句。", "第二句很长很长"]),
        ("one twoo three", 8, ["one ", "twoo ", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("Hi\n\n" + "word " * 8, 20, ["Hi\n\nword word word ", "word word word word ", "word "]),
        ("Hi\n\n" + "word " * 4, 20, ["Hi\n\n", "word word word word "]),
    ],
)
def test_a_piece_ends_at_the_best_place(text: str, limit: int, expected: list[str]) -> None:
    assert pieces(text, limit) == expected


def test_two_halves_of_a_surrogate_pair_stay_together() -> None:
    assert pieces("ab\ud83d\ude00", 3) == ["ab", "\ud83d\ude00"]


def test_a_lone_surrogate_counts_one_unit_and_an_emoji_two() -> None:
    assert utf16("a\ud83d") == 2
    assert utf16("a😀") == 3


def test_a_piece_ends_at_the_reach_when_it_would_fit_beyond() -> None:
    assert next_cut("one two three", 0, 9, 100) == 8


def test_a_character_larger_than_the_limit_is_an_error() -> None:
    with pytest.raises(ValueError, match="not even"):
        pieces("😀", 1, utf16)
