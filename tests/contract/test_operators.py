"""Whom an operator serves, and how fast, on every chat platform and transport."""

from sqlalchemy import func, select

from bot.core.access.allowed import read_allowed
from bot.core.access.pace import Paces, Rate
from bot.core.events import ButtonPress, FormSubmission
from storage.tables import metadata
from tests.support.full_chat import FullChat, a_full_chat
from tests.support.platforms import Meeting, a_chatter
from tests.support.wording import line, words

__all__ = ["a_chatter", "a_full_chat"]


async def rows(i: Meeting) -> dict[str, int]:
    """The rows of every table, which a flood and an outsider leave as they are."""
    await i.settles()
    async with i.app.database.transaction() as connection:
        counts = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
        }
    return {name: count for name, count in counts.items() if count}


def serves(i: Meeting, *entries: str) -> None:
    i.app.door.allowed = read_allowed(" ".join(entries))


def name_of(i: Meeting) -> str:
    """The person, as an operator writes them."""
    me = i.person.me
    return f"telegram:{me.id}" if i.platform == "telegram" else f"slack:{me.team.id}/{me.id}"


async def test_an_outsider_gets_one_sentence_a_day_and_leaves_nothing(i: Meeting) -> None:
    serves(i, "telegram:1", "slack:T1")
    before = await rows(i)
    for text in ("/note A secret", "/subscribe cs.CL", "/help"):
        await i.says(text)
    await i.sees(line("outside"))
    assert await rows(i) == before | {"receipts": 1, "outbox": 1}
    assert len(i.person.screen()) == 1
    await i.waits(days=1)
    await i.says("/help")
    await i.sees(line("outside"), times=2)
    assert len(i.person.screen()) == 2


async def test_who_is_named_is_served(i: Meeting) -> None:
    serves(i, name_of(i))
    await i.says("/note Mine")
    await i.sees(line("note-saved"))


async def test_a_digest_stops_when_its_subscriber_is_not_served_any_more(i: Meeting) -> None:
    await i.says("/subscribe cs.CL at 13:00 UTC")
    await i.sees(line("subscribe-done"))
    i.app.scheduler.allowed = read_allowed("telegram:1 slack:T1")
    seen = len(i.person.screen())
    await i.waits(hours=2)
    assert len(i.person.screen()) == seen
    i.app.scheduler.allowed = read_allowed("")
    await i.waits(days=1)
    await i.sees(line("digest-heading"))


async def test_a_flood_gets_one_answer_and_writes_nothing_else(i: Meeting) -> None:
    i.app.door.paces = Paces(i.clock, person=Rate(6, 3))
    for number in range(3):
        await i.says(f"/note Note {number}")
    await i.sees(line("note-saved"), "Note 3")
    before = await rows(i)
    for _ in range(20):
        await i.says("/note One more")
    await i.sees(words("too-fast", seconds=30))
    after = await rows(i)
    assert after == before | {name: before[name] + 1 for name in ("receipts", "outbox")}
    assert len(i.person.screen()) == 4
    await i.waits(seconds=31)
    await i.says("/note One more")
    await i.sees(line("note-saved"), "Note 4")


async def test_a_flood_of_one_person_leaves_the_others_alone(i: Meeting) -> None:
    i.app.door.paces = Paces(i.clock, person=Rate(6, 3))
    ours = i.in_a_group()
    for _ in range(5):
        await ours.says("/todo")
    await ours.sees(words("too-fast", seconds=30))
    await i.says("/todo")
    ours.person = ours.person.another()
    await ours.says("/note Ours")
    await ours.sees(line("note-saved"))


async def test_a_form_that_comes_too_fast_stays_open_with_what_was_typed(full_chat: FullChat) -> None:
    door = full_chat.app.door
    door.paces = Paces(full_chat.clock, person=Rate(1, 1))
    typed = FormSubmission("note", "", {"about": "", "text": "A long thought"})
    assert await door.submit(full_chat.event(typed)) == {}
    for seconds in (30, 20):
        assert await door.submit(full_chat.event(typed)) == {"about": words("too-fast", seconds=seconds)}
        assert await door.form(full_chat.event(ButtonPress("note.form:"))) is None
        full_chat.clock.move(seconds=10)
    full_chat.clock.move(seconds=60)
    assert await door.submit(full_chat.event(typed)) == {}
    assert len(await full_chat.says("/notes")) > 0
    async with full_chat.app.database.begin() as work:
        space = await work.spaces.ensure(full_chat.address, full_chat.kind, full_chat.clock())
        assert [note.body for note in await work.notes.everything(space)] == ["A long thought"] * 2


async def test_no_question_of_an_outsider_is_answered(i: Meeting) -> None:
    """Neither a form nor a note opens for them, wherever they look."""
    await i.says("/note Mine")
    await i.sees(line("note-saved"))
    serves(i, "telegram:1", "slack:T1")
    await i.settles()
    before = await rows(i)
    await i.person.presses("edit")
    await i.sees(line("outside"))
    if i.platform == "slack":
        assert i.person.me.modal is None
        await i.person.me.opens_home()
        await i.settles()
        assert "Mine" not in str(i.person.me.home)
    else:
        answer = await i.person.chat.asks_inline(i.person.me, "Mine")
        await answer.wait()
        assert answer.results == []
    after = await rows(i)
    assert after["receipts"] == before["receipts"] + 1
    assert {**after, "receipts": 0, "outbox": 0} == {**before, "receipts": 0, "outbox": 0}
