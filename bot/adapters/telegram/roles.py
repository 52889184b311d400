"""The administrators of groups and channels on Telegram.

https://core.telegram.org/bots/api#getchatmember answers for everybody only where the bot is an administrator;
https://core.telegram.org/bots/api#getchatadministrators answers everywhere, but with a list.
"""

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, TelegramError

from bot.core.errors import ServiceError
from bot.core.identity import Address, UserRef

SECONDS = 5.0
"""Timeout of a question. A person waits for the answer, and Telegram mostly takes a tenth of a second."""

_RUN_IT = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class TelegramRoles:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def is_administrator(self, person: UserRef, address: Address) -> bool:
        """Anonymous administrators and the authors of a channel's posts act as the chat itself.

        Who acts as another chat is a member whose name Telegram hides.
        """
        chat, who = int(address.conversation_id), int(person.user_id)
        if who < 0:
            return who == chat
        try:
            return await self._ask(chat, who)
        except TelegramError as error:
            raise ServiceError(error.message) from error

    async def _ask(self, chat: int, who: int) -> bool:
        try:
            member = await self._bot.get_chat_member(chat, who, read_timeout=SECONDS)
        except BadRequest:
            administrators = await self._bot.get_chat_administrators(chat, read_timeout=SECONDS)
            return any(each.user.id == who for each in administrators)
        return member.status in _RUN_IT
