"""Rankings are computed with no transaction open, and what was read for them is not read again.

It is Wednesday, 11 June 2025, 12:00 UTC, and arXiv is a stand-in.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from papers.ranking.ranker import LearningRanker
from tests.contract.test_digest import chat
from tests.support.conversation import Chat
from tests.support.transactions import Statements, repeated
from tests.support.wording import times

__all__ = ["chat"]

WHO_AND_WHERE = ("receipts", "spaces", "users")
"""The tables that are read first in every transaction of an event."""


@pytest.fixture
def sent() -> Iterator[Statements]:
    with Statements().recorded() as sent:
        yield sent


async def a_reader(chat: Chat) -> None:
    """A person with a subscription, a to-do on a paper, and something noted."""
    await chat.says("/note 2506.11900 Seen by me")
    await chat.says("/todo add 2506.11900")
    await chat.says("/subscribe cs.CL at 13:00 top 3")
    await chat.says("/digest --dry-run")  # the ledger has the day


async def test_a_scheduled_digest_reads_nothing_twice(chat: Chat, sent: Statements) -> None:
    await a_reader(chat)
    chat.clock.move(hours=1.5)
    sent.transactions.clear()
    assert "3 are picked" in await chat.waits()
    composing = sent.touching("preferences", "picks")
    assert [sql.partition(" SET ")[0] for sql in repeated(composing)] == ["UPDATE jobs"]


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("/digest", ()),
        ("/digest preview", ()),
        ("/review", ()),
        ("/profile", ()),
        ("/profile more machines", ("preferences",)),  # whether another person changed one meanwhile
    ],
)
async def test_a_requested_digest_is_read_once_and_nothing_is_written_before_the_ranking(
    chat: Chat, sent: Statements, typed: str, compared: tuple[str, ...]
) -> None:
    """A change before it would be rolled back, and what the person did would be lost."""
    await a_reader(chat)
    sent.transactions.clear()
    await chat.says(typed)
    answering = sent.touching("receipts")
    assert len(answering) == 2
    assert not [sql for sql in repeated(answering) if not any(f" {table}" in sql for table in WHO_AND_WHERE + compared)]
    writes = [sql for each in sent.transactions if each.rolled_back for sql in each.writes]
    assert all(sql.startswith(("INSERT INTO receipts", "UPDATE jobs")) for sql in writes)


async def test_no_transaction_is_open_while_papers_are_ranked(
    chat: Chat, sent: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for a ranking with the database locked."""
    await a_reader(chat)
    open_while_ranking: list[int] = []
    rank = LearningRanker.rank

    def watched(self: LearningRanker, *arguments: Any) -> Any:
        open_while_ranking.append(sent.open_transactions)
        return rank(self, *arguments)

    monkeypatch.setattr(LearningRanker, "rank", watched)
    for happens in (chat.says("/digest"), chat.says("/review"), chat.waits()):
        chat.clock.move(hours=1.5)
        open_while_ranking.clear()
        await happens
        assert set(open_while_ranking) == {0}


async def test_two_digests_at_once_never_show_the_same_paper(
    chat: Chat, sent: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read what was shown before either has shown anything."""
    await chat.says("/subscribe cs.CL at 13:00 top 20")
    await chat.says("/subscribe cs.CV at 13:00 top 20")
    sent.transactions.clear()
    rank = LearningRanker.rank

    def late(self: LearningRanker, *arguments: Any) -> Any:
        deadline = time.monotonic() + 10
        while len(sent.touching("preferences")) < 2:
            assert time.monotonic() < deadline, "only one digest came"
            time.sleep(0.01)
        return rank(self, *arguments)

    monkeypatch.setattr(LearningRanker, "rank", late)
    chat.clock.move(hours=1.5)
    digests = await chat.waits()
    assert times(digests, "digest-heading") == 2
    assert digests.count("Seen by machines <") == 1
