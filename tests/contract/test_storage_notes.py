"""Notes: numbers, tags, edits, deletion, lists."""

import asyncio
from datetime import date, timedelta

from bot.core.identity import Address
from bot.core.model.notes import NewNote, NoteFilter, NoteReference
from handlers.search.query import parse_query
from storage.database import Database
from tests.support.storage_samples import NOW, person, space_of


async def test_a_note_comes_back_as_stored(database: Database) -> None:
    body = "  Line one #LoRA\r\n\n\tline `two` $x_1$ 这个\U0001f469\u200d\U0001f4bb  "
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        new = NewNote(body, "A title", "2312.13286", ("llm",), date(2023, 12, 29))
        note = await work.notes.add(space, ann, new, NOW)
    async with database.begin() as work:
        assert await work.notes.get(space, 1) == note
    assert (note.number, note.author, note.body, note.written_on) == (1, "Ann", body, date(2023, 12, 29))
    assert (note.tags, note.revision, note.created_at, note.updated_at) == (("llm", "LoRA"), 1, NOW, NOW)


async def test_a_note_without_a_date_gets_the_local_date(database: Database) -> None:
    async with database.begin() as work:
        space = await work.spaces.configure(await space_of(work), timezone="Asia/Seoul")
        note = await work.notes.add(space, await person(work), NewNote("x"), NOW.replace(hour=20))
        assert note.written_on == date(2025, 6, 12)


async def test_numbers_count_up_per_space_and_are_never_reused(database: Database, another: Database) -> None:
    async def file(storage: Database, conversation: str) -> int:
        async with storage.begin() as work:
            space = await space_of(work, Address("console", "local", conversation))
            note = await work.notes.add(space, await person(work), NewNote("x"), NOW)
            if note.number % 3 == 0:
                await work.notes.delete(note, NOW)
            return note.number

    filed = [file(storage, name) for name in ("a", "b") for storage in (database, another) for _ in range(6)]
    numbers = await asyncio.gather(*filed)
    assert sorted(numbers[:12]) == sorted(numbers[12:]) == list(range(1, 13))


async def test_a_number_of_another_space_is_not_found(database: Database) -> None:
    async with database.begin() as work:
        mine, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        note = await work.notes.add(mine, await person(work), NewNote("x"), NOW)
        assert await work.notes.get(other, note.number) is None
        assert await work.notes.with_ids(other, [note.id]) == {}
        assert await work.notes.with_ids(mine, [note.id, 10**9]) == {note.id: note}


async def test_the_latest_notes_about_a_paper_come_in_order_of_number(database: Database) -> None:
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        for day in (3, 1, 4, 2):
            new = NewNote("x", paper_id="2312.13286", written_on=date(2025, 6, day))
            note = await work.notes.add(space, ann, new, NOW)
        await work.notes.add(space, ann, NewNote("x", paper_id="1706.03762"), NOW)
        papers = ["2312.13286", "1706.03762", "2401.00001"]
        about = await work.notes.about(space, papers, 3)
        assert about == {
            "2312.13286": [NoteReference(number, date(2025, 6, day)) for number, day in ((1, 3), (3, 4), (4, 2))],
            "1706.03762": [NoteReference(5, NOW.date())],
        }
        earlier = await work.notes.about(space, papers, 3, before=4)
        assert [each.number for each in earlier["2312.13286"]] == [1, 2, 3]
        assert "1706.03762" not in earlier
        await work.notes.delete(note, NOW)
        assert [each.number for each in (await work.notes.about(space, papers, 3))["2312.13286"]] == [1, 2, 3]
        assert await work.notes.about(space, [], 3) == {}
        other = await space_of(work, Address("console", "local", "you"))
        assert await work.notes.about(other, papers, 3) == {}


async def test_an_edit_changes_the_given_fields_and_reads_the_tags_again(database: Database) -> None:
    later = NOW + timedelta(hours=1)
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        note = await work.notes.add(space, ann, NewNote("old words #one #two", tags=("three",)), NOW)
        titled = await work.notes.edit(note, later, title="The Title", paper_id="2312.13286")
        assert (titled.body, titled.title, titled.tags, titled.revision) == (note.body, "The Title", note.tags, 2)
        edited = await work.notes.edit(note, later, body="new words #Two")
        assert await work.notes.get(space, 1) == edited
        assert (edited.title, edited.tags, edited.revision) == ("The Title", ("Two",), 3)
        assert (edited.updated_at, edited.created_at) == (later, NOW)

        async def found(words: str) -> int:
            return (await work.search.find(space, parse_query(words), 0, 9)).total

        assert [await found(words) for words in ("new", "old", "title", "tag:two", "tag:one")] == [1, 0, 1, 1, 0]


async def test_a_deleted_note_is_hidden_everywhere_until_restored(database: Database) -> None:
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        note = await work.notes.add(space, ann, NewNote("some words #tag"), NOW)

        async def seen() -> list[int]:
            page = await work.notes.page(space, NoteFilter(), 0, 9)
            found = await work.search.find(space, parse_query("words"), 0, 9)
            filtered = await work.search.find(space, parse_query("tag:tag"), 0, 9)
            listings = (page.notes, await work.notes.recent(space, 9), await work.notes.everything(space))
            by_id = await work.notes.with_ids(space, [note.id])
            return [page.total, *map(len, listings), len(by_id), len(await work.notes.tags(space)), found.total,
                    filtered.total]  # fmt: skip

        assert await seen() == [1] * 8
        await work.notes.delete(note, NOW)
        await work.notes.delete(note, NOW)
        assert await seen() == [0] * 8
        assert await work.notes.get(space, 1) is None
        deleted = await work.notes.get(space, 1, deleted=True)
        assert deleted is not None
        assert deleted.deleted_at == NOW
        assert (await work.notes.edit(deleted, NOW, title="found later")).deleted_at == NOW
        assert await seen() == [0] * 8
        restored = await work.notes.restore(deleted)
        assert restored == await work.notes.restore(deleted) == await work.notes.get(space, 1)
        assert restored.title == "found later"
        assert await seen() == [1] * 8


async def test_lists_are_latest_first_and_can_be_filtered(database: Database) -> None:
    days = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 1)]
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        for number, day in enumerate(days, 1):
            tag = "#ÉTUDE" if number % 2 else "#étude #other"
            await work.notes.add(space, ann, NewNote(f"{number} {tag}", paper_id=f"p{number % 2}", written_on=day), NOW)

        async def listed(wanted: NoteFilter, offset: int = 0, limit: int = 9) -> tuple[list[int], int]:
            page = await work.notes.page(space, wanted, offset, limit)
            return [note.number for note in page.notes], page.total

        assert await listed(NoteFilter()) == ([5, 4, 3, 2, 1], 5)
        assert await listed(NoteFilter(), 2, 2) == ([3, 2], 5)
        assert await listed(NoteFilter(), 9, 2) == ([], 5)
        assert await listed(NoteFilter(after=date(2024, 2, 1), before=date(2024, 3, 1))) == ([4, 3, 2], 3)
        assert await listed(NoteFilter(tag="Other")) == ([4, 2], 2)
        assert await listed(NoteFilter(tag="#Étude", paper_id="p1")) == ([5, 3, 1], 3)
        assert [note.number for note in await work.notes.recent(space, 2)] == [5, 4]
        assert [note.number for note in await work.notes.everything(space)] == [1, 2, 3, 4, 5]
        assert await work.notes.tags(space) == {"ÉTUDE": 5, "other": 2}


async def test_more_notes_than_a_statement_has_parameters_can_be_read(database: Database) -> None:
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        notes = [await work.notes.add(space, ann, NewNote("#t"), NOW) for _ in range(1_100)]
        assert len(await work.notes.with_ids(space, [note.id for note in notes])) == 1_100
        everything = await work.notes.everything(space)
        assert {note.tags for note in everything} == {("t",)}
