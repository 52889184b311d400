"""Chat members in the Bot API's form: https://core.telegram.org/bots/api#chatmember"""

import time
from typing import TYPE_CHECKING

from tests.servers.telegram.model import Json, Person

if TYPE_CHECKING:
    from tests.servers.telegram.chat import TelegramChat

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_GRANTED = frozenset({"can_manage_chat", "can_delete_messages", "can_invite_users"})


def member_of(chat: "TelegramChat", person: Person) -> Json:
    """A member in the form of ``getChatMember``."""
    if person.is_bot:
        return member_json(person, chat.bot_status, chat.type)
    if person == chat.owner and chat.type != "private":
        return member_json(person, "creator", chat.type)
    if person.id in chat.admins:
        return member_json(person, "administrator", chat.type)
    return member_json(person, "member" if person.id in chat.members else "left", chat.type)


def member_json(person: Person, status: str, chat_type: str) -> Json:
    body: Json = {"status": status, "user": person.as_json()}
    if status == "kicked":
        return body | {"until_date": 0}
    if status == "creator":
        return body | {"is_anonymous": False}
    if status != "administrator":
        return body
    rights = {name: name in _GRANTED for name in _RIGHTS}
    rights |= {"can_be_edited": False, "is_anonymous": False}
    if chat_type == "channel":
        return body | rights | {"can_post_messages": True, "can_edit_messages": True}
    return body | rights | {"can_pin_messages": False, "can_manage_topics": False}


def member_update(chat: "TelegramChat", by: Person, who: Person, old: str, new: str) -> Json:
    return {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": int(time.time()),
        "old_chat_member": member_json(who, old, chat.type),
        "new_chat_member": member_json(who, new, chat.type),
    }
