"""The messages that the stand-in stores, and its refusals in Telegram's words."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
)

from tests.servers.telegram.server import Person, TelegramStandIn
from tests.servers.telegram.text import _execute, cleaned

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


def keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Save", callback_data=data)]])


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        ("<b>x", {"parse_mode": "HTML"}, "Can't parse entities: can't find end tag corresponding to start tag"),
        ("a.b", {"parse_mode": "MarkdownV2"}, "Character '.' is reserved and must be escaped"),
        ("x" * 4097, {}, "Message is too long"),
        ("😀" * 2049, {}, "Message is too long"),
        (" \n ", {}, "Text must be non-empty"),
        ("", {}, "Message text is empty"),
        ("x", {"parse_mode": "BB"}, "Unsupported parse_mode"),
        ("ab", {"entities": [MessageEntity("bold", 1, 2)]}, "ends after the end of the text"),
        ("a😀", {"entities": [MessageEntity("bold", 0, 2)]}, "in a middle of a UTF-16 symbol"),
        ("x", {"reply_markup": keyboard("é" * 33)}, "Button_data_invalid"),
        ("x", {"reply_markup": InlineKeyboardMarkup([keyboard("a").inline_keyboard[0] * 101])}, "markup is too long"),
        ("x", {"message_thread_id": 7}, "Message thread not found"),
        ("x", {"reply_parameters": ReplyParameters(99)}, "Message to be replied not found"),
        ("x", {"api_kwargs": {"colour": "red"}}, "sendMessage has no colour"),
        ("x", {"api_kwargs": {"disable_notification": "perhaps"}}, "disable_notification"),
    ],
)
async def test_wrong_requests_are_refused_in_telegrams_words_and_recorded(
    telegram: TelegramStandIn, bot: Bot, ada: Person, text: str, more: dict[str, Any], words: str
) -> None:
    chat = telegram.private(ada)
    with pytest.raises(BadRequest, match=re.compile(re.escape(words), re.IGNORECASE)):
        await bot.send_message(chat.id, text, **more)
    assert chat.messages == []
    assert [rejected.method for rejected in telegram.rejected] == ["sendMessage"]


@given(st.text(alphabet="ab \t\n\r\0/@#\u200e\u200f\u202e\u2028\u0333\u3000\u2067é한😀", max_size=40))
def test_the_stand_in_removes_the_same_characters_as_telegrams_own_library(text: str) -> None:
    request = {"@type": "formattedText", "text": f"a{text}a", "entities": []}
    assert cleaned(f"a{text}a") == _execute("parseMarkdown", text=request)["text"]


async def test_text_is_kept_as_telegram_keeps_it(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    chat = telegram.private(ada)
    html = "\n <b>Bold</b> &lt;i&gt; <a href='https://arxiv.org'>paper</a> /note `x`\u202e\r\n \n"
    sent = await bot.send_message(chat.id, html, parse_mode="HTML", reply_markup=keyboard("save:1"))
    assert sent.text == "Bold <i> paper /note `x`" == chat.messages[0].text
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 4),
        ("text_link", 9, 5),
        ("bot_command", 15, 5),
    ]
    assert chat.messages[0].button("Sav")["callback_data"] == "save:1"
    many = [MessageEntity("code", 2 * index, 1) for index in range(120)]
    assert len((await bot.send_message(chat.id, "x " * 120, entities=many)).entities) == 100
    assert len((await bot.send_message(chat.id, "x" * 4096 + "\n\n")).text or "") == 4096
    assert telegram.rejected == []


async def test_an_edit_keeps_the_history_and_an_empty_one_is_refused(
    telegram: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    chat = telegram.private(ada)
    sent = await bot.send_message(chat.id, "one", reply_markup=keyboard("1"))
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("one", chat.id, sent.message_id, reply_markup=keyboard("1"))
    await bot.edit_message_text("two", chat.id, sent.message_id)
    message = chat.messages[0]
    assert (message.text, message.history, message.edited, message.keyboard) == ("two", ["one"], 1, None)
    await bot.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=keyboard("2"))
    assert message.buttons() == [{"text": "Save", "callback_data": "2"}]
    theirs = await chat.says(ada, "mine")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("yours", chat.id, theirs.message_id)
    await bot.delete_message(chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("three", chat.id, sent.message_id)


async def test_a_pressed_button_is_answered_once(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    chat = telegram.private(ada)
    await bot.send_message(chat.id, "one", reply_markup=keyboard("save:1"))
    answer = await chat.presses(ada, chat.messages[0], "save:1")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.from_user.id) == ("save:1", ada.id)
    assert not answer.answered
    await bot.answer_callback_query(update.callback_query.id, "Saved", show_alert=True)
    await answer.wait()
    assert (answer.text, answer.alert) == ("Saved", True)
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(update.callback_query.id)


async def test_files_go_up_come_down_and_go_again_by_id(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    chat = telegram.private(ada)
    sent = await bot.send_document(chat.id, b"%PDF-1", filename="a paper.pdf", caption="<i>here</i>", parse_mode="HTML")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1"
    await bot.send_document(chat.id, sent.document.file_id)
    assert [m.document.name for m in chat.messages if m.document] == ["a paper.pdf"] * 2
    assert (chat.messages[0].text, chat.messages[0].entities[0]["type"]) == ("here", "italic")
    await bot.send_photo(chat.id, PNG, caption="c" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(chat.id, PNG, caption="c" * 1025)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(chat.id, "nonsense")
    await chat.posts_photo(ada, "/note look", PNG)
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.caption == "/note look"
    photo = await update.message.photo[-1].get_file()
    assert bytes(await photo.download_as_bytearray()) == PNG


async def test_an_inline_query_is_answered_and_a_result_sent(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    chat = telegram.private(ada)
    asked = await chat.asks_inline(ada, "diffusion")
    [update] = await bot.get_updates()
    assert update.inline_query is not None
    content = InputTextMessageContent("<b>A note</b>", parse_mode="HTML")
    result = InlineQueryResultArticle("1", "A note", content)
    with pytest.raises(BadRequest, match="Result_id_duplicate"):
        await bot.answer_inline_query(update.inline_query.id, [result, result])
    await bot.answer_inline_query(update.inline_query.id, [result], cache_time=0, is_personal=True, next_offset="2")
    await asked.wait()
    assert (asked.next_offset, asked.cache_time, asked.personal) == ("2", 0, True)
    message = await chat.chooses(asked, 0)
    assert (message.text, message.entities[0]["type"], message.via_bot) == ("A note", "bold", telegram.bot)


async def test_commands_are_kept_per_scope_and_language_and_checked(
    telegram: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    chat = telegram.private(ada)
    korean, own = [BotCommand("note", "메모")], [BotCommand("todo", "only here")]
    await bot.set_my_commands([BotCommand("note", "Keep a note")])
    await bot.set_my_commands(korean, language_code="ko")
    await bot.set_my_commands(own, scope=BotCommandScopeChat(chat.id))
    assert await bot.get_my_commands(language_code="ko") == tuple(korean)
    assert await bot.get_my_commands(scope=BotCommandScopeChat(chat.id)) == tuple(own)
    assert await bot.get_my_commands(language_code="zh") == ()
    await bot.delete_my_commands(language_code="ko")
    assert await bot.get_my_commands(language_code="ko") == ()
    for name, description, words in [("Note", "x", "Bot_command_invalid"), ("note", " ", "must be non-empty")]:
        with pytest.raises(BadRequest, match=words):
            await bot.set_my_commands([BotCommand(name, description)])
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands(korean, language_code="kor")
