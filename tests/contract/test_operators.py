"""Whom an operator serves, and how fast, on every chat platform and transport."""

from sqlalchemy import func, select

from bot.core.allowed import read_allowed
from bot.core.pace import Paces, Rate
from storage.tables import metadata
from tests.support.platforms import Meeting, a_chatter
from tests.support.wording import line, words

__all__ = ["a_chatter"]


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
