"""The text of a message that is addressed to us, and its files; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Animation, Audio, Document, Message, MessageEntity, User, Video, Voice
from telegram.constants import ChatType

from bot.adapters.telegram.characters import linkable
from bot.core.events import IncomingFile

_COMMAND = re.compile(r"/\w+(?:@(\w+))?")
_AFTER_A_NAME = " \t\n,:，：、"


@dataclass(frozen=True, slots=True)
class Words:
    """``direct`` says that the text mentions us; ``answers`` is the message it replies to, or empty."""

    text: str
    direct: bool
    answers: str


def words_of(message: Message, me: User) -> Words | None:
    """Return the words of a message to us; ``None`` when it is to other people or to another bot.

    In a private chat every message is to us. Elsewhere only commands, mentions and replies to our messages are.
    """
    text = message.text or message.caption or ""
    named = False
    if not text.startswith("/"):
        text, named = _without_mentions(text, message.entities or message.caption_entities, me)
    command = _COMMAND.match(text)
    if command and command[1]:
        if command[1].lower() != _username(me):
            return None
        named = True
    replied = _replied(message)
    text = linkable(text)
    words = Words(text, named, str(replied.message_id) if replied else "")
    if message.chat.type == ChatType.PRIVATE:
        return Words(text, direct=True, answers=words.answers)
    if text and (command or named or (replied and _ours(replied, me))):
        return words
    return None


def files_of(message: Message) -> tuple[IncomingFile, ...]:
    """Return the photo (in its largest size) or file of a message; ``url`` opens the message if it has an address."""
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        name = f"photo-{message.message_id}.jpg"
        return (IncomingFile(photo.file_id, name, "image/jpeg", photo.file_size or 0, message.link or ""),)
    attached = message.effective_attachment
    if not isinstance(attached, Document | Animation | Audio | Video | Voice):
        return ()
    given = None if isinstance(attached, Voice) else attached.file_name
    name = given or f"{type(attached).__name__.lower()}-{message.message_id}"
    media_type = attached.mime_type or "application/octet-stream"
    return (IncomingFile(attached.file_id, name, media_type, attached.file_size or 0, message.link or ""),)


def _username(me: User) -> str:
    return (me.username or "").lower()


def _replied(message: Message) -> Message | None:
    """Return the message replied to. A topic's first message does not count: it is the default in a forum topic."""
    replied = message.reply_to_message
    if replied is None or (message.is_topic_message and replied.message_id == message.message_thread_id):
        return None
    return replied


def _ours(replied: Message, me: User) -> bool:
    """Return whether a message is ours, or any post of a channel, where only its administrators can reply."""
    if replied.chat.type == ChatType.CHANNEL:
        return True
    return replied.from_user is not None and replied.from_user.id == me.id


def _without_mentions(text: str, entities: Sequence[MessageEntity], me: User) -> tuple[str, bool]:
    """Return ``text`` without our name, and whether it was there. Entity offsets count UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    named = False
    for entity in sorted(entities, key=lambda each: each.offset, reverse=True):
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        if _names(entity, units[start:end].decode("utf-16-le", "surrogatepass"), me):
            before = units[:start].decode("utf-16-le", "surrogatepass")
            after = units[end:].decode("utf-16-le", "surrogatepass")
            joined = before + after.lstrip(" " if before.strip() else _AFTER_A_NAME)
            units = joined.encode("utf-16-le", "surrogatepass")
            named = True
    return (units.decode("utf-16-le", "surrogatepass").strip(), True) if named else (text, False)


def _names(entity: MessageEntity, text: str, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and text.lower() == f"@{_username(me)}"
