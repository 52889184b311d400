"""How a digest is laid out: one message, a message a paper, or the papers in the heading's thread."""

import pytest

from bot.core.messages import PaperCard
from tests.support.stage import Sent, Stage, a_stage

__all__ = ["a_stage"]


def cards(sent: Sent) -> list[str]:
    return [block.paper_id for block in sent.message.blocks if isinstance(block, PaperCard)]


async def the_digest(stage: Stage, typed: str) -> list[Sent]:
    """What came after the line that says that something is being collected."""
    before = len(stage.sent)
    await stage.says(typed)
    return [sent for sent in stage.sent[before:] if "Collecting" not in str(sent.message)]


async def test_compact_is_one_message(stage: Stage) -> None:
    (whole,) = await the_digest(stage, "/digest cs.CL top 3 as compact")
    assert len(cards(whole)) == 3


async def test_cards_are_a_heading_and_a_message_a_paper(stage: Stage) -> None:
    heading, *papers = await the_digest(stage, "/digest cs.CL top 3 as cards")
    assert cards(heading) == []
    assert [len(cards(sent)) for sent in papers] == [1, 1, 1]
    assert [sent.outgoing.under for sent in papers] == ["", "", ""]


async def test_a_thread_has_its_papers_under_the_heading(stage: Stage) -> None:
    heading, *papers = await the_digest(stage, "/digest cs.CL top 3 as thread")
    assert heading.outgoing.replaces
    assert {sent.outgoing.under for sent in papers} == {heading.outgoing.replaces}


async def test_a_thread_of_known_papers_hangs_under_its_heading_too(stage: Stage) -> None:
    await stage.says("/digest cs.CL top 3")
    heading, *papers = await the_digest(stage, "/digest cs.CL top 3 as thread")
    assert {sent.outgoing.under for sent in papers} == {heading.reference}


async def test_a_reply_under_the_heading_may_name_a_paper_by_its_rank(stage: Stage) -> None:
    _, *papers = sent = await the_digest(stage, "/digest cs.CL top 3 as cards")
    await stage.replies("3 Nice trick", sent[0].reference)
    assert f"arxiv.org/abs/{cards(papers[2])[0]}" in await stage.says("/note show 1")


async def test_a_reply_to_a_card_is_about_its_paper(stage: Stage) -> None:
    _, *papers = await the_digest(stage, "/digest cs.CL top 3 as cards")
    await stage.replies("3 things to remember", papers[0].reference)
    shown = await stage.says("/note show 1")
    assert f"arxiv.org/abs/{cards(papers[0])[0]}" in shown
    assert "3 things to remember" in shown


@pytest.mark.parametrize(
    ("words", "messages"), [("", 1), ("as cards", 4), ("卡片", 4), ("as thread", 4), ("스레드", 4)]
)
async def test_a_subscribed_digest_comes_in_its_layout(stage: Stage, words: str, messages: int) -> None:
    await stage.says(f"/subscribe cs.CL at 13:00 UTC top 3 {words}")
    stage.clock.move(hours=1, minutes=1)
    before = len(stage.sent)
    await stage.waits()
    assert len(stage.sent) - before == messages


async def test_a_digest_asked_for_by_hand_comes_in_the_layout_subscribed_to(stage: Stage) -> None:
    await stage.says("/subscribe cs.CL top 3 as cards")
    assert len(await the_digest(stage, "/digest")) == 4
    assert len(await the_digest(stage, "/digest as compact")) == 1


async def test_another_layout_takes_the_place_of_the_one_there(stage: Stage) -> None:
    await stage.says("/subscribe cs.CL")
    assert "as cards" in await stage.says("/subscribe cs.CL as cards")
    listed = await stage.says("/subscriptions")
    assert listed.count("cs.CL") == 1
    assert "as cards" in listed


async def test_undoing_the_end_of_a_subscription_brings_its_layout_back(stage: Stage) -> None:
    await stage.says("/subscribe cs.CL as thread")
    await stage.says("/unsubscribe")
    assert "as thread" in await stage.presses("undo")


async def test_a_layout_that_is_none_is_explained(stage: Stage) -> None:
    assert "as cards" in await stage.says("/subscribe cs.CL as wallpaper")
    assert "no digest here" in await stage.says("/subscriptions")


async def test_a_list_that_is_asked_for_more_says_what_to_type(stage: Stage) -> None:
    assert "/subscribe cs.CL" in await stage.says("/subscriptions cs.CL")
    assert "/settings timezone" in await stage.says("/settings colour")
    assert "no arXiv id" in await stage.says("/paper xyz")
    await stage.says("/note show abc")
    assert "show abc" in await stage.says("/note show 1")
