"""What Telegram's errors mean for delivery; pure.

The API documents no list of them: the words are those of TDLib and of the Bot API server
(https://github.com/tdlib/telegram-bot-api), compared in lower case because python-telegram-bot capitalises some.
"""

import re
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.core.errors import ConversationGone, ConversationMoved, DeliveryError, MessageRefused, RateLimited

PAUSE = 5.0
"""Seconds to wait when Telegram asks for a pause and does not say how long."""

TOKEN_PAUSE = 60.0
"""Seconds between tries while Telegram does not know the token; somebody has to put it right."""

_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_id_invalid",
    "need administrator rights",
    "chat_admin_required",
    "have no rights to send a message",
    "not enough rights to send text messages",
    "chat_write_forbidden",
    "chat_restricted",
    "channel_private",
    "group chat was deactivated",
    "user_is_deactivated",
    "input_user_deactivated",
    "user_is_blocked",
    "bot_kicked",
)
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "there is no text in the message to edit",
)
_TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_OTHER_KIND_OF_FILE = ("type of file mismatch", "can't use file of type")
_FILE_GONE = ("wrong file identifier", "wrong remote file identifier", "file reference", "file is temporarily")
_RETRY_AFTER = re.compile(r"retry after (\d+)")


def failure(error: TelegramError) -> DeliveryError:  # noqa: PLR0911  (one a kind)
    """The core's error for one of the library's.

    Telegram tells no difference between too much for one chat and too much for all, so a pause is taken to be for
    the one chat: where all are meant, each will be told.
    """
    match error:
        case ChatMigrated(new_chat_id=chat_id):
            return ConversationMoved(str(chat_id))
        case RetryAfter(retry_after=pause):
            seconds = pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
            return RateLimited(error.message, seconds)
        case Forbidden():
            return ConversationGone(error.message)
        case InvalidToken():
            return DeliveryError("Telegram does not know the token", TOKEN_PAUSE)
        case BadRequest():
            return ConversationGone(error.message) if _says(error, *_GONE) else MessageRefused(error.message)
        case _ if _says(error, "too many requests"):
            # Without ``parameters`` the library takes a 429 for a network error.
            said = _RETRY_AFTER.search(error.message.lower())
            return RateLimited(error.message, float(said[1]) if said else PAUSE)
        case _:
            return DeliveryError(error.message)


def is_not_modified(error: BadRequest) -> bool:
    """The message is as it should be already."""
    return _says(error, "message is not modified")


def cannot_be_edited(error: BadRequest) -> bool:
    """The message to edit was deleted, is not ours, or is no text."""
    return _says(error, *_CANNOT_EDIT)


def is_deleted(error: BadRequest) -> bool:
    return _says(error, "message to delete not found", "message identifier is not specified")


def topic_is_gone(error: BadRequest) -> bool:
    """The forum topic was deleted or closed."""
    return _says(error, *_TOPIC_GONE)


def is_other_kind(error: BadRequest) -> bool:
    """The file is a photo where a document was said to come, or the like."""
    return _says(error, *_OTHER_KIND_OF_FILE)


def file_is_gone(error: BadRequest) -> bool:
    return _says(error, *_FILE_GONE)


def _says(error: TelegramError, *words: str) -> bool:
    said = error.message.lower()
    return any(each in said for each in words)
