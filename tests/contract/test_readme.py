"""The README promises nothing that is not there."""

import re
import shlex
from pathlib import Path

import pytest

from bot.cli import command_line
from bot.core.dispatcher import Outcome
from papers.arxiv.identifiers import parse_paper_id
from tests.support.conversation import Chat

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return README.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


SAID = [
    said
    for row in re.findall(r"^\| (`.*?) \|", section("What you can say"), re.MULTILINE)
    for said in re.findall(r"`([^`]+)`", row)
]
PLAIN = re.findall(r"`([^`/]+)`", section("What you can say").partition("| You type")[0])
CALLS = re.findall(r"^paperboy (.+?)(?:  .*)?$", section("The command line"), re.MULTILINE)


async def test_every_command_in_it_is_understood(chat: Chat) -> None:
    """In the order of the README, in a chat with enough notes, to-dos and subscriptions for its numbers."""
    for number in range(12):
        await chat.says(f"/note thought {number} #diffusion")
        await chat.says(f"/todo add read {number}")
    await chat.says('/subscribe cs.CL "speech" by:"Jane Doe"')
    assert len(SAID) > 35
    for said in SAID:
        assert await chat.says(said), said
        assert chat.outcome is Outcome.DONE, f"{said}\n{chat.transcript()[-500:]}"


async def test_plain_words_need_no_slash(chat: Chat) -> None:
    await chat.says("/note 《T》 diffusion models")
    assert len(PLAIN) == 3
    for said in PLAIN:
        assert "«" in await chat.says(said), said


@pytest.mark.parametrize("call", CALLS)
def test_every_call_of_the_command_line_in_it_is_valid(call: str) -> None:
    command_line().parse_args(shlex.split(call))


@pytest.mark.parametrize(
    "text",
    [
        "2312.13286",
        "10.48550/arXiv.2312.13286",
        "https://doi.org/10.48550/arXiv.2312.13286",
        "https://arxiv.org/abs/2312.13286",
        "https://arxiv.org/pdf/2312.13286v2",
        "https://www.alphaxiv.org/abs/2312.13286",
        "https://ar5iv.org/abs/2312.13286",
        "https://huggingface.co/papers/2312.13286",
    ],
)
def test_every_kind_of_link_it_names_is_the_paper(text: str) -> None:
    paper = parse_paper_id(text)
    assert paper is not None
    assert paper.paper_id == "2312.13286"
