"""The relevance benchmark has the questions that it describes, and says if the log is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.relevance_groups import Group, groups

LOG = """\
## 2024.2.9

《Pigeonhole: A Memory for Language Models》

2024 年的一篇文章，Pigeonhole 是一种 memory，要点：

1. 背景：语言模型会忘记读过的内容，本文提出了一种外部存储，可以随时取用，不需要重新训练整个模型
2. 检索：Sparrow 检索器

总体上，这是一种很简单的方法，把读过的内容放进外部存储，需要时再取出来使用，效果不错
"""


@pytest.fixture(scope="module")
def asked() -> dict[str, Group]:
    return {group.name: group for group in groups(LOG, ())}


def test_group_a_searches_for_titles_in_notes_without_their_titles(asked: dict[str, Group]) -> None:
    assert asked["A"].questions[0].text == "Pigeonhole: A Memory for Language Models"
    assert asked["A"].texts[0].title == ""
    assert "Pigeonhole" in asked["A"].texts[0].body
    assert asked["A"].questions[0].right == {0}


def test_masked_notes_have_no_word_of_their_title(asked: dict[str, Group]) -> None:
    body = asked["A*"].texts[0].body.lower()
    assert "pigeonhole" not in body
    assert "memory" not in body
    assert "sparrow" in body


def test_group_b_searches_titles_for_closing_paragraphs_that_are_not_list_items(asked: dict[str, Group]) -> None:
    assert asked["B"].questions[0].text.startswith("总体上")
    assert asked["B"].texts[0].body == ""


def test_every_longer_word_of_a_mistyped_title_has_a_slip(asked: dict[str, Group]) -> None:
    for question in asked["T"].questions:
        assert not {"Pigeonhole", "Memory", "Language", "Models"} & set(question.text.replace(":", "").split())


def test_without_the_log_it_says_where_it_looked(tmp_path: Path) -> None:
    missing = str(tmp_path / "papers-weekly.md")
    command = [sys.executable, "-m", "benchmarks.relevance", "--log", missing]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert missing in done.stderr
