"""``/digest why``: a score in sentences whose points add up. It is Wednesday, 11 June 2025, 12:00 UTC."""

import re

import pytest
from sqlalchemy import make_url, text

from bot.adapters.console.layout import blocks_of
from bot.core.messages import PaperCard
from storage.engine import open_engine
from tests.contract.test_digest import chat
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.full_chat import FullChat, Sent, a_full_chat
from tests.support.wording import said, words

__all__ = ["a_full_chat", "chat"]


def points(answer: str) -> list[float]:
    """The points of each line of an explanation, in order."""
    return [float(value.replace("−", "-")) for value in re.findall(r"([+−]\d+\.\d\d) ·", answer)]


def total(answer: str) -> float:
    found = re.search(r"(−?\d+\.\d\d) points", answer)
    assert found, answer
    return float(found[1].replace("−", "-"))


async def test_a_rank_of_the_last_digest_is_explained_point_by_point(chat: Chat) -> None:
    await chat.says('/digest 2025-06-11 cs.CL "volcanoes" by:"Bo Spiders" top 3')
    first, second = await chat.says("/digest why 1"), await chat.says("/digest why #2")
    assert said(first, "why-heading", paper="All about spiders", rank=1)
    assert "+5.00 · " + words("term-author", about="Bo Spiders") in first
    assert "+4.00 · " + words("term-keyword-title", about="volcanoes") in second
    for answer in (first, second):
        assert sum(points(answer)) == pytest.approx(total(answer))
        assert len(points(answer)) > 2
    assert total(first) > total(second)


async def test_a_paper_is_explained_by_its_id_whatever_digest_it_was_in(chat: Chat) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 3")
    chat.clock.move(minutes=1)
    await chat.says("/digest 2025-06-10 cs.CL top 2")
    assert "Why All about" in await chat.says("/digest why arXiv:2506.10006")
    assert said(await chat.says("/digest why 2506.10006?"), "why-heading")


async def test_ranks_are_those_of_the_latest_digest_even_of_one_shown_again(chat: Chat) -> None:
    await chat.says('/digest 2025-06-11 cs.CL "volcanoes" top 2')
    chat.clock.move(minutes=1)
    await chat.says("/digest 2025-06-10 cs.CL top 2")
    assert re.search("Why All about (harbours|comets)", await chat.says("/digest why 1"))
    chat.clock.move(minutes=1)
    await chat.says('/digest --again 2025-06-11 cs.CL "volcanoes" top 2')
    assert "Why All about volcanoes" in await chat.says("/digest why 1")


async def test_small_things_share_a_line(chat: Chat) -> None:
    await chat.says('/digest 2025-06-11 cs.CL "volcanoes" top 6')
    answers = [await chat.says(f"/digest why {rank}") for rank in range(1, 7)]
    assert any(said(answer, "why-rest", count=2) for answer in answers)
    for answer in answers:
        assert sum(points(answer)) == pytest.approx(total(answer))


@pytest.mark.parametrize(
    ("code", "word", "says"),
    [
        ("zh", "为什么", words("term-keyword-title", "zh", about="volcanoes")),
        ("ko", "왜", words("term-keyword-title", "ko", about="volcanoes")),
    ],
)
async def test_it_is_understood_and_answered_in_every_language(chat: Chat, code: str, word: str, says: str) -> None:
    await chat.says(f"/settings language {code}")
    await chat.says('/digest 2025-06-11 cs.CL "volcanoes" top 1')
    assert f"+4.00 · {says}" in await chat.says(f"/digest {word} 1")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/digest why 1", words("why-no-digest")),
        ("/digest why 2506.12345", words("why-not-shown", paper="arXiv:2506.12345")),
        ("/digest why", words("why-no-digest")),
    ],
)
async def test_before_the_first_digest_there_is_nothing_to_explain(chat: Chat, typed: str, answer: str) -> None:
    assert answer in await chat.says(typed)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/digest why 9", words("why-no-rank", count=2)),
        ("/digest why 0", words("why-what")),
        ("/digest why", words("why-what")),
        ("/digest why so", words("for-example", example="/digest why 3")),
    ],
)
async def test_a_paper_that_cannot_be_explained_is_answered_with_what_can(chat: Chat, typed: str, answer: str) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 2")
    assert answer in (await chat.says(typed)).replace("‘", "`")


async def test_a_digest_of_another_space_is_not_explained(chat: Chat) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 2")
    assert said(await chat.other().says("/digest why 1"), "why-no-digest")


async def test_a_paper_picked_by_an_earlier_version_has_a_friendly_answer(chat: Chat, database_url: str) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 1")
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE picks SET terms = '[]'"))
    await engine.dispose()
    assert said(await chat.says("/digest why 1"), "why-untold")


async def test_something_different_is_explained_as_that(chat: Chat, database_url: str) -> None:
    """Its points are also explained, although they are not why it was picked."""
    await chat.says("/digest 2025-06-11 cs.CL top 1")
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        await connection.execute(
            text("""UPDATE picks SET terms = '[["term-different",0.0,""],["term-code",0.25,""]]'""")
        )
    await engine.dispose()
    answer = await chat.says("/digest why 1")
    assert said(answer, "term-different")
    assert points(answer) == [total(answer)] == [0.25]


async def test_a_card_has_a_button_for_it_unless_nothing_was_recorded(chat: Chat) -> None:
    await chat.says('/subscribe cs.CL "volcanoes" top 2 as cards')
    await chat.says("/digest")
    assert "Why All about" in await chat.presses("Why?")
    assert [each for each in await _labels(chat, "/digest --again as compact") if "Why" in each]
    assert not [each for each in await _labels(chat, "/digest --again --dry-run as cards") if "Why" in each]


async def _labels(chat: Chat, typed: str) -> list[str]:
    before = len(chat.adapter.buttons(chat.address))
    await chat.says(typed)
    shown = chat.adapter.buttons(chat.address)
    return [button.label for button in shown[: len(shown) - before]]


async def the_digest(full_chat: FullChat, typed: str) -> list[Sent]:
    before = len(full_chat.sent)
    await full_chat.says(typed)
    return [sent for sent in full_chat.sent[before:] if "Collecting" not in str(sent.message)]


@on_sqlite
@pytest.mark.parametrize("typed", ["why?", "Why", "为什么？", "왜?", "/digest why"])
async def test_a_reply_to_a_card_asks_about_its_paper(full_chat: FullChat, typed: str) -> None:
    _, first, second = await the_digest(full_chat, "/digest cs.CL top 2 as cards")
    assert said(await full_chat.replies(typed, first.reference), "why-heading", rank=1)
    assert said(await full_chat.replies(typed, second.reference), "why-heading", rank=2)
    assert said(await full_chat.says("/notes"), "notes-none")


@pytest.mark.parametrize("typed", ["why 2?", "/digest why 2"])
async def test_a_reply_to_an_older_digest_asks_about_that_one(full_chat: FullChat, typed: str) -> None:
    (older,) = await the_digest(full_chat, "/digest cs.CL top 2")
    full_chat.clock.move(minutes=1)
    await full_chat.says("/digest cs.CV top 2")
    explained = await full_chat.replies(typed, older.reference)
    (_, second) = [block.title for block in blocks_of(older.message) if isinstance(block, PaperCard)]
    assert f"Why {second}" in explained
