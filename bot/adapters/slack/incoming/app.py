"""The Bolt application: it authorizes requests, drops our own messages, and routes requests by kind."""

import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain, count
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.failures import TOKEN_REFUSED, code_of, failure_of, translated
from bot.adapters.slack.incoming.apologies import Apologies
from bot.adapters.slack.incoming.in_flight import InFlight, Late
from bot.adapters.slack.incoming.insistence import Insistence
from bot.adapters.slack.incoming.receiver import Receiver
from bot.adapters.slack.manifest import ADD_TODO, SAVE_NOTE
from bot.adapters.slack.workspaces import Workspaces
from bot.core.errors import ConversationGone, DeliveryError, StorageUnavailable

log = logging.getLogger(__name__)

_ANY = re.compile("")
_BEGAN, _UNKNOWN = "paperboy_began", "paperboy_unknown"
"""Keys of a request's context: its time of arrival, and the reason that the workspace's token was not read in time."""

AUTHORIZED_IN = 0.5
"""The share of the time that Slack waits in which a workspace's token must be read."""
_MODAL = ("type", "callback_id", "title", "submit", "close", "private_metadata", "blocks")


class Invalid(Exception):
    """A form that Slack no longer waits for has fields that do not fit."""


def build_app(
    workspaces: Workspaces, receiver: Receiver, insistence: Insistence, apologies: Apologies, removed_from: str = ""
) -> AsyncApp:
    """The Bolt application that both transports feed.

    It acknowledges an event once the effects are committed. If they are not, or not in time, it does not (503 over
    HTTP), so that Slack sends the event again. Slack sends commands and interactions once, so these are acknowledged
    when Slack will not wait any longer, and go on being tried; if that ends in failure, ``apologies`` tells the person.
    ``incoming.http`` has checked the signature of the raw body before. ``removed_from`` is the answer where Paperboy is
    no longer installed.
    """
    in_flight = insistence.in_flight
    app = _without_listeners(workspaces, in_flight, removed_from)

    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    async def removed(body: dict[str, Any], context: AsyncBoltContext) -> None:
        if body["event"].get("tokens", {"bot": True}).get("bot"):  # not just a person's own tokens
            # An event has its time in whole seconds, so the second counts in full.
            before = datetime.fromtimestamp(body["event_time"] + 1, UTC)
            await in_flight.result(workspaces.removed(_team(context), before))

    @app.event(_ANY)
    async def event(body: dict[str, Any], context: AsyncBoltContext) -> None:
        if _UNKNOWN in context:
            raise context[_UNKNOWN]
        await in_flight.result(receiver.event(_team(context), body), context.get(_BEGAN))

    def passed_to(receive: Callable[[str, dict[str, Any]], Coroutine[Any, Any, None]]) -> Callable[..., Any]:
        async def listener(body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
            team = _team(context)
            work = insistence.done(partial(receive, team, body), partial(apologies.tell, team, body))
            with suppress(Late):
                await in_flight.result(work, context.get(_BEGAN))
            await ack()

        return listener

    app.command(_ANY)(passed_to(receiver.command))
    app.action({"type": "block_actions", "action_id": _ANY})(passed_to(receiver.actions))
    app.shortcut(SAVE_NOTE)(passed_to(receiver.shortcut))
    app.shortcut(ADD_TODO)(passed_to(receiver.shortcut))

    @app.view_submission(_ANY)
    async def submission(body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        team = _team(context)
        try:
            errors = await in_flight.result(receiver.submission(team, body), context.get(_BEGAN))
        except Late as late:
            again = partial(receiver.submission, team, body)
            in_flight.later(insistence.done(_taken(late.task, again), partial(apologies.tell, team, body)))
            # Not yet closed, because a second press says what is invalid. It has no effect once the first was taken.
            view = {name: body["view"][name] for name in _MODAL if body["view"].get(name)}
            await ack(response_action="update", view=view)
            return
        if errors:
            await ack(response_action="errors", errors=dict(errors))
        else:
            await ack(response_action="clear")

    return app


def _without_listeners(workspaces: Workspaces, in_flight: InFlight, removed_from: str) -> AsyncApp:
    async def known(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        try:
            bot = await workspaces.bot(team_id or "")
            client = await workspaces.client(bot.team_id)
        except ConversationGone:
            return None
        except SlackApiError as error:  # Bolt takes any for a removal and would drop the request
            if code_of(error) in TOKEN_REFUSED:
                return None
            raise failure_of(error) from error
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=bot.team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.user_id,
            bot_token=client.token,
        )

    async def authorize(
        context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        """Let a request pass whose workspace's token cannot be read in time: the listeners know what to do then."""
        context[_BEGAN] = time.monotonic()
        try:
            with translated():
                return await in_flight.result(known(enterprise_id, team_id), share=AUTHORIZED_IN)
        except (Late, StorageUnavailable, DeliveryError) as error:
            context[_UNKNOWN] = error
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)

    app = AsyncApp(
        logger=_quiet(),
        authorize=authorize,  # type: ignore[arg-type]  # Bolt takes None as well
        process_before_response=True,
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=removed_from,
    )

    @app.error
    async def failed(error: Exception) -> BoltResponse:
        if isinstance(error, StorageUnavailable | Late):
            log.warning("not acknowledged, so Slack sends it again: %s", error)
            return BoltResponse(status=503)
        log.error("a request from Slack failed", exc_info=error)
        return BoltResponse(status=500)

    return app


def _taken(
    first: Awaitable[Mapping[str, str]], again: Callable[[], Awaitable[Mapping[str, str]]]
) -> Callable[[], Awaitable[None]]:
    """Return the tries of a submitted form, the first of which is under way."""
    tries = chain([first], (again() for _ in count()))

    async def attempt() -> None:
        if wrong := await next(tries):
            raise Invalid(wrong)

    return attempt


def _team(context: AsyncBoltContext) -> str:
    return context.team_id or ""


def _quiet() -> logging.Logger:
    """Return Bolt's logger without its warnings of an unused token and of every request without a listener."""
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.ERROR)
    return logger
