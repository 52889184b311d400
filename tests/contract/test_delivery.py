"""What the outbox promises, whatever the platform does, on both databases."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.core.errors import ConversationGone, DeliveryError
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Message, Paragraph, Reply, Text
from bot.core.model.digests import Interests, NewSubscription
from bot.delivery.worker import DeliveryWorker
from tests.conversation import Chat


@dataclass
class Platform:
    """A platform that keeps what it is sent, one part a block, and fails as it is told."""

    platform: str = "elsewhere"
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def render(self, message: Message) -> Sequence[str]:
        return [block.content[0].text for block in message.blocks if isinstance(block, Paragraph)]

    async def send(self, address: Address, part: str, replaces: str = "") -> str:
        await asyncio.sleep(0)
        if self.failures:
            failure = self.failures.pop(0)
            if failure.args != ("no failure",):
                raise failure
        self.sent.append((address.conversation_id, part, replaces))
        return f"ref-{len(self.sent)}"

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.sent]


NO_FAILURE = Exception("no failure")


def reply(*parts: str, key: str = "", edits: str = "") -> Reply:
    return Reply(Message(tuple(Paragraph((Text(part),)) for part in parts)), key=key, edits=edits)


def worker(chat: Chat, platform: Platform, name: str = "one") -> DeliveryWorker:
    return DeliveryWorker(chat.app.database, [platform], chat.clock, name)


async def queue(chat: Chat, conversation: str, *replies: Reply) -> Address:
    address = Address("elsewhere", "w", conversation)
    async with chat.app.database.begin() as work:
        for index, each in enumerate(replies):
            await work.outbox.put(address, f"{conversation}-{index}-{each.key}{each.edits}", each, chat.clock())
    return address


async def subscribe(chat: Chat) -> Address:
    address = Address("elsewhere", "w", "a")
    async with chat.app.database.begin() as work:
        space = await work.spaces.ensure(address, ConversationKind.GROUP, chat.clock())
        owner = await work.users.ensure(UserRef("elsewhere", "w", "u"), "u", chat.clock())
        wanted = NewSubscription(Interests(("cs.CL",)), chat.clock().time(), "UTC", 5)
        await work.subscriptions.add(space, owner, address, wanted, chat.clock())
    return address


async def subscribed(chat: Chat, address: Address) -> bool:
    async with chat.app.database.begin() as work:
        return any(each.address == address for each in await work.subscriptions.active())


async def everything_sent(loop: DeliveryWorker) -> None:
    while await loop.turn():
        pass


async def test_a_conversation_gets_its_messages_in_order_and_once(chat: Chat) -> None:
    platform = Platform()
    await queue(chat, "a", reply("1"), reply("2", "3"), reply("4"))
    await everything_sent(worker(chat, platform))
    await everything_sent(worker(chat, platform))
    assert platform.texts == ["1", "2", "3", "4"]


async def test_after_a_failure_between_parts_only_the_missing_parts_are_sent(chat: Chat) -> None:
    platform = Platform(failures=[NO_FAILURE, DeliveryError("reset")])
    await queue(chat, "a", reply("1", "2", "3"))
    loop = worker(chat, platform)
    await everything_sent(loop)
    assert platform.texts == ["1"]
    chat.clock.move(minutes=1)
    await everything_sent(loop)
    assert platform.texts == ["1", "2", "3"]


async def test_a_rate_limit_holds_back_its_own_conversation_for_as_long_as_it_says(chat: Chat) -> None:
    platform = Platform(failures=[DeliveryError("too many requests", retry_after=100)])
    await queue(chat, "a", reply("a1"), reply("a2"))
    loop = worker(chat, platform)
    await loop.turn()
    await queue(chat, "b", reply("b1"))
    await everything_sent(loop)
    assert platform.texts == ["b1"]
    chat.clock.move(seconds=99)
    await everything_sent(loop)
    assert platform.texts == ["b1"]
    chat.clock.move(seconds=2)
    await everything_sent(loop)
    assert platform.texts == ["b1", "a1", "a2"]


async def test_what_a_dead_worker_had_taken_is_sent_by_another_once_its_lease_is_over(chat: Chat) -> None:
    await queue(chat, "a", reply("1"))
    claimed = await chat.app.database.queues.claim_messages(["elsewhere"], "dead", chat.clock(), 10)
    assert len(claimed) == 1
    platform = Platform()
    await everything_sent(worker(chat, platform, "alive"))
    assert platform.texts == []
    chat.clock.move(minutes=5)
    await everything_sent(worker(chat, platform, "alive"))
    assert platform.texts == ["1"]


async def test_what_a_dead_worker_had_taken_is_let_go_at_the_next_start(chat: Chat) -> None:
    await queue(chat, "a", reply("1"))
    queues = chat.app.database.queues
    assert await queues.claim_messages(["elsewhere"], "dead", chat.clock(), 10)
    platform = Platform()
    await queues.release(lambda owner: owner == "somebody else", chat.clock())
    await everything_sent(worker(chat, platform, "alive"))
    assert platform.texts == []
    await queues.release(lambda owner: owner == "dead", chat.clock())
    await everything_sent(worker(chat, platform, "alive"))
    assert platform.texts == ["1"]


async def test_a_message_that_cannot_be_drawn_holds_up_nobody_else(chat: Chat) -> None:
    platform = Platform(failures=[ZeroDivisionError("a bug")])
    await queue(chat, "a", reply("a1"))
    await queue(chat, "b", reply("b1"))
    await everything_sent(worker(chat, platform))
    assert len(platform.texts) == 1


async def test_two_workers_never_send_the_same_message(chat: Chat) -> None:
    platform = Platform()
    for number in range(20):
        await queue(chat, f"c{number}", reply(f"{number}"))
    await asyncio.gather(*(everything_sent(worker(chat, platform, name)) for name in ("one", "two", "three")))
    assert sorted(platform.texts, key=int) == [str(number) for number in range(20)]


async def test_an_update_replaces_the_message_it_names(chat: Chat) -> None:
    platform = Platform()
    await queue(chat, "a", reply("looking", key="k"), reply("found", edits="k"))
    await everything_sent(worker(chat, platform))
    assert platform.sent == [("a", "looking", ""), ("a", "found", "ref-1")]


async def test_where_nobody_listens_any_more_nothing_is_tried_again_and_the_digest_is_paused(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    address = await subscribe(chat)
    platform = Platform(failures=[ConversationGone("kicked")])
    await queue(chat, "a", reply("1"), reply("2"))
    await everything_sent(worker(chat, platform))
    assert not await subscribed(chat, address)
    assert "kicked" in caplog.text


async def test_a_platform_that_stays_away_is_given_up_and_the_log_says_so(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    address = await subscribe(chat)
    platform = Platform(failures=[DeliveryError("down")] * 100)
    await queue(chat, "a", reply("1"))
    loop = worker(chat, platform)
    for _ in range(30):
        await everything_sent(loop)
        chat.clock.move(hours=1)
    assert 10 < 100 - len(platform.failures) < 30
    assert "given up" in caplog.text
    assert await subscribed(chat, address)
