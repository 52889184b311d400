"""Search by words and meaning together finds the same on every database."""

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model.notes import NewNote, Note
from bot.core.model.spaces import Space
from bot.core.model.todos import NewTodo, Todo
from bot.core.ports.library import Hit, HitKind, HitPage
from bot.core.ports.storage import UnitOfWork
from handlers.search.query import parse_query
from storage.database import Database
from storage.search import bm25_postgresql, bm25_sqlite, fused, index, nearest, search, similar, words
from tests.support.storage_samples import ADDRESS, NOW, person, space_of
from tests.support.word_embedder import SAME, WordEmbedder, embed_all, library

WORDS = [*sorted(set().union(*SAME)), "model", "models", "w1", "w2", "扩散", "diffusion", "학습"]
several_examples = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@dataclass
class Library:
    """One space of a database with an encoder."""

    database: Database
    embedder: WordEmbedder
    name: str = "me"

    def other(self, name: str) -> "Library":
        return replace(self, name=name)

    async def space(self) -> Space:
        async with self.database.begin() as work:
            return await space_of(work, replace(ADDRESS, conversation_id=self.name))

    async def note(self, body: str, title: str = "", by: str = "Ann", on: date | None = None, paper: str = "") -> Note:
        space = await self.space()
        async with self.database.begin() as work:
            new = NewNote(body, title, paper, written_on=on)
            return await work.notes.add(space, await person(work, by), new, NOW)

    async def embedded(self, *bodies: str) -> list[Note]:
        made = [await self.note(body) for body in bodies]
        await embed_all(self.database, self.embedder)
        return made

    async def about_other_things(self, count: int = 100) -> None:
        """Add notes about other things, of which most notes of any notebook are."""
        space = await self.space()
        async with self.database.begin() as work:
            author = await person(work)
            for number in range(count):
                await work.notes.add(space, author, NewNote(f"other{number} thing{number}"), NOW)

    async def page(self, line: str, offset: int = 0, limit: int = 100, *, by_words: bool = False) -> HitPage:
        space, query = await self.space(), parse_query(line)
        meaning = None if by_words else await self.embedder.embed_query(query.text)
        async with self.database.begin() as work:
            return await work.search.find(space, query, offset, limit, meaning)

    async def found(self, line: str, *, by_words: bool = False) -> list[int]:
        """The row ids of the hits, without guesses."""
        return [hit.id for hit in (await self.page(line, by_words=by_words)).hits if not hit.perhaps]

    async def todo(self, text: str) -> Todo:
        space = await self.space()
        async with self.database.begin() as work:
            return await work.todos.add(space, NewTodo(text), NOW)

    async def similar(self, to: Note | Todo) -> list[int]:
        """The row ids of the entries similar to a note or to-do."""
        space, kind = await self.space(), HitKind.NOTE if isinstance(to, Note) else HitKind.TODO
        async with self.database.begin() as work:
            return [hit.id for hit in await work.search.similar(space, kind, to.id, 9)]

    async def twins(self, of: Note) -> list[int]:
        space = await self.space()
        async with self.database.begin() as work:
            return [hit.id for hit in await work.search.near_duplicates(space, of)]


@pytest.fixture
async def here(database_url: str) -> AsyncIterator[Library]:
    embedder = WordEmbedder()
    async with library(database_url, embedder) as opened:
        yield Library(opened, embedder)


async def test_words_and_meaning_find_together_and_the_words_come_first(here: Library) -> None:
    await here.about_other_things()
    cat, kitten, _ = await here.embedded("cat", "kitten", "vehicle")
    page = await here.page("cat")
    assert [(hit.id, hit.by_meaning) for hit in page.hits[:2]] == [(cat.id, False), (kitten.id, True)]
    assert page.total == 2


async def test_filters_hold_for_search_by_meaning(here: Library) -> None:
    await here.about_other_things()
    first = await here.note("kitten #pets", on=date(2024, 1, 1), paper="2312.13286")
    second = await here.note("kitten zebra", by="Bob", on=date(2025, 1, 1))
    async with here.database.begin() as work:
        todo = await work.todos.add(await space_of(work), NewTodo("kitten"), NOW)
    await here.embedded("bread", "vehicle")
    expected = {
        "cat": {first.id, second.id},
        "cat tag:pets": {first.id},
        "cat tag:nothing": set(),
        "kitten tag:pets in:todo": set(),  # a to-do has no tags
        "cat by:bob": {second.id},
        "cat after:2024-06": {second.id},
        "cat before:2024-06": {first.id},
        "cat paper:2312.13286": {first.id},
        "cat -zebra": {first.id},
        'cat -"kitten zebra"': {first.id},
        'cat "kitten zebra"': {second.id},
        "cat in:todo": {todo.id},
    }
    for line, ids in expected.items():
        assert set(await here.found(line)) == ids, line
    assert {(hit.kind, hit.id) for hit in (await here.page("cat in:all")).hits if not hit.perhaps} == {
        (HitKind.NOTE, first.id),
        (HitKind.NOTE, second.id),
        (HitKind.TODO, todo.id),
    }


async def test_a_filter_that_few_fulfill_finds_notes_far_down_by_meaning(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "NEAREST", 3)
    await here.about_other_things()
    tagged = await here.note("kitten #rare")
    await here.embedded(*["kitten"] * 4)
    assert len(await here.found("cat")) == 3
    monkeypatch.setattr(words, "ALLOWED", 1)
    page = await here.page("cat tag:rare")
    assert [hit.id for hit in page.hits] == [tagged.id]
    monkeypatch.setattr(words, "ALLOWED", 0)  # more fulfill it, so only the nearest are looked at
    assert (await here.page("cat tag:rare")).hits == []


async def test_no_more_hits_are_counted_than_can_be_paged_through(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "ENOUGH", 2)
    await here.about_other_things(30)
    await here.embedded(*["kitten"] * 4)
    assert (await here.page("cat")).total == 2


async def test_guesses_come_last_and_are_not_counted(here: Library) -> None:
    await here.about_other_things()
    kitten, far, _ = await here.embedded("kitten", "kitten in a box of toys", "vehicle")
    page = await here.page("cat")
    assert (page.total, page.hits[0].id, page.hits[0].perhaps) == (1, kitten.id, False)
    assert {hit.perhaps for hit in page.hits[1:]} == {True}
    assert far.id in {hit.id for hit in page.hits}
    assert [hit.id for hit in (await here.page("cat", 0, 1)).hits] == [kitten.id]
    assert {hit.perhaps for hit in (await here.page("cat", 1, 5)).hits} == {True}


async def test_at_most_ten_guesses_are_shown(here: Library) -> None:
    await here.about_other_things()
    await here.embedded(*(f"kitten in box{number} of toys" for number in range(15)))
    assert [hit.perhaps for hit in (await here.page("cat")).hits] == [True] * 10


async def test_a_word_counts_by_its_frequency_place_and_the_length_of_the_note(here: Library) -> None:
    """Else the same notes would come in another order on the other database."""
    for number in range(20):
        await here.note(" ".join(f"other{number}x{word}" for word in range(10)))
    once = await here.note("zebra " + " ".join(f"once{word}" for word in range(9)))
    often = await here.note("zebra zebra zebra " + " ".join(f"often{word}" for word in range(7)))
    long = await here.note("zebra " + " ".join(f"long{word}" for word in range(60)))
    title = await here.note(" ".join(f"title{word}" for word in range(9)), "zebra")
    await here.embedded("vehicle")
    scores = {hit.id: hit.score for hit in (await here.page("zebra")).hits}
    expected = {once.id: 1.66442, often.id: 2.22815, long.id: 1.15678, title.id: 2.41173}
    assert {key: scores[key] for key in expected} == pytest.approx(expected, abs=1e-5)


async def test_in_a_reading_list_without_notes_a_rare_word_counts_more(here: Library) -> None:
    await here.todo("vehicle")
    await here.embedded()
    for number in range(20):
        await here.todo(f"crossing other{number}")
    rare, both = await here.todo("zebra"), await here.todo("zebra crossing")
    assert await here.found("zebra crossing in:todo") == [both.id, rare.id]


async def test_between_equals_the_newest_to_do_comes_before_an_old_note(here: Library) -> None:
    """To-dos have lower row ids than notes, because people have fewer of them."""
    await here.embedded("vehicle")
    await here.about_other_things(20)
    old = await here.note("", "zebra")
    await here.about_other_things(20)
    todo, new = await here.todo("zebra"), await here.note("", "zebra")
    assert todo.id < old.id
    *first, last = await here.found("zebra in:all")
    assert (set(first), last) == ({todo.id, new.id}, old.id)


async def test_a_note_with_one_of_the_words_is_found_after_one_with_both(here: Library) -> None:
    await here.about_other_things()
    one, both, _ = await here.embedded("zebra stripes", "zebra crossing", "vehicle")
    assert await here.found("zebra crossing", by_words=True) == [both.id]
    assert await here.found("zebra crossing") == [both.id, one.id]


async def test_only_the_newest_notes_with_a_frequent_word_are_ranked_with_their_meaning(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ranking takes time per note, so without the cut one frequent word would slow down a large space for everyone."""
    for module in (bm25_sqlite, bm25_postgresql):
        monkeypatch.setattr(module, "CANDIDATES", 3)
    await here.embedded("vehicle")
    both = await here.note("zebra crossing")
    frequent: list[int] = []
    for _ in range(4):
        await here.about_other_things()
        frequent.append((await here.note("crossing at night")).id)
    assert await here.found("zebra crossing") == [both.id, *frequent[:0:-1]]


async def test_an_old_note_with_all_words_keeps_its_rank_where_one_is_too_frequent_to_read_all_its_notes(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the newest notes with a frequent word are read, but the old one is known to have it."""
    for module in (bm25_sqlite, bm25_postgresql):
        monkeypatch.setattr(module, "CANDIDATES", 5)
    await here.embedded("vehicle")
    old, translated = await here.note("zebra crossing"), await here.note("zebra 확산")
    for _ in range(5):
        await here.about_other_things(10)
        await here.note("crossing 확산")
    twice = await here.note("zebra zebra")
    long = await here.note("zebra crossing in a long and winding street")
    assert (await here.found("zebra crossing"))[:2] == [old.id, long.id]
    assert (await here.found("zebra diffusion"))[:2] == [translated.id, twice.id]


async def test_a_word_too_frequent_to_read_with_the_others_finds_no_notes_of_its_own(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.about_other_things()
    both, rare, *frequent = await here.embedded("zebra crossing", "zebra", *["crossing at night"] * 4)
    assert set(await here.found("zebra crossing")) == {both.id, rare.id, *(note.id for note in frequent)}
    monkeypatch.setattr(index, "POSTINGS_READ", 6)
    assert await here.found("zebra crossing") == [both.id, rare.id]


async def test_hits_by_words_that_are_too_many_to_rank_by_meaning_follow_the_others(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fused, "RANKED", 2)
    await here.about_other_things()
    made = await here.embedded(*["zebra crossing"] * 4)
    assert await here.found("zebra crossing") == [note.id for note in reversed(made)]


async def test_of_the_notes_with_some_of_the_words_those_with_the_most_evidence_are_ranked(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One word over and over is not more evidence than a rarer word in a short note."""
    monkeypatch.setattr(fused, "RANKED", 2)
    await here.embedded("vehicle")
    await here.about_other_things(30)
    long = "zebra " + " ".join(f"word{number}" for number in range(60))
    await here.note(long)
    twice = await here.note("zebra zebra")
    await here.note(long)
    for _ in range(6):
        await here.note("crossing crossing crossing", "crossing")
    both = await here.note("zebra crossing")
    assert await here.found("zebra crossing") == await here.found("crossing zebra") == [both.id, twice.id]


async def test_hits_by_words_are_compared_with_the_query_by_meaning_though_others_are_nearer(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "NEAREST", 1)
    await here.about_other_things(30)
    close, far, both = await here.embedded("zebra kitten", "zebra vehicle", "zebra cat")
    assert await here.found("zebra cat") == [both.id, close.id, far.id]
    monkeypatch.setattr(fused, "COMPARED", 1)
    assert await here.found("zebra cat") == [both.id, far.id, close.id]


async def test_short_and_quoted_queries_are_taken_literally(here: Library) -> None:
    await here.embedded("kitten", "vehicle")
    assert (await here.page("猫")).hits == []
    assert (await here.page('"cat"')).hits == []


async def test_a_misspelt_word_is_corrected_to_one_in_the_notes(here: Library) -> None:
    made, _ = await here.embedded("speculative decoding", "vehicle")
    for line in ("speculatve", "speculatve decoding", "specualtive in:all"):
        page = await here.page(line)
        assert page.hits[0].id == made.id
        corrected = line.replace("speculatve", "speculative").replace("specualtive", "speculative")
        assert page.corrected == parse_query(corrected).words
        by_words = await here.page(line, by_words=True)
        assert (by_words.corrected, by_words.total) == (page.corrected, 1)
    assert (await here.page("speculative")).corrected == ()
    assert (await here.other("elsewhere").page("speculatve")).corrected == ()


async def test_a_word_that_a_note_has_is_not_corrected_to_a_more_frequent_one(here: Library) -> None:
    latent, *_ = await here.embedded("latent", "lament", "lament", "kiwi", "vehicle")
    page = await here.page("latent")
    assert (page.corrected, page.hits[0].id) == ((), latent.id)
    assert (await here.page("laxent")).corrected == ("lament",)
    assert (await here.page("kwii")).corrected == ("kiwi",)


async def test_similar_notes_are_the_closest_by_meaning_without_the_note_itself(here: Library) -> None:
    await here.about_other_things()
    cat, kitten, _, _ = await here.embedded("cat", "kitten", "vehicle", "bread")
    assert await here.similar(cat) == [kitten.id]
    elsewhere = await here.other("elsewhere").note("cat")
    await here.embedded()
    assert await here.similar(elsewhere) == []
    space = await here.space()
    async with here.database.begin() as work:
        assert list(await work.search.similar(space, HitKind.NOTE, elsewhere.id, 9)) == []
        meaning = await here.embedder.embed_query("猫")
        like = await work.search.like(space, "猫", 9, meaning)
        assert list(like[:1]) == list(await work.search.like(space, "猫", 1, meaning))
    assert {hit.id for hit in like} == {cat.id, kitten.id}
    async with here.database.begin() as work:
        await work.notes.delete(kitten, NOW)
    assert await here.similar(cat) == []


async def test_a_note_is_not_taken_for_the_to_do_with_the_same_row_id(here: Library) -> None:
    """Else what is similar to a to-do would be shown as similar to a note."""
    note, todo = await here.note("kitten"), await here.todo("vehicle")
    assert note.id == todo.id
    await here.about_other_things(30)
    cat, car, _ = await here.embedded("cat", "car", "bread")
    assert await here.similar(note) == [cat.id]
    assert (await here.similar(todo))[0] == car.id
    assert cat.id not in await here.similar(todo)


async def test_without_vectors_entries_with_the_rarest_words_are_similar(here: Library) -> None:
    first = await here.note("zebra crossing in the rain")
    second = await here.note("a zebra crossing")
    await here.note("rain")
    assert (await here.similar(first))[0] == second.id
    space = await here.space()
    async with here.database.begin() as work:
        like = await work.search.like(space, "zebra crossing", 9)
        assert len(await work.search.like(space, "zebra crossing", 1)) == 1
        assert [hit.id for hit in await work.search.similar(space, HitKind.NOTE, first.id, 1)] == [second.id]
    assert {hit.id for hit in like} >= {first.id, second.id}


async def test_a_note_that_was_written_before_is_recognized(here: Library) -> None:
    body = "Diffusion models restore images from noise step by step, which is slow: 一步一步地还原图像"
    first = await here.note(body)
    await here.note("Diffusion models are something else altogether, and this note has other words")
    short = await here.note("ok")
    nearly = await here.note(body.replace("slow", "rather slow"))
    again = await here.note("OK")
    elsewhere = await here.other("elsewhere").note(body)
    assert await here.twins(nearly) == [first.id]
    assert await here.twins(again) == [short.id]
    assert await here.other("elsewhere").twins(elsewhere) == []


async def test_of_several_notes_that_say_the_same_the_closest_comes_first_then_the_oldest(here: Library) -> None:
    shared = " ".join(f"shared{number}" for number in range(9))
    nearly, one, other = [await here.note(body) for body in (f"{shared} once", f"{shared} twice", f"{shared} twice")]
    assert await here.twins(await here.note(f"{shared} twice")) == [one.id, other.id, nearly.id]


async def test_a_new_note_is_compared_only_with_those_that_share_most_of_its_rarest_words(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "COMPARED", 1)
    body = " ".join(f"shared{number}" for number in range(20))
    first, second = await here.note(body), await here.note(body)
    assert await here.twins(first) == [second.id]
    third = await here.note(body)
    assert await here.twins(third) == [second.id]


async def test_a_note_says_the_same_if_four_in_five_words_are_the_same(here: Library) -> None:
    shared = " ".join(f"shared{number}" for number in range(8))
    first = await here.note(f"{shared} one")
    same = await here.note(f"{shared} other")
    await here.note(" ".join([*shared.split()[:7], *["quite", "some", "more", "words"]]))
    short = await here.note("shared1 shared2 shared3")
    assert await here.twins(same) == [first.id]
    assert await here.twins(short) == []


async def test_a_note_with_a_fifth_of_the_rarest_words_is_not_similar(here: Library) -> None:
    asked = await here.note("alpha beta gamma delta epsilon")
    two, _ = await here.note("alpha beta and others"), await here.note("alpha and others")
    assert await here.similar(asked) == [two.id]


async def test_a_note_with_a_rarer_word_in_common_is_more_similar(here: Library) -> None:
    asked = await here.note("zebra models")
    rare, *frequent = [await here.note(body) for body in ("zebra", *["models"] * 6)]
    assert await here.similar(asked) == [rare.id, *(note.id for note in reversed(frequent))]


async def test_frequent_words_in_common_do_not_make_a_long_note_similar(here: Library) -> None:
    rare = [f"rare{number}" for number in range(similar.RAREST)]
    frequent = " ".join(f"frequent{number}" for number in range(20))
    asked = await here.note(f"{' '.join(rare)} {frequent}")
    close = await here.note(" ".join(rare[:5]))
    for _ in range(2):
        await here.note(frequent)
    await here.note(" ".join(rare[5:]))
    assert await here.similar(asked) == [close.id, close.id + 3]


@several_examples
@given(
    kept=st.lists(st.tuples(st.sampled_from(["me", "you", "they"]), texts, st.booleans()), min_size=1, max_size=12),
    asked=st.lists(texts, min_size=1, max_size=4),
)
async def test_nothing_of_another_space_is_ever_found(
    here: Library, kept: Sequence[tuple[str, str, bool]], asked: Sequence[str]
) -> None:
    """Holds for any notes and queries, also for notes whose row ids belonged to other notes before."""
    entries: list[tuple[HitKind, int]] = []
    for name, text, is_todo in kept:
        library = here.other(name)
        if is_todo:
            space = await library.space()
            async with here.database.begin() as work:
                entries.append((HitKind.TODO, (await work.todos.add(space, NewTodo(text), NOW)).id))
        else:
            entries.append((HitKind.NOTE, (await library.note(text, by=name)).id))
    await here.embedded()

    async def check(work: UnitOfWork, space: Space, hits: Sequence[Hit]) -> None:
        ids = {kind: {hit.id for hit in hits if hit.kind is kind} for kind in HitKind}
        assert (await work.notes.with_ids(space, ids[HitKind.NOTE])).keys() == ids[HitKind.NOTE]
        assert (await work.todos.with_ids(space, ids[HitKind.TODO])).keys() == ids[HitKind.TODO]

    for name in ("me", "you", "they"):
        space = await here.other(name).space()
        for text in asked:
            meaning = await here.embedder.embed_query(text)
            async with here.database.begin() as work:
                page = await work.search.find(space, parse_query(f"{text} in:all"), 0, 100, meaning)
                await check(work, space, page.hits)
                await check(work, space, await work.search.like(space, text, 20, meaning))
                await check(work, space, await work.search.like(space, text, 20))
                for kind, row_id in entries:
                    await check(work, space, await work.search.similar(space, kind, row_id, 20))
    for name in ("you", "they"):  # later examples get their row ids again
        space = await here.other(name).space()
        async with here.database.begin() as work:
            await work.spaces.forget(space)


@several_examples
@given(kept=st.lists(texts, min_size=1, max_size=15), asked=st.lists(texts, min_size=1, max_size=4))
async def test_meaning_never_loses_hits_by_words_and_pages_follow_each_other(
    here: Library, kept: Sequence[str], asked: Sequence[str]
) -> None:
    library = here.other(f"{time.perf_counter_ns()}")
    await library.embedded(*kept)
    for line in asked:
        everything = await library.page(line)
        assert {*await library.found(line, by_words=True)} <= {hit.id for hit in everything.hits if not hit.perhaps}
        assert everything.total == sum(not hit.perhaps for hit in everything.hits)
        assert [hit.perhaps for hit in everything.hits] == sorted(hit.perhaps for hit in everything.hits)
        pages = [await library.page(line, offset, 3) for offset in range(0, len(everything.hits) + 3, 3)]
        assert [hit for page in pages for hit in page.hits] == list(everything.hits)
        assert {page.total for page in pages} == {everything.total}


@pytest.mark.parametrize(
    "line",
    [
        " ".join(f"word{number}" for number in range(10_000)),
        "扩散模型" * 2_500,
        "the of and to in is",
        "的 了 和 是",
        "😀 🎉🎉 ❤️",
        'NEAR(a b) AND OR NOT * ^ : - + { } ( title:x "',
        "'a':* & !b | <-> \\'",
        '"""""""',
        "misspeling " * 64,
    ],
    ids=["many words", "long run", "stop words", "Chinese stop words", "emoji", "FTS5", "tsquery", "quotes", "typos"],
)
async def test_any_query_is_answered_in_bounded_time(here: Library, line: str) -> None:
    await here.embedded("the cat and 😀", "扩散模型的 kitten", "title word7 NEAR a b", "misspelling is easy")
    started = time.process_time()
    page = await here.page(line)
    assert time.process_time() - started < 3
    assert page.total >= sum(not hit.perhaps for hit in page.hits)
