"""A reading log is imported and exported unchanged."""

from dataclasses import replace
from pathlib import Path

from bot.core.events import Event, IncomingFile, TextMessage
from bot.core.identity import ConversationKind, UserRef
from exchange.export_log import export_log
from exchange.import_log import Imported, import_log
from tests.support.conversation import Chat

LOG = """# weekly

# pending list

> two a week

To read:

- [ ] Graphs for beginners
- [x] 扩散模型综述
  - [ ] 第二章

# 2024.1

## 2024.1.17

《**Small Models: Big Notes**》

한국어 요약: 작은 모델도 기억한다.

* one
* two

《Another One》
body of the other

## 2024.1.3

只是一个想法，没有论文
"""


async def imports(chat: Chat, text: str) -> Imported:
    async with chat.app.database.begin() as work:
        space = await work.spaces.ensure(chat.address, ConversationKind.PRIVATE, chat.clock())
        user = await work.users.ensure(UserRef("console", "local", chat.person), chat.person, chat.clock())
        return await import_log(work, space, user, text, chat.clock(), lambda done, total: None)


async def exports(chat: Chat) -> str:
    async with chat.app.database.begin() as work:
        space = await work.spaces.ensure(chat.address, ConversationKind.PRIVATE, chat.clock())
        return await export_log(work, space)


async def test_a_log_nobody_touched_comes_back_byte_for_byte(chat: Chat) -> None:
    made = await imports(chat, LOG)
    assert (made.summary.days, made.new_notes, made.new_todos) == (2, 3, 3)
    assert await exports(chat) == LOG


async def test_importing_twice_adds_nothing_and_a_longer_log_adds_what_is_new(chat: Chat) -> None:
    await imports(chat, LOG)
    again = await imports(chat, LOG)
    assert (again.new_notes, again.new_todos) == (0, 0)
    longer = LOG.replace("# 2024.1\n", "# 2024.1\n\n## 2024.1.20\n\n《New》\n\nnew thought\n")
    assert (await imports(chat, longer)).new_notes == 1
    assert await exports(chat) == longer


async def test_imported_notes_and_to_dos_can_be_found_listed_and_changed(chat: Chat) -> None:
    await imports(chat, LOG)
    assert "Small Models" in await chat.says("/search 기억")
    assert "January 17, 2024" in await chat.says("/notes 2024-01")
    assert "第二章" in await chat.says("/todo all")
    await chat.says("/note edit 1 rewritten here")
    await chat.says("/note delete 2")
    await chat.says("/todo done 2")
    await chat.says("/note 《Fresh》 typed in the chat")
    await chat.says("/todo add something more")
    text = await exports(chat)
    assert "《**Small Models: Big Notes**》\n\nrewritten here\n" in text
    assert "Another One" not in text
    assert "- [x] Graphs for beginners" in text
    assert "## 2025.6.11" in text
    assert "《Fresh》" in text
    assert "- [ ] something more" in text
    assert "> two a week" in text


async def test_an_exported_log_read_again_adds_nothing(chat: Chat) -> None:
    await imports(chat, LOG)
    await chat.says("/note edit 1 rewritten here")
    await chat.says("/note 《Fresh》 typed in the chat")
    await chat.says("/todo add something more")
    again = await imports(chat, await exports(chat))
    assert (again.new_notes, again.new_todos) == (0, 0)


async def test_a_notebook_without_an_import_exports_as_a_log(chat: Chat) -> None:
    await chat.says("/note 1706.03762 everyone attends")
    await chat.says("/todo add first\n  second")
    text = await exports(chat)
    assert (
        "《Attention for Everyone》\neveryone attends" in text
        or "《Attention for Everyone》\n\neveryone attends" in text
    )
    assert "- [ ] first\n  - [ ] second\n" in text


async def test_a_log_with_anything_in_it_survives(chat: Chat) -> None:
    hostile = LOG.replace("\n", "\r\n") + "\x00 \udc80 \u202e'; DROP TABLE notes; --"
    await imports(chat, hostile)
    assert await exports(chat) == hostile


async def test_the_real_log_comes_back_byte_for_byte(chat: Chat, shared_data: Path) -> None:
    text = (shared_data / "seeds" / "papers-weekly.md").read_bytes().decode()
    made = await imports(chat, text)
    assert made.summary.days == text.count("\n## 20")
    assert made.new_notes >= text.count("\n《")
    assert made.new_todos == text.count("- [ ]")
    assert await exports(chat) == text
    again = await imports(chat, text)
    assert (again.new_notes, again.new_todos) == (0, 0)


async def test_files_kept_with_a_note_are_named_and_do_not_make_it_a_new_one(chat: Chat) -> None:
    await imports(chat, LOG)
    file = IncomingFile("photo-1", "figure 3.png", "image/png", 2_048)
    me = UserRef("console", "local", chat.person)
    said = TextMessage("/note 《Bees》 The third figure", files=(file, replace(file, name="figure\n4.png")))
    event = Event("photo", me, "me", chat.address, ConversationKind.PRIVATE, chat.clock(), said)
    await chat.app.dispatcher.handle(event)
    log = await exports(chat)
    assert "The third figure\n\n📎 figure 3.png\n📎 figure 4.png" in log
    assert (await imports(chat, log)).new_notes == 0
    assert await exports(chat) == log
    await chat.says("/note edit 4 Better words")
    assert "Better words\n\n📎 figure 3.png" in await exports(chat)
    markdown = await chat.says("/export markdown")
    assert "- 📎 figure 3.png\n- 📎 figure 4.png" in markdown
    assert '"name": "figure 3.png"' in await chat.says("/export json")
