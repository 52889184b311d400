"""Work that Slack waits for, up to its limit."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from bot.adapters.slack.limits import ANSWER_SECONDS

log = logging.getLogger(__name__)

T = TypeVar("T")

ANSWER_BY = ANSWER_SECONDS - 0.5
"""Seconds. Slack counts the way there and back as well."""


class Late(Exception):
    """The work is not done yet, and Slack will not wait any longer."""

    def __init__(self, task: asyncio.Task[Any]) -> None:
        super().__init__("not done in time")
        self.task = task


class InFlight:
    """The work under way. Slack is answered when it is committed, or when Slack will not wait any longer."""

    def __init__(self, answer_by: float = ANSWER_BY) -> None:
        self._answer_by = answer_by
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = asyncio.Event()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        """End all pauses, now and from now on: the process is about to end."""
        self._stopping.set()

    async def pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def result(self, work: Coroutine[Any, Any, T], since: float | None = None, share: float = 1.0) -> T:
        """Return or raise what ``work`` does. Raise ``Late`` when it has taken this share of the time that Slack waits
        for an answer, which began at ``since`` (of ``time.monotonic``; by default now), while the work goes on.
        """
        task = self._start(work)
        passed = time.monotonic() - since if since is not None else 0.0
        done, _ = await asyncio.wait({task}, timeout=max(0.0, self._answer_by * share - passed))
        if done:
            return task.result()
        log.warning("a request from Slack takes longer than %.1f s", self._answer_by * share)
        task.add_done_callback(_report)
        raise Late(task)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Start work that Slack does not wait for."""
        self._start(work).add_done_callback(_report)

    async def finished(self) -> None:
        """Return when all work is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _report(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a request from Slack failed after Slack stopped waiting", exc_info=error)
