"""The words of a text that are tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.tags import LONGEST_TAG, distinct, find_tags, fold


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#multimodal Strong in-context learner", ("multimodal",)),
        ('first #RAG, (#in-context) "#c_3" end #2024-plan.', ("RAG", "in-context", "c_3", "2024-plan")),
        ("看这个#扩散 和 #检索增强，＃论文", ("扩散", "检索增强", "论文")),
        ("微博的#扩散#写法", ("扩散",)),
        ("이 논문 #확산-모델 #확산모델을", ("확산-모델", "확산모델을")),
        ("#LoRA #lora #LORA #Étude #étude", ("LoRA", "Étude")),
        ("#self-attention-", ("self-attention",)),
        ("\n#start of a line", ("start",)),
    ],
)
def test_tags_are_found_as_typed_and_once(text: str, tags: tuple[str, ...]) -> None:
    assert find_tags(text) == tags


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n## Section\n###### Small",
        "#1 of #12, #2024 and #3_4",
        "C#sharp &#39; \\#escaped a/#b x#y ##twice # - #- #_",
        "https://example.org/page#part http://x.y/#/a#b",
        "`code #one` and `x#y`",
        "```\n#define X\n``` ",
        "``` never closed #tag",
        "#" + "a" * (LONGEST_TAG + 1),
    ],
)
def test_text_that_is_not_a_tag(text: str) -> None:
    assert find_tags(text) == ()


def test_a_tag_after_code_or_an_address_is_found() -> None:
    assert find_tags("`code` #one ```x``` #two https://x.y/#z #three https://x.y，#四 `open #five") == (
        "one", "two", "three", "四", "five",
    )  # fmt: skip


@given(st.text(st.characters(exclude_categories=())))
def test_every_tag_is_in_the_text_and_finds_itself(text: str) -> None:
    tags = find_tags(text)
    for tag in tags:
        assert tag in text
        assert len(tag) <= LONGEST_TAG
        assert find_tags(f"#{tag}") == (tag,)
    assert len({fold(tag) for tag in tags}) == len(tags)


@pytest.mark.parametrize("piece", ["#", "`", "#a", "`a", "```", "http://", "a#", "#a#", "#" + "a" * 70 + " "])
def test_a_megabyte_is_read_once(piece: str) -> None:
    """Reading it again for every character of it would take until the time-out."""
    assert len(find_tags(piece * (1_000_000 // len(piece)))) <= 1


def test_a_tag_of_64_characters_is_a_tag_and_names_are_compared_by_256() -> None:
    assert find_tags("#" + "a" * 64) == ("a" * 64,)
    assert find_tags("#" + "a" * 65) == ()
    assert fold("a" * 256 + "b") == "a" * 256


def test_equal_tags_keep_the_first_form() -> None:
    assert distinct(["B", "a", "b", "Ａ"]) == ("B", "a")
    assert fold("\u0300" * 10**6 + "x") == fold("\u0300" * 10**6)
