"""Answering through a ``response_url``: wherever a person asked, whether we are in that channel or not.

An address works a few times, for a while (``limits.RESPONSE_URL_USES``). It
does not tell the ``ts`` of what was posted, and there is no way to find out whether an answer whose acknowledgement
was lost has arrived.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.failures import failure
from bot.adapters.slack.limits import RESPONSE_URL_SECONDS, RESPONSE_URL_USES

_SPENT = frozenset({"expired_url", "invalid_url", "used_url"})


@dataclass(slots=True)
class _Uses:
    first: float
    count: int = 0


class ResponseUrls:
    """Counts the uses of each address in memory; what it cannot know of, Slack refuses. ``now`` is in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._uses: dict[str, _Uses] = {}

    async def answer(self, client: AsyncWebClient, url: str, body: dict[str, Any]) -> bool:
        """Post ``body`` through ``url``, over the connections of ``client``; whether that is still possible.

        Raises ``DeliveryError`` and what the client of the address raises.
        """
        if not self._take(url):
            return False
        webhook = AsyncWebhookClient(url, client.timeout, client.ssl, client.proxy, client.session, retry_handlers=[])
        answer = await webhook.send_dict(body)
        code = _code(answer.body)
        if answer.status_code == 200 and not code:
            return True
        if code in _SPENT:
            self._uses[url].count = RESPONSE_URL_USES
            return False
        raise failure(answer.status_code, code, answer.headers)

    def _take(self, url: str) -> bool:
        now = self._now()
        while self._uses and now - next(iter(self._uses.values())).first > 2 * RESPONSE_URL_SECONDS:
            del self._uses[next(iter(self._uses))]
        uses = self._uses.setdefault(url, _Uses(now))
        if uses.count >= RESPONSE_URL_USES or now - uses.first > RESPONSE_URL_SECONDS:
            return False
        uses.count += 1
        return True


def _code(body: str) -> str:
    """Slack's word for what is wrong: as JSON or bare, empty in ``ok``."""
    try:
        told = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return "" if body.strip() == "ok" else body.strip()[:100]
    return str(told.get("error", "")) if isinstance(told, dict) else ""
