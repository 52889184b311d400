"""Socket Mode: websockets over which Slack delivers in envelopes (https://docs.slack.dev/apis/events-api/using-socket-mode)."""

import asyncio
import itertools
import uuid
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from aiohttp import WSMsgType, web

from tests.servers.slack.deliveries import Kind, Outcome, stopwatch
from tests.servers.slack.text import Json

MOST_CONNECTIONS = 10


@dataclass(eq=False, slots=True)
class _Connection:
    socket: web.WebSocketResponse
    transport: asyncio.Transport
    number: int
    leaving: bool = False  # told to leave; gets a new event only if it is the only connection
    waiting: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)


class SocketMode:
    """A connection must answer a ping every ``ping_every`` seconds.

    It stays open for ``grace`` seconds after it was told to leave, so that a late acknowledgement counts.
    """

    def __init__(self, app_id: str, ping_every: float = 10.0, grace: float = 0.5) -> None:
        self.ping_every = ping_every
        self.grace = grace
        self.opened = 0  # all connections, including closed ones
        self._app_id = app_id
        self._connections: list[_Connection] = []
        self._tickets: set[str] = set()
        self._turns = itertools.count()
        self._arrived = asyncio.Event()
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def listening(self) -> bool:
        return bool(self._connections)

    @property
    def connected(self) -> int:
        return len(self._connections)

    def ticket(self) -> str | None:
        """A one-time key for a new connection; ``None`` at Slack's limit of connections."""
        if len(self._connections) >= MOST_CONNECTIONS:
            return None
        key = uuid.uuid4().hex
        self._tickets.add(key)
        return key

    async def wait_connected(self, *, ever: int = 1, within: float = 5.0) -> None:
        """Wait until a connection that is not told to leave is open, and ``ever`` were opened in total.

        Raises ``TimeoutError`` after ``within`` seconds.
        """
        async with asyncio.timeout(within):
            while self.opened < ever or all(one.leaving for one in self._connections):
                self._arrived.clear()
                await self._arrived.wait()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        key = request.query.get("ticket", "")
        if key not in self._tickets:
            return web.Response(status=404)
        self._tickets.remove(key)
        socket = web.WebSocketResponse(heartbeat=self.ping_every)
        await socket.prepare(request)
        self.opened += 1
        assert request.transport
        connection = _Connection(socket, request.transport, self.opened)
        self._connections.append(connection)
        try:
            await socket.send_str(self._hello())
            self._arrived.set()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._answered(connection, message.data)
        finally:
            self._connections.remove(connection)
            for future in connection.waiting.values():
                if not future.done():
                    future.set_exception(ConnectionResetError("the connection closed"))
        return socket

    async def send(self, kind: Kind, payload: Json, attempt: int, reason: str, deadline: float) -> Outcome:
        ready = [one for one in self._connections if not one.leaving] or self._connections
        connection = ready[next(self._turns) % len(ready)]
        key = str(uuid.uuid4())
        envelope: Json = {"envelope_id": key, "payload": payload, "type": kind}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason if attempt else ""}
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.waiting[key] = answer
        start = stopwatch()
        try:
            await connection.socket.send_str(msgspec.json.encode(envelope).decode())
            given = await asyncio.wait_for(answer, deadline)
        except TimeoutError:
            return Outcome(acked=False, seconds=stopwatch() - start, reason="timeout")
        except ConnectionError:
            return Outcome(acked=False, seconds=stopwatch() - start, reason="connection_failed")
        finally:
            connection.waiting.pop(key, None)
            answer.cancel()
        return Outcome(acked=True, seconds=stopwatch() - start, answer=given)

    async def disconnect(self, reason: Literal["warning", "refresh_requested"] = "refresh_requested") -> None:
        """Tell every connection to leave, as Slack does every few hours; each closes after ``grace``."""
        for one in list(self._connections):
            one.leaving = True
            message = {"type": "disconnect", "reason": reason, "debug_info": {"host": f"applink-{one.number}"}}
            await one.socket.send_str(msgspec.json.encode(message).decode())
            task = asyncio.create_task(self._close_later(one))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def drop(self) -> None:
        """Cut every connection without a warning."""
        for one in self._connections:
            one.transport.abort()

    async def close(self) -> None:
        for task in self._closing:
            task.cancel()
        for one in list(self._connections):
            await one.socket.close()

    def _hello(self) -> str:
        hello = {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": f"applink-{self.opened}", "build_number": 1, "approximate_connection_time": 18060},
        }
        return msgspec.json.encode(hello).decode()

    async def _close_later(self, connection: _Connection) -> None:
        await asyncio.sleep(self.grace)
        await connection.socket.close()

    @staticmethod
    def _answered(connection: _Connection, text: str) -> None:
        told = msgspec.json.decode(text)
        future = connection.waiting.get(told.get("envelope_id", ""))
        if future and not future.done():
            payload = told.get("payload")
            future.set_result(payload if isinstance(payload, dict) else {})
