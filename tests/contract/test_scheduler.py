"""What the scheduler does besides queueing digests."""

from bot.core.dispatcher import Outcome
from tests.support.conversation import Chat


async def again(chat: Chat) -> Outcome | None:
    """What becomes of the last event when its platform delivers it once more."""
    await chat.redelivers()
    return chat.outcome


async def test_what_was_handled_is_known_for_a_month_and_forgotten_after(chat: Chat) -> None:
    await chat.says("/todo add Read")
    await chat.waits()
    chat.clock.move(days=29)
    await chat.waits()
    assert await again(chat) is Outcome.DUPLICATE
    chat.clock.move(days=2)
    await chat.waits()
    assert await again(chat) is Outcome.DONE


async def test_what_people_keep_is_never_forgotten_by_itself(chat: Chat) -> None:
    await chat.says("/note Here to stay")
    chat.clock.move(days=400)
    await chat.waits()
    assert "Here to stay" in await chat.says("/note show 1")
