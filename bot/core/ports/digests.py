"""Subscriptions, announcements, digests shown, and people's opinions of papers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.model.digests import Considered, NewSubscription, PaperSignal, Pick, Signal, Subscription
from bot.core.model.papers import Announcement, LedgerLine
from bot.core.model.spaces import Space, User


class Subscriptions(Protocol):
    async def add(
        self, space: Space, owner: User, address: Address, wanted: NewSubscription, now: datetime
    ) -> Subscription:
        """Add an active subscription under the space's next number; ``last_due`` is the local day before ``now``."""

    async def get(self, space: Space, number: int) -> Subscription | None: ...

    async def of_space(self, space: Space) -> Sequence[Subscription]: ...

    async def remove(self, subscription: Subscription) -> None: ...

    async def set_paused(self, subscription: Subscription, paused: bool) -> None: ...

    async def active(self) -> Sequence[Subscription]:
        """Return every space's subscriptions that are neither paused nor unreachable, for the scheduler."""

    async def mark_due(self, subscription: Subscription, on: date) -> bool:
        """Move ``last_due`` forward to ``on``; ``False`` if another worker already did."""

    async def skip(self, subscription: Subscription, since: date) -> None:
        """Leave announcements before ``since`` out of its digests."""

    async def categories(self) -> Collection[str]:
        """Return the categories of all active subscriptions of every space."""


class Digests(Protocol):
    """The papers that digests showed, and what people thought of them."""

    async def lock(self, space: Space) -> None:
        """Let no other transaction record a digest of this space before this one ends."""

    async def record(
        self, space: Space, on: date, picks: Sequence[Pick], now: datetime, *, scheduled: bool = False
    ) -> None: ...

    async def shown(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, date]:
        """Return the papers, among these, that a digest of this space showed, each with its announcement date."""

    async def number_shown(self, space: Space, first: date, last: date) -> int:
        """Count the papers announced from ``first`` to ``last`` that digests of this space showed."""

    async def signal(self, space: Space, user: User, paper_id: str, signal: Signal, now: datetime) -> None:
        """Enter a signal. A person's latest one about a paper counts, but opening it never replaces an opinion."""

    async def opened(self, space: Space, user: User, paper_ids: Collection[str], now: datetime) -> None:
        """Enter that a person opened these papers."""

    async def unsignal(self, space: Space, user: User, paper_id: str) -> None:
        """Take back a person's signal about a paper, if any."""

    async def opinion(self, space: Space, user: User, paper_id: str) -> Signal | None:
        """Return a person's signal about a paper."""

    async def opinions(self, space: Space, paper_id: str) -> Mapping[Signal, int]:
        """Return the number of people by their signal about a paper."""

    async def signals(self, space: Space, latest: int | None = None) -> Sequence[PaperSignal]:
        """Return the current signals per paper and kind, the latest first: all, or ``latest`` of them."""

    async def ignored(self, space: Space, before: datetime, latest: int) -> Mapping[str, datetime]:
        """Return the papers last shown by scheduled digests before a time (aware) that nobody acted on, with that time.

        Only papers shown no later than some paper that somebody acted on: nobody may have looked at later ones.
        """

    async def considered(self, subscription_id: int) -> Sequence[Considered]:
        """Return the entries that the digests of a subscription have chosen from so far."""

    async def consider(self, subscription_id: int, entries: Collection[Considered], first: date) -> None:
        """Enter what a digest chose from, and forget entries announced before ``first``."""

    async def mark_reported(self, space: Space, paper_id: str, version: int) -> bool:
        """Enter that a replacement was reported to a space; ``False`` if it was reported before."""

    async def pick(self, space: Space, paper_id: str) -> Pick | None:
        """Return a paper as it was last shown here; ``None`` if it never was."""

    async def latest(self, space: Space) -> Sequence[Pick]:
        """Return the papers of the last digest here, by rank."""


class Preferences(Protocol):
    """The weights that people gave to subjects: see ``Profile.weights``."""

    async def of(self, space: Space) -> Mapping[str, float]:
        """Return the weight of each subject that was given one, the latest last."""

    async def set(self, space: Space, user: User, subject: str, weight: float, now: datetime) -> None: ...

    async def clear(self, space: Space, subject: str) -> None:
        """Remove the weight of a subject, if it has one."""

    async def reset(self, space: Space) -> int:
        """Remove all weights; return how many there were."""


class Announcements(Protocol):
    """The ledger of arXiv's announcements, per category and date."""

    async def get(self, categories: Collection[str], on: date) -> Mapping[str, Announcement]: ...

    async def put(self, announcements: Collection[Announcement], now: datetime) -> None:
        """Enter announcements as read, with the papers in them.

        Entries are only ever appended; a failed reading does not remove any.
        """

    async def lines(self, categories: Collection[str], first: date, last: date) -> Sequence[LedgerLine]:
        """Return the lines from ``first`` to ``last``, by date and category."""

    async def failed(self, since: datetime) -> Collection[str]:
        """Return the categories whose reading failed since a time (aware), for any date."""

    async def known(self, category: str, first: date, last: date) -> Mapping[str, date]:
        """Return a category's new and cross-listed papers from ``first`` to ``last``, each with its first date."""
