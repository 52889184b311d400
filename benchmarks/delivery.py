"""One digest to thousands of conversations, on platforms that enforce their limits and fail now and then.

The outbox is a SQLite file with one row per conversation. The real worker sends it with the real client libraries to
the stand-ins in ``tests/servers``, which count what arrives in separate processes. All clocks run faster than real
time. *loop* is the approach of the libraries' own documentation: one message after another at the platform's pace, with
the library's own retries. It keeps nothing on disk.
"""

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from benchmarks import loops, sped_up, table, texts
from bot.adapters.slack.platform import open_slack
from bot.adapters.telegram.adapter import TelegramAdapter
from bot.adapters.telegram.client import open_bot
from bot.core.identity import Address, ConversationKind
from bot.core.messages import Button, Heading, PaperCard, Reply, Text, message
from bot.core.ports.adapters import Adapter
from bot.core.subjects import Subject
from bot.delivery.worker import DeliveryWorker
from language.analyzer import Analyzer
from storage.database import Database

TELEGRAM, SLACK = "telegram", "slack"
LIMITS = {TELEGRAM: 30.0, SLACK: 10.0}
"""Messages per second to all conversations together; the stand-ins enforce it."""

TELEGRAM_TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105  # of the stand-in, like the next
SLACK_TOKEN = "xoxb-1111-2222-standin"  # noqa: S105
FAULTS = "500,502,reset,429,commit-then-drop"
"""Telegram's faults; Slack's are 500, 502, 503, reset and commit-then-drop."""

PAPERS = 5
ON = date(2025, 6, 11)
OURS = "Paperboy"
LOOPS = {TELEGRAM: "loop of PTB", SLACK: "loop of slack_sdk"}

AT_ONCE = 1_000
"""Rows put into the outbox per transaction."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table; ``share`` of the calls fail (0 to 1)."""

    platform: str
    by: str
    conversations: int
    speed: float
    share: float


@dataclass(frozen=True, slots=True)
class Measured:
    """``report`` has the stand-in's counts; ``processor`` (seconds) and ``memory`` (10⁶ bytes) are the sender's."""

    report: dict[str, Any]
    processor: float
    memory: float | None


def main() -> None:
    options = _options()
    rows = []
    for setting in _settings(options):
        # Each row has its own process, so that its memory is its own.
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            rows.append(_row(setting, process.submit(_measured, setting).result()))
    remarks = [
        f"Clocks run {options.speed:g} times as fast; what the CPU takes for a message sets how fast they can.",
        "msgs/s: from the first to the last that arrived, by the platform's clock. CPU and memory are the sender's.",
        "429s: provoked, not injected. Unavoidable: the platform had done what it was asked, and its answer was lost;",
        "Telegram cannot be asked, and Slack once a minute.",
    ]
    table.publish(table.Report("A digest to every conversation", rows, remarks, grouped=1), options.json)


def _options() -> argparse.Namespace:
    parser = table.options("Bulk delivery through the outbox, against stand-ins that enforce the platforms' limits.")
    parser.add_argument("--telegram", type=int, default=10_000, metavar="CHATS", help="default: %(default)s")
    parser.add_argument("--slack", type=int, default=2_000, metavar="CHANNELS", help="default: %(default)s")
    parser.add_argument("--fewer", type=int, default=600, metavar="N", help="in the other rows (default: %(default)s)")
    parser.add_argument("--speed", type=float, default=2, help="how much faster the clocks run (default: %(default)s)")
    parser.add_argument("--fail", type=float, default=0.02, help="the share of calls that fail (default: %(default)s)")
    return parser.parse_args()


def _settings(options: argparse.Namespace) -> Iterator[Setting]:
    for platform, conversations in ((TELEGRAM, options.telegram), (SLACK, options.slack)):
        if not conversations:
            continue
        ours = Setting(platform, OURS, conversations, options.speed, options.fail)
        fewer = min(conversations, options.fewer)
        yield ours
        yield replace(ours, conversations=fewer, share=0.0)
        yield replace(ours, by=LOOPS[platform], conversations=fewer)


def _row(setting: Setting, measured: Measured) -> dict[str, table.Cell]:
    report = measured.report
    sent: int = report["messages" if setting.platform == SLACK else "total"]
    rate = (sent - 1) / (report["last"] - report["first"])
    doubled = _doubled(report["doubled"])
    dropped = report["faults"].get("commit-then-drop" if setting.platform == TELEGRAM else "commit_then_drop", 0)
    return {
        "platform": setting.platform,
        "by": setting.by,
        "to": setting.conversations,
        "fail": f"{setting.share:.0%}",
        "msgs/s": rate,
        "of the limit": f"{rate / LIMITS[setting.platform]:.1%}",
        "429s": report["too_many"],
        "lost": setting.conversations - len(report["delivered"]),
        "doubled": max(0, doubled - dropped),
        "unavoidable": min(doubled, dropped),
        "CPU ms": measured.processor / sent * 1000,
        "MB": measured.memory,
    }


def _doubled(said: int | dict[str, dict[str, int]]) -> int:
    """Telegram's stand-in counts each text per chat, Slack's in total."""
    return said if isinstance(said, int) else sum(times - 1 for texts in said.values() for times in texts.values())


def _measured(setting: Setting) -> Measured:
    logging.disable(logging.ERROR)  # each failure is a warning, and there are hundreds
    with _stand_in(setting) as url, tempfile.TemporaryDirectory(prefix="paperboy-bench-") as folder:
        conversations = _conversations(setting, url)
        processor = sped_up.run(_send(setting, url, conversations, Path(folder)), setting.speed)
        return Measured(_asked(f"{url}/stand-in/report"), processor, table.megabytes("self", "VmHWM"))


@contextmanager
def _stand_in(setting: Setting) -> Iterator[str]:
    """Run a platform's stand-in in its own process; yield its URL."""
    arguments = [f"--speed={setting.speed}", "--seed=1"]
    if setting.platform == TELEGRAM:
        arguments += [f"--chats={setting.conversations}", f"--fail-share={setting.share}", f"--fail-kinds={FAULTS}"]
    else:
        arguments += [f"--channels={setting.conversations}", f"--fail={setting.share}"]
    command = [sys.executable, "-m", f"tests.servers.{setting.platform}", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _conversations(setting: Setting, url: str) -> list[Address]:
    ids = range(1, setting.conversations + 1) if setting.platform == TELEGRAM else _asked(f"{url}/stand-in/channels")
    return [Address(setting.platform, "T" if setting.platform == SLACK else "", str(each)) for each in ids]


def _asked(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:  # noqa: S310  # our own stand-in
        return json.load(answer)


async def _send(setting: Setting, url: str, conversations: Sequence[Address], folder: Path) -> float:
    """CPU seconds that sending took."""
    if setting.by != OURS:
        return await _by_loop(setting, url, [each.conversation_id for each in conversations])
    database = Database(URL.create("sqlite+aiosqlite", database=str(folder / "paperboy.db")), Analyzer())
    try:
        await _queue(database, conversations)
        async with _adapter(setting, url) as adapter:
            worker = DeliveryWorker(
                database,
                [adapter],
                sped_up.clock(),
                "benchmark",
                asyncio.get_running_loop().time,
            )
            processor = time.process_time()
            await _until_sent(worker)
            return time.process_time() - processor
    finally:
        await database.close()


async def _until_sent(worker: DeliveryWorker) -> None:
    running = asyncio.create_task(worker.run())
    await worker.idle()
    while await worker.next_run_at() is not None:
        await asyncio.sleep(1.0)
        await worker.idle()
    running.cancel()
    await asyncio.wait([running])


async def _queue(database: Database, conversations: Sequence[Address]) -> None:
    await database.migrate()
    now = datetime.now(UTC)
    reply = _digest()
    for start in range(0, len(conversations), AT_ONCE):
        async with database.begin() as work:
            for address in conversations[start : start + AT_ONCE]:
                await work.spaces.ensure(address, ConversationKind.PRIVATE, now)
                await work.outbox.put(address, f"digest {address}", reply, now)


def _digest() -> Reply:
    """The digest as ``/digest`` lays it out, in one message."""
    cards = [
        PaperCard(
            title=note.title,
            url=f"https://arxiv.org/abs/2506.{index:05}",
            authors=f"{texts.word('en', index)} {texts.word('en', index + 9)} and 4 more",
            categories=("cs.CL", "cs.LG"),
            gist=note.body[:200],
            reasons=("you follow cs.CL",),
            rank=index + 1,
            announced=f"{ON}",
            buttons=(
                Button("note", f"note.paper:2506.{index:05}"),
                Button("to-do", f"todo.paper:2506.{index:05}"),
            ),
            paper_id=f"2506.{index:05}",
        )
        for index, note in enumerate(texts.notes(PAPERS))
    ]
    papers = tuple(Subject.paper(card.paper_id) for card in cards)
    return Reply(message(Heading((Text(f"arXiv of {ON}"),)), cards), about=papers, scheduled=True)


@asynccontextmanager
async def _adapter(setting: Setting, url: str) -> AsyncIterator[Adapter]:
    if setting.platform == TELEGRAM:
        async with open_bot(TELEGRAM_TOKEN, url) as bot:
            yield TelegramAdapter(bot)
    else:
        async with open_slack(
            bot_token=SLACK_TOKEN, api_url=f"{url}/api/", languages={}, clock=sped_up.clock()
        ) as platform:
            yield platform.adapter


async def _by_loop(setting: Setting, url: str, conversations: Sequence[str]) -> float:
    processor = time.process_time()
    async with _adapter(setting, url) as adapter:
        parts = adapter.render(_digest().message)
    if setting.platform == TELEGRAM:
        async with open_bot(TELEGRAM_TOKEN, url) as bot:
            await loops.telegram(bot, conversations, parts)
    else:
        await loops.slack(SLACK_TOKEN, f"{url}/api/", conversations, parts)
    return time.process_time() - processor


if __name__ == "__main__":
    main()
