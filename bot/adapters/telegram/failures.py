"""Telegram's errors as errors of delivery; pure.

The API documents no list of errors. The texts are those of TDLib and the Bot API server
(https://github.com/tdlib/telegram-bot-api), compared in lower case because python-telegram-bot capitalizes some.
"""

import re

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.adapters.telegram.patience import pause_of
from bot.core.errors import (
    AnswerLost,
    ConversationGone,
    ConversationMoved,
    DeliveryError,
    MessageRefused,
    PlatformAway,
    RateLimited,
)

PAUSE = 5.0
"""Seconds to wait when Telegram asks for a pause without saying how long."""

_GONE = (
    "chat not found", "user not found", "peer_id_invalid", "chat_id_invalid", "need administrator rights",
    "chat_admin_required", "have no rights to send a message", "not enough rights to send text messages",
    "chat_write_forbidden", "chat_restricted", "channel_private", "group chat was deactivated", "user_is_deactivated",
    "input_user_deactivated", "user_is_blocked", "bot_kicked",
)  # fmt: skip
_CANNOT_EDIT = (
    "message to edit not found", "message can't be edited", "message_id_invalid",
    "message identifier is not specified", "there is no text in the message to edit",
)  # fmt: skip
_TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_OTHER_KIND_OF_FILE = ("type of file mismatch", "can't use file of type")
_FILE_GONE = ("wrong file identifier", "wrong remote file identifier", "file reference", "file is temporarily")
_RETRY_AFTER = re.compile(r"retry after (\d+)")


def failure(error: TelegramError) -> DeliveryError:  # noqa: PLR0911  (one a kind)
    """Return the core's error for one of the library's.

    Telegram does not say whether a pause is for one chat or for all, so it is taken to be for one; if it is for all,
    each chat will get one.
    """
    match error:
        case ChatMigrated(new_chat_id=chat_id):
            return ConversationMoved(str(chat_id))
        case RetryAfter():
            return RateLimited(error.message, pause_of(error))
        case Forbidden():
            return ConversationGone(error.message)
        case InvalidToken():
            return PlatformAway("Telegram does not know the token")
        case BadRequest():
            return ConversationGone(error.message) if _says(error, *_GONE) else MessageRefused(error.message)
        case _ if _says(error, "too many requests"):
            # The library takes a 429 without ``parameters`` for a network error.
            said = _RETRY_AFTER.search(error.message.lower())
            return RateLimited(error.message, float(said[1]) if said else PAUSE)
        case _ if isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout):
            return PlatformAway(error.message)
        case _:
            return AnswerLost(error.message) if is_lost(error) else DeliveryError(error.message)


def is_lost(error: TelegramError) -> bool:
    """Return whether the request went out and no answer came, so that Telegram may have done what it asked.

    A refused connection, a full pool and an unfinished request reached nobody.
    """
    return isinstance(error.__cause__, httpx.ReadTimeout | httpx.ReadError | httpx.RemoteProtocolError)


def is_not_modified(error: BadRequest) -> bool:
    """Return whether the message already has this content."""
    return _says(error, "message is not modified")


def cannot_be_edited(error: BadRequest) -> bool:
    """Return whether the message to edit was deleted, is not ours, or is not a text."""
    return _says(error, *_CANNOT_EDIT)


def is_deleted(error: BadRequest) -> bool:
    return _says(error, "message to delete not found", "message identifier is not specified")


def topic_is_gone(error: BadRequest) -> bool:
    """Return whether the forum topic was deleted or closed."""
    return _says(error, *_TOPIC_GONE)


def is_other_kind(error: BadRequest) -> bool:
    """Return whether the file is of another kind than sent, such as a photo sent as a document."""
    return _says(error, *_OTHER_KIND_OF_FILE)


def file_is_gone(error: BadRequest) -> bool:
    return _says(error, *_FILE_GONE)


def _says(error: TelegramError, *texts: str) -> bool:
    message = error.message.lower()
    return any(each in message for each in texts)
