"""A stand-in for the Telegram Bot API: as strict as Telegram, in its words, with faults on request.

In a test::

    telegram = TelegramStandIn(spec=shared_data / "specs" / "telegram-bot-api-10.1.json.gz")
    ada = telegram.person("Ada")
    chat = telegram.private(ada)
    async with telegram.serving() as url:  # the bot's base_url is f"{url}/bot"
        await chat.says(ada, "/note 2312.13286 Strong")
        ...
    assert telegram.rejected == []

By itself: ``python -m tests.servers.telegram --port 0 --speed 20 --chats 10000`` prints its address;
``GET /stand-in/report`` reports deliveries. Chats have the ids from 1 (private) or -1 (group) to the given number.
"""

import argparse
import asyncio
import itertools
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from inspect import isawaitable
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from aiohttp import web

from tests.servers.telegram.chat import ChatType, TelegramChat
from tests.servers.telegram.faults import Fault, FaultKind, Faults, refusal
from tests.servers.telegram.limits import Limits
from tests.servers.telegram.methods import METHODS, NAMES, Method
from tests.servers.telegram.model import ApiError, Files, Json, Person, bad_request
from tests.servers.telegram.queries import Queries
from tests.servers.telegram.request import Parameters, read_parameters
from tests.servers.telegram.schema import Schema
from tests.servers.telegram.updates import Updates

__all__ = ["Fault", "FaultKind", "Faults", "Person", "Rejected", "TelegramChat", "TelegramStandIn"]

_TOKEN = re.compile(r"/(?:file/)?bot\d+:[\w-]{30,}/")
_PEOPLE = 7_000_000_001  # beyond 32 bits, like real ones
_GROUPS = -4_000_000_001
_SUPERGROUPS = -1_002_000_000_001


@dataclass(frozen=True, slots=True)
class Rejected:
    """A request refused as wrong, and not for its rate or because the chat moved or is closed to the bot.

    ``parameters`` has the names of files.
    """

    method: str
    parameters: Json
    description: str


class TelegramStandIn:
    """One bot's Telegram.

    ``clock`` gives seconds, for the rate limits. ``on_demand`` is the number of chats created on first use.
    ``calls`` counts the calls by method; ``too_many`` counts refusals for the rate, without injected faults.
    """

    def __init__(
        self,
        token: str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",  # the example of Telegram's documentation
        username: str = "paperboy_bot",
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: bool = True,
        privacy: bool = True,
        inline: bool = True,
        inline_feedback: bool = False,
        spec: Path | None = None,
        on_demand: int = 0,
    ) -> None:
        self.token = token
        self.bot = Person(int(token.partition(":")[0]), "Paperboy", username=username, is_bot=True)
        self.clock = clock
        self.privacy, self.inline, self.inline_feedback = privacy, inline, inline_feedback
        self.limits = Limits(clock, limits)
        self.faults = Faults()
        self.updates = Updates()
        self.queries = Queries()
        self.files = Files()
        self.calls: Counter[str] = Counter()
        self.rejected: list[Rejected] = []
        self.people: dict[int, Person] = {}
        self.chats: dict[int, TelegramChat] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.message_ids = itertools.count(1)
        self.sent_first: float | None = None
        self.sent_last: float | None = None
        self._schema = Schema(spec) if spec else None
        self._on_demand = on_demand
        self._person_ids, self._group_ids = itertools.count(_PEOPLE), itertools.count(_GROUPS, -1)
        self._supergroup_ids = itertools.count(_SUPERGROUPS, -1)
        self._api, self._file = f"/bot{token}/", f"/file/bot{token}/"

    @property
    def too_many(self) -> int:
        return self.limits.too_many

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on the loopback; gives the address, without a slash at the end."""
        runner = web.ServerRunner(web.Server(self._answer, handler_cancellation=True), shutdown_timeout=0.1)
        await runner.setup()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            self.updates.open(session)
            try:
                await web.TCPSite(runner, "127.0.0.1", port).start()
                yield "http://{}:{}".format(*runner.addresses[0])
            finally:
                self.faults.recover()
                await self.updates.close()
                await runner.cleanup()

    def person(
        self, name: str, *, language: str = "en", user_id: int | None = None, username: str | None = None
    ) -> Person:
        person = Person(user_id or next(self._person_ids), name, language, username)
        self.people[person.id] = person
        return person

    def private(self, person: Person) -> TelegramChat:
        """The person's only private chat with the bot."""
        if person.id not in self.chats:
            self._chat(person.id, "private", person=person).with_members(person)
        return self.chats[person.id]

    def group(
        self,
        title: str,
        *members: Person,
        supergroup: bool = False,
        forum: bool = False,
        bot_admin: bool = False,
        with_bot: bool = True,
    ) -> TelegramChat:
        """Add a group. Its first member owns it; a forum is a supergroup; ``add_bot`` follows ``with_bot=False``."""
        status = "administrator" if bot_admin else "member" if with_bot else "left"
        kind: ChatType = "supergroup" if supergroup or forum else "group"
        chat_id = next(self._supergroup_ids if kind == "supergroup" else self._group_ids)
        return self._chat(chat_id, kind, title=title, forum=forum, bot_status=status).with_members(*members)

    def channel(
        self, title: str, *members: Person, bot_admin: bool = True, username: str | None = None
    ) -> TelegramChat:
        status = "administrator" if bot_admin else "member"
        chat = self._chat(next(self._supergroup_ids), "channel", title=title, username=username, bot_status=status)
        return chat.with_members(*members)

    def find(self, chat_id: str) -> TelegramChat | None:
        if chat_id.startswith("@"):
            return next((chat for chat in self.chats.values() if f"@{chat.username}" == chat_id), None)
        try:
            number = int(chat_id)
        except ValueError:
            return None
        return self.chats.get(number) or self._demanded(number)

    async def redeliver(self, update_id: int) -> None:
        """Deliver the same update again, even if the bot has acknowledged it."""
        self.updates.repeat(update_id)

    async def call(self, name: str, given: Parameters) -> Any:
        """Return a method's result, or raise ``ApiError``. Wrong requests go to ``rejected``."""
        try:
            result = self._method(name, given)(self, given)
            return await result if isawaitable(result) else result
        except ApiError as error:
            if error.code in (400, 404, 413) and not error.parameters:
                self.rejected.append(Rejected(name, given.shown(), error.description))
            raise

    def note_sent(self) -> None:
        self.sent_last = self.clock()
        if self.sent_first is None:
            self.sent_first = self.sent_last

    def report(self) -> Json:
        """Messages per chat, repeated texts in one chat, refusals; times are seconds of ``clock``."""
        sent = {chat.id: Counter(message.text for message in chat.sent()) for chat in self.chats.values()}
        doubled = {
            str(chat): {text: count for text, count in texts.items() if count > 1} for chat, texts in sent.items()
        }
        return {
            "delivered": {str(chat): texts.total() for chat, texts in sent.items() if texts},
            "total": sum(texts.total() for texts in sent.values()),
            "doubled": {chat: texts for chat, texts in doubled.items() if texts},
            "too_many": self.too_many,
            "rejected": len(self.rejected),
            "faults": self.faults.seen,
            "calls": self.calls,
            "first": self.sent_first,
            "last": self.sent_last,
        }

    def _chat(self, chat_id: int, kind: ChatType, **rest: Any) -> TelegramChat:
        chat = self.chats[chat_id] = TelegramChat(self, chat_id, kind, **rest)
        return chat

    def _demanded(self, number: int) -> TelegramChat | None:
        if not 1 <= abs(number) <= self._on_demand:
            return None
        if number > 0:
            return self.private(self.person(f"Person {number}", user_id=number))
        return self._chat(number, "group", title=f"Group {-number}")

    def _method(self, name: str, given: Parameters) -> Method:
        if name not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        problem = self._schema.request_problem(name, given) if self._schema else None
        if problem:
            raise bad_request(f"not as the Bot API is described: {problem}")
        return METHODS[name]

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(self._api):
            return await self._call(request, path.removeprefix(self._api))
        if path.startswith(self._file):
            file = self.files.at(path.removeprefix(self._file))
            return web.Response(body=file.content) if file else refusal(404, "Not Found")
        if path == "/stand-in/report":
            return web.Response(body=msgspec.json.encode(self.report()), content_type="application/json")
        return refusal(401, "Unauthorized") if _TOKEN.match(path) else refusal(404, "Not Found")

    async def _call(self, request: web.BaseRequest, asked: str) -> web.StreamResponse:
        name = NAMES.get(asked.lower(), asked)
        self.calls[name] += 1
        given = await read_parameters(request)
        fault = self.faults.take(name)
        if fault is not None and fault.kind is not FaultKind.COMMIT_THEN_DROP:
            return await self.faults.spoil(request, fault)
        try:
            result = await self.call(name, given)
        except ApiError as error:
            return refusal(error.code, error.description, **error.parameters)
        if fault is not None:
            return await self.faults.spoil(request, fault)
        body = msgspec.json.encode({"ok": True, "result": result})
        return web.Response(body=body, content_type="application/json")


async def _serve(arguments: argparse.Namespace) -> None:
    speed: float = arguments.speed
    server = TelegramStandIn(
        arguments.token,
        clock=lambda: time.monotonic() * speed,
        limits=not arguments.no_limits,
        on_demand=arguments.chats,
        spec=arguments.spec,
    )
    if arguments.fail_share:
        kinds = [FaultKind(kind) for kind in arguments.fail_kinds.split(",")]
        server.faults.random("sendMessage", arguments.fail_share, kinds, arguments.seed)
    async with server.serving(arguments.port) as url:
        print(url, flush=True)  # noqa: T201  # the process's parent reads it
        await asyncio.Event().wait()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the Telegram Bot API.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default="110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times faster the limits' clock runs")
    parser.add_argument("--chats", type=int, default=0, help="private chats 1 to N and groups -1 to -N exist")
    parser.add_argument("--no-limits", action="store_true")
    parser.add_argument("--spec", type=Path, help="the Bot API's description, to hold requests against")
    parser.add_argument("--fail-share", type=float, default=0.0, help="how much of sendMessage fails, 0 to 1")
    parser.add_argument("--fail-kinds", default="500,502,reset,429", help="of 500, 502, reset, hang, ...")
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(_serve(parser.parse_args(arguments)))
