"""HTTP deliveries: signed requests to the app's one address (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

import hashlib
import hmac
import time
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import aiohttp
import msgspec

from tests.servers.slack.deliveries import Kind, Outcome, stopwatch
from tests.servers.slack.text import Json

FORM = "application/x-www-form-urlencoded"


class HttpDeliveries:
    """Posts to ``deliver_to``; signatures have the time of the real clock, against which the app checks them."""

    def __init__(self, signing_secret: str) -> None:
        self.signing_secret = signing_secret
        self.deliver_to: str | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def listening(self) -> bool:
        return self.deliver_to is not None

    @property
    def address(self) -> str:
        """``deliver_to``, with the default path if it has no path."""
        assert self.deliver_to, "the app has no address for HTTP deliveries"
        has_path = urlsplit(self.deliver_to).path.strip("/")
        return self.deliver_to if has_path else self.deliver_to.rstrip("/") + "/slack/events"

    def signed(self, body: bytes, timestamp: int | None = None) -> dict[str, str]:
        """The headers that prove that a body is Slack's, at a time in seconds since 1970 (default: now)."""
        moment = str(int(time.time()) if timestamp is None else timestamp)
        base = b"v0:" + moment.encode() + b":" + body
        digest = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}

    async def send(self, kind: Kind, payload: Json, attempt: int, reason: str, deadline: float) -> Outcome:
        body, content_type = encoded(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason or "http_timeout"}
        start = stopwatch()
        try:
            status, answer, given = await self.raw({**headers, **self.signed(body)}, body, deadline)
        except TimeoutError:
            return Outcome(acked=False, seconds=stopwatch() - start, reason="http_timeout")
        except aiohttp.ClientError:
            return Outcome(acked=False, seconds=stopwatch() - start, reason="connection_failed")
        return Outcome(
            acked=200 <= status < 300,
            seconds=stopwatch() - start,
            answer=_decoded(answer, given.get("Content-Type", "")) if status == 200 else {},
            status=status,
            reason="" if 200 <= status < 300 else "http_error",
            retry=given.get("X-Slack-No-Retry") != "1",
        )

    async def raw(
        self, headers: Mapping[str, str], body: bytes, deadline: float = 3.0
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Post exactly this; return the status, body and headers of the answer."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=deadline)
        async with self._session.post(
            self.address, data=body, headers=headers, timeout=limit, allow_redirects=False
        ) as response:
            return response.status, await response.read(), response.headers

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None


def encoded(kind: Kind, payload: Json) -> tuple[bytes, str]:
    """The body of a delivery and its content type: JSON for events, a form for the rest."""
    if kind == "events_api":
        return msgspec.json.encode(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": msgspec.json.encode(payload).decode()}
    return urlencode(form).encode(), FORM


def _decoded(body: bytes, content_type: str) -> Json:
    if not body:
        return {}
    if content_type.startswith("application/json"):
        answer = msgspec.json.decode(body)
        return answer if isinstance(answer, dict) else {}
    return {"text": body.decode()}
