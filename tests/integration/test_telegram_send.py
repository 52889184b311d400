"""The adapter sends through the real client to a stand-in with Telegram's refusals."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.adapters.telegram.adapter import TelegramAdapter
from bot.adapters.telegram.failures import PAUSE, failure
from bot.core import messages as m
from bot.core.errors import AnswerLost, ConversationGone, ConversationMoved, DeliveryError, MessageRefused, RateLimited
from bot.core.identity import Address
from bot.core.ports.adapters import Outgoing
from tests.servers.telegram.server import Fault, FaultKind, Person, TelegramChat, TelegramStandIn


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's setting, without which the library warns about its next version."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def telegram(shared_data: Path) -> Iterator[TelegramStandIn]:
    """The stand-in checks every request against the Bot API's specification."""
    stand_in = TelegramStandIn(spec=shared_data / "specs" / "telegram-bot-api-10.1.json.gz")
    yield stand_in
    assert [each for each in stand_in.rejected if "not as the Bot API is described" in each.description] == []


@pytest.fixture
def ada(telegram: TelegramStandIn) -> Person:
    return telegram.person("Ada")


@pytest.fixture
async def adapter(telegram: TelegramStandIn) -> AsyncIterator[TelegramAdapter]:
    async with telegram.serving() as url, _bot(url, telegram.token) as bot:
        yield TelegramAdapter(bot)


@asynccontextmanager
async def _bot(url: str, token: str) -> AsyncIterator[Bot]:
    requests = [HTTPXRequest(connection_pool_size=8, read_timeout=0.5) for _ in range(2)]
    try:
        yield Bot(token, f"{url}/bot", f"{url}/file/bot", request=requests[0], get_updates_request=requests[1])
    finally:
        for each in requests:
            await each.shutdown()


def said(text: str, *more: m.Block) -> m.Message:
    return m.message(m.Paragraph((m.Text(text),)), *more)


def parts_for(adapter: TelegramAdapter, chat: TelegramChat, message: m.Message, **options: Any) -> list[Outgoing]:
    topic = options.pop("topic", None)
    address = Address("telegram", "telegram", str(chat.id), topic and str(topic))
    return [Outgoing(address, part, f"key-{number}", **options) for number, part in enumerate(adapter.render(message))]


async def deliver(adapter: TelegramAdapter, chat: TelegramChat, message: m.Message, **options: Any) -> list[str]:
    return [await adapter.send(outgoing) for outgoing in parts_for(adapter, chat, message, **options)]


async def test_a_message_arrives_with_its_decorations_and_buttons(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.private(ada)
    message = m.message(
        m.Heading((m.Text("😀 To-do"),)),
        m.Paragraph((m.Link("a paper", "https://arxiv.org/abs/2312.13286"), m.Text(" & <b>"))),
        m.Buttons((m.Button("done", "todo.done:1"), m.Button("PDF", url="https://arxiv.org/pdf/2312.13286"))),
    )
    (reference,) = await deliver(adapter, chat, message)
    posted = chat.message(int(reference))
    assert posted is not None
    assert posted.text == "😀 To-do\na paper & <b>"
    assert posted.entities == [
        {"type": "bold", "offset": 0, "length": 8},
        {"type": "text_link", "offset": 9, "length": 7, "url": "https://arxiv.org/abs/2312.13286"},
    ]
    assert posted.keyboard == [
        [
            {"text": "done", "callback_data": "todo.done:1"},
            {"text": "PDF", "url": "https://arxiv.org/pdf/2312.13286"},
        ]
    ]


async def test_a_message_is_changed_in_place_and_an_unchanged_one_is_not_an_error(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.private(ada)
    buttons = m.Buttons((m.Button("undo", "x:1"),))
    (reference,) = await deliver(adapter, chat, said("Fetching…", buttons))
    assert await deliver(adapter, chat, said("Here"), replaces=reference) == [reference]
    assert await deliver(adapter, chat, said("Here"), replaces=reference) == [reference]
    (posted,) = chat.sent()
    assert (posted.text, posted.history, posted.keyboard) == ("Here", ["Fetching…"], None)


async def test_a_message_that_can_no_longer_be_edited_is_sent_again(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.private(ada)
    (reference,) = await deliver(adapter, chat, said("Fetching…"))
    await adapter.retract(_address(chat), reference)
    await adapter.retract(_address(chat), reference)  # gone already: no error
    (newer,) = await deliver(adapter, chat, said("Here"), replaces=reference)
    assert newer != reference
    assert [message.text for message in chat.sent()] == ["Here"]


async def test_a_file_takes_the_place_of_a_text(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.private(ada)
    (reference,) = await deliver(adapter, chat, said("Exporting…"))
    document = m.Document("notes.md", "text/markdown", "# 笔记 \ud83d\n")
    await deliver(adapter, chat, said("All notes", document), replaces=reference)
    (posted,) = chat.sent()
    assert posted.document is not None
    assert (posted.document.name, posted.document.media_type) == ("notes.md", "text/markdown")
    assert posted.document.content.decode() == "# 笔记 \ufffd\n"
    assert posted.text == "All notes"


@pytest.mark.parametrize("media_type", ["image/jpeg", "text/plain"])
async def test_a_sent_file_comes_back_as_the_same_kind(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person, media_type: str
) -> None:
    chat = telegram.private(ada)
    photo = telegram.files.add("p.jpg", b"\xff\xd8\xff", "image/jpeg", is_photo=True)
    paper = telegram.files.add("p.pdf", b"%PDF", "application/pdf")
    for file in (photo, paper):
        kind = "image/jpeg" if file.is_photo else media_type
        await deliver(adapter, chat, m.message(m.Attachment(file.name, kind, 4, file.file_id)))
    assert [(each.photo, each.document) for each in chat.sent()] == [(photo, None), (None, paper)]


async def test_a_file_that_telegram_lost_becomes_its_name(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.private(ada)
    await deliver(adapter, chat, m.message(m.Attachment("p.pdf", "application/pdf", 4, "BQACAgIAAxkBAAI999999")))
    assert [message.text for message in chat.sent()] == ["📎 p.pdf"]


async def test_answers_reply_to_the_question_in_a_group_and_just_follow_in_a_private_chat(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    for chat, replies in ((telegram.group("Lab", ada), True), (telegram.private(ada), False)):
        asked = await chat.says(ada, "/todo")
        await deliver(adapter, chat, said("Nothing"), route=m.Route(answers=str(asked.message_id)))
        assert (chat.sent()[0].reply_to is asked) is replies


async def test_an_answer_to_a_deleted_message_and_one_under_a_heading_arrive(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.group("Lab", ada)
    await deliver(adapter, chat, said("Late"), route=m.Route(answers="999"))
    (heading,) = await deliver(adapter, chat, said("Today"))
    await deliver(adapter, chat, said("1. Paper"), under=heading)
    late, today, paper = chat.sent()
    assert late.reply_to is None
    assert paper.reply_to is today


async def test_a_topic_gets_its_messages_and_when_it_is_deleted_or_closed_the_forum_does(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat = telegram.group("Lab", ada, forum=True)
    kept, deleted, closed = [await chat.opens_topic(ada, name) for name in ("Papers", "Old", "Done")]
    await chat.deletes_topic(deleted)
    await chat.closes_topic(ada, closed)
    for topic in (kept, deleted, closed):
        await deliver(adapter, chat, said("Digest"), topic=topic)
    assert [message.topic for message in chat.sent()] == [kept, None, None]


async def test_a_group_that_became_a_supergroup_is_named(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    group = telegram.group("Lab", ada)
    supergroup = await group.migrates()
    with pytest.raises(ConversationMoved) as caught:
        await deliver(adapter, group, said("Hello"))
    assert caught.value.conversation_id == str(supergroup.id)


async def test_a_chat_that_blocks_or_removes_the_bot_is_not_written_to_again(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    chat, group = telegram.private(ada), telegram.group("Lab", ada)
    channel = telegram.channel("News", ada, bot_admin=False)
    await chat.blocks(ada)
    await group.remove_bot(ada)
    for gone in (chat, group, channel, TelegramChat(telegram, 404, "private")):
        with pytest.raises(ConversationGone):
            await deliver(adapter, gone, said("Hello"))


async def test_a_message_that_telegram_will_never_accept_is_distinguished_from_one_to_retry(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person
) -> None:
    too_long = m.Buttons((m.Button("x", "y" * 65),))
    with pytest.raises(MessageRefused, match=r"(?i)button_data_invalid"):
        await deliver(adapter, telegram.private(ada), said("Hello", too_long))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("Forbidden: user is deactivated"), ConversationGone),
        (BadRequest("Bad Request: chat not found"), ConversationGone),
        (BadRequest("Bad Request: not enough rights to send text messages to the chat"), ConversationGone),
        (BadRequest("Bad Request: need administrator rights in the channel chat"), ConversationGone),
        (BadRequest("Bad Request: can't parse entities"), MessageRefused),
        (TimedOut(), DeliveryError),
        (NetworkError("Bad Gateway (502)"), DeliveryError),
    ],
)
def test_each_of_telegrams_refusals_means_one_thing_to_delivery(
    error: TelegramError, kind: type[DeliveryError]
) -> None:
    assert type(failure(error)) is kind


def test_a_pause_of_unknown_length_gets_a_length() -> None:
    said_so = failure(NetworkError("Too Many Requests"))
    assert isinstance(said_so, RateLimited)
    assert said_so.retry_after == PAUSE


def _address(chat: TelegramChat) -> Address:
    return Address("telegram", "telegram", str(chat.id))


@pytest.mark.parametrize("kind", [FaultKind.HANG, FaultKind.COMMIT_THEN_DROP])
async def test_an_answer_to_a_post_can_be_lost_and_one_to_an_edit_cannot(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person, kind: FaultKind
) -> None:
    """A post that comes again may be there twice; an edit that comes again changes nothing."""
    chat = telegram.private(ada)
    telegram.faults.next("sendMessage", Fault(kind))
    with pytest.raises(AnswerLost):
        await deliver(adapter, chat, said("Hello"))
    (reference,) = await deliver(adapter, chat, said("Hello"))
    telegram.faults.next("editMessageText", Fault(kind))
    with pytest.raises(DeliveryError) as caught:
        await deliver(adapter, chat, said("Changed"), replaces=reference)
    assert type(caught.value) is DeliveryError


@pytest.mark.parametrize("kind", [FaultKind.ERROR_500, FaultKind.ERROR_502, FaultKind.TOO_MANY])
async def test_an_answer_that_says_no_is_not_lost(
    telegram: TelegramStandIn, adapter: TelegramAdapter, ada: Person, kind: FaultKind
) -> None:
    telegram.faults.next("sendMessage", Fault(kind))
    with pytest.raises(DeliveryError) as caught:
        await deliver(adapter, telegram.private(ada), said("Hello"))
    assert not isinstance(caught.value, AnswerLost)


async def test_where_nobody_answers_the_door_no_answer_is_lost(telegram: TelegramStandIn, ada: Person) -> None:
    async with _bot("http://127.0.0.1:9", telegram.token) as bot:
        with pytest.raises(DeliveryError) as caught:
            await deliver(TelegramAdapter(bot), telegram.private(ada), said("Hello"))
    assert not isinstance(caught.value, AnswerLost)
