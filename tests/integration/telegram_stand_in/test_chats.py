"""The events that the bot gets, and the chats where it may write."""

from pathlib import Path

import httpx
import pytest
from telegram import (
    Bot,
    ReactionTypeEmoji,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
)

from tests.servers.telegram.schema import Schema
from tests.servers.telegram.server import Person, TelegramStandIn

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


EVERYTHING = ["message", "edited_message", "channel_post", "callback_query", "message_reaction", "my_chat_member"]


async def test_privacy_mode_hides_messages_not_meant_for_the_bot(
    telegram: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    group = telegram.group("Readers", ada)
    await bot.send_message(group.id, "hello")
    texts = ["/note a", "/note@paperboy_bot a", "/note@other_bot a", "hi @paperboy_bot"]
    heard = [await group.says(ada, text) for text in texts]
    assert [message.update_id is not None for message in heard] == [True, True, False, False]
    assert (await group.says(ada, "indeed", reply_to=group.sent()[0])).update_id
    await group.add_bot(ada, admin=True)
    assert (await group.says(ada, "anything")).update_id


async def test_reactions_come_to_an_admin_that_asked(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    group = telegram.group("Readers", ada, supergroup=True)
    sent = (await bot.send_message(group.id, "a paper")).message_id
    await bot.get_updates(allowed_updates=EVERYTHING)
    assert await group.reacts(ada, group.messages[0], "👍") is None
    await group.add_bot(ada, admin=True)
    await group.reacts(ada, group.messages[0], None)
    await group.reacts(ada, group.messages[0], "👎")
    *_, last = await bot.get_updates(offset=-1)
    assert last.message_reaction is not None
    assert (last.message_reaction.message_id, last.message_reaction.new_reaction) == (sent, (ReactionTypeEmoji("👎"),))
    await bot.get_updates(allowed_updates=[])
    assert await group.reacts(ada, group.messages[0], "👍") is None
    await bot.set_message_reaction(group.id, sent, "👌")
    assert group.messages[0].reactions[telegram.bot.id] == ["👌"]


async def test_a_chat_that_is_gone_says_why(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    private, group = telegram.private(ada), telegram.group("Readers", ada)
    channel = telegram.channel("Papers", ada, bot_admin=False)
    await private.blocks(ada)
    new = await group.migrates()
    assert group.messages[-1].service == {"migrate_to_chat_id": new.id}
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(private.id, "x")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "x")
    await new.remove_bot(ada)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(new.id, "x")
    await channel.add_bot(ada, admin=True)
    await bot.leave_chat(channel.id)
    with pytest.raises(Forbidden, match="bot is not a member of the channel chat"):
        await bot.send_message(channel.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12345, "x")
    await private.unblocks(ada)
    await bot.send_message(private.id, "welcome back")


async def test_a_forum_topic_is_where_its_messages_are(telegram: TelegramStandIn, bot: Bot, ada: Person) -> None:
    forum = telegram.group("Lab", ada, forum=True)
    topic = await forum.opens_topic(ada, "Papers")
    await bot.send_message(forum.id, "digest", message_thread_id=topic)
    assert forum.sent()[0].topic == topic
    await forum.says(ada, "/note here", topic=topic)
    *_, update = await bot.get_updates()
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic, True)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "general", message_thread_id=1)
    await forum.closes_topic(ada, topic)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "digest", message_thread_id=topic)


async def test_every_answer_of_the_stand_in_follows_the_api_specification(
    telegram: TelegramStandIn, bot: Bot, ada: Person, shared_data: Path
) -> None:
    schema = Schema(shared_data / "specs" / "telegram-bot-api-10.1.json.gz")
    private, group = telegram.private(ada), telegram.group("Readers", ada, with_bot=False)
    forum, channel = telegram.group("Lab", ada, forum=True, bot_admin=True), telegram.channel("Papers", ada)
    await bot.get_updates(allowed_updates=[*EVERYTHING, "message_reaction_count", "chat_member", "inline_query"])
    await group.add_bot(ada)
    topic = await forum.opens_topic(ada, "Papers")
    post = await channel.says(ada, "news https://arxiv.org")
    note = await private.posts_file(ada, "a.pdf", "/note", b"%PDF", "application/pdf")
    await private.edits(await private.says(ada, "reply", reply_to=note, quote="no"), "/note more")
    await private.posts_photo(ada, "look", PNG)
    await private.presses(ada, note, "x")
    await private.asks_inline(ada, "q")
    await private.blocks(ada)
    await forum.joins(telegram.person("Bo", username="bo_"))
    await forum.reacts(ada, await forum.says(ada, "hm", topic=topic), "👍")
    await channel.reacts(ada, post, "👍")
    await (await group.migrates()).remove_bot(ada)
    problems = [schema.problem(update, ["Update"], "update") for update in telegram.updates.history.values()]
    assert set(problems) == {None}
    kinds = {kind for update in telegram.updates.history.values() for kind in update} - {"update_id"}
    assert kinds == {*EVERYTHING, "message_reaction_count", "chat_member", "inline_query"}
    url = bot.base_url
    async with httpx.AsyncClient() as client:
        for method, arguments in {
            "getMe": {},
            "getWebhookInfo": {},
            "getChat": {"chat_id": forum.id},
            "getChatMember": {"chat_id": channel.id, "user_id": telegram.bot.id},
            "getChatAdministrators": {"chat_id": forum.id},
            "sendMessage": {"chat_id": forum.id, "text": "hi", "message_thread_id": topic},
            "getMyName": {},
        }.items():
            answer = (await client.post(f"{url}/{method}", json=arguments)).json()
            assert schema.result_problem(method, answer["result"]) is None
