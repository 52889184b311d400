"""The words of ``/subscribe``: what is wanted, and when. Pure; the reverse of reading is :func:`as_typed`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType

from bot.core.errors import UsageError
from bot.core.model.digests import Interests, Layout, NewSubscription, Rhythm
from bot.core.parsing import shorten
from handlers.subscriptions.weekdays import ALONE, DAY_NAMES, DAYS, EVERY_DAY, WEEKDAYS, WEEKLY, days_of
from papers.arxiv.taxonomy import ARCHIVES, CATEGORIES, find_category, near_categories

DEFAULT_TIME = time(9)
DEFAULT_TOP = 5
DEFAULT_DAY = (0,)
"""A review comes on Monday: it says what to begin the week with."""
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
"""What follows ``as``; the Chinese and Korean words need no ``as``."""

_TOKEN = re.compile(
    r"(?P<by>(?:by|author|authors|作者|저자)[:：]\s*)?"
    r"(?:\"(?P<a>[^\"]*)\"?|[“”](?P<b>[^“”]*)[“”]?|「(?P<c>[^」]*)」?|『(?P<d>[^』]*)』?|«(?P<e>[^»]*)»?|《(?P<f>[^》]*)》?"
    r"|(?P<bare>[^\s,，、;；\"“”「『«《]+))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<half>am|pm|上午|早上|下午|晚上|오전|오후)?(?P<hour>\d{1,2})(?:[:：.](?P<minute>\d{1,2})|点半|[点點時시])?"
    r"(?P<after>am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_AFTERNOON = frozenset({"pm", "p.m.", "下午", "晚上", "오후"})
_HALVES = frozenset({"am", "pm", "a.m.", "p.m.", "上午", "早上", "下午", "晚上", "오전", "오후"})
_PLAIN_TIME = re.compile(r"\d{1,2}[:：]\d{1,2}(?:am|pm)?", re.IGNORECASE)
_LIKE_CATEGORY = re.compile(r"([a-z-]{2,8})\.([A-Za-z-]+)")
_ZONE = re.compile(r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/\S+", re.IGNORECASE)
_SQUEEZED = MappingProxyType({re.sub("[^a-z]", "", code.casefold()): code for code in CATEGORIES})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription as typed. ``zone`` is as typed too; empty means the conversation's own."""

    interests: Interests
    at: time = DEFAULT_TIME
    zone: str = ""
    top: int = DEFAULT_TOP
    weekdays: tuple[int, ...] = EVERY_DAY
    layout: Layout = Layout.COMPACT
    rhythm: Rhythm = Rhythm.DAILY


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool
    author: bool


def parse_subscription(text: str) -> Wanted:
    """Raises ``UsageError`` for what cannot be kept, and when no category is named."""
    return _Reader(list(_tokens(text)), zones=True).read()


def parse_interests(text: str) -> Wanted:
    """The same without time and days: categories, keywords, authors, ``top`` and ``as``."""
    return _Reader(list(_tokens(text)), zones=False).read()


def as_typed(wanted: NewSubscription) -> str:
    """A subscription in the words that ``/subscribe`` takes."""
    interests = wanted.interests
    return " ".join(
        (
            *interests.categories,
            *(f'"{keyword}"' for keyword in interests.keywords),
            *(f'by:"{author}"' for author in interests.authors),
            f"at {wanted.at:%H:%M} {wanted.timezone}",
            *(_week_as_typed(wanted) if wanted.is_weekly else _days_as_typed(wanted)),
        )
    )


def _week_as_typed(wanted: NewSubscription) -> tuple[str, ...]:
    return "weekly", *(f"on {DAY_NAMES[day]}" for day in wanted.weekdays)


def _days_as_typed(wanted: NewSubscription) -> Iterator[str]:
    if wanted.weekdays == WEEKDAYS:
        yield "weekdays"
    elif wanted.weekdays != EVERY_DAY:
        yield "on " + ",".join(DAY_NAMES[day] for day in wanted.weekdays)
    yield f"top {wanted.top}"
    if wanted.layout is not Layout.COMPACT:
        yield f"as {wanted.layout.value}"


def parse_time(text: str) -> time:
    """``9``, ``9:30``, ``09:00``, ``9pm``, ``下午3点``, ``오전9시`` as a wall-clock time."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise UsageError("time-expected", text=shorten(text))
    hour, minute = int(match["hour"]), int(match["minute"] or (30 if text.endswith("半") else 0))
    half = (match["half"] or match["after"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half in _AFTERNOON)
    if hour > 23 or minute > 59:
        raise UsageError("time-impossible", text=shorten(text))
    return time(hour, minute)


def parse_category(text: str) -> str:
    """A category as arXiv spells it; raises ``UsageError`` naming those that come near."""
    found = find_category(text)
    if found is None:
        key = "category-archive" if text.casefold() in ARCHIVES else "category-unknown"
        raise UsageError(key, text=shorten(text), similar=", ".join(near_categories(text[:40]) or ("cs.CL", "cs.CV")))
    return found


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        bare = match["bare"]
        word = bare.strip("'‘’`") if bare else next((each for each in match.group(*"abcdef") if each), "")
        word = " ".join(word.replace('"', "").split())
        yield _Token(word, bare is None, match["by"] is not None)


@dataclass
class _Reader:
    """Reads tokens from left to right; every word that means nothing else is a keyword."""

    tokens: list[_Token]
    zones: bool
    index: int = 0
    categories: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    at: time = DEFAULT_TIME
    zone: str = ""
    top: int | None = None
    weekdays: tuple[int, ...] = ()
    layout: Layout | None = None
    rhythm: Rhythm = Rhythm.DAILY

    def read(self) -> Wanted:
        while (token := self._next()) is not None:
            if token.author:
                self._add(self.authors, token.text)
            elif token.quoted:
                self._add(self.keywords, token.text)
            else:
                self._word(token.text)
        if not self.categories:
            raise UsageError("subscribe-no-category")
        interests = Interests(tuple(self.categories), tuple(self.keywords), tuple(self.authors))
        if self.rhythm is Rhythm.WEEKLY:
            return self._weekly(interests)
        layout = self.layout or Layout.COMPACT
        return Wanted(interests, self.at, self.zone, self.top or DEFAULT_TOP, self.weekdays or EVERY_DAY, layout)

    def _weekly(self, interests: Interests) -> Wanted:
        if len(self.weekdays) > 1:
            raise UsageError("weekly-one-day")
        if self.top or self.layout:
            raise UsageError("weekly-one-form")
        days = self.weekdays or DEFAULT_DAY
        return Wanted(interests, self.at, self.zone, weekdays=days, rhythm=Rhythm.WEEKLY)

    def _word(self, word: str) -> None:
        lower = word.lower()
        clause = self._clauses().get(lower)
        if clause is not None:
            clause()
        elif self.zones and lower in WEEKLY:
            self.rhythm = Rhythm.WEEKLY
            self.weekdays = WEEKLY[lower] or self.weekdays
        elif self.zones and (lower in ALONE or (lower in DAYS and not lower.isascii())):
            self.weekdays = DAYS[lower]
        elif lower in LAYOUTS and not lower.isascii():
            self.layout = LAYOUTS[lower]
        elif self.zones and _PLAIN_TIME.fullmatch(word):
            self._time(word)
        elif self.zones and _ZONE.fullmatch(word):
            self.zone = word
        elif find_category(word) or _is_meant_as_category(word):
            self._add(self.categories, parse_category(word))
        elif lower != "and":
            self._add(self.keywords, word)

    def _clauses(self) -> Mapping[str, Callable[[], None]]:
        clauses = {"top": self._top, "as": self._as, "by": self._by, "by:": self._by}
        if self.zones:
            clauses |= {"at": self._at, "on": self._on, "every": self._every}
        return clauses

    def _at(self) -> None:
        word = self._next_word() or ""
        if word.lower() in _HALVES:  # 下午 3点
            word += self._next_word() or ""
        self._time(word)

    def _time(self, word: str) -> None:
        if (self._peek() or "").lower() in _HALVES:  # 9 am
            word += self._next_word() or ""
        self.at = parse_time(word)
        zone = self._peek()
        if zone is not None and not self._is_explained(zone):
            self.zone = zone
            self.index += 1

    def _is_explained(self, word: str) -> bool:
        """Whether a word right after the time is anything but a zone; keywords stand in quotes there."""
        lower = word.lower()
        known = lower in self._clauses().keys() | DAYS.keys() | WEEKLY.keys()
        known = known or (lower in LAYOUTS and not lower.isascii())
        return bool(known or find_category(word) or _is_meant_as_category(word))

    def _every(self) -> None:
        if (self._peek() or "").lower() == "week":
            self.index += 1
            self.rhythm = Rhythm.WEEKLY
        else:
            self._on()

    def _on(self) -> None:
        days: set[int] = set()
        first = word = self._peek()
        while word is not None and (found := days_of(word.lower())):
            days.update(found)
            self.index += 1
            word = self._peek()
        if not days:
            raise UsageError("days-expected", text=shorten(first or ""))
        self.weekdays = tuple(sorted(days))

    def _top(self) -> None:
        word = self._next_word() or ""
        if not (re.fullmatch(r"[0-9]{1,9}", word) and 1 <= int(word) <= MOST_PAPERS):
            raise UsageError("top-impossible", text=shorten(word), most=MOST_PAPERS)
        self.top = int(word)

    def _as(self) -> None:
        word = self._next_word() or ""
        if word.lower() not in LAYOUTS:
            raise UsageError("layout-expected", text=shorten(word))
        self.layout = LAYOUTS[word.lower()]

    def _by(self) -> None:
        raise UsageError("author-expected")

    def _add(self, words: list[str], word: str) -> None:
        if words is self.authors and not word:
            raise UsageError("author-expected")
        if not any(character.isalnum() for character in word):
            return
        if len(word) > LONGEST_WORD or len(self.categories) + len(self.keywords) + len(self.authors) >= MOST_WORDS:
            raise UsageError("subscribe-too-much", most=MOST_WORDS, longest=LONGEST_WORD)
        if word not in words:
            words.append(word)

    def _next(self) -> _Token | None:
        self.index += 1
        return self.tokens[self.index - 1] if self.index <= len(self.tokens) else None

    def _peek(self) -> str | None:
        """The next word, unless it is quoted or a name."""
        token = self.tokens[self.index] if self.index < len(self.tokens) else None
        return None if token is None or token.quoted or token.author else token.text

    def _next_word(self) -> str | None:
        word = self._peek()
        self.index += word is not None
        return word


def _is_meant_as_category(word: str) -> bool:
    """``cs.XX``, ``csCL`` and ``math`` rather than a keyword; quotes make them one."""
    match = _LIKE_CATEGORY.fullmatch(word)
    if match and (match[1] in ARCHIVES or len(match[2]) == 2):
        return True
    return word.casefold() in ARCHIVES or re.sub("[^a-z]", "", word.casefold()) in _SQUEEZED
