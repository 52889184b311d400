"""Telegram's limits, with its message rates: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this

"In a particular chat, avoid sending more than one message per second. We may allow short bursts that go over this
limit, but eventually you'll begin receiving 429 errors. In a group, bots are not able to send more than 20 messages
per minute. For bulk notifications, bots are not able to broadcast more than about 30 messages per second."
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

TEXT_UNITS = 4096  # UTF-16 code units, after entity parsing; https://core.telegram.org/bots/api#sendmessage
CAPTION_UNITS = 1024  # the same; https://core.telegram.org/bots/api#senddocument
KEPT_ENTITIES = 100  # Telegram silently drops the rest; TDLib, MAX_USER_ENTITY_COUNT
CALLBACK_DATA_BYTES = 64  # https://core.telegram.org/bots/api#inlinekeyboardbutton
CALLBACK_ANSWER_UNITS = 200  # https://core.telegram.org/bots/api#answercallbackquery
KEYBOARD_BUTTONS = 100  # undocumented, seen: "reply markup is too long"
COMMANDS = 100  # https://core.telegram.org/bots/api#setmycommands
COMMAND_DESCRIPTION = 256  # characters; https://core.telegram.org/bots/api#botcommand
INLINE_RESULTS = 50  # https://core.telegram.org/bots/api#answerinlinequery
INLINE_OFFSET_BYTES = 64  # the same page
INLINE_RESULT_ID_BYTES = 64  # https://core.telegram.org/bots/api#inlinequeryresultarticle
DOWNLOAD_BYTES = 20 * 1024 * 1024  # https://core.telegram.org/bots/api#getfile
UPLOAD_BYTES = 50 * 1024 * 1024  # https://core.telegram.org/bots/api#senddocument

PER_SECOND = 30.0  # all chats together
CHAT_PER_SECOND = 1.0
CHAT_BURST = 3.0  # how long "short bursts" are is undocumented
GROUP_MESSAGES = 20
GROUP_SECONDS = 59.0  # a minute, less a second for differences in network delay


@dataclass(slots=True)
class Bucket:
    """At most ``burst`` tokens, with ``rate`` new ones per second."""

    rate: float
    burst: float
    tokens: float
    then: float

    def wait(self, now: float) -> float:
        """Seconds until the next token."""
        self.tokens = min(self.burst, self.tokens + (now - self.then) * self.rate)
        self.then = now
        return max(0.0, (1.0 - self.tokens) / self.rate)


@dataclass(slots=True)
class Limits:
    """Times are seconds of ``clock``. A refused message uses no token."""

    clock: Callable[[], float]
    enforced: bool = True
    too_many: int = 0
    _overall: Bucket | None = None
    _chats: dict[int, Bucket] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def take(self, chat_id: int, *, group: bool, edit: bool = False) -> int | None:
        """Count one message to the chat, or return the whole seconds to wait after too many.

        Edits count for the chat and for all chats together (undocumented, seen), but not for the 20 per minute.
        """
        if not self.enforced:
            return None
        now = self.clock()
        if self._overall is None:
            self._overall = Bucket(PER_SECOND, PER_SECOND, PER_SECOND, now)
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = Bucket(CHAT_PER_SECOND, CHAT_BURST, CHAT_BURST, now)
        sent = self._groups.setdefault(chat_id, deque()) if group and not edit else None
        wait = max(self._overall.wait(now), chat.wait(now), 0.0 if sent is None else _window(sent, now))
        if wait > 0:
            self.too_many += 1
            return max(1, math.ceil(wait))
        self._overall.tokens -= 1
        chat.tokens -= 1
        if sent is not None:
            sent.append(now)
        return None


def _window(sent: deque[float], now: float) -> float:
    while sent and sent[0] <= now - GROUP_SECONDS:
        sent.popleft()
    return sent[0] + GROUP_SECONDS - now if len(sent) >= GROUP_MESSAGES else 0.0
