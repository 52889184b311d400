"""The scheduler deletes old rows; tests of digests and reviews cover the rest of it."""

from bot.core.dispatcher import Outcome
from tests.support.conversation import Chat


async def again(chat: Chat) -> Outcome | None:
    """Return the outcome when the platform delivers the last event again."""
    await chat.redelivers()
    return chat.outcome


async def test_a_handled_event_is_remembered_for_a_month(chat: Chat) -> None:
    await chat.says("/todo add Read")
    await chat.waits()
    chat.clock.move(days=29)
    await chat.waits()
    assert await again(chat) is Outcome.DUPLICATE
    chat.clock.move(days=2)
    await chat.waits()
    assert await again(chat) is Outcome.DONE


async def test_data_of_people_is_never_deleted_by_itself(chat: Chat) -> None:
    await chat.says("/note Here to stay")
    chat.clock.move(days=400)
    await chat.waits()
    assert "Here to stay" in await chat.says("/note show 1")
