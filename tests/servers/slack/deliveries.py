"""Deliveries to the app, over its transport; events are delivered again until the app acknowledges them."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tests.servers.slack.text import Json

Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The app's answer to one attempt, ``seconds`` of real time after it."""

    acked: bool
    seconds: float
    answer: Json = field(default_factory=dict)
    status: int | None = None  # HTTP only
    reason: str = ""  # the reason why it does not count as acknowledged, in Slack's words
    retry: bool = True


class Transport(Protocol):
    @property
    def listening(self) -> bool: ...

    async def send(self, kind: Kind, payload: Json, attempt: int, reason: str, deadline: float) -> Outcome: ...


@dataclass(eq=False)
class Delivery:
    """One event, command or interaction and every attempt to deliver it; ``attempt`` 0 is the first."""

    kind: Kind
    payload: Json
    owner: "Deliveries"
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def acked(self) -> bool:
        return any(outcome.acked for outcome in self.outcomes)

    async def attempt(self, reason: str = "") -> Outcome:
        transport = self.owner.transport
        if not transport.listening:
            outcome = Outcome(acked=False, seconds=0, reason="connection_failed")
        else:
            attempt = len(self.outcomes)
            outcome = await transport.send(self.kind, self.payload, attempt, reason, self.owner.ack_deadline)
        self.outcomes.append(outcome)
        return outcome

    async def repeat(self, reason: str = "http_timeout") -> Outcome:
        """Deliver it again even if it was acknowledged, as Slack does when it lost the answer."""
        return await self.attempt(reason)


class Deliveries:
    """``redeliveries`` has the seconds before each further attempt. Slack's own are 0, 60 and 300
    (https://docs.slack.dev/apis/events-api#error-handling); a test cannot wait for five minutes.
    """

    def __init__(self, ack_deadline: float, redeliveries: Sequence[float]) -> None:
        self.ack_deadline = ack_deadline
        self.redeliveries = redeliveries
        self.log: list[Delivery] = []
        self._transports: list[Transport] = []
        self._running: set[asyncio.Task[None]] = set()

    def use(self, *transports: Transport) -> None:
        """The first transport with a listener gets everything, or the last transport if none has one."""
        self._transports = list(transports)

    @property
    def transport(self) -> Transport:
        return next((one for one in self._transports if one.listening), self._transports[-1])

    @property
    def listening(self) -> bool:
        return self.transport.listening

    async def events(self, payloads: list[Json]) -> None:
        """Deliver events at once and in parallel, as Slack does; returns after the first attempt of each."""
        await asyncio.gather(*(self._event(payload) for payload in payloads))

    def later(self, payload: Json) -> None:
        self._start(self._event(payload))

    async def ask(self, kind: Kind, payload: Json) -> Outcome:
        """Deliver an event that a person waits for, in a single attempt."""
        delivery = Delivery(kind, payload, self)
        self.log.append(delivery)
        return await delivery.attempt()

    def about(self, ts: str) -> list[Delivery]:
        """The deliveries of events about one message."""
        return [one for one in self.log if one.kind == "events_api" and ts in _timestamps(one.payload["event"])]

    async def settled(self) -> None:
        """Wait until every event is acknowledged or given up."""
        while self._running:
            await asyncio.gather(*self._running)

    async def close(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _event(self, payload: Json) -> None:
        delivery = Delivery("events_api", payload, self)
        self.log.append(delivery)
        outcome = await delivery.attempt()
        if not outcome.acked and outcome.retry:
            self._start(self._insist(delivery, outcome.reason))

    async def _insist(self, delivery: Delivery, reason: str) -> None:
        for pause in self.redeliveries:
            await asyncio.sleep(pause)
            outcome = await delivery.attempt(reason)
            if outcome.acked or not outcome.retry:
                return
            reason = outcome.reason

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)


def _timestamps(event: Json) -> set[str]:
    item = event.get("item")
    inner = event.get("message")
    return {
        str(event.get("ts")),
        str(event.get("message_ts")),
        str(item.get("ts")) if isinstance(item, dict) else "",
        str(inner.get("ts")) if isinstance(inner, dict) else "",
    }


def stopwatch() -> float:
    """Seconds of a clock that only measures durations."""
    return time.perf_counter()
