"""Requests from Slack over HTTP: events, commands and interactions all come to one path."""

import asyncio
import logging
from http import HTTPStatus

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.adapters.slack.manifest import EVENTS_PATH

log = logging.getLogger(__name__)


class Endpoint:
    """Takes requests that Slack signed. Outside of ``serve`` it answers 503, so that Slack tries again."""

    def __init__(self, signing_secret: str) -> None:
        self._verifier = SignatureVerifier(signing_secret)
        self._app: AsyncApp | None = None

    @property
    def routes(self) -> list[web.RouteDef]:
        return [web.post(EVENTS_PATH, self._receive)]

    async def serve(self, app: AsyncApp) -> None:
        """Pass requests to ``app`` until canceled."""
        self._app = app
        try:
            await asyncio.Event().wait()
        finally:
            self._app = None

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        if not self._is_signed(body, request):
            log.warning("a request to %s with a wrong or old signature was refused", EVENTS_PATH)
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        if self._app is None:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            parsed = await to_bolt_request(request)
        except ValueError:  # neither JSON nor a form
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if "X-Slack-Retry-Num" in request.headers:
            log.info("Slack tries again: %s", request.headers.get("X-Slack-Retry-Reason"))
        return await to_aiohttp_response(await self._app.async_dispatch(parsed))

    def _is_signed(self, body: bytes, request: web.Request) -> bool:
        """Check the signature of the raw body, and that it is at most five minutes old.

        https://docs.slack.dev/authentication/verifying-requests-from-slack
        """
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError):  # a time that is not a number, a body or signature that is not text
            return False
