"""Community signals about papers: collected once for all digests, and turned into small boosts for ranking.

A source's failure never reaches a digest: it is logged with an id, and the source is not asked for a while.
"""

import asyncio
import logging
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from math import log1p
from types import MappingProxyType

from bot.core.clock import Clock
from bot.core.errors import SourceError
from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.model.digests import Signal
from bot.core.model.papers import REPLACEMENTS, FeedState
from bot.core.ports.sources import CommunitySource
from bot.core.ports.storage import Storage, UnitOfWork

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(hours=6)
"""Time until a later digest asks about a mailing again, because votes grow during the day."""
TRY_AGAIN = timedelta(minutes=30)
"""Time until a failed source is asked again; its gate waits longer if the source asked for that."""
RECOMMENDED_FOR = timedelta(hours=12)
"""Time until recommendations for a space are requested again."""
PATIENCE = 10.0
"""Seconds that a digest waits for a source's signals about its mailings, and again for its recommendations."""
NEWEST = 3
"""The newest mailings of a digest that a source is asked about; a digest may span two weeks."""
MOST_LIKED = 50
"""The latest noted or liked papers that recommendations are based on; at most as many disliked ones."""

MOST = 0.5
"""The largest boost. Learned terms give the best papers of a day 2 to 5, so a boost decides only between near equals.
It was chosen, not fitted: no data has both votes and a reader's picks of the same day."""
WEIGHTS: Mapping[CommunityKind, float] = MappingProxyType({
    CommunityKind.UPVOTES: 0.6,
    CommunityKind.CITATIONS: 0.3,
    CommunityKind.INFLUENTIAL: 0.3,
    CommunityKind.RECOMMENDED: 0.4,
})  # fmt: skip
"""Shares of ``MOST``."""
PLENTY: Mapping[CommunityKind, int] = MappingProxyType({
    CommunityKind.UPVOTES: 20,
    CommunityKind.CITATIONS: 20,
    CommunityKind.INFLUENTIAL: 5,
    CommunityKind.RECOMMENDED: 1,
})  # fmt: skip
"""The smallest count that gets the full share: three votes are not many just because no other paper has any."""


class Community:
    """Implements ``bot.core.ports.sources.CommunityCollector``; does nothing if ``sources`` is empty."""

    def __init__(self, sources: Sequence[CommunitySource], storage: Storage, clock: Clock) -> None:
        self._sources = sources
        self._storage = storage
        self._clock = clock
        self._asking = asyncio.Lock()
        self._recommending = asyncio.Lock()

    async def collect(self, categories: Collection[str], dates: Collection[date], space_id: int) -> None:
        """See the port. Other digests of this process wait until the signals about their day have arrived."""
        for source in self._sources:
            async with self._asking:
                await self._mailings(source, categories, dates)
            # If a thousand spaces are due at nine, each would wait for those before it: serve one, the others later.
            if source.recommends and space_id and not self._recommending.locked():
                async with self._recommending:
                    await self._recommendations(source, space_id)

    async def _mailings(self, source: CommunitySource, categories: Collection[str], dates: Collection[date]) -> None:
        now = self._clock()
        async with self._storage.begin() as work:
            lines = await work.announcements.lines(categories, min(dates), max(dates))
            fresh = {line.on for line in lines if line.state is FeedState.FRESH and line.on in dates}
            newest = sorted(fresh, reverse=True)[:NEWEST]
            due = [on for on in newest if await work.community.claim(source.name, on, now, now + TRY_AGAIN)]
            papers = {on: await _announced(work, categories, on) for on in due}
        told: dict[date, Sequence[CommunitySignal]] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                for on in due:
                    told[on] = await source.signals(on, papers[on])
        except (SourceError, TimeoutError) as error:
            _log_failure(source, error)
        if told:
            async with self._storage.begin() as work:
                for signals in told.values():
                    await work.community.put(signals, now)
                await work.community.postpone(source.name, told, now + LOOK_AGAIN)

    async def _recommendations(self, source: CommunitySource, space_id: int) -> None:
        now = self._clock()
        async with self._storage.begin() as work:
            if not await work.community.claim_recommendations(space_id, source.name, now, now + TRY_AGAIN):
                return
            liked, disliked = await _taste(work, space_id)
        if not liked:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                found = await source.recommendations(liked, disliked)
        except (SourceError, TimeoutError) as error:
            _log_failure(source, error)
            return
        async with self._storage.begin() as work:
            await work.community.put([each for each in found if each.kind is not CommunityKind.RECOMMENDED], now)
            recommended = [each for each in found if each.kind is CommunityKind.RECOMMENDED]
            await work.community.recommend(space_id, source.name, recommended, now + RECOMMENDED_FOR)


async def _announced(work: UnitOfWork, categories: Collection[str], on: date) -> Sequence[str]:
    """Return the new and cross-listed papers of a mailing, in all categories that any space follows."""
    followed = {*categories, *await work.subscriptions.categories()}
    found = await work.announcements.get(followed, on)
    entries = (entry for name in sorted(found) for entry in found[name].entries if entry.kind not in REPLACEMENTS)
    return list(dict.fromkeys(entry.paper.paper_id for entry in entries))


async def _taste(work: UnitOfWork, space_id: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return the latest papers that a space noted or liked, and those it disliked."""
    space = await work.spaces.get(space_id)
    noted = [note.paper_id for note in await work.notes.recent(space, MOST_LIKED) if note.paper_id]
    opinions = [each for each in await work.digests.signals(space) if each.signal is not Signal.OPENED]
    latest = {each.paper_id: each.signal for each in reversed(opinions)}
    liked, disliked = (
        [each.paper_id for each in opinions if each.signal is latest[each.paper_id] is wanted]
        for wanted in (Signal.LIKED, Signal.DISLIKED)
    )
    return list(dict.fromkeys([*noted, *liked]))[:MOST_LIKED], disliked[:MOST_LIKED]


def _log_failure(source: CommunitySource, error: SourceError | TimeoutError) -> None:
    reason = error.reason if isinstance(error, SourceError) else f"no answer within {PATIENCE:g} s"
    log.warning("digests go on without %s: %s [%s]", source.name, reason, secrets.token_hex(4))


def boosts(signals: Mapping[str, Sequence[CommunitySignal]]) -> Mapping[str, float]:
    """Return what to add to the scores of a day's candidates, by paper: above 0, at most ``MOST``.

    Each signal counts by the logarithm of its count, as a share of the day's largest count of its kind (or of
    ``PLENTY``). The weighted shares are summed.
    """
    scale = dict(PLENTY)
    for each in (signal for found in signals.values() for signal in found):
        scale[each.kind] = max(scale[each.kind], each.value)
    return {
        paper_id: MOST * min(1.0, sum(_share(each, scale) for each in found))
        for paper_id, found in signals.items()
        if found
    }


def strongest(signals: Sequence[CommunitySignal]) -> CommunitySignal:
    """Return the signal that speaks most for a paper."""
    return max(signals, key=lambda each: min(_share(each, PLENTY), WEIGHTS[each.kind]))


def _share(signal: CommunitySignal, scale: Mapping[CommunityKind, int]) -> float:
    return WEIGHTS[signal.kind] * log1p(signal.value) / log1p(scale[signal.kind])
