"""Slack's error codes as errors of delivery (https://docs.slack.dev/reference/methods/chat.postMessage)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.core.errors import ConversationGone, DeliveryError, MessageRefused, NotSent, PlatformAway, RateLimited

SHUT = frozenset({
    "channel_is_archived", "is_archived", "restricted_action", "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel", "restricted_action_thread_locked", "restricted_action_thread_only_channel",
})  # fmt: skip
"""Errors of a conversation in which Paperboy is, and may not write."""

GONE = SHUT | {
    "cannot_dm_bot", "channel_not_found", "is_inactive", "not_in_channel", "org_login_required",
    "team_access_not_granted", "user_disabled", "user_not_found",
}  # fmt: skip
"""Errors of a conversation that Paperboy cannot post to until a person lets it in again."""

TOKEN_REFUSED = frozenset({
    "account_inactive", "invalid_auth", "not_allowed_token_type", "not_authed", "token_expired", "token_revoked",
})  # fmt: skip
"""Errors of a token, with which nothing works in its workspace until it is valid again or replaced."""

NOT_IN = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel"})
"""Errors because Paperboy, or the recipient of a private answer, is not in the channel."""

_REFUSED = frozenset({
    "invalid_arg_name", "invalid_arguments", "invalid_array_arg", "invalid_blocks", "invalid_blocks_format",
    "invalid_form_data", "invalid_json", "invalid_metadata_format", "invalid_payload", "invalid_post_type",
    "metadata_too_large", "msg_blocks_too_long", "msg_too_long", "no_text",
})  # fmt: skip

_PERHAPS_DONE = frozenset({"", "fatal_error", "internal_error", "request_timeout"})
"""Codes after which Slack may have done what it was asked, says the page above; an empty one is another server's."""

_NOT_DONE = frozenset({500, 502, 503})
"""Statuses of a server that did not do it. After 504 another one may still be at work."""

PAUSE = 30.0
"""Seconds to wait when Slack asks for a pause without saying how long."""


class ServerFailed(NotSent):
    """A server of Slack's could not do anything."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of a call into ``DeliveryError``, or ``MessageRefused`` when the message itself is wrong."""
    try:
        yield
    except SlackApiError as error:
        raise failure_of(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise PlatformAway(f"{type(error).__name__}: {error}") from error
    except (SlackRequestError, aiohttp.ClientError, TimeoutError) as error:
        raise DeliveryError(f"{type(error).__name__}: {error}") from error


def code_of(error: SlackApiError) -> str:
    """Return Slack's error code; empty when the answer was not Slack's."""
    return str(_data(error).get("error", ""))


def failure_of(error: SlackApiError) -> DeliveryError:
    status = getattr(error.response, "status_code", 0)
    data = _data(error)
    details = data.get("response_metadata", {}).get("messages") or [data.get("needed", "")]
    headers = getattr(error.response, "headers", {})
    return failure(status, code_of(error), headers, "; ".join(filter(None, details)))


def failure(status: int, code: str, headers: Mapping[str, str], details: str = "") -> DeliveryError:
    """Return the error to raise for an answer with this HTTP status and error ``code`` of Slack's."""
    reason = f"{code or status}: {details}" if details else code or f"status {status}"
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        seconds = headers.get("Retry-After", "")
        return RateLimited(reason, float(seconds) if seconds.isdigit() else PAUSE)
    if code in TOKEN_REFUSED:
        return PlatformAway(reason)
    if code in GONE:
        return ConversationGone(reason)
    if code in _REFUSED:
        return MessageRefused(reason)
    if code == "service_unavailable" or (not code and status in _NOT_DONE):
        return ServerFailed(reason)
    return DeliveryError(reason) if code in _PERHAPS_DONE else NotSent(reason)


def passes(error: DeliveryError) -> bool:
    """Return whether another try soon may help."""
    return type(error) in {DeliveryError, RateLimited, ServerFailed}


def _data(error: SlackApiError) -> Mapping[str, Any]:
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}
