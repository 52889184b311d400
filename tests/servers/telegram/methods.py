"""The methods about the bot itself, its chats and its commands, and the table of all methods."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.servers.telegram import messages, queries
from tests.servers.telegram.limits import COMMAND_DESCRIPTION, COMMANDS, DOWNLOAD_BYTES
from tests.servers.telegram.members import member_of
from tests.servers.telegram.messages import chat_of
from tests.servers.telegram.model import Json, bad_request
from tests.servers.telegram.request import Parameters

if TYPE_CHECKING:
    from tests.servers.telegram.server import TelegramStandIn

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *_CHAT_SCOPES)
_PROFILE = {"name": 64, "description": 512, "short_description": 120}  # characters; see setMyName and similar methods
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")

Method = Callable[["TelegramStandIn", Parameters], Any | Awaitable[Any]]


def get_me(server: "TelegramStandIn", given: Parameters) -> Json:
    return server.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not server.privacy,
        "supports_guest_queries": False,
        "supports_inline_queries": server.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


async def get_updates(server: "TelegramStandIn", given: Parameters) -> list[Json]:
    _remember_allowed(server, given)
    timeout = given.integer("timeout") or 0
    return await server.updates.poll(given.integer("offset") or 0, given.integer("limit") or 100, timeout)


def set_webhook(server: "TelegramStandIn", given: Parameters) -> bool:
    connections = given.integer("max_connections") or 40
    drop = given.flag("drop_pending_updates")
    server.updates.set_webhook(given.text("url"), given.text("secret_token"), connections, drop=drop)
    _remember_allowed(server, given)
    return True


def delete_webhook(server: "TelegramStandIn", given: Parameters) -> bool:
    server.updates.set_webhook("", "", 40, drop=given.flag("drop_pending_updates"))
    return True


def get_webhook_info(server: "TelegramStandIn", given: Parameters) -> Json:
    return server.updates.webhook_info()


def set_my_commands(server: "TelegramStandIn", given: Parameters) -> bool:
    commands = given.json("commands") or []
    for command in commands:
        _check_command(command)
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    server.commands[_scope(server, given)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"].strip()}
        for command in commands
    ]
    return True


def get_my_commands(server: "TelegramStandIn", given: Parameters) -> list[Json]:
    return server.commands.get(_scope(server, given), [])


def delete_my_commands(server: "TelegramStandIn", given: Parameters) -> bool:
    server.commands.pop(_scope(server, given), None)
    return True


def get_chat(server: "TelegramStandIn", given: Parameters) -> Json:
    chat = chat_of(server, given.text("chat_id"))
    gifts = dict.fromkeys(_GIFTS, False)
    return chat.as_json() | {"accent_color_id": 2, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(server: "TelegramStandIn", given: Parameters) -> Json:
    chat = chat_of(server, given.text("chat_id"))
    user_id = given.integer("user_id")
    person = server.bot if user_id == server.bot.id else server.people.get(user_id or 0)
    if person is None:
        raise bad_request("user not found" if user_id else "invalid user_id specified")
    if chat.hides_members and chat.bot_status != "administrator" and person != server.bot:
        raise bad_request("CHAT_ADMIN_REQUIRED")  # undocumented, seen
    return member_of(chat, person)


def get_chat_administrators(server: "TelegramStandIn", given: Parameters) -> list[Json]:
    chat = chat_of(server, given.text("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    everybody = [member_of(chat, person) for person in (*chat.members.values(), server.bot)]
    return [member for member in everybody if member["status"] in ("creator", "administrator")]


def get_chat_member_count(server: "TelegramStandIn", given: Parameters) -> int:
    return len(chat_of(server, given.text("chat_id")).members) + 1


def leave_chat(server: "TelegramStandIn", given: Parameters) -> bool:
    chat = chat_of(server, given.text("chat_id"))
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_becomes(server.bot, "left")
    return True


def get_file(server: "TelegramStandIn", given: Parameters) -> Json:
    file = server.files.get(given.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    size = len(file.content)
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": size, "file_path": file.path}


def _profile_setter(name: str) -> Method:
    def set_it(server: "TelegramStandIn", given: Parameters) -> bool:
        if len(given.text(name)) > _PROFILE[name]:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        server.profile[name, _language(given)] = given.text(name)
        return True

    return set_it


def _profile_getter(name: str) -> Method:
    def get_it(server: "TelegramStandIn", given: Parameters) -> Json:
        own = server.profile.get((name, _language(given))) or server.profile.get((name, ""))
        return {name: own or (server.bot.name if name == "name" else "")}

    return get_it


def _remember_allowed(server: "TelegramStandIn", given: Parameters) -> None:
    allowed = given.json("allowed_updates")
    if allowed is not None:
        server.updates.allowed = allowed


def _check_command(command: Json) -> None:
    name, description = command["command"].removeprefix("/"), command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > COMMAND_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {COMMAND_DESCRIPTION}")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")


def _language(given: Parameters) -> str:
    language = given.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(server: "TelegramStandIn", given: Parameters) -> tuple[str, str]:
    """The key of ``server.commands``: scope and language."""
    scope = given.json("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in _CHAT_SCOPES:
        chat_of(server, str(scope.get("chat_id", "")))
    return json.dumps(scope, sort_keys=True) if len(scope) > 1 else scope["type"], _language(given)


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _profile_setter("name"),
    "getMyName": _profile_getter("name"),
    "setMyDescription": _profile_setter("description"),
    "getMyDescription": _profile_getter("description"),
    "setMyShortDescription": _profile_setter("short_description"),
    "getMyShortDescription": _profile_getter("short_description"),
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "sendMessage": messages.send_message,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "setMessageReaction": messages.set_message_reaction,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
}
NAMES = {name.lower(): name for name in METHODS}  # method names are case-insensitive
