"""Files attached to notes, and stored copies of them."""

import asyncio

from sqlalchemy import func, make_url, select

from bot.core.events import IncomingFile
from bot.core.identity import Address
from bot.core.model.notes import NewNote, Note
from bot.core.ports.storage import UnitOfWork
from storage.database import Database
from storage.engine import open_engine
from storage.tables import files
from tests.support.storage_samples import ADDRESS, NOW, person, space_of

PICTURE = IncomingFile("file-1", "图 1.png", "image/png", 3_000_000_000, "https://files.example/1")
PAPER = IncomingFile("file-2", "paper.pdf", "application/pdf", 12)
OTHER = Address("console", "local", "you")


async def filed(work: UnitOfWork, address: Address = ADDRESS) -> Note:
    return await work.notes.add(await space_of(work, address), await person(work), NewNote("look"), NOW)


async def copies(database_url: str) -> int:
    engine = open_engine(make_url(database_url))
    async with engine.connect() as connection:
        count = (await connection.execute(select(func.count()).select_from(files))).scalar_one()
    await engine.dispose()
    return count


async def test_files_come_back_with_their_note_in_order(database: Database) -> None:
    thread = Address("console", "local", "me", "thread")
    async with database.begin() as work:
        note, other = await filed(work), await filed(work)
        first = await work.notes.attach(note, [PICTURE, PAPER], thread, NOW)
        later = await work.notes.attach(note, [PICTURE], ADDRESS, NOW)
        assert list(await work.notes.attach(note, [], ADDRESS, NOW)) == []
    async with database.begin() as work:
        assert list(await work.notes.attachments(note)) == [*first, *later]
        assert list(await work.notes.attachments(other)) == []
    picture = first[0]
    assert (picture.note_id, picture.address, picture.sha256) == (note.id, ADDRESS, "")
    assert IncomingFile(picture.reference, picture.name, picture.media_type, picture.size, picture.url) == PICTURE


async def test_the_files_of_an_album_may_arrive_concurrently(database: Database, another: Database) -> None:
    async with database.begin() as work:
        note = await filed(work)

    async def attach(storage: Database) -> None:
        async with storage.begin() as work:
            await work.notes.attach(note, [PICTURE], ADDRESS, NOW)

    await asyncio.gather(*(attach(storage) for storage in (database, another) * 4))
    async with database.begin() as work:
        assert len(await work.notes.attachments(note)) == 8


async def test_a_copy_is_stored_unchanged(database: Database) -> None:
    content = bytes(range(256)) * 400
    async with database.begin() as work:
        note = await filed(work)
        picture, paper = await work.notes.attach(note, [PICTURE, PAPER], ADDRESS, NOW)
        assert await work.notes.copy(picture) is None
        await work.notes.keep_copy(picture, content)
        await work.notes.keep_copy(paper, b"")
    async with database.begin() as work:
        assert await work.notes.copy(picture) == content
        assert await work.notes.copy(paper) == b""
        assert [len(attached.sha256) for attached in await work.notes.attachments(note)] == [64, 64]


async def test_a_file_of_two_spaces_is_stored_once_until_both_are_gone(database: Database, database_url: str) -> None:
    async with database.begin() as work:
        kept = []
        for address in (ADDRESS, OTHER):
            (attached,) = await work.notes.attach(await filed(work, address), [PAPER], address, NOW)
            await work.notes.keep_copy(attached, b"%PDF-")
            kept.append(attached)
    assert await copies(database_url) == 1
    async with database.begin() as work:
        await work.spaces.forget(await space_of(work))
        assert await work.notes.copy(kept[0]) is None
        assert await work.notes.copy(kept[1]) == b"%PDF-"
    async with database.begin() as work:
        await work.spaces.forget(await space_of(work, OTHER))
    assert await copies(database_url) == 0


async def test_a_note_that_was_deleted_and_restored_has_its_files(database: Database) -> None:
    async with database.begin() as work:
        note = await filed(work)
        (attached,) = await work.notes.attach(note, [PAPER], ADDRESS, NOW)
        await work.notes.keep_copy(attached, b"%PDF-")
        await work.notes.delete(note, NOW)
        restored = await work.notes.restore(note)
        (again,) = await work.notes.attachments(restored)
        assert await work.notes.copy(again) == b"%PDF-"
