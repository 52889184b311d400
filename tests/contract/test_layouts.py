"""Layouts of a digest: one message, a message per paper, or the papers in the thread of the heading."""

import pytest

from bot.adapters.console.layout import blocks_of
from bot.core.messages import PaperCard
from tests.support.full_chat import FullChat, Sent, a_full_chat
from tests.support.wording import said

__all__ = ["a_full_chat"]


def cards(sent: Sent) -> list[str]:
    return [block.paper_id for block in blocks_of(sent.message) if isinstance(block, PaperCard)]


async def the_digest(full_chat: FullChat, typed: str) -> list[Sent]:
    """The messages after the one that says which categories are being fetched."""
    before = len(full_chat.sent)
    await full_chat.says(typed)
    return [sent for sent in full_chat.sent[before:] if "Collecting" not in str(sent.message)]


async def test_compact_is_one_message(full_chat: FullChat) -> None:
    (whole,) = await the_digest(full_chat, "/digest cs.CL top 3 as compact")
    assert len(cards(whole)) == 3


async def test_cards_are_a_heading_and_a_message_per_paper(full_chat: FullChat) -> None:
    heading, *papers = await the_digest(full_chat, "/digest cs.CL top 3 as cards")
    assert cards(heading) == []
    assert [len(cards(sent)) for sent in papers] == [1, 1, 1]
    assert [sent.outgoing.under for sent in papers] == ["", "", ""]


async def test_a_thread_has_its_papers_under_the_heading(full_chat: FullChat) -> None:
    heading, *papers = await the_digest(full_chat, "/digest cs.CL top 3 as thread")
    assert heading.outgoing.replaces
    assert {sent.outgoing.under for sent in papers} == {heading.reference}


async def test_a_thread_of_known_papers_is_also_under_its_heading(full_chat: FullChat) -> None:
    await full_chat.says("/digest cs.CL top 3")
    heading, *papers = await the_digest(full_chat, "/digest cs.CL top 3 as thread")
    assert {sent.outgoing.under for sent in papers} == {heading.reference}


async def test_a_reply_under_the_heading_may_name_a_paper_by_its_rank(full_chat: FullChat) -> None:
    _, *papers = sent = await the_digest(full_chat, "/digest cs.CL top 3 as cards")
    await full_chat.replies("3 Nice trick", sent[0].reference)
    assert f"arxiv.org/abs/{cards(papers[2])[0]}" in await full_chat.says("/note show 1")


async def test_a_reply_to_a_card_is_about_its_paper(full_chat: FullChat) -> None:
    _, *papers = await the_digest(full_chat, "/digest cs.CL top 3 as cards")
    await full_chat.replies("3 things to remember", papers[0].reference)
    shown = await full_chat.says("/note show 1")
    assert f"arxiv.org/abs/{cards(papers[0])[0]}" in shown
    assert "3 things to remember" in shown


@pytest.mark.parametrize(
    ("words", "messages"), [("", 1), ("as cards", 4), ("卡片", 4), ("as thread", 4), ("스레드", 4)]
)
async def test_a_subscribed_digest_comes_in_its_layout(full_chat: FullChat, words: str, messages: int) -> None:
    await full_chat.says(f"/subscribe cs.CL at 13:00 UTC top 3 {words}")
    full_chat.clock.move(hours=1, minutes=1)
    before = len(full_chat.sent)
    await full_chat.waits()
    assert len(full_chat.sent) - before == messages


async def test_a_digest_by_hand_comes_in_the_layout_subscribed_to(full_chat: FullChat) -> None:
    await full_chat.says("/subscribe cs.CL top 3 as cards")
    assert len(await the_digest(full_chat, "/digest")) == 4
    assert len(await the_digest(full_chat, "/digest as compact")) == 1


async def test_another_layout_replaces_the_present_one(full_chat: FullChat) -> None:
    await full_chat.says("/subscribe cs.CL")
    assert "as cards" in await full_chat.says("/subscribe cs.CL as cards")
    listed = await full_chat.says("/subscriptions")
    assert listed.count("cs.CL") == 1
    assert "as cards" in listed


async def test_undoing_the_end_of_a_subscription_brings_its_layout_back(full_chat: FullChat) -> None:
    await full_chat.says("/subscribe cs.CL as thread")
    await full_chat.says("/unsubscribe")
    assert "as thread" in await full_chat.presses("undo")


async def test_an_unknown_layout_is_explained(full_chat: FullChat) -> None:
    assert said(await full_chat.says("/subscribe cs.CL as wallpaper"), "layout-expected")
    assert said(await full_chat.says("/subscriptions"), "subscriptions-none")


async def test_a_listing_with_extra_words_says_what_to_type(full_chat: FullChat) -> None:
    assert said(await full_chat.says("/subscriptions cs.CL"), "subscriptions-only-lists", text="cs.CL")
    assert said(await full_chat.says("/settings colour"), "settings-unknown")
    assert said(await full_chat.says("/paper xyz"), "paper-not-an-id")
    await full_chat.says("/note show abc")
    assert "show abc" in await full_chat.says("/note show 1")
