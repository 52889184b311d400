"""People, messages and files of the stand-in, in the Bot API's form."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.servers.telegram.text import Entity

if TYPE_CHECKING:
    from tests.servers.telegram.chat import TelegramChat

Json = dict[str, Any]
Keyboard = list[list[Json]]


class ApiError(Exception):
    """An answer that is not ``ok``, with ``description`` in Telegram's words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    language: str = "en"
    username: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            body["username"] = self.username
        if not self.is_bot:
            body["language_code"] = self.language
        return body


GROUP_ANONYMOUS_BOT = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = Person(136817688, "Channel", username="Channel_Bot", is_bot=True)
"""The accounts in ``from`` when the sender is a chat: https://core.telegram.org/bots/api#message"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    unique_id: str
    name: str
    content: bytes
    media_type: str
    is_photo: bool = False

    @property
    def path(self) -> str:
        """The path in the answer of ``getFile``; the real one is just as arbitrary."""
        return f"{'photos' if self.is_photo else 'documents'}/{self.unique_id}/{self.name}"

    def as_json(self) -> Json:
        body: Json = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}
        if self.is_photo:  # the stand-in does not read pictures; Telegram often gives this size
            return body | {"width": 1280, "height": 960}
        return body | {"file_name": self.name, "mime_type": self.media_type}


@dataclass(slots=True)
class Files:
    """All files ever uploaded, by anyone."""

    _by_id: dict[str, StoredFile] = field(default_factory=dict)
    _count: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add(self, name: str, content: bytes, media_type: str, *, is_photo: bool = False) -> StoredFile:
        number = next(self._count)
        prefix = "AgACAgIAAxkBAAI" if is_photo else "BQACAgIAAxkBAAI"
        file = StoredFile(f"{prefix}{number:06d}", f"AgAD{number:06d}", name, content, media_type, is_photo)
        self._by_id[file.file_id] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._by_id.values() if file.path == path), None)


@dataclass(slots=True, eq=False)
class SentMessage:
    """One message in a chat. ``text`` is the caption if it has a file.

    ``keyboard`` has rows of buttons in the Bot API's form, ``reactions`` the emoji of each user id, ``history`` the
    texts before each edit. ``update_id`` is the update that brought a person's message to the bot, if any.
    """

    chat: "TelegramChat"
    message_id: int
    sender: Person
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: Keyboard | None = None
    topic: int | None = None
    thread: int | None = None
    reply_to: "SentMessage | None" = None
    quote: Json | None = None
    document: StoredFile | None = None
    photo: StoredFile | None = None
    via_bot: Person | None = None
    service: Json = field(default_factory=dict)
    album: str = ""
    sender_chat: "TelegramChat | None" = None
    date: int = field(default_factory=lambda: int(time.time()))
    edited: int = 0
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    update_id: int | None = None
    force_reply: bool = False

    @property
    def by_bot(self) -> bool:
        return self.sender.is_bot

    def buttons(self) -> list[Json]:
        return [button for row in self.keyboard or [] for button in row]

    def button(self, label: str) -> Json:
        """The first button whose text contains ``label``."""
        found = [button for button in self.buttons() if label in button["text"]]
        assert found, f"no button {label!r} among {[button['text'] for button in self.buttons()]}"
        return found[0]

    def as_json(self, *, nested: bool = False) -> Json:
        """The message in the Bot API's form; ``nested`` in another one as its ``reply_to_message``, without its own."""
        body: Json = {"message_id": self.message_id, "date": self.date, "chat": self.chat.as_json()}
        if self.chat.type == "channel":
            body["sender_chat"] = self.chat.as_json()
        elif self.sender_chat is not None:
            hidden = GROUP_ANONYMOUS_BOT if self.sender_chat is self.chat else CHANNEL_BOT
            body |= {"from": hidden.as_json(), "sender_chat": self.sender_chat.as_json()}
        else:
            body["from"] = self.sender.as_json()
        if self.edited:
            body["edit_date"] = self.date + self.edited
        if self.thread is not None:
            body["message_thread_id"] = self.thread
        if self.topic is not None:
            body |= {"message_thread_id": self.topic, "is_topic_message": True}
        if self.reply_to is not None and not nested:
            body["reply_to_message"] = self.reply_to.as_json(nested=True)
        if self.quote is not None and not nested:
            body["quote"] = self.quote
        if self.via_bot is not None:
            body["via_bot"] = self.via_bot.as_json()
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        return body | ({"media_group_id": self.album} if self.album else {}) | self._content() | self.service

    def _content(self) -> Json:
        if self.document is None and self.photo is None:
            return _text("text", "entities", self.text, self.entities)
        caption = _text("caption", "caption_entities", self.text, self.entities)
        if self.document is not None:
            return caption | {"document": self.document.as_json()}
        assert self.photo is not None
        return caption | {"photo": [self.photo.as_json() | {"width": 90, "height": 67}, self.photo.as_json()]}


def _text(name: str, entities_name: str, text: str, entities: list[Entity]) -> Json:
    body: Json = {name: text} if text else {}
    return body | ({entities_name: entities} if entities else {})


@dataclass(slots=True)
class _Asked:
    update_id: int | None = None
    answered: bool = False
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    def done(self) -> None:
        self.answered = True
        self._done.set()

    async def wait(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109  # what a test says in one word
        """Wait for the bot's answer; raises ``TimeoutError`` after ``timeout`` seconds."""
        async with asyncio.timeout(timeout):
            await self._done.wait()


@dataclass(slots=True)
class CallbackAnswer(_Asked):
    """The answer to a press, as the person sees it: a passing note, or an alert to close."""

    text: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass(slots=True)
class InlineAnswer(_Asked):
    """``results`` are the bot's own; ``contents`` has the message that each sends when chosen, by its id."""

    person: Person | None = None
    query: str = ""
    results: list[Json] = field(default_factory=list)
    contents: dict[str, tuple[str, list[Entity], Keyboard | None]] = field(default_factory=dict)
    next_offset: str = ""
    button: Json | None = None
    cache_time: int = 300
    personal: bool = False
