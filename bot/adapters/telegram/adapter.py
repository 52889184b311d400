"""Sending to Telegram: one call per part. The outbox makes any second try."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from msgspec.structs import replace
from telegram import Bot, ForceReply, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters
from telegram import Message as Posted
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.adapters.telegram import failures
from bot.adapters.telegram.characters import well_formed
from bot.adapters.telegram.limits import PACE, is_group
from bot.adapters.telegram.parse import PLATFORM
from bot.adapters.telegram.render import File, Sent, Text, render
from bot.core.errors import DeliveryError
from bot.core.identity import Address
from bot.core.messages import Block, Buttons, Message
from bot.core.ports.adapters import Outgoing, Part

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Call = Callable[..., Awaitable[Posted]]


class TelegramAdapter:
    """Sends through a ``Bot`` that the caller opens and closes.

    Telegram has no key by which to find a message: when the answer to a post is lost, the next try sends the part a
    second time. An edit is the same on every try.
    """

    platform = PLATFORM
    pace = PACE

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def render(self, message: Message) -> tuple[Part, ...]:
        return render(Message(tuple(map(self._with_links, message.blocks))))

    def _with_links(self, block: Block) -> Block:
        """Give the buttons that open the private chat their address, which has our name in it."""
        if not isinstance(block, Buttons) or not any(button.start for button in block.buttons):
            return block
        return Buttons(
            tuple(
                replace(each, url=f"{self._bot.link}?start={each.start}") if each.start else each
                for each in block.buttons
            )
        )

    async def send(self, outgoing: Outgoing) -> str:
        """Send one part, or change ``outgoing.replaces`` to it where that can be edited; return the ``message_id``.

        Raises ``DeliveryError`` and its subclasses.
        """
        try:
            if outgoing.replaces and isinstance(outgoing.part.body, Text):
                return await self._edit(outgoing, outgoing.part.body)
            posted = await self._post(outgoing)
        except TelegramError as error:
            raise failures.failure(error) from error
        if outgoing.replaces:
            await self._clear_away(outgoing.address, outgoing.replaces)
        return str(posted.message_id)

    async def retract(self, address: Address, reference: str) -> None:
        try:
            await self._bot.delete_message(int(address.conversation_id), int(reference))
        except TelegramError as error:
            if not (isinstance(error, BadRequest) and failures.is_deleted(error)):
                raise failures.failure(error) from error

    async def _edit(self, outgoing: Outgoing, body: Text) -> str:
        try:
            chat_id = int(outgoing.address.conversation_id)
            await self._bot.edit_message_text(chat_id=chat_id, message_id=int(outgoing.replaces), **_content(body))
        except BadRequest as error:
            if failures.cannot_be_edited(error):
                return str((await self._post(outgoing)).message_id)
            if not failures.is_not_modified(error):
                raise
        except NetworkError as error:
            if failures.is_lost(error):
                raise DeliveryError(error.message) from error
            raise
        return outgoing.replaces

    async def _clear_away(self, address: Address, reference: str) -> None:
        """Delete a text that cannot become the file, after the file was sent. An error must not send the file again."""
        try:
            await self.retract(address, reference)
        except DeliveryError as error:
            log.warning("message %s of %s stays next to its successor: %s", reference, address, error.reason)

    async def _post(self, outgoing: Outgoing) -> Posted:
        where = _where(outgoing)
        try:
            return await self._post_body(outgoing.part.body, where, _question(outgoing))
        except BadRequest as error:
            if "message_thread_id" not in where or not failures.topic_is_gone(error):
                raise
            del where["message_thread_id"]  # this posts to the topic that every forum has
            return await self._post_body(outgoing.part.body, where, _question(outgoing))

    async def _post_body(self, body: Any, where: dict[str, Any], question: ForceReply | None) -> Posted:
        match body:
            case Text():
                shown = _content(body)
                return await self._bot.send_message(
                    **{**shown, "reply_markup": shown["reply_markup"] or question}, **where
                )
            case File():
                # Telegram refuses an empty file.
                content = well_formed(body.content or "\n").encode()
                file = InputFile(content, body.name)
                file.mimetype = body.media_type
                return await self._bot.send_document(document=file, **_caption(body.caption), **where)
            case Sent():
                return await self._resend(body, where)
        raise TypeError(f"not a part for Telegram: {type(body).__name__}")

    async def _resend(self, file: Sent, where: dict[str, Any]) -> Posted:
        """Send a file that Telegram has, as the kind it came as, which its media type suggests.

        If no kind fits or Telegram has lost the file, send its name.
        """
        for call in self._kinds(file.media_type):
            try:
                return await call(file.reference, **_caption(file.caption), **where)
            except BadRequest as error:
                if failures.file_is_gone(error):
                    break
                if not failures.is_other_kind(error):
                    raise
        named = Text(f"📎 {file.name}") if not file.caption.text else file.caption
        return await self._bot.send_message(**_content(named), **where)

    def _kinds(self, media_type: str) -> tuple[Call, ...]:
        """Return the methods for the kinds that a file of this media type may be, likeliest first."""
        bot = self._bot

        def call(method: Callable[..., Awaitable[Posted]], name: str) -> Call:
            return lambda reference, **options: method(**{name: reference}, **options)

        document = call(bot.send_document, "document")
        match media_type.partition("/")[0]:
            case "image":
                return call(bot.send_photo, "photo"), document, call(bot.send_animation, "animation")
            case "video":
                return call(bot.send_video, "video"), call(bot.send_animation, "animation"), document
            case "audio":
                return call(bot.send_audio, "audio"), call(bot.send_voice, "voice"), document
            case _:
                return (document,)


def _where(outgoing: Outgoing) -> dict[str, Any]:
    """Return chat, topic and, in groups, the message that is answered."""
    address = outgoing.address
    where: dict[str, Any] = {"chat_id": int(address.conversation_id)}
    if address.thread_id:
        where["message_thread_id"] = int(address.thread_id)
    answers = outgoing.under or (outgoing.route.answers if is_group(address) else "")
    if answers:
        where["reply_parameters"] = ReplyParameters(int(answers), allow_sending_without_reply=True)
    return where


def _question(outgoing: Outgoing) -> ForceReply | None:
    """Let the person's client begin a reply to a question in a group: with privacy mode we see nothing else there."""
    return ForceReply(selective=True) if outgoing.asks and is_group(outgoing.address) else None


def _content(text: Text) -> dict[str, Any]:
    shown = {"text": text.text, "entities": text.entities, "reply_markup": _markup(text)}
    return {**shown, "link_preview_options": _NO_PREVIEW}


def _caption(text: Text) -> dict[str, Any]:
    return {"caption": text.text or None, "caption_entities": text.entities, "reply_markup": _markup(text)}


def _markup(text: Text) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(text.keyboard) if text.keyboard else None
