"""The dispatcher's promises about every event, on both databases."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import make_url, select

from bot.core.commands import Command, verbatim
from bot.core.context import Context
from bot.core.dispatcher import Outcome
from bot.core.errors import PersonError, StorageUnavailable
from bot.core.events import Event, TextMessage
from bot.core.identity import ConversationKind, UserRef
from bot.core.messages import Paragraph, Reply, Text, message
from bot.core.model.notes import NewNote
from bot.core.registry import Registry
from language.analyzer import Analyzer
from storage.database import Database
from storage.tables import receipts
from tests.support.conversation import Chat
from tests.support.wording import said


async def keep(ctx: Context, text: str) -> list[Reply]:
    """Files a note, then fails the way its text says."""
    await ctx.work.notes.add(ctx.space, ctx.actor, NewNote(text), ctx.now)
    if text == "bug":
        raise ZeroDivisionError("a bug")
    if text == "mistake":
        raise PersonError("button-stale")
    return [Reply(message(Paragraph((Text(f"kept {text}"),))))]


async def notes_kept(chat: Chat) -> list[str]:
    async with chat.app.database.begin() as work:
        space = await work.spaces.ensure(chat.address, ConversationKind.PRIVATE, chat.clock())
        return [note.body for note in await work.notes.everything(space)]


async def handles(chat: Chat, text: str, key: str = "1") -> Outcome:
    """One event for a dispatcher whose only command is ``/keep``."""
    registry = Registry([Command("keep", verbatim, keep, examples=("/keep x",))])
    dispatcher = replace(chat.app.dispatcher, registry=registry, committed=lambda: None)
    person = UserRef("console", "local", chat.person)
    event = Event(key, person, "me", chat.address, ConversationKind.PRIVATE, chat.clock(), TextMessage(text))
    outcome = await dispatcher.handle(event)
    await chat.app.settled()
    return outcome


async def test_an_event_that_arrives_twice_is_handled_once(chat: Chat) -> None:
    assert await handles(chat, "/keep this") is Outcome.DONE
    assert await handles(chat, "/keep this") is Outcome.DUPLICATE
    assert await notes_kept(chat) == ["this"]
    assert chat.transcript().count("kept this") == 1


async def test_the_same_key_in_another_workspace_is_another_event(chat: Chat) -> None:
    await handles(chat, "/keep mine")
    await handles(chat.other(), "/keep yours", key="2")
    assert await notes_kept(chat) == ["mine"]


async def test_a_bug_changes_nothing_and_gets_an_apology_with_the_id_in_the_log(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    assert await handles(chat, "/keep bug") is Outcome.FAILED
    assert await notes_kept(chat) == []
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    error_id = record.getMessage().split("[")[1].rstrip("]")
    assert error_id in chat.transcript()
    assert len(error_id) == 8, "people read it out"
    assert "error" not in chat.transcript().lower()
    async with chat.app.database.begin() as work:
        assert await work.connection.scalar(select(receipts.c.error_id)) == error_id
    assert await handles(chat, "/keep bug") is Outcome.DUPLICATE


async def test_a_persons_mistake_changes_nothing_and_is_explained_in_one_sentence(chat: Chat) -> None:
    assert await handles(chat, "/keep mistake") is Outcome.REFUSED
    assert await notes_kept(chat) == []
    assert "/help" in chat.transcript()


async def test_a_mistyped_command_names_the_one_that_was_meant(chat: Chat) -> None:
    assert said(await chat.says("/tood"), "command-similar", similar="todo")
    assert "/help" in await chat.says("/xyzzyplugh")
    assert "/help" in await chat.says("/" + "x" * 100_000)


async def test_a_wrong_call_is_answered_with_one_that_works(chat: Chat) -> None:
    assert said(await chat.says("/todo done x"), "for-example")


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "/", "//", "/ note", "\u202e/note", "💥" * 5000])
async def test_any_text_gets_an_answer(chat: Chat, text: str) -> None:
    await chat.says(text)
    assert chat.outcome in (Outcome.DONE, Outcome.REFUSED)


async def test_without_a_database_the_event_is_not_acknowledged(chat: Chat) -> None:
    nowhere = Database(make_url("postgresql+asyncpg://nobody@127.0.0.1:1/nothing"), Analyzer())
    dispatcher = replace(chat.app.dispatcher, storage=nowhere, committed=lambda: None)
    person = UserRef("console", "local", "me")
    event = Event("1", person, "me", chat.address, ConversationKind.PRIVATE, chat.clock(), TextMessage("/help"))
    with pytest.raises(StorageUnavailable):
        await dispatcher.handle(event)
    await nowhere.close()
