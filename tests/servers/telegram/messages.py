"""The methods that send, change and delete messages: https://core.telegram.org/bots/api#available-methods"""

from typing import TYPE_CHECKING, Any

from telegram.constants import ChatAction, ReactionEmoji

from tests.servers.telegram.keyboards import inline_keyboard
from tests.servers.telegram.limits import CAPTION_UNITS, TEXT_UNITS, UPLOAD_BYTES
from tests.servers.telegram.model import ApiError, Json, SentMessage, StoredFile, bad_request
from tests.servers.telegram.request import Parameters, Upload
from tests.servers.telegram.text import Formatted, TextRefused, formatted, utf16_length

if TYPE_CHECKING:
    from tests.servers.telegram.chat import TelegramChat
    from tests.servers.telegram.server import TelegramStandIn

_ACTIONS = frozenset(action.value for action in ChatAction)
_REACTIONS = frozenset(emoji.value for emoji in ReactionEmoji)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def chat_of(server: "TelegramStandIn", chat_id: str, *, sending: bool = False) -> "TelegramChat":
    """Raise ``ApiError`` if the bot may not do this in the chat."""
    if not chat_id:
        raise bad_request("chat_id is empty")
    chat = server.find(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, words, migrate_to_chat_id=chat.migrated_to)
    if chat.type == "private":
        if sending and chat.bot_status == "kicked":
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat
    if chat.bot_status == "kicked":
        raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise ApiError(403, f"Forbidden: bot is not a member of the {chat.type} chat")
    if sending and chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def content(text: str, parse_mode: str, entities: Any, *, limit: int = TEXT_UNITS, what: str = "message") -> Formatted:
    """Call ``formatted``, and raise its refusals as the API's."""
    try:
        return formatted(text, parse_mode, entities, limit=limit, what=what)
    except TextRefused as error:
        raise bad_request(str(error)) from None


def message_text(text: str, parse_mode: str, entities: Any) -> Formatted:
    if not text:
        raise bad_request("message text is empty")
    kept = content(text, parse_mode, entities)
    if not kept.text:
        raise bad_request("text must be non-empty")
    return kept


def send_message(server: "TelegramStandIn", given: Parameters) -> Json:
    return _post(server, given, _text(given))


def send_document(server: "TelegramStandIn", given: Parameters) -> Json:
    return _post(server, given, _caption(given), document=_file(server, given, "document"))


def send_photo(server: "TelegramStandIn", given: Parameters) -> Json:
    return _post(server, given, _caption(given), photo=_file(server, given, "photo"))


def edit_message_text(server: "TelegramStandIn", given: Parameters) -> Json:
    kept = _text(given)
    message = _own(server, given)
    if message.document or message.photo:
        raise bad_request("there is no text in the message to edit")
    return _edit(server, given, message, kept)


def edit_message_caption(server: "TelegramStandIn", given: Parameters) -> Json:
    kept = _caption(given)
    message = _own(server, given)
    if not (message.document or message.photo):
        raise bad_request("there is no caption in the message to edit")
    return _edit(server, given, message, kept)


def edit_message_reply_markup(server: "TelegramStandIn", given: Parameters) -> Json:
    message = _own(server, given)
    return _edit(server, given, message, Formatted(message.text, message.entities))


def delete_message(server: "TelegramStandIn", given: Parameters) -> bool:
    chat = chat_of(server, given.text("chat_id"))
    message = chat.message(given.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    if not message.by_bot and chat.type != "private" and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted for everyone")
    chat.remove(message)
    return True


def set_message_reaction(server: "TelegramStandIn", given: Parameters) -> bool:
    chat = chat_of(server, given.text("chat_id"), sending=True)
    message = chat.message(given.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to react not found")
    reactions = [reaction.get("emoji") for reaction in given.json("reaction") or []]
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not _REACTIONS.issuperset(reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions[server.bot.id] = reactions
    return True


def send_chat_action(server: "TelegramStandIn", given: Parameters) -> bool:
    if given.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = chat_of(server, given.text("chat_id"), sending=True)
    _topic(chat, given)
    return True


def _text(given: Parameters) -> Formatted:
    return message_text(given.text("text"), given.text("parse_mode"), given.json("entities"))


def _caption(given: Parameters) -> Formatted:
    entities = given.json("caption_entities")
    return content(given.text("caption"), given.text("parse_mode"), entities, limit=CAPTION_UNITS, what="caption")


def _post(
    server: "TelegramStandIn",
    given: Parameters,
    kept: Formatted,
    *,
    document: StoredFile | None = None,
    photo: StoredFile | None = None,
) -> Json:
    chat = chat_of(server, given.text("chat_id"), sending=True)
    keyboard = inline_keyboard(given.json("reply_markup"))
    topic = _topic(chat, given)
    reply_to, quote = _reply(server, chat, given)
    _count(server, chat)
    message = SentMessage(chat, chat.next_id(), server.bot, kept.text, kept.entities, keyboard, topic=topic)
    message.reply_to, message.quote, message.document, message.photo = reply_to, quote, document, photo
    message.force_reply = bool((given.json("reply_markup") or {}).get("force_reply"))
    chat.in_thread(message)
    chat.add(message)
    server.note_sent()
    return message.as_json()


def _count(server: "TelegramStandIn", chat: "TelegramChat", *, edit: bool = False) -> None:
    wait = server.limits.take(chat.id, group=chat.is_group, edit=edit)
    if wait is not None:
        raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def _topic(chat: "TelegramChat", given: Parameters) -> int | None:
    topic = given.integer("message_thread_id")
    if topic is None or topic == 0:
        return None
    if topic not in chat.topics:  # neither the topic General, 1, nor a supergroup's thread of replies is a topic
        raise bad_request("message thread not found")
    if topic in chat.closed_topics:
        raise bad_request("TOPIC_CLOSED")
    return topic


def _reply(
    server: "TelegramStandIn", chat: "TelegramChat", given: Parameters
) -> tuple[SentMessage | None, Json | None]:
    wanted = given.json("reply_parameters") or {}
    if given.integer("reply_to_message_id"):
        wanted = {"message_id": given.integer("reply_to_message_id")}
    if not wanted:
        return None, None
    where = chat_of(server, str(wanted["chat_id"])) if "chat_id" in wanted else chat
    message = where.message(wanted["message_id"])
    if message is None:
        if wanted.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    return message, _quote(message, wanted)


def _quote(message: SentMessage, wanted: Json) -> Json | None:
    if not wanted.get("quote"):
        return None
    kept = content(wanted["quote"], wanted.get("quote_parse_mode", ""), wanted.get("quote_entities"))
    before, found, _ = message.text.partition(kept.text)
    if not found:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": kept.text, "position": utf16_length(before)}


def _own(server: "TelegramStandIn", given: Parameters) -> SentMessage:
    chat = chat_of(server, given.text("chat_id"), sending=True)
    message = chat.message(given.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(server: "TelegramStandIn", given: Parameters, message: SentMessage, kept: Formatted) -> Json:
    keyboard = inline_keyboard(given.json("reply_markup"))
    if (kept.text, kept.entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise bad_request(_NOT_MODIFIED)
    _count(server, message.chat, edit=True)
    if kept.text != message.text:
        message.history.append(message.text)
    message.text, message.entities, message.keyboard = kept.text, kept.entities, keyboard
    message.edited += 1
    return message.as_json()


def _file(server: "TelegramStandIn", given: Parameters, kind: str) -> StoredFile:
    value = given.get(kind)
    if isinstance(value, str) and value.startswith("attach://"):
        value = given.get(value.removeprefix("attach://"))
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(value, Upload):
        return _stored(server, value, is_photo=kind == "photo")
    if value.startswith(("http://", "https://")):  # the stand-in fetches no files from elsewhere
        raise bad_request("failed to get HTTP URL content")
    file = server.files.get(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.is_photo != (kind == "photo"):
        raise bad_request("type of file mismatch")
    return file


def _stored(server: "TelegramStandIn", upload: Upload, *, is_photo: bool) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    if is_photo and not upload.content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return server.files.add(upload.name, upload.content, upload.media_type, is_photo=is_photo)
