"""Telegram's updates reach the core, over both transports, with the real client and the stand-in server."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.telegram import receiver
from bot.adapters.telegram.client import open_bot
from bot.adapters.telegram.limits import DOWNLOAD_BYTES
from bot.adapters.telegram.menu import Menu, set_menu
from bot.adapters.telegram.parse import ALLOWED
from bot.adapters.telegram.platform import TelegramPlatform, open_telegram
from bot.adapters.telegram.webhook import SECRET_HEADER, secret_of
from bot.core.errors import SettingsError, SourceError, StorageUnavailable
from bot.core.events import ButtonPress, Event, TextMessage
from bot.core.identity import Address
from bot.core.messages import Bold, Message, Paragraph, Text, message
from bot.core.ports.adapters import Acknowledgment, InlineHit, InlinePage, OpenForm
from tests.conftest import SHARED
from tests.servers.telegram.server import Fault, FaultKind, TelegramStandIn

SPEC = SHARED / "specs" / "telegram-bot-api-10.1.json.gz"
MENU: Menu = {"en": [("note", "Keep a note"), ("todo", "The reading list")], "ko": [("note", "노트 남기기")]}
POLLING, WEBHOOK = "polling", "webhook"


@dataclass
class RecordingCore:
    """A core that keeps its events, once per key like the real one.

    The next ``outages`` events find no database; the texts in ``bugs`` raise an error. A text in ``gates`` waits for
    its event.
    """

    events: list[Event] = field(default_factory=list)
    outages: int = 0
    bugs: set[str] = field(default_factory=set)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    page: InlinePage = field(default_factory=lambda: InlinePage(()))
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    started: list[str] = field(default_factory=list)

    async def handle(self, event: Event) -> None:
        said = said_in(event)
        self.started.append(said)
        if self.outages:
            self.outages -= 1
            raise StorageUnavailable("the database is away")
        if said in self.bugs:
            raise ZeroDivisionError(said)
        if said in self.gates:
            await self.gates[said].wait()
        if event.key not in [earlier.key for earlier in self.events]:
            self.events.append(event)

    async def respond(self, event: Event) -> Acknowledgment:
        await self.handle(event)
        return Acknowledgment(f"did {said_in(event)}")

    async def find(self, event: Event, words: str, offset: str) -> InlinePage:
        self.asked.append((event.actor.user_id, words, offset))
        return self.page

    async def submit(self, event: Event) -> Mapping[str, str]:
        raise NotImplementedError

    async def form(self, event: Event) -> OpenForm | None:
        raise NotImplementedError

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        raise AssertionError("Telegram shows its own previews")

    async def home(self, event: Event) -> Message:
        raise NotImplementedError

    @property
    def said(self) -> list[str]:
        return [said_in(event) for event in self.events]

    async def hears(self, *texts: str) -> None:
        """Wait until exactly these texts are handled, in this order."""
        await until(lambda: len(self.events) >= len(texts))
        assert self.said == list(texts)


def said_in(event: Event) -> str:
    body = event.body
    return body.text if isinstance(body, TextMessage) else body.action if isinstance(body, ButtonPress) else str(body)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # any condition, without a signal
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(platform: TelegramPlatform, core: RecordingCore) -> AsyncIterator[None]:
    task = asyncio.create_task(platform.run(core))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def serving(routes: Sequence[web.RouteDef], port: int = 0) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield "http://{}:{}".format(*runner.addresses[0])
    finally:
        await runner.cleanup()


@dataclass
class World:
    """Telegram and its platforms; ``open`` gives a platform that is not running yet, and its address."""

    telegram: TelegramStandIn
    url: str
    stack: AsyncExitStack

    async def open(self, transport: str, menu: Menu = MENU) -> tuple[TelegramPlatform, str]:
        if transport == POLLING:
            opened = open_telegram(self.telegram.token, menu, self.url)
            return await self.stack.enter_async_context(opened), ""
        forwarded: list[web.RouteDef] = []

        async def forward(request: web.Request) -> Any:
            return await forwarded[0].handler(request)

        # The platform needs the address, at which its routes are served.
        address = await self.stack.enter_async_context(serving([web.post("/telegram", forward)]))
        opened = open_telegram(self.telegram.token, menu, self.url, address)
        platform = await self.stack.enter_async_context(opened)
        forwarded.extend(platform.routes)
        return platform, address


@pytest.fixture
async def world() -> AsyncIterator[World]:
    telegram = TelegramStandIn(spec=SPEC if SPEC.exists() else None)
    async with telegram.serving() as url, AsyncExitStack() as stack:
        yield World(telegram, url, stack)
        assert telegram.rejected == []


@pytest.fixture
def core() -> RecordingCore:
    return RecordingCore()


both = pytest.mark.parametrize("transport", [POLLING, WEBHOOK])


@both
async def test_messages_arrive_once_and_in_order(world: World, core: RecordingCore, transport: str) -> None:
    """A person's messages are handled in their order, and Telegram gets the acknowledgement."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(transport)
    await chat.says(ada, "before it runs")
    async with running(platform, core):
        await core.hears("before it runs")
        for text in ["/note one", "two", "/todo three"]:
            await chat.says(ada, text)
        await core.hears("before it runs", "/note one", "two", "/todo three")
        await world.telegram.updates.drained()
    event = core.events[1]
    assert event.actor.user_id == event.address.conversation_id == str(ada.id)


@both
async def test_while_the_database_is_away_nothing_is_lost_or_overtaken(
    world: World, core: RecordingCore, transport: str
) -> None:
    """An event that could not be stored comes again, and the person's later messages wait for it."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    core.outages = 1
    await chat.says(ada, "first")
    await chat.says(ada, "second")
    platform, _ = await world.open(transport)
    async with running(platform, core):
        await core.hears("first", "second")
        await world.telegram.updates.drained()
    assert core.started == ["first", "first", "second"]


@both
async def test_an_update_that_hits_a_bug_does_not_come_forever(
    world: World, core: RecordingCore, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug is logged once with the update's number, and later updates are handled."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    core.bugs = {"trip"}
    platform, _ = await world.open(transport)
    async with running(platform, core):
        tripped = await chat.says(ada, "trip")
        await chat.says(ada, "go on")
        await core.hears("go on")
        await world.telegram.updates.drained()
    assert core.started == ["trip", "go on"]
    assert [f"update {tripped.update_id} " in line for line in caplog.messages].count(True) == 1


@both
async def test_an_update_of_an_unknown_shape_is_skipped(world: World, core: RecordingCore, transport: str) -> None:
    """Other versions of the Bot API leave out fields that the library requires; messages are handled all the same."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(transport)
    async with running(platform, core):
        who = world.telegram.bot.as_json()
        change = {"old_chat_member": {"status": "left", "user": who}, "new_chat_member": {"status": "restricted"}}
        assert world.telegram.updates.add("my_chat_member", {"chat": chat.as_json(), "date": 1} | change) is not None
        await chat.says(ada, "go on")
        await core.hears("go on")
        await world.telegram.updates.drained()


@both
async def test_a_press_is_answered_with_its_toast(world: World, core: RecordingCore, transport: str) -> None:
    """After an outage of the database, too."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(transport)
    async with running(platform, core):
        asked = await chat.says(ada, "/note x")
        await core.hears("/note x")
        for outages in (0, 1):
            core.outages = outages
            answer = await chat.presses(ada, asked, f"undo:{outages}")
            await answer.wait()
            assert answer.text == f"did undo:{outages}"
    assert world.telegram.rejected == []


@both
async def test_the_clock_of_a_button_stops_before_slow_work_is_done(
    world: World, core: RecordingCore, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "CLOCK_SECONDS", 0.05)
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(transport)
    async with running(platform, core):
        asked = await chat.says(ada, "/note x")
        await core.hears("/note x")
        gate = core.gates["undo:1"] = asyncio.Event()
        await (await chat.presses(ada, asked, "undo:1")).wait()
        assert core.said == ["/note x"]
        gate.set()
        await core.hears("/note x", "undo:1")
    assert world.telegram.rejected == []


@both
async def test_a_press_too_old_to_be_answered_still_counts(
    world: World, core: RecordingCore, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A button pressed while Paperboy was down does its work, without an error about its expired clock."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    asked = await chat.says(ada, "/note x")
    await chat.presses(ada, asked, "undo:1")
    world.telegram.queries.expire()
    platform, _ = await world.open(transport)
    async with running(platform, core):
        await core.hears("/note x", "undo:1")
        await until(lambda: world.telegram.rejected)
    assert [refused.method for refused in world.telegram.rejected] == ["answerCallbackQuery"]
    world.telegram.rejected.clear()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@both
async def test_notes_are_found_from_any_chat(world: World, core: RecordingCore, transport: str) -> None:
    """``@bot`` with words lists the person's own notes, and the chosen one is sent as written."""
    ada = world.telegram.person("Ada")
    bob = world.telegram.person("Bob")
    group = world.telegram.group("Lab", ada, bob)
    note = message(Paragraph((Bold("𝔄 <b>"), Text(" & *_[ <@U1>"))))
    core.page = InlinePage([InlineHit("12", "#12 Diffusion", "the first line", note)], next_offset="20")
    platform, _ = await world.open(transport)
    async with running(platform, core):
        answer = await group.asks_inline(ada, "diffusion", "0")
        await answer.wait()
        assert core.asked == [(str(ada.id), "diffusion", "0")]
        assert (answer.personal, answer.next_offset, answer.button) == (True, "20", None)
        assert answer.cache_time <= 10
        sent = await group.chooses(answer)
        assert sent.text == "𝔄 <b> & *_[ <@U1>"
        assert [entity["type"] for entity in sent.entities] == ["bold"]
        core.page = InlinePage((), hint="Nothing found")
        empty = await group.asks_inline(ada, "nothing")
        await empty.wait()
        assert empty.button == {"text": "Nothing found", "start_parameter": "inline"}
        await world.telegram.updates.drained()
    assert core.events == []  # a message through inline mode is Paperboy's own


async def test_an_expired_inline_query_is_dropped(world: World, core: RecordingCore) -> None:
    """An expired query gets no answer, and nothing waits for it."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    await chat.asks_inline(ada, "old")
    world.telegram.queries.expire()
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await chat.says(ada, "hello")
        await core.hears("hello")
        await world.telegram.updates.drained()
    assert [refused.method for refused in world.telegram.rejected] == ["answerInlineQuery"]
    world.telegram.rejected.clear()


async def test_one_slow_conversation_holds_up_nobody_else(world: World, core: RecordingCore) -> None:
    """Messages of two people are handled at the same time."""
    ada, bob = world.telegram.person("Ada"), world.telegram.person("Bob")
    gate = core.gates["slow"] = asyncio.Event()
    await world.telegram.private(ada).says(ada, "slow")
    await world.telegram.private(ada).says(ada, "behind it")
    await world.telegram.private(bob).says(bob, "quick")
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await core.hears("quick")
        gate.set()
        await core.hears("quick", "slow", "behind it")


@pytest.mark.parametrize("slow", ["the work", "the answer to a press"])
async def test_what_takes_long_does_not_hold_up_what_others_say_later(
    world: World, core: RecordingCore, slow: str
) -> None:
    """One call that hangs has cost everybody twenty seconds."""
    ada, bob = world.telegram.person("Ada"), world.telegram.person("Bob")
    adas, bobs = world.telegram.private(ada), world.telegram.private(bob)
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        asked = await adas.says(ada, "/note x")
        await core.hears("/note x")
        gate = asyncio.Event()
        if slow == "the work":
            core.gates["undo:1"] = gate
        else:
            world.telegram.faults.next("answerCallbackQuery", Fault(FaultKind.HANG))
        await adas.presses(ada, asked, "undo:1")
        await adas.says(ada, "behind it")
        await until(lambda: "undo:1" in core.started)
        for number in range(3):
            began = asyncio.get_running_loop().time()
            await bobs.says(bob, f"quick {number}")
            await until(lambda number=number: f"quick {number}" in core.said)
            assert asyncio.get_running_loop().time() - began < 1.0
        assert "behind it" not in core.said
        assert core.started.count("undo:1") == 1
        assert world.telegram.updates.pending, "nothing that is not handled is acknowledged"
        gate.set()
        world.telegram.faults.recover()
        await until(lambda: "behind it" in core.said)
        await world.telegram.updates.drained()
    assert core.started.count("behind it") == 1


async def test_polling_acknowledges_only_what_is_committed(world: World, core: RecordingCore) -> None:
    """Paperboy stops in the middle of an update and gets it again on its next start."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    core.gates["x"] = asyncio.Event()
    await chat.says(ada, "x")
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await until(lambda: core.started == ["x"])
    assert len(world.telegram.updates.pending) == 1
    core.gates.clear()
    async with running(platform, core):
        await core.hears("x")
        await world.telegram.updates.drained()


async def test_stopping_confirms_what_was_handled(world: World, core: RecordingCore) -> None:
    """No handled update comes again after a clean stop, although no further poll acknowledged it."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await until(lambda: world.telegram.calls["getUpdates"] == 1)
        world.telegram.faults.next("getUpdates", Fault(FaultKind.HANG))
        await chat.says(ada, "x")
        await core.hears("x")
        await until(lambda: world.telegram.calls["getUpdates"] == 2)
        assert len(world.telegram.updates.pending) == 1
    await world.telegram.updates.drained()


async def test_a_second_poller_is_waited_out(
    world: World, core: RecordingCore, caplog: pytest.LogCaptureFixture
) -> None:
    """Two programs with one token disturb each other; the log says so once, and messages still arrive."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(POLLING)
    async with running(platform, core), open_bot(world.telegram.token, world.url) as other:
        await until(lambda: world.telegram.calls["getUpdates"] == 1)
        for _ in range(2):
            await other.get_updates(timeout=0)
            await asyncio.sleep(0.05)
        await chat.says(ada, "still there?")
        await core.hears("still there?")
        await world.telegram.updates.drained()
    said = [line for line in caplog.messages if "terminated by other getUpdates" in line]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("kind", "times"),
    [(FaultKind.ERROR_500, 2), (FaultKind.ERROR_502, 1), (FaultKind.RESET, 1), (FaultKind.TOO_MANY, 1)],
)
async def test_polling_outlasts_a_telegram_that_fails(
    world: World, core: RecordingCore, kind: FaultKind, times: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Polling resumes after a pause, whatever Telegram answers instead of updates; one line in the log says so."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    await chat.says(ada, "x")
    world.telegram.faults.next("getUpdates", Fault(kind, times, retry_after=1))
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await core.hears("x")
        await world.telegram.updates.drained()
    warnings = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.startswith("polling Telegram: ") for line in warnings] == [True, True]
    assert "works again" in warnings[1]


@pytest.mark.parametrize("result", ["null", '"x"', "[5]", "{}", '[{"update_id": "1"}]'])
@pytest.mark.parametrize("around", ['{{"ok": true, "result": {}}}', "{}"], ids=["result", "body"])
async def test_polling_outlasts_an_answer_that_is_not_a_list_of_updates(
    world: World, core: RecordingCore, result: str, around: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A bad answer is logged once and asked for again after a pause; the process goes on."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    await chat.says(ada, "x")
    world.telegram.faults.next("getUpdates", Fault(FaultKind.BAD_ANSWER, 2, body=around.format(result)))
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await core.hears("x")
        await world.telegram.updates.drained()
    warnings = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.startswith("polling Telegram: ") for line in warnings] == [True, True]
    assert "updates" in warnings[0]
    assert "works again, after 2 failed tries" in warnings[1]


async def test_polling_takes_over_from_a_webhook(world: World, core: RecordingCore) -> None:
    """Without a public address in the settings, an earlier webhook is removed and no update is lost."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    platform, _ = await world.open(WEBHOOK)
    async with running(platform, core):
        await chat.says(ada, "one")
        await core.hears("one")
    polling, _ = await world.open(POLLING)
    assert polling.routes == ()
    async with running(polling, core):
        await chat.says(ada, "two")
        await core.hears("one", "two")
    assert world.telegram.updates.webhook.url == ""


async def test_a_webhook_is_set_only_when_it_differs(world: World, core: RecordingCore) -> None:
    """A restart keeps the webhook; a changed address or kind of update sets it again."""
    platform, address = await world.open(WEBHOOK)
    hook = world.telegram.updates
    for _ in range(2):
        async with running(platform, core):
            await until(lambda: hook.webhook.url == f"{address}/telegram")
            await until(lambda: world.telegram.calls["getWebhookInfo"])
        assert world.telegram.calls["setWebhook"] == 1
    hook.allowed = ["message"]
    async with running(platform, core):
        await until(lambda: "message_reaction" in hook.allowed)
    other, elsewhere = await world.open(WEBHOOK)
    async with running(other, core):
        await until(lambda: hook.webhook.url == f"{elsewhere}/telegram")
    assert world.telegram.calls["setWebhook"] == 3


async def test_a_webhook_with_another_secret_is_set_again(world: World, core: RecordingCore) -> None:
    """After a change of the token Telegram still sends the old secret; its 401 shows this on the next start."""
    ada = world.telegram.person("Ada")
    platform, address = await world.open(WEBHOOK)
    world.telegram.updates.set_webhook(f"{address}/telegram", "of-another-token", 40, drop=False)
    world.telegram.updates.allowed = list(ALLOWED)
    await world.telegram.private(ada).says(ada, "x")
    await until(lambda: "401" in world.telegram.updates.webhook.error)
    assert core.started == []
    async with running(platform, core):
        await core.hears("x")


@asynccontextmanager
async def posting(world: World, core: RecordingCore) -> AsyncIterator[Callable[..., Coroutine[Any, Any, int]]]:
    """A stranger who posts anything to the webhook; returns the status that they see."""
    platform, address = await world.open(WEBHOOK)
    async with running(platform, core), aiohttp.ClientSession() as session:
        await until(lambda: world.telegram.calls["setWebhook"])
        await asyncio.sleep(0.05)

        async def post(body: bytes, secret: str | None, kind: str = "application/json", method: str = "POST") -> int:
            headers = {"Content-Type": kind} | ({SECRET_HEADER: secret} if secret is not None else {})
            async with session.request(method, f"{address}/telegram", data=BytesIO(body), headers=headers) as response:
                return response.status

        yield post


def update(number: int, person: int, text: str) -> bytes:
    chat = {"id": person, "type": "private"}
    who = {"id": person, "is_bot": False, "first_name": "Eve"}
    said = {"message_id": number, "date": 1, "text": text, "chat": chat, "from": who}
    return json.dumps({"update_id": number, "message": said}).encode()


FORGED = update(1, 7, "/forget all")


@pytest.mark.parametrize(
    ("body", "kind", "method", "status"),
    [
        (FORGED, "application/json", "GET", 405),
        (FORGED, "application/json", "PUT", 405),
        (FORGED, "text/plain", "POST", 415),
        (b" " * 2_000_000 + FORGED, "application/json", "POST", 413),
        (FORGED[:-3], "application/json", "POST", 400),
        (b"\xff\xfe", "application/json", "POST", 400),
        (b"[1, 2]", "application/json", "POST", 400),
        (b'{"update_id": "x"}', "application/json", "POST", 400),
    ],
)
async def test_a_request_that_is_not_an_update_is_refused_with_no_effect(
    world: World, core: RecordingCore, body: bytes, kind: str, method: str, status: int
) -> None:
    """Even with the right secret, only an update posted as JSON of a sensible size is read."""
    async with posting(world, core) as post:
        assert await post(body, secret_of(world.telegram.token), kind, method) == status
    assert core.started == []


async def test_a_webhook_answers_503_until_somebody_can_take_the_update(world: World, core: RecordingCore) -> None:
    """While Paperboy starts or stops, or the database is unavailable, Telegram has to send an update again."""
    async with posting(world, core) as post:
        core.outages = 1
        assert await post(FORGED, secret_of(world.telegram.token)) == 503
        assert await post(FORGED, secret_of(world.telegram.token)) == 200
    _, address = await world.open(WEBHOOK)
    headers = {SECRET_HEADER: secret_of(world.telegram.token), "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/telegram", data=FORGED, headers=headers) as response,
    ):
        assert response.status == 503


async def test_updates_posted_at_the_same_time_keep_their_order(world: World, core: RecordingCore) -> None:
    """A webhook handles many updates at once, but those of one conversation in order."""
    gate = core.gates["slow"] = asyncio.Event()
    secret = secret_of(world.telegram.token)
    async with posting(world, core) as post, asyncio.TaskGroup() as posts:
        posts.create_task(post(update(1, 7, "slow"), secret))
        await until(lambda: core.started == ["slow"])
        posts.create_task(post(update(2, 7, "behind it"), secret))
        assert await post(update(3, 8, "elsewhere"), secret) == 200
        assert core.started == ["slow", "elsewhere"]
        gate.set()
    assert core.said == ["elsewhere", "slow", "behind it"]


async def test_the_menu_is_set_once(world: World, core: RecordingCore) -> None:
    """Each language has its menu, all others the English one; a start with the same commands sets nothing."""
    platform, _ = await world.open(POLLING)
    for _ in range(2):
        polls = world.telegram.calls["getUpdates"]
        async with running(platform, core):
            await until(lambda: world.telegram.calls["getUpdates"] > polls)  # noqa: B023  # awaited in this iteration
        assert world.telegram.calls["setMyCommands"] == 4
    note = {"command": "note", "description": "Keep a note"}
    todo = {"command": "todo", "description": "The reading list"}
    for scope in ["all_private_chats", "all_group_chats"]:
        assert world.telegram.commands[scope, ""] == [note, todo]
        assert world.telegram.commands[scope, "ko"] == [{"command": "note", "description": "노트 남기기"}]
    other, _ = await world.open(POLLING, {**MENU, "ko": [("note", "메모")]})
    async with running(other, core):
        await until(lambda: world.telegram.calls["setMyCommands"] == 6)


async def test_a_command_that_does_not_fit_into_the_menu_is_named(world: World) -> None:
    """The error for a developer names the command that Telegram would refuse."""
    async with open_bot(world.telegram.token, world.url) as bot:
        with pytest.raises(ValueError, match="Not-A-Name"):
            await set_menu(bot, {"en": [("Not-A-Name", "")]})


async def test_a_menu_that_cannot_be_set_stops_nothing(
    world: World, core: RecordingCore, caplog: pytest.LogCaptureFixture
) -> None:
    """Paperboy listens even if it cannot set its menu; the log says that the menu is old."""
    ada = world.telegram.person("Ada")
    world.telegram.faults.next("setMyCommands", Fault(FaultKind.TOO_MANY, retry_after=3000))
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await world.telegram.private(ada).says(ada, "x")
        await core.hears("x")
    assert any("menu of commands" in line for line in caplog.messages)


async def test_a_start_while_telegram_is_out_of_reach_waits_for_it(world: World, core: RecordingCore) -> None:
    """Paperboy can start before the network is available."""
    ada = world.telegram.person("Ada")
    world.telegram.faults.next("getMe", Fault(FaultKind.RESET))
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await world.telegram.private(ada).says(ada, "x")
        await core.hears("x")


async def test_a_refused_token_is_named_but_not_shown(world: World, core: RecordingCore) -> None:
    """A wrong token ends the start with a sentence that names the setting, without the token."""
    token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaX"
    async with open_telegram(token, MENU, world.url) as platform:
        with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as refused:
            await platform.run(core)
        assert token not in str(refused.value)
        assert refused.value.__cause__ is None
        assert refused.value.__suppress_context__
        findings = [check async for check in platform.checks()]
    assert [(check.what, check.ok) for check in findings] == [("Telegram token", False)]


async def test_a_refused_public_address_says_what_to_set(world: World, core: RecordingCore) -> None:
    """Telegram posts only to https addresses; the start ends with the name of the setting and Telegram's reason."""
    async with open_telegram(world.telegram.token, MENU, world.url, "http://paperboy.example") as platform:
        with pytest.raises(SettingsError, match=r"PAPERBOY_PUBLIC_URL.*(?i:https url) must be provided"):
            await platform.run(core)
    world.telegram.rejected.clear()


async def test_the_token_is_never_logged(world: World, core: RecordingCore, caplog: pytest.LogCaptureFixture) -> None:
    """The token stays out of even the most verbose log."""
    caplog.set_level(logging.DEBUG)
    ada = world.telegram.person("Ada")
    platform, _ = await world.open(POLLING)
    async with running(platform, core):
        await world.telegram.private(ada).says(ada, "x")
        await core.hears("x")
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]  # the token is the stand-in's
    assert len(ours) > 10
    assert [record for record in ours if world.telegram.token in record.getMessage()] == []


async def test_files_that_people_sent_can_be_fetched(world: World) -> None:
    """A file arrives byte for byte; a file that Telegram refuses fails with a reason."""
    ada = world.telegram.person("Ada")
    chat = world.telegram.private(ada)
    sent = await chat.posts_file(ada, "draft 2.pdf", "/note draft", b"%PDF-1.7 \x00\xff")
    huge = world.telegram.files.add("huge.bin", bytes(DOWNLOAD_BYTES * 2), "application/octet-stream")
    platform, _ = await world.open(POLLING)
    where = Address("telegram", "telegram", str(chat.id))
    assert sent.document is not None
    assert await platform.download(where, sent.document.file_id) == b"%PDF-1.7 \x00\xff"
    with pytest.raises(SourceError, match="too big") as refused:
        await platform.download(where, huge.file_id)
    assert refused.value.retry_after is None
    with pytest.raises(SourceError, match="file_id"):
        await platform.download(where, "nonsense")
    world.telegram.faults.next("getFile", Fault(FaultKind.ERROR_502))
    with pytest.raises(SourceError) as failed:
        await platform.download(where, sent.document.file_id)
    assert failed.value.retry_after
    world.telegram.rejected.clear()


async def checked(platform: TelegramPlatform) -> dict[str, Any]:
    return {check.what.removeprefix("Telegram "): check async for check in platform.checks()}


async def test_doctor_knows_what_telegram_allows(world: World) -> None:
    """The doctor checks every setting of @BotFather that can be wrong, and says how to correct it."""
    platform, _ = await world.open(POLLING)
    found = await checked(platform)
    assert [name for name, check in found.items() if not check.ok] == []
    assert list(found) == ["token", "long polling", "privacy mode", "inline mode", "reactions"]
    assert "/setprivacy" in found["privacy mode"].advice
    world.telegram.updates.set_webhook(f"{world.url}/elsewhere", "", 40, drop=False)
    taken = (await checked(platform))["long polling"]
    assert not taken.ok
    assert f"{world.url}/elsewhere" in taken.detail


async def test_doctor_follows_what_was_changed_with_botfather(world: World) -> None:
    """The doctor names a switched-off feature with the command that switches it on."""
    world.telegram.inline, world.telegram.privacy = False, False
    platform, _ = await world.open(POLLING)
    found = await checked(platform)
    assert not found["inline mode"].ok
    assert "/setinline" in found["inline mode"].advice
    assert found["privacy mode"].advice == ""


async def test_doctor_reports_the_state_of_the_webhook(world: World, core: RecordingCore) -> None:
    """The doctor reports the webhook in Telegram's own words: not set, working, or failing and why."""
    ada = world.telegram.person("Ada")
    platform, address = await world.open(WEBHOOK)
    assert not (await checked(platform))["webhook"].ok
    async with running(platform, core):
        await until(lambda: world.telegram.updates.webhook.url)
        assert (await checked(platform))["webhook"].ok
    await world.telegram.private(ada).says(ada, "nobody is there")
    await until(lambda: world.telegram.updates.webhook.error)
    failing = (await checked(platform))["webhook"]
    assert (failing.ok, failing.detail) == (
        False,
        f"{address}/telegram: Wrong response from the webhook: 503 Service Unavailable",
    )


async def test_doctor_says_when_telegram_is_out_of_reach() -> None:
    """Without a network the doctor has one finding, which names the server that did not answer."""
    async with open_telegram("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", MENU, "http://127.0.0.1:9") as platform:
        (only,) = [check async for check in platform.checks()]
    assert not only.ok
    assert "127.0.0.1:9" in only.detail
