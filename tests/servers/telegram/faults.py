"""Faults between a bot and Telegram, on request."""

import asyncio
import random
import socket
import struct
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

_BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n</body>\r\n</html>\r\n"


class FaultKind(StrEnum):
    ERROR_500 = "500"
    ERROR_502 = "502"  # HTML, from the proxy before the API
    RESET = "reset"  # the connection is reset, nothing done
    HANG = "hang"  # no answer until ``Faults.recover``, nothing done
    COMMIT_THEN_DROP = "commit-then-drop"  # done, and the answer is lost
    TOO_MANY = "429"
    BAD_ANSWER = "bad-answer"  # 200 with ``Fault.body``, nothing done


@dataclass(frozen=True, slots=True)
class Fault:
    """``retry_after`` is in seconds; without ``with_parameters`` only the description has it. ``body`` is JSON."""

    kind: FaultKind
    times: int = 1
    retry_after: int = 3
    with_parameters: bool = True
    body: str = "null"


@dataclass(slots=True)
class _Chance:
    method: str
    share: float
    kinds: Sequence[FaultKind]
    random: random.Random


@dataclass(slots=True)
class Faults:
    """``seen`` counts the faults that happened, by kind. The method ``*`` means any."""

    seen: Counter[FaultKind] = field(default_factory=Counter)
    _queues: dict[str, deque[Fault]] = field(default_factory=dict)
    _chances: list[_Chance] = field(default_factory=list)
    _recovered: asyncio.Event = field(default_factory=asyncio.Event)

    def next(self, method: str, fault: Fault) -> None:
        """Add a fault for the next ``fault.times`` calls of the method, after earlier faults."""
        self._queues.setdefault(method.lower(), deque()).extend([fault] * fault.times)
        self._recovered.clear()

    def random(self, method: str, share: float, kinds: Sequence[FaultKind], seed: int) -> None:
        """Add a fault for a ``share`` (0 to 1) of all further calls."""
        self._chances.append(_Chance(method.lower(), share, kinds, random.Random(seed)))

    def recover(self) -> None:
        """Remove all faults and release the calls that hang."""
        self._queues.clear()
        self._chances.clear()
        self._recovered.set()

    def take(self, method: str) -> Fault | None:
        if not self._queues and not self._chances:
            return None
        fault = self._queued(method.lower()) or self._by_chance(method.lower())
        if fault is not None:
            self.seen[fault.kind] += 1
        return fault

    async def spoil(self, request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
        """The fault's answer instead of the method's; ``COMMIT_THEN_DROP`` comes after the method's work."""
        match fault.kind:
            case FaultKind.TOO_MANY:
                return too_many(fault.retry_after, with_parameters=fault.with_parameters)
            case FaultKind.ERROR_502:
                return web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
            case FaultKind.BAD_ANSWER:
                return web.Response(text=fault.body, content_type="application/json")
            case FaultKind.HANG:
                await self._recovered.wait()
            case FaultKind.RESET | FaultKind.COMMIT_THEN_DROP:
                _reset(request)
        return refusal(500, "Internal Server Error")

    def _queued(self, method: str) -> Fault | None:
        queue = self._queues.get(method) or self._queues.get("*")
        return queue.popleft() if queue else None

    def _by_chance(self, method: str) -> Fault | None:
        for chance in self._chances:
            if chance.method in ("*", method) and chance.random.random() < chance.share:
                return Fault(chance.random.choice(chance.kinds))
        return None


def refusal(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=code)


def too_many(retry_after: int, *, with_parameters: bool = True) -> web.Response:
    parameters = {"retry_after": retry_after} if with_parameters else {}
    return refusal(429, f"Too Many Requests: retry after {retry_after}", **parameters)


def _reset(request: web.BaseRequest) -> None:
    transport = request.transport
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    # With a linger time of 0 the kernel sends RST instead of FIN.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
