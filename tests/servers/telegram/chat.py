"""A chat of the stand-in, and people's actions in it."""

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from tests.servers.telegram.members import member_update
from tests.servers.telegram.model import CallbackAnswer, InlineAnswer, Json, Person, SentMessage
from tests.servers.telegram.text import Entity, at, cleaned, found_entities, utf16_length

if TYPE_CHECKING:
    from tests.servers.telegram.server import TelegramStandIn

ChatType = Literal["private", "group", "supergroup", "channel"]
BotStatus = Literal["member", "administrator", "left", "kicked"]


@dataclass(slots=True, eq=False)
class TelegramChat:
    """``messages`` are everyone's, in order, without deleted ones; ``topics`` has a forum's topics by id.

    ``admins`` are the ids of administrators besides the owner. A group that ``hides_members`` names only these to a
    bot that is not among them.
    """

    server: "TelegramStandIn"
    id: int
    type: ChatType
    title: str = ""
    username: str | None = None
    forum: bool = False
    person: Person | None = None
    bot_status: BotStatus = "member"
    messages: list[SentMessage] = field(default_factory=list)
    members: dict[int, Person] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    hides_members: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    migrated_to: int | None = None
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(2))  # 1 is its creation
    _by_id: dict[int, SentMessage] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "supergroup")

    @property
    def owner(self) -> Person | None:
        """The creator of a group or channel: its first member."""
        return next(iter(self.members.values()), None)

    def as_json(self) -> Json:
        if self.type == "private":
            assert self.person is not None
            body = self.person.as_json()
            return {"id": self.id, "type": "private"} | {k: body[k] for k in ("first_name", "username") if k in body}
        named: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.username:
            named["username"] = self.username
        return named | {"is_forum": True} if self.forum else named

    def message(self, message_id: int) -> SentMessage | None:
        return self._by_id.get(message_id)

    def sent(self) -> list[SentMessage]:
        """The bot's messages, in order."""
        return [message for message in self.messages if message.by_bot]

    def add(self, message: SentMessage) -> SentMessage:
        self.messages.append(message)
        self._by_id[message.message_id] = message
        return message

    def remove(self, message: SentMessage) -> None:
        message.deleted = True
        self.messages.remove(message)
        del self._by_id[message.message_id]

    def next_id(self) -> int:
        """Supergroups and channels count their own messages; all other chats of an account share one count."""
        return next(self._ids if self.type in ("supergroup", "channel") else self.server.message_ids)

    async def says(
        self,
        person: Person,
        text: str,
        *,
        reply_to: SentMessage | None = None,
        topic: int | None = None,
        quote: str | None = None,
        entities: list[Entity] | None = None,
        sender_chat: "TelegramChat | None" = None,
    ) -> SentMessage:
        """Send a person's message; the bot gets it (``update_id``) unless privacy mode or its absence prevents that.

        Telegram marks its commands, mentions, tags and addresses, unless ``entities`` replaces these. A person who
        hides behind ``sender_chat`` is an anonymous administrator of this chat, or speaks as their own channel.
        """
        message = self._new(person, text, entities, reply_to=reply_to, topic=topic)
        message.sender_chat = sender_chat
        if quote is not None:
            assert reply_to is not None
            before, found, _ = reply_to.text.partition(quote)
            assert found, f"{quote!r} is not in {reply_to.text!r}"
            message.quote = {"text": quote, "position": utf16_length(before), "is_manual": True}
        return self._tell(message)

    async def posts_photo(self, person: Person, caption: str, content: bytes, album: str = "") -> SentMessage:
        """Send a file; the messages of one album have the same ``album``."""
        message = self._new(person, caption)
        message.album = album
        message.photo = self.server.files.add("photo.jpg", content, "image/jpeg", is_photo=True)
        return self._tell(message)

    async def posts_file(
        self, person: Person, name: str, caption: str, content: bytes, media_type: str = "application/octet-stream"
    ) -> SentMessage:
        message = self._new(person, caption)
        message.document = self.server.files.add(name, content, media_type)
        return self._tell(message)

    async def edits(self, message: SentMessage, text: str) -> int | None:
        """Change a person's message; return the update's id, if the bot gets one."""
        message.history.append(message.text)
        message.text = cleaned(text).strip(" \n")
        message.entities = found_entities(message.text)
        message.edited += 1
        return self._update("edited_channel_post" if self.type == "channel" else "edited_message", message)

    async def presses(self, person: Person, message: SentMessage, data: str) -> CallbackAnswer:
        """Press a button with any ``data``, even if no button has it: buttons can be stale, clients hostile."""
        query_id, answer = self.server.queries.pressed()
        payload: Json = {"id": query_id, "from": person.as_json(), "chat_instance": str(-self.id), "data": data}
        if message.via_bot is not None:  # the bot is perhaps not in the chat of such a message
            payload["inline_message_id"] = f"BAAAA{-self.id}_{message.message_id}"
        elif message.deleted:
            payload["message"] = {"chat": self.as_json(), "message_id": message.message_id, "date": 0}
        else:
            payload["message"] = message.as_json()
        answer.update_id = self.server.updates.add("callback_query", payload)
        return answer

    async def reacts(self, person: Person, message: SentMessage, emoji: str | None) -> int | None:
        """React, or remove the reaction with ``None``. In groups only an administrator that asked for it gets this."""
        old = message.reactions.get(person.id, [])
        new = [emoji] if emoji else []
        message.reactions[person.id] = new
        if self.type != "private" and self.bot_status != "administrator":
            return None
        where: Json = {"chat": self.as_json(), "message_id": message.message_id, "date": int(time.time())}
        if self.type == "channel":
            every = [one for given in message.reactions.values() for one in given]
            counts = [{"type": _emoji(one), "total_count": every.count(one)} for one in dict.fromkeys(every)]
            return self.server.updates.add("message_reaction_count", where | {"reactions": counts})
        change = {"old_reaction": [_emoji(one) for one in old], "new_reaction": [_emoji(one) for one in new]}
        return self.server.updates.add("message_reaction", where | {"user": person.as_json()} | change)

    async def add_bot(self, person: Person, *, admin: bool = False) -> int | None:
        """Add the bot, or make it an administrator."""
        was = self.bot_status
        update_id = self.bot_becomes(person, "administrator" if admin else "member")
        if self.is_group and was in ("left", "kicked"):
            self._service(person, {"new_chat_members": [self.server.bot.as_json()]})
        return update_id

    async def remove_bot(self, person: Person) -> int | None:
        update_id = self.bot_becomes(person, "kicked")
        if self.type == "group":
            self._service(person, {"left_chat_member": self.server.bot.as_json()}, absent=True)
        return update_id

    async def joins(self, person: Person) -> SentMessage:
        """Add a person with a service message; an administrator that asked for it gets a ``chat_member`` update."""
        self.members[person.id] = person
        if self.bot_status == "administrator":
            self.server.updates.add("chat_member", member_update(self, person, person, "left", "member"))
        return self._service(person, {"new_chat_members": [person.as_json()]})

    async def blocks(self, person: Person) -> int | None:
        """Block the bot in the private chat; until ``unblocks``, every message there is refused with 403."""
        return self.bot_becomes(person, "kicked")

    async def unblocks(self, person: Person) -> int | None:
        return self.bot_becomes(person, "member")

    async def opens_topic(self, person: Person, name: str) -> int:
        """Open a forum's topic; return its id."""
        assert self.forum
        message = self._new(person, "")
        message.topic = message.message_id
        message.service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        self.topics[message.message_id] = name
        self._tell(message)
        return message.message_id

    async def closes_topic(self, person: Person, topic: int) -> SentMessage:
        self.closed_topics.add(topic)
        return self._service(person, {"forum_topic_closed": {}}, topic=topic)

    async def deletes_topic(self, topic: int) -> None:
        """Delete a message, without an update."""
        for message in [message for message in self.messages if message.topic == topic]:
            self.remove(message)
        del self.topics[topic]

    async def migrates(self) -> "TelegramChat":
        """Make the group a supergroup with a new id; messages to the old one are refused."""
        assert self.type == "group"
        assert self.owner is not None
        new = self.server.group(self.title, *self.members.values(), supergroup=True)
        new.bot_status = self.bot_status
        self._service(self.owner, {"migrate_to_chat_id": new.id})
        self.migrated_to = new.id
        new._service(self.owner, {"migrate_from_chat_id": self.id})
        return new

    async def asks_inline(self, person: Person, query: str, offset: str = "") -> InlineAnswer:
        """Type ``@bot query`` here without sending it."""
        query_id, answer = self.server.queries.asked(person, query)
        kind = "sender" if self.person == person else self.type
        payload: Json = {"id": query_id, "from": person.as_json(), "query": query, "offset": offset, "chat_type": kind}
        answer.update_id = self.server.updates.add("inline_query", payload)
        return answer

    async def chooses(self, answer: InlineAnswer, nth: int = 0) -> SentMessage:
        """Send the ``nth`` result to this chat; the bot learns which one, if that is switched on."""
        assert answer.person is not None
        result_id = answer.results[nth]["id"]
        text, entities, keyboard = answer.contents[result_id]
        message = self._new(answer.person, text, entities)
        message.via_bot, message.keyboard = self.server.bot, keyboard
        if self.server.inline_feedback:
            chosen = {"result_id": result_id, "from": answer.person.as_json(), "query": answer.query}
            self.server.updates.add("chosen_inline_result", chosen)
        return self._tell(message)

    def _new(
        self,
        person: Person,
        text: str,
        entities: list[Entity] | None = None,
        *,
        reply_to: SentMessage | None = None,
        topic: int | None = None,
    ) -> SentMessage:
        text = cleaned(text) if entities is not None else cleaned(text).strip(" \n")
        if entities is None:
            entities = found_entities(text) if text else []
        message = SentMessage(self, self.next_id(), person, text, entities, reply_to=reply_to, topic=topic)
        self.in_thread(message)
        return self.add(message)

    def in_thread(self, message: SentMessage) -> None:
        """Telegram's own additions: a topic's messages reply to its first; replies in a supergroup are a thread."""
        if message.topic is None and message.reply_to is not None:
            message.topic = message.reply_to.topic
        if message.topic is not None and message.reply_to is None:
            message.reply_to = self.message(message.topic)
        elif self.type == "supergroup" and not self.forum and message.reply_to is not None:
            message.thread = message.reply_to.thread or message.reply_to.message_id

    def _service(self, person: Person, what: Json, *, topic: int | None = None, absent: bool = False) -> SentMessage:
        message = self._new(person, "", topic=topic)
        message.service = what
        return self._tell(message, absent=absent)

    def _tell(self, message: SentMessage, *, absent: bool = False) -> SentMessage:
        kind = "channel_post" if self.type == "channel" else "message"
        message.update_id = self._update(kind, message, absent=absent)
        return message

    def _update(self, kind: str, message: SentMessage, *, absent: bool = False) -> int | None:
        if not absent and not self._hears(message):
            return None
        return self.server.updates.add(kind, message.as_json())

    def _hears(self, message: SentMessage) -> bool:
        """Return whether privacy mode shows it: commands, replies, messages through the bot.

        https://core.telegram.org/bots/features#privacy-mode
        """
        if self.bot_status in ("left", "kicked"):
            return False
        if not self.is_group or self.bot_status == "administrator" or not self.server.privacy or message.service:
            return True
        to_bot = message.reply_to is not None and message.reply_to.by_bot
        return to_bot or message.via_bot is not None or self._is_command(message)

    def _is_command(self, message: SentMessage) -> bool:
        for entity in message.entities:
            if entity["type"] == "bot_command" and entity["offset"] == 0:
                _, _, name = at(message.text, 0, entity["length"]).partition("@")
                return not name or name.lower() == (self.server.bot.username or "").lower()
        return False

    def bot_becomes(self, person: Person, status: BotStatus) -> int | None:
        old, self.bot_status = self.bot_status, status
        change = member_update(self, person, self.server.bot, old, status)
        return self.server.updates.add("my_chat_member", change)

    def with_members(self, *people: Person) -> Self:
        self.members |= {person.id: person for person in people}
        return self


def _emoji(emoji: str) -> Json:
    return {"type": "emoji", "emoji": emoji}
