"""The stand-in and the client: updates, webhooks, faults, limits."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from aiohttp import web
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from tests.integration.telegram_stand_in.conftest import Clock
from tests.servers.telegram.server import Fault, FaultKind, Person, TelegramStandIn

EVERYTHING = ["message", "edited_message", "channel_post", "callback_query", "message_reaction", "my_chat_member"]


async def polled(telegram: TelegramStandIn) -> None:
    """Wait until a poll is waiting."""
    async with asyncio.timeout(2):
        while not telegram.updates.is_polled:  # noqa: ASYNC110  # the stand-in has no signal for this
            await asyncio.sleep(0.005)


async def test_an_update_stays_until_a_higher_offset_acknowledges_it(
    telegram: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    message = await telegram.private(ada).says(ada, "/note@paperboy_bot see https://arxiv.org #llm")
    [first] = await bot.get_updates()
    [again] = await bot.get_updates(offset=first.update_id)
    assert again.update_id == first.update_id == message.update_id
    assert first.message is not None
    assert [entity.type for entity in first.message.entities] == ["bot_command", "url", "hashtag"]
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    await telegram.redeliver(first.update_id)
    [repeated] = await bot.get_updates(offset=first.update_id + 1)
    assert repeated.update_id == first.update_id


async def test_a_long_poll_answers_as_soon_as_somebody_writes(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await polled(telegram)
    await telegram.private(ada).says(ada, "hello")
    [update] = await asyncio.wait_for(poll, 2)
    assert update.effective_user is not None
    assert (update.effective_user.id, update.effective_user.language_code) == (ada.id, "ko")


async def test_the_earlier_of_two_pollers_is_thrown_out(telegram: TelegramStandIn, bot: Bot) -> None:
    earlier = asyncio.create_task(bot.get_updates(timeout=20))
    await polled(telegram)
    async with httpx.AsyncClient() as other:
        assert (await other.get(f"{bot.base_url}/getUpdates")).json() == {"ok": True, "result": []}
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one"):
        await earlier


@dataclass
class Listener:
    """A bot's web server that first refuses with the statuses in ``answers``."""

    answers: list[int]
    heard: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        self.heard.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        runner = web.ServerRunner(web.Server(self), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield "http://{}:{}".format(*runner.addresses[0])
        finally:
            await runner.cleanup()


async def test_a_webhook_gets_each_update_with_the_secret_until_it_takes_it(
    telegram: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    listener, chat = Listener([503, 500]), telegram.private(ada)
    async with listener.listening() as url:
        telegram.updates.public["https://paperboy.example"] = url
        await bot.set_webhook("https://paperboy.example/telegram", secret_token="s3cret", allowed_updates=EVERYTHING)
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        one, two = await chat.says(ada, "one"), await chat.says(ada, "two")
        await telegram.updates.drained()
        assert [update["update_id"] for _, update in listener.heard] == [one.update_id] * 3 + [two.update_id]
        assert {secret for secret, _ in listener.heard} == {"s3cret"}
        info = await bot.get_webhook_info()
        assert (info.pending_update_count, info.last_error_message) == (
            0,
            "Wrong response from the webhook: 500 Internal Server Error",
        )
        assert one.update_id is not None
        await telegram.redeliver(one.update_id)
        await telegram.updates.drained()
        assert listener.heard[-1][1]["message"]["text"] == "one"
        await bot.delete_webhook()
        assert await bot.get_updates() == ()


async def test_faults_happen_when_asked_for(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    chat = telegram.private(ada)
    kinds = [FaultKind.ERROR_500, FaultKind.ERROR_502, FaultKind.RESET, FaultKind.TOO_MANY, FaultKind.COMMIT_THEN_DROP]
    for kind in kinds:
        telegram.faults.next("sendMessage", Fault(kind, retry_after=7, with_parameters=kind is not FaultKind.TOO_MANY))
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, kind)
    assert [message.text for message in chat.messages] == ["commit-then-drop"]
    telegram.faults.next("sendMessage", Fault(FaultKind.TOO_MANY, retry_after=7))
    with pytest.raises(RetryAfter):
        await bot.send_message(chat.id, "x")
    telegram.faults.next("sendMessage", Fault(FaultKind.HANG))
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.05)
    await bot.send_message(chat.id, "at last")
    telegram.faults.random("*", 1.0, [FaultKind.ERROR_500], seed=1)
    with pytest.raises(NetworkError):
        await bot.get_me()
    assert (telegram.too_many, len(chat.messages), telegram.faults.seen.total()) == (0, 2, 8)


async def test_the_rate_limits_of_chat_group_and_all_are_enforced(
    telegram: TelegramStandIn, bot: Bot, ada: Person, clock: Clock
) -> None:
    chat, group = telegram.private(ada), telegram.group("Readers", ada)
    for _ in range(3):
        await bot.send_message(chat.id, "x")
    with pytest.raises(RetryAfter) as early:
        await bot.send_message(chat.id, "x")
    assert (early.value.retry_after, telegram.too_many) == (timedelta(seconds=1), 1)
    clock.now += 1
    await bot.send_message(chat.id, "x")
    for _ in range(20):
        clock.now += 1
        await bot.send_message(group.id, "x")
    clock.now += 1
    with pytest.raises(RetryAfter) as full:
        await bot.send_message(group.id, "x")
    assert full.value.retry_after == timedelta(seconds=39)
    clock.now += 60
    people = [telegram.private(telegram.person(f"P{number}")) for number in range(31)]
    for other in people[:30]:
        await bot.send_message(other.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "x")
    assert telegram.too_many == 3


async def test_a_wrong_token_or_method_is_not_served(telegram: TelegramStandIn, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.can_read_all_group_messages, me.supports_inline_queries) == ("paperboy_bot", False, True)
    base = bot.base_url.removesuffix(bot.token)
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{base}{bot.token[:-1]}x/getMe")).status_code == 401
        assert (await client.get(f"{base}nonsense/getMe")).status_code == 404
        assert (await client.get(f"{base}{bot.token}/GETME")).json()["ok"]
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("getNothing")
    assert telegram.rejected[0].description == "Not Found: method not found"


async def test_it_runs_by_itself_with_chats_made_on_demand_and_reports() -> None:
    command = [sys.executable, "-m", "tests.servers.telegram", "--speed", "20", "--chats", "5"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        async with Bot("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", base_url=f"{url}/bot") as bot:
            for chat_id, text in [(1, "a"), (1, "a"), (-2, "b")]:
                await bot.send_message(chat_id, text)
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(6, "c")
        async with httpx.AsyncClient() as client:
            report = json.loads((await client.get(f"{url}/stand-in/report")).text)
    finally:
        process.terminate()
        await process.wait()
    assert (report["delivered"], report["doubled"]) == ({"1": 2, "-2": 1}, {"1": {"a": 2}})
    assert (report["too_many"], report["rejected"]) == (0, 1)
    assert report["first"] < report["last"]
