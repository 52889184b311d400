"""A database of an earlier Paperboy, with what people keep in it."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Date, DateTime, Time, bindparam, make_url, text

from bot.core.codec import to_json
from bot.core.identity import Address
from bot.core.messages import Route
from bot.core.model.digests import Interests, Layout, NewSubscription
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from language.relevance import FusedRelevance
from storage import migrations
from storage.database import Database
from storage.engine import open_engine
from tests.support.samples import ADDRESS, NOW, reply, space_of

MADE = datetime(2025, 6, 1, tzinfo=UTC)
THERE = {"platform": "console", "workspace": "local", "conversation_id": "me"}
QUEUED = {
    **THERE,
    "id": 1,
    "thread_id": "thread",
    "state": "pending",
    "next_at": MADE,
    "owner": "",
    "attempts": 0,
    "reason": "",
    "created_at": MADE,
}
FIRST_SCHEMA: dict[str, dict[str, Any]] = {
    "spaces": {
        **THERE,
        "id": 1,
        "kind": "private",
        "language": "ko",
        "timezone": "Asia/Seoul",
        "last_note": 1,
        "last_subscription": 2,
        "created_at": MADE,
    },
    "users": {
        "id": 1,
        "platform": "console",
        "workspace": "local",
        "user_id": "ann",
        "name": "Ann",
        "folded_name": "ann",
        "created_at": MADE,
    },
    "notes": {
        "id": 1,
        "space_id": 1,
        "number": 1,
        "author_id": 1,
        "title": "A title",
        "paper_id": "2312.13286",
        "body": "kept words",
        "written_on": date(2025, 6, 1),
        "created_at": MADE,
        "updated_at": MADE,
        "revision": 1,
    },
    "outbox": {
        **QUEUED,
        "dedupe_key": "1",
        "reply": to_json(reply("waiting", key="k")),
        "reply_key": "k",
        "sent": 1,
        "refs": "r1\n",
    },
    "jobs": {**QUEUED, "kind": "lookup", "payload": "{}", "space_id": 1, "user_id": 1},
}
SUBSCRIPTION = {
    **THERE,
    "space_id": 1,
    "user_id": 1,
    "interests": to_json(Interests(("cs.CL",), ("diffusion",))),
    "at": time(9, 30),
    "timezone": "Asia/Seoul",
    "top": 5,
    "weekdays": "[0,4]",
    "created_at": MADE,
    "last_due": date(2025, 6, 10),
}
TYPES: dict[type, Any] = {datetime: DateTime(timezone=True), date: Date(), time: Time()}


async def insert(connection: Any, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    statement = text(f"INSERT INTO {table} ({names}) VALUES ({values})")
    typed = [bindparam(name, type_=TYPES[type(value)]) for name, value in row.items() if type(value) in TYPES]
    await connection.execute(statement.bindparams(*typed), row)


async def make_first_schema(database_url: str) -> None:
    """A database at revision 0001 with rows in it, in place of the newest."""
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        await migrations.downgrade(connection, "base")
        await migrations.upgrade(connection, "0001")
        assert await migrations.version(connection) == "0001"
        for table, row in FIRST_SCHEMA.items():
            await insert(connection, table, row)
        for number, paused in ((1, False), (2, True)):
            await insert(
                connection, "subscriptions", {**SUBSCRIPTION, "id": number, "number": number, "paused": paused}
            )
    await engine.dispose()


async def test_a_database_of_the_first_version_is_upgraded_with_everything_in_it(database_url: str) -> None:
    await make_first_schema(database_url)
    database = Database(database_url, Analyzer(), relevance=FusedRelevance(), model="a model")
    await database.migrate()
    assert await database.schema_version() == migrations.NEWEST
    async with database.begin() as work:
        space = await space_of(work)
        assert (space.id, space.language) == (1, "ko")
        (note,) = await work.notes.everything(space)
        assert (note.body, note.paper_id, note.author) == ("kept words", "2312.13286", "Ann")
        assert (await work.search.find(space, parse_query("kept"), 0, 9)).total == 1
        assert list(await work.notes.attachments(note)) == []
        assert [entry.id for entry in await work.vectors.waiting(9)] == [note.id]
        first, second = await work.subscriptions.of_space(space)
        assert first.wanted == NewSubscription(
            Interests(("cs.CL",), ("diffusion",)), time(9, 30), "Asia/Seoul", 5, (0, 4), Layout.COMPACT
        )
        assert [(each.paused, each.unreachable) for each in (first, second)] == [(False, False), (True, False)]
        assert list(await work.subscriptions.active()) == [first]
    (claimed,) = await database.queues.claim_messages("console", "w", NOW, 9)
    thread = Address(ADDRESS.platform, ADDRESS.workspace, ADDRESS.conversation_id, "thread")
    assert (claimed.reply, claimed.address, claimed.sent) == (reply("waiting", key="k"), thread, 1)
    assert (claimed.route, claimed.created_at) == (Route(), MADE)
    job = await database.queues.claim_job("w", NOW)
    assert job is not None
    assert (job.kind, job.route) == ("lookup", Route())
    await database.close()


async def test_an_upgrade_can_be_taken_back_and_loses_only_what_is_new(database_url: str) -> None:
    await make_first_schema(database_url)
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        await migrations.upgrade(connection)
        await migrations.downgrade(connection, "0001")
        assert await migrations.version(connection) == "0001"
        for table, row in FIRST_SCHEMA.items():
            found = (await connection.execute(text(f"SELECT * FROM {table}"))).mappings().all()
            assert len(found) == 1
            assert {name for name in row if name not in found[0]} == set()
        paused = (await connection.execute(text("SELECT paused FROM subscriptions ORDER BY id"))).scalars().all()
        assert [bool(each) for each in paused] == [False, True]
    await engine.dispose()
