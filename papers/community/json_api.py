"""A client for a JSON API that we do not control: paced, bounded, and strict about the form of answers."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

import aiohttp
import msgspec

from bot.core.errors import SourceError
from papers.gate import TRY_AGAIN, RequestGate, busy

log = logging.getLogger(__name__)

TIMEOUT = 8.0
"""Seconds for the complete answer."""

LARGEST = 2 * 1024 * 1024
"""Bytes of an answer; the longest expected ones are 0.7 MB."""

Answer = TypeVar("Answer")


class Refused(SourceError):
    """The service refuses this request, and a retry would not help. ``said`` is its reason, or empty."""

    def __init__(self, reason: str, said: str) -> None:
        super().__init__(reason)
        self.said = said


class _Passing(SourceError):
    """A second try may succeed."""


class _Complaint(msgspec.Struct):
    error: str = ""


@dataclass(slots=True)
class JsonApi:
    """The service behind ``gate``. ``timeout`` is in seconds, for the complete answer.

    Redirects are not followed, because the key in ``headers`` is for this host only.
    """

    gate: RequestGate
    headers: Mapping[str, str] | None = None
    timeout: float = TIMEOUT
    _session: aiohttp.ClientSession | None = field(default=None, init=False)

    async def ask(self, wanted: type[Answer], method: str, url: str, **options: Any) -> Answer:
        """Return the answer as ``wanted``, without other fields. ``options`` are aiohttp's.

        Makes two requests at most. Raises ``Refused`` or another ``SourceError``.
        """
        try:
            return await self._ask(wanted, method, url, options)
        except _Passing as error:
            log.info("%s; asking once more", error.reason)
        return await self._ask(wanted, method, url, options)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def _name(self) -> str:
        return self.gate.service

    async def _ask(self, wanted: type[Answer], method: str, url: str, options: Mapping[str, Any]) -> Answer:
        async with self.gate.turn():
            try:
                body = await self._body(method, url, options)
            except TimeoutError as error:
                raise SourceError(f"{self._name} did not answer within {self.timeout:g} s", TRY_AGAIN) from error
            except aiohttp.ClientError as error:
                reason = f"{self._name} could not be reached: {type(error).__name__}"
                raise SourceError(reason, TRY_AGAIN) from error  # aiohttp has already retried, if HTTP allows it
        return self._decoded(wanted, body)

    async def _body(self, method: str, url: str, options: Mapping[str, Any]) -> bytes:
        if self._session is None:  # created here, because it belongs to the running event loop
            timeout = aiohttp.ClientTimeout(total=self.timeout)
            self._session = aiohttp.ClientSession(timeout=timeout, headers=self.headers, trust_env=True)
        async with self._session.request(method, url, allow_redirects=False, **options) as response:
            if response.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
                raise busy(response.status, response.headers.get("Retry-After"), self._name)
            if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise _Passing(f"{self._name} answered HTTP {response.status}", TRY_AGAIN)
            content = bytearray()
            async for chunk in response.content.iter_chunked(65_536):
                content += chunk
                if len(content) > LARGEST:
                    raise SourceError(f"{self._name} answered with more than {LARGEST} bytes")
        if response.status != HTTPStatus.OK:
            raise Refused(f"{self._name} answered HTTP {response.status}", _complaint(content))
        return bytes(content)

    def _decoded(self, wanted: type[Answer], body: bytes) -> Answer:
        try:
            return msgspec.json.decode(body, type=wanted)
        except msgspec.ValidationError as error:
            raise SourceError(f"{self._name} answered in an unexpected form: {error}") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if body.lstrip().startswith(b"<"):
                raise SourceError(f"{self._name} sent a web page instead of JSON (a captcha?)", TRY_AGAIN) from error
            raise _Passing(f"{self._name}'s answer was cut off or is malformed: {error}", TRY_AGAIN) from error


def _complaint(body: bytes | bytearray) -> str:
    try:
        return msgspec.json.decode(body, type=_Complaint).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
