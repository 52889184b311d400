"""The outbox's promises, whatever the platform does, on both databases."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from msgspec import structs

from bot.core.errors import (
    AnswerLost,
    ConversationGone,
    ConversationMoved,
    DeliveryError,
    NotSent,
    PlatformAway,
    RateLimited,
)
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Message, Paragraph, Reply, Text
from bot.core.model.digests import Interests, NewSubscription
from bot.core.ports.adapters import Outgoing, Pace, Part, Window
from bot.core.reachability import Reachability
from bot.delivery.worker import AT_ONCE, ATTEMPTS, DeliveryWorker
from tests.support.conversation import Chat


@dataclass
class Platform:
    """A platform that keeps everything it gets, with one part per block, and fails as it is told."""

    platform: str = "elsewhere"
    pace: Pace = field(default_factory=Pace)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    outgoing: list[Outgoing] = field(default_factory=list)
    retracted: list[str] = field(default_factory=list)

    def render(self, message: Message) -> Sequence[Part]:
        return [Part(block.content[0].text) for block in message.blocks if isinstance(block, Paragraph)]

    async def retract(self, address: Address, reference: str) -> None:
        self.retracted.append(reference)

    async def send(self, outgoing: Outgoing) -> str:
        await asyncio.sleep(0)
        self.outgoing.append(outgoing)
        if self.failures:
            failure = self.failures.pop(0)
            if failure.args != ("no failure",):
                raise failure
        self.sent.append((outgoing.address.conversation_id, outgoing.part.body, outgoing.replaces))
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
    await loop.idle()
    while await loop.run_once():
        await loop.idle()


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
    await everything_sent(loop)
    await queue(chat, "b", reply("b1"))
    await everything_sent(loop)
    assert platform.texts == ["b1"]
    chat.clock.move(seconds=99)
    await everything_sent(loop)
    assert platform.texts == ["b1"]
    chat.clock.move(seconds=2)
    await everything_sent(loop)
    assert platform.texts == ["b1", "a1", "a2"]


async def test_messages_claimed_by_a_dead_worker_are_sent_by_another_after_the_lease(chat: Chat) -> None:
    await queue(chat, "a", reply("1"))
    claimed = await chat.app.database.queues.claim_messages("elsewhere", "dead", chat.clock(), 10)
    assert len(claimed) == 1
    platform = Platform()
    await everything_sent(worker(chat, platform, "alive"))
    assert platform.texts == []
    chat.clock.move(minutes=5)
    await everything_sent(worker(chat, platform, "alive"))
    assert platform.texts == ["1"]


async def test_messages_claimed_by_a_dead_worker_are_released_at_the_next_start(chat: Chat) -> None:
    await queue(chat, "a", reply("1"))
    queues = chat.app.database.queues
    assert await queues.claim_messages("elsewhere", "dead", chat.clock(), 10)
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


async def test_an_unreachable_conversation_gets_no_retry_and_its_digest_is_paused(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    address = await subscribe(chat)
    platform = Platform(failures=[ConversationGone("kicked")] * 2)
    await queue(chat, "a", reply("1"), reply("2"))
    await everything_sent(worker(chat, platform))
    assert len(platform.outgoing) == 2
    assert not await subscribed(chat, address)
    assert "kicked" in caplog.text


async def test_a_digest_that_rested_goes_on_once_an_answer_arrives_there(chat: Chat) -> None:
    """The channel was restored, and nobody told us."""
    address = await subscribe(chat)
    platform = Platform(failures=[ConversationGone("archived")])
    await queue(chat, "a", structs.replace(reply("digest"), scheduled=True))
    await everything_sent(worker(chat, platform))
    assert not await subscribed(chat, address)
    await queue(chat, "a", reply("answer", key="answer"))
    await everything_sent(worker(chat, platform))
    assert platform.texts == ["answer"]
    assert await subscribed(chat, address)


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


async def test_every_try_of_a_part_has_the_same_key_and_says_since_when_it_may_be_there(chat: Chat) -> None:
    platform = Platform(failures=[NO_FAILURE, DeliveryError("reset")])
    await queue(chat, "a", reply("1", "2"))
    loop = worker(chat, platform)
    await everything_sent(loop)
    chat.clock.move(minutes=1)
    await everything_sent(loop)
    first, lost, again = platform.outgoing
    assert first.key != lost.key == again.key
    assert first.tried_since is lost.tried_since is None
    assert again.tried_since is not None
    assert again.tried_since <= chat.clock()


async def losing_answers(chat: Chat, *failures: Exception, parts: Sequence[str] = ("1", "2")) -> Platform:
    """Send a message until nothing waits; a new worker makes each try, as after a restart."""
    platform = Platform(failures=list(failures))
    await queue(chat, "a", reply(*parts))
    for number in range(len(failures) + 1):
        await everything_sent(worker(chat, platform, f"worker {number}"))
        chat.clock.move(hours=1)
    return platform


async def test_a_part_whose_answer_was_lost_twice_counts_as_sent(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """The platform may have taken both, and a third would be one too many; the next parts go on."""
    platform = await losing_answers(chat, NO_FAILURE, AnswerLost("no answer"), AnswerLost("no answer"))
    assert [each.part.body for each in platform.outgoing] == ["1", "2", "2"]
    assert [line for line in caplog.messages if "counts as sent" in line] == [
        "part 2 of message 1 counts as sent: its answer was lost twice (no answer)"
    ]


async def test_only_lost_answers_in_a_row_end_the_tries(chat: Chat) -> None:
    """A part that the platform refused in between is more likely missing than there."""
    lost, down = AnswerLost("no answer"), DeliveryError("500")
    platform = await losing_answers(chat, lost, down, lost, lost)
    assert [each.part.body for each in platform.outgoing] == ["1"] * 4 + ["2"]


async def test_each_part_may_lose_one_answer(chat: Chat) -> None:
    lost = AnswerLost("no answer")
    platform = await losing_answers(chat, lost, NO_FAILURE, lost, NO_FAILURE)
    assert platform.texts == ["1", "2"]


async def test_a_lost_answer_does_not_hide_one_to_the_next_part(chat: Chat) -> None:
    lost = AnswerLost("no answer")
    platform = await losing_answers(chat, lost, NO_FAILURE, lost, lost)
    assert [each.part.body for each in platform.outgoing] == ["1", "1", "2", "2"]


async def test_the_conversations_pace_does_not_forget_a_lost_answer(chat: Chat) -> None:
    slow = Pace(conversation=lambda _: (Window(1, 60.0),))
    platform = Platform(pace=slow, failures=[AnswerLost("no answer")] * 2)
    await queue(chat, "a", reply("1"))
    loop = DeliveryWorker(chat.app.database, [platform], chat.clock, "one", lambda: chat.clock().timestamp())
    for _ in range(20):
        await everything_sent(loop)
        chat.clock.move(seconds=20)
    assert len(platform.outgoing) == 2


async def test_a_part_that_counts_as_sent_cannot_be_changed_or_taken_back(chat: Chat) -> None:
    platform = Platform(failures=[AnswerLost("no answer")] * 2)
    await queue(chat, "a", reply("1", "2", key="k"))
    loop = worker(chat, platform)
    for _ in range(3):
        await everything_sent(loop)
        chat.clock.move(hours=1)
    await queue(chat, "a", reply("1", "2"), reply("new", edits="k"))
    await everything_sent(loop)
    assert platform.sent[-1] == ("a", "new", "")
    assert platform.retracted == ["ref-1"]


async def test_a_part_is_looked_for_only_after_an_answer_that_was_lost(chat: Chat) -> None:
    """A platform that asks for a pause has taken nothing, and a part that was never sent is not there either."""
    busy, lost = RateLimited("busy", 1.0), DeliveryError("reset")
    platform = Platform(failures=[busy, lost, busy, NO_FAILURE, NO_FAILURE, busy, NO_FAILURE])
    await queue(chat, "a", reply("1", "2", "3"))
    loop = worker(chat, platform)
    for _ in range(6):
        await everything_sent(loop)
        chat.clock.move(minutes=1)
    assert platform.texts == ["1", "2", "3"]
    assert [each.tried_since is not None for each in platform.outgoing] == [
        *(False, False, True, True),  # part 1: busy, lost, busy, sent
        *(False, False, False),  # part 2: sent; part 3: busy, sent
    ]


async def test_a_message_is_never_given_up_for_a_limit_of_speed(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    busy: list[Exception] = [RateLimited("busy", 60.0)] * 40
    platform = Platform(failures=[*busy, DeliveryError("reset")])
    await queue(chat, "a", reply("1"))
    loop = worker(chat, platform)
    for _ in range(45):
        await everything_sent(loop)
        chat.clock.move(minutes=2)
    assert platform.texts == ["1"]
    assert "given up" not in caplog.text


@dataclass
class Away(Platform):
    """A platform that cannot be reached while it is ``away``."""

    away: Exception | None = None

    async def send(self, outgoing: Outgoing) -> str:
        if self.away:
            self.outgoing.append(outgoing)
            raise self.away
        return await super().send(outgoing)


def shown(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What an operator sees of delivery."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("bot.delivery") and record.levelno >= logging.WARNING
    ]


async def test_an_outage_costs_no_message_and_shows_the_operator_one_line(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    """A refused token that is valid again after three days: everything that rested is sent at the first success."""
    caplog.set_level(logging.INFO)
    platform = Away(away=PlatformAway("token_revoked"))
    reachability = Reachability(chat.clock)
    loop = DeliveryWorker(
        chat.app.database, [platform], chat.clock, "one", reachability={platform.platform: reachability}
    )
    for number in range(20):
        await queue(chat, f"c{number}", reply(f"{number}"))
    for _ in range(100):
        await everything_sent(loop)
        chat.clock.move(minutes=45)
    assert shown(caplog) == ["Elsewhere (w) cannot be reached, so its messages wait: token_revoked"]
    assert len(platform.outgoing) <= 20 + 100, "only one of them tries now and then"
    state = reachability.state
    assert (state.reachable, state.reason) == (False, "token_revoked")
    platform.away = None
    for _ in range(3):
        await everything_sent(loop)
        chat.clock.move(seconds=1)
    assert sorted(platform.texts, key=int) == [str(number) for number in range(20)]
    assert len(shown(caplog)) == 2
    assert "reached again" in shown(caplog)[1]
    assert reachability.state.reachable
    assert not any(each.tried_since for each in platform.outgoing)


async def test_an_outage_in_one_workspace_holds_up_no_other(chat: Chat) -> None:
    @dataclass
    class Halved(Platform):
        async def send(self, outgoing: Outgoing) -> str:
            if outgoing.address.workspace == "revoked":
                raise PlatformAway("token_revoked")
            return await super().send(outgoing)

    platform = Halved()
    async with chat.app.database.begin() as work:
        for workspace in ("revoked", "w"):
            await work.outbox.put(Address("elsewhere", workspace, "a"), workspace, reply(workspace), chat.clock())
    await everything_sent(worker(chat, platform))
    assert platform.texts == ["w"]


async def test_what_was_lost_before_an_outage_is_remembered_during_it(chat: Chat) -> None:
    platform = Platform(failures=[AnswerLost("no answer"), PlatformAway("no connection"), AnswerLost("no answer")])
    await queue(chat, "a", reply("1"))
    await served_by_many(chat, platform, 5)
    assert [each.tried_since is not None for each in platform.outgoing] == [False, True, True]


async def test_a_platform_that_fails_everywhere_shows_one_line(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """A server's error may concern one message, so it is counted; all of them are not worth a line each."""
    platform = Away(away=NotSent("502"))
    loop = worker(chat, platform)
    for number in range(20):
        await queue(chat, f"c{number}", reply(f"{number}"))
    for _ in range(3):
        await everything_sent(loop)
        chat.clock.move(minutes=1)
    assert [line.partition(" put off")[2] for line in shown(caplog)] == [" for 1 s: 502"]
    platform.away = None
    await everything_sent(loop)
    assert len(platform.texts) == 20


async def served_by_many(chat: Chat, platform: Platform, times: int) -> None:
    """Send what is due, again and again, each time with a new worker, as after a restart."""
    for number in range(times):
        await everything_sent(worker(chat, platform, f"worker {number}"))
        chat.clock.move(hours=1)


async def test_restarts_do_not_count_a_limit_of_speed(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    busy: list[Exception] = [RateLimited("busy", 60.0)] * 40
    platform = Platform(failures=[*busy, NotSent("no connection"), NO_FAILURE, *busy, DeliveryError("500")])
    await queue(chat, "a", reply("1", "2"))
    await served_by_many(chat, platform, 90)
    assert platform.texts == ["1", "2"]
    assert "given up" not in caplog.text


async def test_restarts_do_not_reset_the_number_of_tries(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    platform = Platform(failures=[DeliveryError("down")] * 30)
    await queue(chat, "a", reply("1"))
    await served_by_many(chat, platform, 30)
    assert len(platform.outgoing) == ATTEMPTS
    assert f"given up after {ATTEMPTS} tries" in caplog.text


async def test_after_a_restart_only_a_part_that_may_be_there_is_looked_for(chat: Chat) -> None:
    busy, away, lost = RateLimited("busy", 1.0), NotSent("no connection"), DeliveryError("500")
    platform = Platform(failures=[busy, away, lost, away, NO_FAILURE, away, busy, NO_FAILURE])
    await queue(chat, "a", reply("1", "2"))
    await served_by_many(chat, platform, 8)
    assert platform.texts == ["1", "2"]
    assert [each.tried_since is not None for each in platform.outgoing] == [
        *(False, False, False, True, True),  # part 1: busy, away, lost, away, sent
        *(False, False, False),  # part 2: away, busy, sent
    ]


async def test_a_part_is_looked_for_after_a_crash(chat: Chat) -> None:
    """Nobody recorded how the try ended, neither of the first part nor of the second."""
    queues = chat.app.database.queues
    await queue(chat, "a", reply("1", "2", "3"))
    (crashed,) = await queues.claim_messages("elsewhere", "dead", chat.clock(), 10)
    chat.clock.move(minutes=5)
    (crashed,) = await queues.claim_messages("elsewhere", "dead too", chat.clock(), 10)
    await queues.part_sent(crashed, "dead too", "ref", (), chat.clock(), last=False)
    chat.clock.move(minutes=5)
    platform = Platform()
    await everything_sent(worker(chat, platform))
    assert [(each.part.body, each.tried_since is not None) for each in platform.outgoing] == [("2", True), ("3", False)]


async def test_a_reply_goes_under_the_message_it_names(chat: Chat) -> None:
    platform = Platform()
    await queue(chat, "a", reply("heading", key="h"), structs.replace(reply("paper"), under="h"))
    await everything_sent(worker(chat, platform))
    assert [each.under for each in platform.outgoing] == ["", "ref-1"]


async def test_parts_that_an_update_no_longer_has_are_deleted(chat: Chat) -> None:
    platform = Platform()
    await queue(chat, "a", reply("1", "2", "3", key="k"), reply("short", edits="k"))
    await everything_sent(worker(chat, platform))
    assert platform.sent[-1] == ("a", "short", "ref-1")
    assert platform.retracted == ["ref-2", "ref-3"]


async def test_a_conversation_that_moved_is_followed(chat: Chat) -> None:
    address = await subscribe(chat)
    platform = Platform(failures=[ConversationMoved("b")])
    await queue(chat, "a", reply("1"), reply("2"))
    await everything_sent(worker(chat, platform))
    assert platform.sent == [("b", "1", ""), ("b", "2", "")]
    assert not await subscribed(chat, address)
    assert await subscribed(chat, Address("elsewhere", "w", "b"))


async def test_a_message_waits_for_its_conversations_pace_and_the_others_do_not(chat: Chat) -> None:
    busy = await queue(chat, "a", reply("a1"), reply("a2"), reply("a3"))
    await queue(chat, "b", reply("b1"), reply("b2"), reply("b3"))
    platform = Platform(pace=Pace(conversation=lambda address: (Window(2, 60.0),) if address == busy else ()))
    loop = DeliveryWorker(chat.app.database, [platform], chat.clock, "one", lambda: chat.clock().timestamp())
    await everything_sent(loop)
    assert sorted(platform.texts) == ["a1", "a2", "b1", "b2", "b3"]
    chat.clock.move(seconds=61)
    await everything_sent(loop)
    assert platform.texts[-1] == "a3"


async def test_a_platform_with_a_long_queue_does_not_hold_up_another(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.PATIENCE", 0.0)
    slow, quick = Platform("slow", Pace(Window(1, 3600.0))), Platform()
    async with chat.app.database.begin() as work:
        for number in range(AT_ONCE[False] + 1):
            await work.outbox.put(Address("slow", "w", str(number)), f"slow-{number}", reply("s"), chat.clock())
    loop = DeliveryWorker(chat.app.database, [slow, quick], chat.clock, "one")
    running = asyncio.create_task(loop.run())
    await until(lambda: slow.texts == ["s"])
    await queue(chat, "b", reply("b1"))
    loop.wake()
    await until(lambda: quick.texts == ["b1"])
    running.cancel()
    await asyncio.wait([running])


async def test_an_answer_does_not_wait_for_everybodys_digest(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.worker.PATIENCE", 0.0)
    platform = Platform(pace=Pace(Window(1, 0.02)))
    async with chat.app.database.begin() as work:
        for number in range(3 * AT_ONCE[True]):
            digest = structs.replace(reply("digest"), scheduled=True)
            await work.outbox.put(Address("elsewhere", "w", str(number)), f"digest-{number}", digest, chat.clock())
    loop = DeliveryWorker(chat.app.database, [platform], chat.clock, "one")
    running = asyncio.create_task(loop.run())
    await until(lambda: "digest" in platform.texts)
    await queue(chat, str(number), reply("answer"))  # to one whose digest is far from its turn
    loop.wake()
    await until(lambda: "answer" in platform.texts)
    assert platform.texts.count("digest") < 2 * AT_ONCE[True]
    running.cancel()
    await asyncio.wait([running])


async def until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not there():  # noqa: ASYNC110  # the worker tells nobody
            await asyncio.sleep(0.01)


async def test_a_lost_connection_costs_a_second(chat: Chat) -> None:
    platform = Platform(failures=[DeliveryError("reset")])
    await queue(chat, "a", reply("1"))
    loop = worker(chat, platform)
    await everything_sent(loop)
    chat.clock.move(seconds=1)
    await everything_sent(loop)
    assert platform.texts == ["1"]


async def test_only_a_limit_on_everything_holds_back_everybody(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Platform(failures=[RateLimited("flood", 60, everywhere=True)])
    now = 0.0
    waits: list[tuple[float, list[str]]] = []

    async def sleep(seconds: float) -> None:
        nonlocal now
        waits.append((seconds, platform.texts))
        now += seconds

    monkeypatch.setattr("bot.delivery.governor.asyncio", SimpleNamespace(sleep=sleep))
    await queue(chat, "a", reply("a1"))
    loop = DeliveryWorker(chat.app.database, [platform], chat.clock, "one", lambda: now)
    await everything_sent(loop)
    await queue(chat, "b", reply("b1"))
    await everything_sent(loop)
    assert waits == [(0, []), (60, [])]
    assert platform.texts == ["b1"]
