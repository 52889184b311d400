"""Who may do what on Telegram: anonymous administrators, strangers in a channel, a bot without rights of its own."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.access.pace import SPACE
from bot.core.identity import Address, ConversationKind
from bot.core.model.digests import Signal
from bot.core.model.spaces import Space
from bot.core.ports.storage import UnitOfWork
from handlers.todos.view import EVERY_STATE
from tests.servers.telegram.model import Person
from tests.servers.telegram.server import TelegramChat, TelegramStandIn
from tests.support.people_telegram import TelegramPerson
from tests.support.platforms import Meeting, meeting
from tests.support.wording import line, words


@pytest.fixture
async def here(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    async with meeting("telegram-polling", tmp_path, sqlite_template) as met:
        yield met


@pytest.fixture
def server(here: Meeting) -> TelegramStandIn:
    found: TelegramStandIn = here.server
    return found


@pytest.fixture
def me(here: Meeting) -> Person:
    found: Person = here.person.me
    return found


def as_person(here: Meeting, who: Person, chat: TelegramChat) -> Meeting:
    return replace(here, person=TelegramPerson(here.server, who, chat))


async def test_an_anonymous_administrator_is_one(here: Meeting, server: TelegramStandIn, me: Person) -> None:
    """Telegram then names the group as the sender, and there is nobody to ask about."""
    group = server.group("Readers", server.person("Owner"), me, supergroup=True)
    await group.says(me, "/subscribe@paperboy_bot cs.CL", sender_chat=group)
    await as_person(here, me, group).sees(line("subscribe-done"))
    assert server.calls["getChatMember"] == 0


async def test_who_speaks_as_another_channel_is_a_member(here: Meeting, server: TelegramStandIn, me: Person) -> None:
    group = server.group("Readers", server.person("Owner"), me, supergroup=True)
    own = server.channel("My own channel", me)
    await group.says(me, "/subscribe@paperboy_bot cs.CL", sender_chat=own)
    await as_person(here, me, group).sees(line("rights-subscribe"))


async def test_where_telegram_does_not_tell_of_one_it_tells_of_all(
    here: Meeting, server: TelegramStandIn, me: Person
) -> None:
    """``getChatMember`` is only sure to answer where the bot is an administrator."""
    group = server.group("Readers", me, server.person("Somebody Else"))
    group.hides_members = True
    there = as_person(here, me, group)
    await there.says("/subscribe cs.CL")
    await there.sees(line("subscribe-done"))
    another = as_person(here, there.person.another().me, group)
    await another.says("/subscribe cs.CV")
    await another.sees(line("rights-subscribe"))


@pytest.fixture
def channel(server: TelegramStandIn, me: Person) -> TelegramChat:
    return server.channel("Papers for all", me)


async def space_of(work: UnitOfWork, here: Meeting, chat: TelegramChat) -> Space:
    address = Address("telegram", "telegram", str(chat.id))
    return await work.spaces.ensure(address, ConversationKind.CHANNEL, here.clock())


async def test_administrators_run_a_channel(here: Meeting, me: Person, channel: TelegramChat) -> None:
    there = as_person(here, me, channel)
    await there.says("/subscribe cs.CL")
    await there.sees(line("subscribe-done"))
    await there.presses("undo")
    await there.sees(line("unsubscribe-done", weekly=0))


async def test_strangers_in_a_channel_change_nothing_and_make_it_post_nothing(
    here: Meeting, server: TelegramStandIn, me: Person, channel: TelegramChat
) -> None:
    there = as_person(here, me, channel)
    await there.says("/subscribe cs.CL")
    await there.sees(line("subscribe-done"))
    await there.says("/note 2312.13286 Ours")
    await there.sees(line("note-saved"), "Ada Example")
    await there.settles()
    async with here.app.database.begin() as work:
        before = await everything(work, here, channel)
    posts = [message.text for message in channel.sent()]
    stranger = server.person("Stranger")
    presses = [button["callback_data"] for message in channel.sent() for button in message.buttons()]
    known = [f"{name}:1" for name in here.app.registry.actions]
    for data in (*presses, *known, "unheard.of:1", "digest.more:nothing"):
        here.clock.move(seconds=10)
        answer = await channel.presses(stranger, channel.sent()[0], data)
        await answer.wait()
        assert answer.text, data
    await there.settles()
    async with here.app.database.begin() as work:
        assert await everything(work, here, channel) == before
    assert [message.text for message in channel.sent()] == posts
    here.clock.move(seconds=60)
    answer = await channel.presses(stranger, channel.sent()[0], "subscribe.end:1")
    await answer.wait()
    assert answer.text == words("rights-channel")


async def everything(work: UnitOfWork, here: Meeting, chat: TelegramChat) -> object:
    space = await space_of(work, here, chat)
    return (
        space,
        await work.subscriptions.of_space(space),
        await work.notes.everything(space),
        await work.todos.of_space(space, EVERY_STATE),
        await work.preferences.of(space),
    )


async def test_strangers_who_press_at_once_do_not_hold_up_an_administrator(
    here: Meeting, server: TelegramStandIn, me: Person, channel: TelegramChat
) -> None:
    there = as_person(here, me, channel)
    await there.says("/subscribe cs.CL")
    await there.sees(line("subscribe-done"))
    for number in range(SPACE.burst + 10):
        await channel.presses(server.person(f"Stranger {number}"), channel.sent()[0], "subscribe.end:1")
    await there.says("/unsubscribe 1")
    await there.sees(line("unsubscribe-done", weekly=0))


async def test_a_strangers_opinion_counts_in_a_channel(
    here: Meeting, server: TelegramStandIn, me: Person, channel: TelegramChat
) -> None:
    there = as_person(here, me, channel)
    await there.says("/paper 2312.13286")
    await there.sees("Ada Example")
    stranger = server.person("Stranger")
    await (await channel.presses(stranger, channel.sent()[-1], "digest.more:2312.13286")).wait()
    await there.settles()
    async with here.app.database.begin() as work:
        signals = [each.signal for each in await work.digests.signals(await space_of(work, here, channel))]
    assert Signal.LIKED in signals
    assert server.calls["getChatMember"] == 0
