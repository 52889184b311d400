"""``/digest preview``: the next digest as far as it is known, with no paper counted as shown.

It is Wednesday, 11 June 2025, 12:00 UTC. arXiv announces at 20:00 US Eastern, which is midnight UTC.
"""

from datetime import timedelta

import pytest

from tests.contract.test_digest import ON_WEDNESDAY, SUBJECTS, WEDNESDAY, chat, papers, subjects, tomorrow
from tests.servers.arxiv.data import Library
from tests.servers.arxiv.server import Fault
from tests.support.conversation import Chat
from tests.support.wording import said, words

__all__ = ["chat"]


async def test_before_the_announcement_it_says_when_there_will_be_something(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL top 2 at 07:00 UTC")
    first = subjects(await chat.says("/digest"))
    shown = await chat.says("/digest preview")
    assert words("preview-heading", due="June 12, 2025 07:00") in shown
    assert said(shown, "preview-nothing-until", on="June 12, 2025", at="June 12, 2025 00:00")
    assert len(subjects(shown)) == 2
    assert not set(subjects(shown)) & set(first)


async def test_after_the_announcement_it_is_the_digest_to_come(chat: Chat) -> None:
    chat.arxiv.library = Library([*ON_WEDNESDAY, *papers(WEDNESDAY + timedelta(days=1), *SUBJECTS[:4])])
    await chat.says("/subscribe cs.CL top 3 at 07:00 UTC")
    await chat.says("/digest")
    tomorrow(chat, hours=-11)
    shown = await chat.says("/digest preview")
    assert said(shown, "digest-collecting", categories="cs.CL", on="June 12, 2025")
    assert said(shown, "preview-so-far")
    chat.clock.move(hours=6)
    scheduled = await chat.waits()
    assert subjects(shown) == subjects(scheduled) != []


async def test_a_preview_records_nothing_and_fetches_nothing_twice(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL top 3")
    first = await chat.says("/digest preview")
    asked = len(chat.arxiv.seen)
    assert "Collecting" in first
    again = await chat.says("/digest preview")
    assert subjects(again) == subjects(first) != []
    assert "Collecting" not in again
    assert len(chat.arxiv.seen) == asked
    assert said(await chat.says("/digest why 1"), "why-no-digest")
    assert subjects(await chat.says("/digest")) == subjects(first)


async def test_a_preview_says_if_arxiv_cannot_be_asked(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    chat.arxiv.fail(Fault.CAPTCHA)
    answer = await chat.says("/digest preview")
    assert said(answer, "digest-failed", categories="cs.CL")


@pytest.mark.parametrize(
    ("code", "word", "says"),
    [
        ("zh", "预览", words("preview-heading", "zh", due="2025年6月12日 09:00")),
        ("ko", "미리보기", words("preview-heading", "ko", due="2025년 6월 12일 09:00")),
    ],
)
async def test_it_is_understood_and_answered_in_every_language(chat: Chat, code: str, word: str, says: str) -> None:
    await chat.says(f"/settings language {code}")
    await chat.says("/subscribe cs.CL")
    assert says in await chat.says(f"/digest {word}")


async def test_without_a_digest_to_come_there_is_nothing_to_preview(chat: Chat) -> None:
    assert said(await chat.says("/digest preview"), "digest-no-subscription")
    await chat.says("/subscribe cs.CL")
    await chat.says("/subscriptions")
    await chat.presses("pause")
    assert said(await chat.says("/digest preview"), "preview-paused")
