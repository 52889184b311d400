"""Notes get vectors after the commit and lose them with their text, the same on every database."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.core.errors import EmbeddingUnavailable
from bot.core.model.notes import NewNote, Note
from bot.core.model.papers import Paper
from bot.core.model.query import Query, Scope
from bot.core.model.todos import NewTodo, Todo
from bot.core.ports.library import HitKind
from bot.core.ports.vectors import Embedded, VectorCounts
from bot.embedding import EmbeddingWorker
from language.embedding import passages
from storage.database import Database
from storage.search import vector_cache
from tests.support.storage_samples import NOW, person, space_of
from tests.support.word_embedder import WordEmbedder, embed_all, library


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
async def database(database_url: str, embedder: WordEmbedder) -> AsyncIterator[Database]:
    async with library(database_url, embedder) as opened:
        yield opened


async def note(database: Database, body: str, title: str = "", paper_id: str = "") -> Note:
    async with database.begin() as work:
        return await work.notes.add(await space_of(work), await person(work), NewNote(body, title, paper_id), NOW)


async def todo(database: Database, text: str) -> Todo:
    async with database.begin() as work:
        return await work.todos.add(await space_of(work), NewTodo(text), NOW)


async def found(database: Database, embedder: WordEmbedder, words: str, scope: Scope = Scope.ALL) -> list[int]:
    """The row ids of the hits, without guesses."""
    meaning = await embedder.embed_query(words)
    async with database.begin() as work:
        query = Query(words=tuple(words.split()), scope=scope)
        page = await work.search.find(await space_of(work), query, 0, 100, meaning)
    return [hit.id for hit in page.hits if not hit.perhaps]


async def counts(database: Database) -> VectorCounts:
    async with database.begin() as work:
        return await work.vectors.counts()


async def test_a_note_is_found_by_its_words_at_once_and_by_its_meaning_a_moment_later(
    database: Database, embedder: WordEmbedder
) -> None:
    made = await note(database, "a kitten asleep")
    assert await found(database, embedder, "kitten") == [made.id]
    assert await found(database, embedder, "猫") == []
    await embed_all(database, embedder)
    assert await found(database, embedder, "kitten") == [made.id]
    meaning = await embedder.embed_query("cat asleep")
    async with database.begin() as work:
        page = await work.search.find(await space_of(work), Query(words=("cat",)), 0, 5, meaning)
    (hit,) = page.hits
    assert (hit.kind, hit.id, hit.by_meaning, hit.perhaps, page.total) == (HitKind.NOTE, made.id, True, False, 1)


async def test_a_to_do_has_vectors(database: Database, embedder: WordEmbedder) -> None:
    made = await todo(database, "buy bread")
    await embed_all(database, embedder)
    assert await found(database, embedder, "get loaf", Scope.TODO) == [made.id]


async def test_the_paper_of_a_note_is_part_of_what_it_means(database: Database, embedder: WordEmbedder) -> None:
    paper = Paper("2312.13286", 1, "ocean", "waves tides", (), (), None, None)
    async with database.begin() as work:
        await work.papers.put([paper], NOW)
    made = await note(database, "read again", paper_id=paper.paper_id)
    await embed_all(database, embedder)
    assert await found(database, embedder, "sea waves tides") == [made.id]


async def test_an_edit_takes_the_old_meaning_away_and_gives_the_new_one(
    database: Database, embedder: WordEmbedder
) -> None:
    made = await note(database, "kitten")
    await embed_all(database, embedder)
    assert await found(database, embedder, "cat") == [made.id]
    async with database.begin() as work:
        await work.notes.edit(made, NOW, body="vehicle")
    assert await found(database, embedder, "cat") == []
    assert await counts(database) == VectorCounts(embedded=0, waiting=1)
    await embed_all(database, embedder)
    assert await found(database, embedder, "cat") == []
    assert await found(database, embedder, "car") == [made.id]


async def test_an_edit_that_changes_nothing_keeps_the_vectors(database: Database, embedder: WordEmbedder) -> None:
    made = await note(database, "kitten")
    await embed_all(database, embedder)
    async with database.begin() as work:
        await work.notes.edit(made, NOW, body="kitten")
    assert await counts(database) == VectorCounts(embedded=1, waiting=0)


async def test_a_deleted_note_is_not_found_by_meaning_until_it_is_restored(
    database: Database, embedder: WordEmbedder
) -> None:
    made = await note(database, "kitten")
    await embed_all(database, embedder)
    async with database.begin() as work:
        await work.notes.delete(made, NOW)
    assert await found(database, embedder, "cat") == []
    assert await counts(database) == VectorCounts(embedded=0, waiting=0)
    async with database.begin() as work:
        await work.notes.restore(made)
    await embed_all(database, embedder)
    assert await found(database, embedder, "cat") == [made.id]


async def test_vectors_of_a_text_that_changed_meanwhile_are_thrown_away(
    database: Database, embedder: WordEmbedder
) -> None:
    first, second = await note(database, "kitten"), await note(database, "vehicle")
    async with database.begin() as work:
        waiting = await work.vectors.waiting(9)
    async with database.begin() as work:
        await work.notes.edit(first, NOW, body="bread")
        await work.notes.delete(second, NOW)
    async with database.begin() as work:
        vectors = await embedder.embed(["kitten"])
        assert await work.vectors.put([Embedded(entry, vectors) for entry in waiting]) == 0
    assert await found(database, embedder, "cat") == await found(database, embedder, "car") == []
    await embed_all(database, embedder)
    assert await found(database, embedder, "loaf") == [first.id]


async def test_an_entry_embedded_by_two_workers_is_kept_once(database: Database, embedder: WordEmbedder) -> None:
    for number in range(5):
        await note(database, f"kitten {number}")
    async with database.begin() as work:
        waiting = await work.vectors.waiting(9)
    embedded = [Embedded(entry, await embedder.embed([entry.body])) for entry in waiting]

    async def put() -> int:
        async with database.begin() as work:
            return await work.vectors.put(embedded)

    assert sorted(await asyncio.gather(put(), put())) == [0, 5]
    assert await counts(database) == VectorCounts(embedded=5, waiting=0)


async def test_the_newest_note_does_not_wait_behind_a_long_import(database: Database) -> None:
    for number in range(5):
        made = await note(database, f"note {number}")
        await todo(database, f"to-do {number}")
    async with database.begin() as work:
        assert [entry.id for entry in await work.vectors.waiting(2)] == [made.id, made.id - 1]
        waiting = [(entry.kind, entry.id) for entry in await work.vectors.waiting(6)]
    assert waiting == [*((HitKind.NOTE, made.id - back) for back in range(5)), (HitKind.TODO, made.id)]


async def test_an_entry_of_an_older_model_waits_until_it_is_its_turn(
    database: Database, database_url: str, embedder: WordEmbedder
) -> None:
    """Else a bot stopped in the middle of a change of models would never find the rest by meaning."""
    old, new = await note(database, "kitten"), await note(database, "a kitten")
    await embed_all(database, embedder)
    for name in ("words/2", "words/3", embedder.model):
        async with library(database_url, WordEmbedder(name)) as changed:
            for expected in ([new.id, old.id], [old.id], []):
                async with changed.begin() as work:
                    waiting = await work.vectors.waiting(9)
                    assert [entry.id for entry in waiting] == expected
                    for entry in waiting[:1]:
                        await work.vectors.put([Embedded(entry, await embedder.embed([entry.body]))])


async def test_a_to_do_keeps_its_meaning_when_the_note_with_its_row_id_is_changed(
    database: Database, database_url: str, embedder: WordEmbedder
) -> None:
    made, listed = await note(database, "vehicle"), await todo(database, "kitten")
    assert made.id == listed.id
    await embed_all(database, embedder)
    async with database.begin() as work:
        await work.notes.edit(made, NOW, body="bread")
    await embed_all(database, embedder)
    async with library(database_url, embedder) as opened:
        assert await found(opened, embedder, "cat") == [listed.id]
        assert await found(opened, embedder, "car") == []
        assert await found(opened, embedder, "loaf") == [made.id]


async def test_a_text_without_words_counts_as_embedded(database: Database, embedder: WordEmbedder) -> None:
    await note(database, "https://example.org/")
    await embed_all(database, embedder)
    assert await counts(database) == VectorCounts(embedded=1, waiting=0)
    assert await found(database, embedder, "cat") == []


async def test_another_model_embeds_everything_again_and_search_works_meanwhile(
    database: Database, database_url: str, embedder: WordEmbedder
) -> None:
    made = [await note(database, body) for body in ("kitten", "vehicle")]
    await embed_all(database, embedder)
    other = WordEmbedder("words/2", dimensions=48)
    async with library(database_url, other) as changed:
        assert await counts(changed) == VectorCounts(embedded=0, waiting=2)
        assert await found(changed, other, "kitten") == [made[0].id]
        assert await found(changed, other, "cat") == []
        await embed_all(changed, other)
        assert await found(changed, other, "cat") == [made[0].id]
        assert await counts(changed) == VectorCounts(embedded=2, waiting=0)
        await embed_all(changed, other)
        assert other.embedded == 2
    async with library(database_url, embedder) as back:
        assert await counts(back) == VectorCounts(embedded=0, waiting=2)
        await embed_all(back, embedder)
        assert await found(back, embedder, "car") == [made[1].id]


async def test_processes_over_one_database_see_each_others_vectors(
    database: Database, database_url: str, embedder: WordEmbedder
) -> None:
    async with library(database_url, embedder) as another:
        first = await note(database, "kitten")
        await embed_all(another, embedder)
        assert await found(database, embedder, "cat") == await found(another, embedder, "cat") == [first.id]
        second = await note(another, "a kitten")
        async with another.begin() as work:
            await work.notes.edit(first, NOW, body="bread")
        await embed_all(database, embedder)
        assert await found(another, embedder, "cat a") == [second.id]
        assert await found(another, embedder, "loaf") == [first.id]


async def test_vectors_of_another_length_are_ignored(database: Database, embedder: WordEmbedder) -> None:
    made = await note(database, "kitten")
    await embed_all(database, embedder)
    longer = WordEmbedder(dimensions=128)
    assert await found(database, longer, "kitten") == [made.id]
    assert await found(database, longer, "cat") == []
    await note(database, "another kitten")
    await embed_all(database, longer)
    assert made.id in await found(database, embedder, "cat")


async def test_a_forgotten_space_leaves_no_vectors(database: Database, embedder: WordEmbedder) -> None:
    await note(database, "kitten")
    await embed_all(database, embedder)
    assert len(await found(database, embedder, "cat")) == 1
    async with database.begin() as work:
        await work.spaces.forget(await space_of(work))
    made = await note(database, "vehicle")
    assert await found(database, embedder, "cat") == []
    await embed_all(database, embedder)
    assert await found(database, embedder, "cat") == []
    assert await found(database, embedder, "car") == [made.id]


async def test_a_worker_without_its_model_says_so_once_and_tries_again(
    database: Database, embedder: WordEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    now = NOW
    worker = EmbeddingWorker(database, embedder, passages, lambda: now)
    made = await note(database, "kitten")
    embedder.fails = True
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            assert not await worker.run_once()
            retry = await worker.next_run_at()
            assert retry is not None
            assert retry > now
            assert not await worker.run_once()
            now = retry
        embedder.fails = False
        assert await worker.run_once()
    assert [record.levelname for record in caplog.records if record.name == "bot.embedding"] == ["WARNING", "INFO"]
    assert await worker.next_run_at() is None
    assert await found(database, embedder, "cat") == [made.id]


async def test_a_worker_can_be_stopped_while_it_embeds(database: Database, embedder: WordEmbedder) -> None:
    class Slow(WordEmbedder):
        async def embed(self, texts: object) -> list[bytes]:
            await asyncio.sleep(60)
            raise EmbeddingUnavailable

    await note(database, "kitten")
    running = asyncio.create_task(EmbeddingWorker(database, Slow(), passages, lambda: NOW).run())
    await asyncio.sleep(0.2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await embed_all(database, embedder)
    assert await counts(database) == VectorCounts(embedded=1, waiting=0)


async def test_a_very_large_space_is_searched_by_signs_and_finds_the_same(
    database: Database, database_url: str, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.begin() as work:
        space, author = await space_of(work), await person(work)
        for number in range(400):
            about = "kitten" if number % 50 == 0 else f"w{number % 40} w{number % 17}"
            made = await work.notes.add(space, author, NewNote(f"{about} w{number}", f"t{number}"), NOW)
    await embed_all(database, embedder)
    exactly = await found(database, embedder, "cat")
    assert len(exactly) == 8
    monkeypatch.setattr(vector_cache, "EXACT", 100)
    monkeypatch.setattr(vector_cache, "AT_ONCE", 64)
    monkeypatch.setattr(vector_cache, "MOST_AT_ONCE", 128)
    async with library(database_url, embedder) as large:
        await found(large, embedder, "cat")
        reads = 0
        behind = True
        while behind:
            async with large.begin() as work:
                behind = await work.vectors.catch_up()
            reads += behind
        assert reads == 11  # of the 13 batches; two were read by the search
        assert sorted(await found(large, embedder, "cat")) == sorted(exactly)
        async with large.begin() as work:
            kitten = (await work.notes.with_ids(space, exactly[:1]))[exactly[0]]
            await work.notes.delete(kitten, NOW)
            await work.notes.edit(made, NOW, body="kitten")
        assert sorted(await found(large, embedder, "cat")) == sorted(exactly[1:])
        await embed_all(large, embedder)
        assert sorted(await found(large, embedder, "cat")) == sorted([*exactly[1:], made.id])
