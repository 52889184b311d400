"""From Telegram's updates to the core's events; pure.

What the fields mean: https://core.telegram.org/bots/api#update
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    MessageReactionUpdated,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType, UpdateType

from bot.adapters.telegram.reactions import signal_of
from bot.adapters.telegram.wording import Words, files_of, words_of
from bot.core.events import Body, ButtonPress, Edited, Event, Joined, Left, Migrated, Reaction, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Route

PLATFORM = "telegram"

ALLOWED = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.EDITED_CHANNEL_POST,
    UpdateType.INLINE_QUERY,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MESSAGE_REACTION,
    UpdateType.MY_CHAT_MEMBER,
)
"""The kinds of updates to ask Telegram for, which ``parse`` reads. Telegram sends reactions only on request."""

_KINDS: Mapping[str, ConversationKind] = {
    ChatType.PRIVATE: ConversationKind.PRIVATE,
    ChatType.CHANNEL: ConversationKind.CHANNEL,
}
_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


@dataclass(frozen=True, slots=True)
class InlineQuestion:
    """``@bot words`` typed in any chat. ``event`` is the same question in the person's private chat."""

    id: str
    event: Event
    words: str
    offset: str


def parse(update: Update, me: User, now: datetime) -> Event | InlineQuestion | None:  # noqa: PLR0911  # one per kind
    """Return the event for this update, or ``None`` if it is not for us. ``now`` is aware, UTC."""
    parser = _UpdateParser(str(update.update_id), me, now)
    if typed := update.message or update.channel_post:
        return parser.typed(typed)
    if changed := update.edited_message or update.edited_channel_post:
        return parser.edited(changed)
    if update.callback_query:
        return parser.pressed(update.callback_query)
    if update.message_reaction:
        return parser.reacted(update.message_reaction)
    if update.my_chat_member:
        return parser.membership(update.my_chat_member)
    if update.inline_query:
        return parser.asked(update.inline_query)
    return None


@dataclass(frozen=True, slots=True)
class _UpdateParser:
    key: str
    me: User
    now: datetime

    def typed(self, message: Message) -> Event | None:
        if message.migrate_to_chat_id:
            who = message.sender_chat or message.from_user or message.chat
            return self._event(who, message.chat, Migrated(str(message.migrate_to_chat_id)))
        author = self._author(message)
        files = files_of(message)
        album = f"album/{message.media_group_id}" if files and message.media_group_id else ""
        words = words_of(message, self.me)
        if words is None and album and not message.caption:
            words = Words("", direct=False, answers="")  # it belongs to the album's caption
        if author is None or words is None or not (words.text or files):
            return None
        return self._of_message(author, message, TextMessage(words.text, words.direct, words.answers, files, album))

    def edited(self, message: Message) -> Event | None:
        author = self._author(message)
        words = words_of(message, self.me)
        if author is None or words is None or not words.text:
            return None
        return self._of_message(author, message, Edited(words.text))

    def pressed(self, query: CallbackQuery) -> Event | None:
        """Skip a button of an inline result, which comes without a message and so without a conversation."""
        if query.message is None or query.data is None:
            return None
        reference = str(query.message.message_id)
        thread = _topic(query.message) if isinstance(query.message, Message) else None
        event = self._event(query.from_user, query.message.chat, ButtonPress(query.data), reference, thread)
        return replace(event, toasts=True)

    def reacted(self, update: MessageReactionUpdated) -> Event | None:
        who = update.user or update.actor_chat
        signal = signal_of(update.new_reaction)
        if who is None or signal == signal_of(update.old_reaction):
            return None
        return self._event(who, update.chat, Reaction(signal), str(update.message_id))

    def membership(self, update: ChatMemberUpdated) -> Event | None:
        """In a private chat, the person has blocked or unblocked us; a first ``/start`` causes no such update."""
        was, is_now = _inside(update.old_chat_member), _inside(update.new_chat_member)
        if was == is_now:
            return None
        return self._event(update.from_user, update.chat, Joined() if is_now else Left())

    def asked(self, query: InlineQuery) -> InlineQuestion:
        who = query.from_user
        private = Chat(who.id, ChatType.PRIVATE)
        event = self._event(who, private, TextMessage(query.query, direct=True))
        return InlineQuestion(query.id, event, query.query, query.offset)

    def _author(self, message: Message) -> User | Chat | None:
        """Return the person, group or channel that a message is from; ``None`` for us and other bots."""
        if message.is_automatic_forward or (message.via_bot and message.via_bot.id == self.me.id):
            return None  # a channel's post repeated in its group; one of our inline results
        if message.sender_chat:
            return message.sender_chat
        author = message.from_user
        return None if author is None or author.is_bot else author

    def _of_message(self, author: User | Chat, message: Message, body: Body) -> Event:
        return self._event(author, message.chat, body, str(message.message_id), _topic(message), answered=True)

    def _event(
        self,
        who: User | Chat,
        chat: Chat,
        body: Body,
        message: str = "",
        thread: str | None = None,
        *,
        answered: bool = False,
    ) -> Event:
        """With ``answered``, answers in a group show that they reply to ``message``."""
        kind = _KINDS.get(chat.type, ConversationKind.GROUP)
        return Event(
            key=self.key,
            actor=UserRef(PLATFORM, PLATFORM, str(who.id)),
            actor_name=who.full_name if isinstance(who, User) else who.effective_name or "",
            address=Address(PLATFORM, PLATFORM, str(chat.id), thread),
            conversation=kind,
            received_at=self.now,
            body=body,
            message=message,
            route=Route(
                recipient=str(who.id) if isinstance(who, User) else "",
                answers=message if answered and kind is ConversationKind.GROUP else "",
                direct=str(who.id) if isinstance(who, User) else "",
            ),
        )


def _topic(message: Message) -> str | None:
    """Return the forum topic. Replies elsewhere also have a thread id, to which nothing can be sent."""
    return str(message.message_thread_id) if message.is_topic_message else None


def _inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _OUTSIDE
