"""Subscriptions: made, listed, paused, ended. It is Wednesday, 11 June 2025, 12:00 UTC."""

import pytest

from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words


async def test_subscribing_repeats_the_subscription_and_names_the_first_digest(chat: Chat) -> None:
    answer = await chat.says('/subscribe cs.cl cs.CV "diffusion" by:"Kaiming He" at 9:00 Asia/Shanghai weekdays')
    assert 'cs.CL cs.CV "diffusion" by:"Kaiming He" at 09:00 Asia/Shanghai weekdays top 5' in answer
    assert "June 12, 2025 at 09:00 (Asia/Shanghai)" in answer


async def test_a_time_still_ahead_today_is_the_first_one(chat: Chat) -> None:
    assert "June 11, 2025 at 13:00 (UTC)" in await chat.says("/subscribe cs.CL at 13")
    assert "June 11, 2025 at 21:30 (Asia/Seoul)" in await chat.says("/subscribe cs.CV at 9:30pm 서울")


async def test_the_same_subscription_twice_stays_one(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 9")
    assert said(await chat.says("/subscribe cs.CL at 09:00 UTC top 5"), "subscribe-already", number=1)
    assert (await chat.says("/subscriptions")).count("cs.CL") == 1


async def test_a_redelivered_subscription_changes_nothing(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    assert await chat.redelivers() == ""


async def test_subscriptions_are_ended_by_number_and_come_back_with_undo(chat: Chat) -> None:
    await chat.says('/subscribe cs.CL "in-context learning" at 9 top 7')
    await chat.says("/subscribe cs.CV at 10")
    assert "1, 2" in await chat.says("/unsubscribe")
    assert said(await chat.says("/unsubscribe 1"), "unsubscribe-done", number=1, weekly=0)
    assert "in-context" not in await chat.says("/subscriptions")
    assert 'cs.CL "in-context learning" at 09:00 UTC top 7' in await chat.presses("undo")
    assert "in-context" in await chat.says("/subscriptions")


async def test_the_only_subscription_needs_no_number(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    assert said(await chat.says("/unsubscribe"), "unsubscribe-done", weekly=0)
    assert said(await chat.says("/unsubscribe"), "subscriptions-none")


async def test_undo_takes_a_new_subscription_back(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    await chat.presses("undo")
    assert said(await chat.says("/subscriptions"), "subscriptions-none")


async def test_nobody_ends_the_subscription_of_another_conversation(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    assert said(await chat.other().says("/unsubscribe 1"), "subscription-unknown", number=1)
    assert "cs.CL" in await chat.says("/subscriptions")


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/subscribe cs.XX", words("category-unknown", similar="cs.AI, cs.AR, cs.CC, cs.CE", text="cs.XX")),
        ("/subscribe cs", words("category-archive", text="cs", similar="cs.AI, cs.AR, cs.CC, cs.CE")),
        ('/subscribe "diffusion"', words("subscribe-no-category")),
        ("/subscribe cs.CL at 25:00", words("time-impossible", text="25:00")),
        (
            "/subscribe cs.CL at 9 Asia/Shanghia",
            words("subscribe-zone-similar", similar="Asia/Shanghai, Asia/Khandyga, Asia/Manila", text="Asia/Shanghia"),
        ),
        ("/subscribe cs.CL at 9 Middle/Earth", words("subscribe-zone-unknown", text="Middle/Earth")),
        ("/unsubscribe 5", words("subscription-unknown", number=5)),
    ],
)
async def test_an_impossible_subscription_is_answered_with_what_to_type_instead(
    chat: Chat, typed: str, expected: str
) -> None:
    assert expected in await chat.says(typed)
