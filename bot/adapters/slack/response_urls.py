"""Answering a request through its ``response_url``, which also works in channels that Paperboy is not in.

Slack does not return the ``ts`` of such an answer, so after a lost acknowledgment nobody can tell whether it arrived.
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
    """Counts the uses of each address in memory; uses before a restart only Slack knows. ``now`` is in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._uses: dict[str, _Uses] = {}

    async def answer(self, client: AsyncWebClient, url: str, body: dict[str, Any]) -> bool:
        """Post ``body`` to ``url``, over the connections of ``client``; return ``False`` if the address is used up.

        Raises ``DeliveryError``, and the errors of slack_sdk's webhook client.
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
    """Return Slack's error code, which it sends as JSON or bare; empty for ``ok``."""
    try:
        decoded = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return "" if body.strip() == "ok" else body.strip()[:100]
    return str(decoded.get("error", "")) if isinstance(decoded, dict) else ""
