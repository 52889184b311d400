"""Looking for a message that an earlier try may have left, at the speed Slack allows outside of its Marketplace.

Since 2025 such an app may read one page of 15 messages per minute and workspace
(https://docs.slack.dev/reference/methods/conversations.history). A message that would have to wait too long for its
turn is sent without looking: rather twice than never, and rather now than in an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.blockkit.mrkdwn import Json
from bot.adapters.slack.failures import failure_of, passes
from bot.adapters.slack.limits import HISTORY_EVERY, HISTORY_PAGE
from bot.core.clock import Clock
from bot.core.errors import PlatformAway, RateLimited

CLOCK_SKEW = timedelta(minutes=2)
"""The largest difference allowed between our clock and Slack's."""

LOOK_FOR = timedelta(minutes=3)
"""The longest that a message waits for its turns at the history, from its first wish onwards."""

REMEMBERED = timedelta(hours=1)
"""Longer than the longest pause between two tries of a message."""

_EVERY = timedelta(seconds=HISTORY_EVERY)


class Unread(Exception):
    """The history cannot be read, or not soon enough."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A message that was sent at ``since`` (aware) or later; ``key`` names the search on every try."""

    key: str
    team: str
    channel: str
    thread: str | None
    since: datetime
    is_it: Callable[[Json], bool]


@dataclass(slots=True)
class _Search:
    team: str
    began: datetime
    cursor: str = ""


class History:
    """Keeps the pace of each workspace. It is in memory, because Slack itself says when a new process is too fast."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at: dict[str, datetime] = {}
        self._searches: dict[str, _Search] = {}

    async def find(self, client: AsyncWebClient, sought: Sought) -> Json | None:
        """Read one page; return the message, or ``None`` if it is certainly not there.

        Raises ``RateLimited`` with the seconds until the next page may be read, ``Unread``, and ``DeliveryError`` or an
        error of the client's when another try may help.
        """
        search = self._search(sought)
        try:
            messages, search.cursor = await self._page(client, sought, search)
            found = next(filter(sought.is_it, messages), None)
            if found is None and search.cursor:
                raise self._later(sought.key, search)
        except Unread:
            del self._searches[sought.key]
            raise
        del self._searches[sought.key]
        return found

    def _search(self, sought: Sought) -> _Search:
        """Return the search of this message, whether or not it is new."""
        now = self._clock()
        self._searches = {key: each for key, each in self._searches.items() if now - each.began < REMEMBERED}
        return self._searches.setdefault(sought.key, _Search(sought.team, now))

    def _later(self, key: str, search: _Search) -> RateLimited:
        """Return the error that asks to come back when it is this search's turn, in the order in which they began.

        Raises ``Unread`` if that is too late.
        """
        ahead = [each for each, other in self._searches.items() if other.team == search.team].index(key)
        turn = self._free_at[search.team] + _EVERY * ahead
        if turn - search.began > LOOK_FOR:
            raise Unread
        return RateLimited("waiting to read the history", (turn - self._clock()).total_seconds())

    async def _page(self, client: AsyncWebClient, sought: Sought, search: _Search) -> tuple[list[Json], str]:
        now = self._clock()
        if self._free_at.get(sought.team, now) > now:
            raise self._later(sought.key, search)
        if now - search.began > LOOK_FOR + _EVERY:  # Slack keeps failing
            raise Unread
        self._free(sought.team, _EVERY)
        oldest = f"{(sought.since - CLOCK_SKEW).timestamp():.6f}"
        wanted: dict[str, Any] = {"oldest": oldest, "include_all_metadata": True, "limit": HISTORY_PAGE}
        wanted |= {"channel": sought.channel, "cursor": search.cursor or None}
        try:
            if sought.thread:
                page = await client.conversations_replies(ts=sought.thread, **wanted)
            else:
                page = await client.conversations_history(**wanted)
        except SlackApiError as error:
            failure = failure_of(error)
            if isinstance(failure, RateLimited):  # another process was faster
                self._free(sought.team, timedelta(seconds=failure.retry_after or HISTORY_EVERY))
                raise self._later(sought.key, search) from error
            if passes(failure) or isinstance(failure, PlatformAway):
                raise
            raise Unread from error
        # Slack counts from when the call arrived, which was before now.
        self._free(sought.team, _EVERY)
        return page["messages"], (page.get("response_metadata") or {}).get("next_cursor") or ""

    def _free(self, team: str, after: timedelta) -> None:
        self._free_at[team] = self._clock() + after
