"""The grammar of ``/subscribe``: categories, keywords, authors, and when. Pure; ``as_typed`` is its inverse."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType

from bot.core.errors import UsageError
from bot.core.model.digests import Interests, Layout, Rhythm
from bot.core.parsing import shorten
from handlers.subscriptions.categories import is_meant_as_category, parse_category
from handlers.subscriptions.clock_times import HALVES, is_time, parse_time
from handlers.subscriptions.tokens import TokenCursor, tokens
from handlers.subscriptions.weekdays import ALONE, DAYS, EVERY_DAY, WEEKLY, days_of

DEFAULT_TIME = time(9)
DEFAULT_TOP = 5
REVIEW_DAY = (0,)
"""The default day of a review: Monday, because it says what to begin the week with."""
MOST_PAPERS = 20
MOST_WORDS = 50
"""Categories, keywords and authors of one subscription, together."""
LONGEST_WORD = 100
"""Characters of a keyword or a name."""

LAYOUTS: Mapping[str, Layout] = MappingProxyType({
    **dict.fromkeys(("compact", "message", "紧凑", "一条", "간단히", "한번에"), Layout.COMPACT),
    **dict.fromkeys(("cards", "card", "卡片", "카드", "카드로"), Layout.CARDS),
    **dict.fromkeys(("thread", "threads", "话题", "线程", "讨论串", "스레드", "스레드로"), Layout.THREAD),
})  # fmt: skip
"""The words that follow ``as``; the Chinese and Korean ones need no ``as``."""

_ZONE = re.compile(r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedSubscription:
    """A subscription as typed. An empty ``zone`` means the time zone of the conversation, and no ``layout`` its
    :func:`~handlers.subscriptions.layouts.usual_layout`.
    """

    interests: Interests
    at: time = DEFAULT_TIME
    zone: str = ""
    top: int = DEFAULT_TOP
    weekdays: tuple[int, ...] = EVERY_DAY
    layout: Layout | None = None
    rhythm: Rhythm = Rhythm.DAILY


def parse_subscription(text: str) -> TypedSubscription:
    """Raises ``UsageError`` for anything else, and when no category is named."""
    return _SubscriptionReader(TokenCursor(list(tokens(text))), with_schedule=True).read()


def parse_interests(text: str) -> TypedSubscription:
    """Parse a subscription without time and days: categories, keywords, authors, ``top`` and ``as``."""
    return _SubscriptionReader(TokenCursor(list(tokens(text))), with_schedule=False).read()


@dataclass
class _SubscriptionReader:
    """Reads words from left to right. A word that means nothing else is a keyword.

    Without ``with_schedule``, words about time and days are also keywords.
    """

    words: TokenCursor
    with_schedule: bool
    categories: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    at: time = DEFAULT_TIME
    zone: str = ""
    top: int | None = None
    weekdays: tuple[int, ...] = ()
    layout: Layout | None = None
    rhythm: Rhythm = Rhythm.DAILY

    def read(self) -> TypedSubscription:
        while (token := self.words.next()) is not None:
            if token.author:
                self._add(self.authors, token.text)
            elif token.quoted:
                self._add(self.keywords, token.text)
            else:
                self._read_word(token.text)
        if not self.categories:
            raise UsageError("subscribe-no-category")
        interests = Interests(tuple(self.categories), tuple(self.keywords), tuple(self.authors))
        return self._review(interests) if self.rhythm is Rhythm.WEEKLY else self._digest(interests)

    def _digest(self, interests: Interests) -> TypedSubscription:
        top, weekdays = self.top or DEFAULT_TOP, self.weekdays or EVERY_DAY
        return TypedSubscription(interests, self.at, self.zone, top, weekdays, self.layout)

    def _review(self, interests: Interests) -> TypedSubscription:
        if len(self.weekdays) > 1:
            raise UsageError("weekly-one-day")
        if self.top or self.layout:
            raise UsageError("weekly-one-form")
        weekdays = self.weekdays or REVIEW_DAY
        return TypedSubscription(interests, self.at, self.zone, weekdays=weekdays, rhythm=Rhythm.WEEKLY)

    def _read_word(self, word: str) -> None:
        lower = word.lower()
        clause = self._clauses().get(lower)
        if clause is not None:
            clause()
        elif lower in LAYOUTS and not lower.isascii():
            self.layout = LAYOUTS[lower]
        elif self.with_schedule and self._read_schedule(word, lower):
            pass
        elif is_meant_as_category(word):
            self._add(self.categories, parse_category(word))
        elif lower != "and":
            self._add(self.keywords, word)

    def _read_schedule(self, word: str, lower: str) -> bool:
        """Read a word about time or days that needs no ``at`` or ``on``; return whether it was one."""
        if lower in WEEKLY:
            self.rhythm = Rhythm.WEEKLY
            self.weekdays = WEEKLY[lower] or self.weekdays
        elif lower in ALONE or (lower in DAYS and not lower.isascii()):
            self.weekdays = DAYS[lower]
        elif is_time(word):
            self._read_time(word)
        elif _ZONE.fullmatch(word):
            self.zone = word
        else:
            return False
        return True

    def _clauses(self) -> Mapping[str, Callable[[], None]]:
        """The words that say how to read the words after them."""
        clauses = {"top": self._read_top, "as": self._read_layout, "by": _refuse_by, "by:": _refuse_by}
        if self.with_schedule:
            clauses |= {"at": self._read_at, "on": self._read_days, "every": self._read_every}
        return clauses

    def _read_at(self) -> None:
        word = self.words.next_word()
        if word.lower() in HALVES:  # 下午 3点
            word += self.words.next_word()
        self._read_time(word)

    def _read_time(self, word: str) -> None:
        """Read a time, and the zone that may follow it."""
        if self.words.peek_word().lower() in HALVES:  # 9 am
            word += self.words.next_word()
        self.at = parse_time(word)
        if self._is_zone(self.words.peek_word()):
            self.zone = self.words.next_word()

    def _is_zone(self, word: str) -> bool:
        """Return whether a word after the time is a zone: any word with no other meaning is. Keywords need quotes."""
        lower = word.lower()
        clause_or_day = lower in self._clauses().keys() | DAYS.keys() | WEEKLY.keys()
        layout = lower in LAYOUTS and not lower.isascii()
        return bool(word) and not (clause_or_day or layout or is_meant_as_category(word))

    def _read_every(self) -> None:
        if self.words.peek_word().lower() == "week":
            self.words.next_word()
            self.rhythm = Rhythm.WEEKLY
        else:
            self._read_days()

    def _read_days(self) -> None:
        days: set[int] = set()
        first = self.words.peek_word()
        while found := days_of(self.words.peek_word().lower()):
            days.update(found)
            self.words.next_word()
        if not days:
            raise UsageError("days-expected", text=shorten(first))
        self.weekdays = tuple(sorted(days))

    def _read_top(self) -> None:
        word = self.words.next_word()
        if not (re.fullmatch(r"[0-9]{1,9}", word) and 1 <= int(word) <= MOST_PAPERS):
            raise UsageError("top-impossible", text=shorten(word), most=MOST_PAPERS)
        self.top = int(word)

    def _read_layout(self) -> None:
        word = self.words.next_word()
        if word.lower() not in LAYOUTS:
            raise UsageError("layout-expected", text=shorten(word))
        self.layout = LAYOUTS[word.lower()]

    def _add(self, words: list[str], word: str) -> None:
        if words is self.authors and not word:
            raise UsageError("author-expected")
        if not any(character.isalnum() for character in word):
            return
        if len(word) > LONGEST_WORD or len(self.categories) + len(self.keywords) + len(self.authors) >= MOST_WORDS:
            raise UsageError("subscribe-too-much", most=MOST_WORDS, longest=LONGEST_WORD)
        if word not in words:
            words.append(word)


def _refuse_by() -> None:
    """Refuse ``by`` without a name."""
    raise UsageError("author-expected")
