"""People's text comes back exactly, and no search query does harm."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.errors import PersonError
from bot.core.events import IncomingFile
from bot.core.identity import Address
from bot.core.model.notes import NewNote
from bot.core.model.papers import Paper
from bot.core.model.query import Query
from bot.core.model.todos import NewTodo
from bot.core.ports.library import DocumentPart
from bot.core.subjects import Subject
from handlers.search.query import parse_query
from storage.database import Database
from tests.support.storage_samples import NOW, person, reply, space_of

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
HOSTILE = [
    "\x00",
    "a\x00b\x00",
    "\ud83d",
    "\ud83d\ude00",
    "\U0010fffd",
    "\U0010fffd0000 \U0010fffdd83d",
    "\U0010fffd\U0010fffd\x00",
    "\ufffe\uffff",
    "';-- \" ' \\ \\' %_ $1 :name {}",
    "\r\n\t\x1b\x7f\u2028",
]

several_examples = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
_CONVERSATIONS = itertools.count()


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_comes_back_from_everywhere(database: Database, text: str) -> None:
    await _comes_back(database, text)


@several_examples
@given(text=ANYTHING)
async def test_any_text_comes_back_from_everywhere(database: Database, text: str) -> None:
    await _comes_back(database, text)


async def _comes_back(database: Database, text: str) -> None:
    address = Address("console", text, str(next(_CONVERSATIONS)))
    answer = reply(text, key=text)
    paper = Paper("1", 1, text, text, (text,), (text,))
    async with database.begin() as work:
        space, author = await space_of(work, address), await person(work, f"Ann {text}")
        note = await work.notes.add(space, author, NewNote(text, title=text), NOW)
        todo = await work.todos.add(space, NewTodo(text), NOW)
        token = await work.continuations.put(space, text, NOW)
        await work.dialogues.open(space, author, "note", text, NOW)
        await work.documents.replace(space, "log", [DocumentPart(text, text)])
        await work.papers.put([paper], NOW)
        (attached,) = await work.notes.attach(note, [IncomingFile(text, text, text, 1, text)], address, NOW)
        await work.outbox.put(address, f"{address.conversation_id}{text}", answer, NOW)
    async with database.begin() as work:
        assert await space_of(work, address) == space
        assert await work.notes.get(space, 1) == note
        assert (note.body, note.title, note.author) == (text, text, f"Ann {text}")
        assert await work.todos.get(space, 1) == todo
        assert await work.continuations.get(space, token) == text
        assert await work.dialogues.current(space, author, NOW) == ("note", text)
        assert await work.documents.get(space, "log") == [DocumentPart(text, text)]
        assert await work.notes.attachments(note) == [attached]
        assert (attached.reference, attached.name, attached.url) == (text, text, text)
        assert await work.papers.get(["1"]) == {"1": paper}
        edited = await work.notes.edit(note, NOW, body=text + text)
        await work.notes.delete(edited, NOW)
    (claimed,) = await database.queues.claim_messages("console", text, NOW, 1)
    assert (claimed.reply, claimed.address) == (answer, address)
    reference = text.replace("\n", "")
    assert await database.queues.part_sent(claimed, text, reference, [Subject.paper(text)], NOW, last=True)
    async with database.begin() as work:
        assert list(await work.subjects.of(space.address, reference)) == ([Subject.paper(text)] if reference else [])


@several_examples
@given(text=ANYTHING)
@example(text="NEAR(a b) AND OR NOT * ^ : - + { } ( title:x")
@example(text='a" OR "b')
@example(text="'a':* & !b | <-> \\'")
async def test_any_query_is_answered(database: Database, text: str) -> None:
    async with database.begin() as work:
        space, author = await space_of(work), await person(work)
        note = await work.notes.add(space, author, NewNote(text), NOW)
        pieces = tuple(text.split()) or ("",)
        for query in (
            Query(words=pieces),
            Query(words=("word", *pieces), excluded=(text,)),
            Query(phrases=(text,)),
            Query(tags=(text,)),
            Query(authors=(text,)),
            Query(excluded=pieces),
        ):
            page = await work.search.find(space, query, 0, 5)
            assert page.total >= len(page.hits)
        try:
            typed = parse_query(text)
        except PersonError:
            pass
        else:
            await work.search.find(space, typed, 0, 5)
        await work.notes.delete(note, NOW)
        assert (await work.search.find(space, replace(Query(), words=pieces), 0, 5)).total == 0


@pytest.mark.slow
async def test_a_megabyte_is_stored_completely_and_found_by_its_beginning(database: Database) -> None:
    """A text with more terms than an index entry can hold is still stored completely."""
    body = "beginning " + "".join(chr(0x4E00 + index * 7919 % 20_000) for index in range(340_000))
    async with database.begin() as work:
        space, author = await space_of(work), await person(work)
        note = await work.notes.add(space, author, NewNote(body), NOW)
        found = await work.notes.get(space, 1)
        assert found is not None
        assert found.body == body
        assert [hit.id for hit in (await work.search.find(space, Query(words=("beginning",)), 0, 5)).hits] == [note.id]
        assert (await work.search.find(space, Query(phrases=(body[20:40],)), 0, 5)).total == 1
        await work.notes.delete(note, NOW)
        assert (await work.search.find(space, Query(words=("beginning",)), 0, 5)).total == 0
