"""Commands in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import COMMANDS
from handlers.shared.plain_words import WORDS, command_of

NAMES = {command.name for command in COMMANDS}


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("find", "search"),
        ("Search:", "search"),
        ("搜索", "search"),
        ("查找：", "search"),
        ("검색", "search"),
        ("찾기", "search"),
        ("Todo", "todo"),
        ("待办", "todo"),
        ("할일", "todo"),
        ("notes", "notes"),
        ("笔记", "notes"),
        ("노트", "notes"),
        ("HELP!", "help"),
        ("도움말", "help"),
    ],
)
def test_a_command_can_be_said_in_everyday_words(word: str, command: str) -> None:
    assert command_of(word) == command


@given(st.text() | st.sampled_from(sorted(WORDS)))
def test_a_word_stands_for_an_existing_command_or_for_none(word: str) -> None:
    assert command_of(word) in {None, *NAMES}


def test_nothing_is_deleted_by_an_everyday_word() -> None:
    assert command_of("forget") is None
    assert command_of("") is None
