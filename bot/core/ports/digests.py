"""Subscriptions, what was announced and shown, and what people think of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.model.digests import Considered, Given, NewSubscription, Pick, Signal, Subscription
from bot.core.model.papers import Announcement, LedgerLine
from bot.core.model.spaces import Space, User


class Subscriptions(Protocol):
    async def add(
        self, space: Space, owner: User, address: Address, wanted: NewSubscription, now: datetime
    ) -> Subscription:
        """Under the space's next number, active, with ``last_due`` on the local day before ``now``."""
        ...

    async def get(self, space: Space, number: int) -> Subscription | None: ...

    async def of_space(self, space: Space) -> Sequence[Subscription]: ...

    async def remove(self, subscription: Subscription) -> None: ...

    async def set_paused(self, subscription: Subscription, paused: bool) -> None: ...

    async def active(self) -> Sequence[Subscription]:
        """All that are neither paused nor unreachable, of every space: for the scheduler."""
        ...

    async def mark_due(self, subscription: Subscription, on: date) -> bool:
        """Move ``last_due`` forward to ``on``; ``False`` when another worker already did."""
        ...

    async def skip(self, subscription: Subscription, since: date) -> None:
        """Leave out of its digests what was announced before ``since``."""
        ...

    async def categories(self) -> Collection[str]:
        """Of all active subscriptions of every space."""
        ...


class Digests(Protocol):
    """What was shown to whom, and what people thought of it."""

    async def record(
        self, space: Space, on: date, picks: Sequence[Pick], now: datetime, *, scheduled: bool = False
    ) -> None: ...

    async def shown(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, date]:
        """Which of these papers an earlier digest of this space showed, and on which announcement date."""
        ...

    async def number_shown(self, space: Space, first: date, last: date) -> int:
        """How many papers announced from ``first`` to ``last`` digests of this space showed."""
        ...

    async def signal(self, space: Space, user: User, paper_id: str, signal: Signal, now: datetime) -> None:
        """The latest signal of one person about one paper counts; to have opened it says less than any other."""
        ...

    async def unsignal(self, space: Space, user: User, paper_id: str) -> None:
        """Take back what a person signalled about a paper; nothing where there was nothing."""
        ...

    async def signals(self, space: Space, latest: int | None = None) -> Sequence[Given]:
        """Of each paper, each signal that somebody's opinion of it is now, the latest first; all, or so many."""
        ...

    async def ignored(self, space: Space, before: datetime, latest: int) -> Mapping[str, datetime]:
        """The papers last shown by scheduled digests, up to a time (aware), with which nobody did anything, and when.

        Only those shown no later than some paper with which somebody did: after that perhaps nobody looked.
        """
        ...

    async def considered(self, subscription_id: int) -> Sequence[Considered]:
        """What the digests of a subscription chose from so far."""
        ...

    async def consider(self, subscription_id: int, entries: Collection[Considered], first: date) -> None:
        """Enter what a digest chose from, and forget what was announced before ``first``."""
        ...

    async def told(self, space: Space, paper_id: str, version: int) -> bool:
        """Enter that a space was told of a replacement; ``False`` when it was before."""
        ...

    async def pick(self, space: Space, paper_id: str) -> Pick | None:
        """A paper as it was last shown here; ``None`` where it was not."""
        ...

    async def latest(self, space: Space) -> Sequence[Pick]:
        """What the last digest showed here, by rank."""
        ...


class Preferences(Protocol):
    """How much people want a subject to count: see ``Profile.weights``."""

    async def of(self, space: Space) -> Mapping[str, float]:
        """The weight of each subject that was given one, the latest last."""
        ...

    async def set(self, space: Space, user: User, subject: str, weight: float, now: datetime) -> None: ...

    async def clear(self, space: Space, subject: str) -> None:
        """Let a subject count as it comes; nothing where it does."""
        ...

    async def reset(self, space: Space) -> int:
        """The same for all subjects; how many there were."""
        ...


class Announcements(Protocol):
    """The ledger: what arXiv announced, per category and date."""

    async def get(self, categories: Collection[str], on: date) -> Mapping[str, Announcement]: ...

    async def put(self, announcements: Collection[Announcement], now: datetime) -> None:
        """Enter what a look found, with the papers in it.

        Entries are only ever added, behind those that are there; a look that found nothing out takes nothing back.
        """
        ...

    async def lines(self, categories: Collection[str], first: date, last: date) -> Sequence[LedgerLine]:
        """What is known of every date from ``first`` to ``last``, by date and category."""
        ...

    async def failed(self, since: datetime) -> Collection[str]:
        """The categories that could not be read when asked for from a time (aware) on, whatever the date."""
        ...

    async def known(self, category: str, first: date, last: date) -> Mapping[str, date]:
        """The papers a category had as new or cross-listed from ``first`` to ``last``, each with its first date."""
        ...
