"""Whatever people type, press and fill in, in whatever order: nobody changes what they may not.

The model knows who somebody is and what members may; it compares what a conversation holds before and after each event.
"""

import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import App, open_app
from bot.core.errors import ServiceError
from bot.core.events import Body, ButtonPress, Edited, Event, FormSubmission, Joined, Reaction, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.digests import Signal
from bot.core.model.notes import Note
from bot.core.model.rights import GRANTABLE, Right
from bot.core.model.spaces import Space
from handlers.commands import COMMANDS
from handlers.todos.view import EVERY_STATE
from storage.tables import outbox
from tests.servers.arxiv.day import busy_day
from tests.support.conversation import MovableClock
from tests.support.settings import settings_for

EVENTS = 500
"""For each kind of conversation: a thousand in all."""
PLACE = Address("console", "local", "somewhere")
ADMINISTRATORS, OTHERS = ("owner", "deputy"), ("ann", "bob", "stranger")
ARGUMENTS = ("", "1", "2", "3", "1,2", "1.0", "2312.13286", "ko", "Asia/Seoul", "1:1", "nonsense")
TYPED = ("/note edit {} Nonsense", "/note delete {}", "/note undo {}", "/profile cs.CL 잊어줘", "/unsubscribe {}")
FORMS = ({"language": "ko", "timezone": "Seoul"}, {"text": "Changed in a form", "about": ""}, {"text": "Another"})


@dataclass
class FakeRoles:
    """Tells who is an administrator, or fails; never while a transaction is open, which it begins one to find out."""

    dice: random.Random
    app: App | None = None

    async def is_administrator(self, person: UserRef, address: Address) -> bool:
        assert self.app
        async with self.app.database.begin():
            pass
        if self.dice.random() < 0.3:
            raise ServiceError("not now")
        return person.user_id in ADMINISTRATORS


@dataclass(frozen=True)
class Held:
    """What a conversation holds, as far as it needs a right to change."""

    space: Space
    subscriptions: Any
    preferences: Mapping[str, float]
    notes: Mapping[int, Note]
    todos: Any
    posts: int

    def settings(self) -> object:
        return self.space.language, self.space.timezone

    def profile(self) -> object:
        return self.space.surprises, self.preferences

    def written_by_others(self, author: str) -> Mapping[int, str]:
        return {number: note.body for number, note in self.notes.items() if note.author != author}


async def held(app: App, kind: ConversationKind, clock: MovableClock) -> Held:
    async with app.database.begin() as work:
        space = await work.spaces.ensure(PLACE, kind, clock())
        subscriptions = await work.subscriptions.of_space(space)
        preferences = await work.preferences.of(space)
        notes = {note.number: note for note in await work.notes.everything(space)}
        todos = await work.todos.of_space(space, EVERY_STATE)
    async with app.database.transaction() as connection:
        posts = (await connection.execute(select(func.count()).select_from(outbox))).scalar_one()
    return Held(space, subscriptions, preferences, notes, todos, posts)


def anything(dice: random.Random, app: App) -> Body:
    """Something that a person may do, or a hostile client."""
    examples = [each for command in COMMANDS for one in (command, *command.subcommands) for each in one.examples]
    actions = [*app.registry.actions]
    risky = [each for each in actions if each.partition(".")[0] in {"note", "subscribe", "profile"}]
    number = dice.randrange(1, 9)
    may = dice.choice(("may", "may not"))
    return dice.choice((
        TextMessage(dice.choice(examples), direct=True),
        TextMessage(dice.choice(TYPED).format(number), direct=True),
        TextMessage(dice.choice(TYPED).format(number), direct=True),
        TextMessage(f"/settings members {may} {dice.choice(GRANTABLE)}", direct=True),
        FormSubmission(dice.choice([*app.registry.forms]), dice.choice(ARGUMENTS), dice.choice(FORMS)),
        ButtonPress(f"{dice.choice(risky)}:{number}"),
        ButtonPress(f"{dice.choice(actions)}:{dice.choice(ARGUMENTS)}"),
        ButtonPress(f"{dice.choice(actions)}:{dice.choice(ARGUMENTS)}"),
        dice.choice((Reaction(Signal.LIKED), Reaction(None), Edited("/note Changed by an edit"), Joined())),
    ))  # fmt: skip


def assert_permitted(before: Held, after: Held, who: str, kind: ConversationKind, body: Body) -> None:
    may = before.space.members_may if kind is ConversationKind.GROUP else frozenset()
    assert after.space.members_may == before.space.members_may
    if Right.SUBSCRIBE not in may:
        assert after.subscriptions == before.subscriptions
    if Right.SETTINGS not in may:
        assert after.settings() == before.settings()
    if Right.PROFILE not in may:
        assert after.profile() == before.profile()
    if Right.NOTES not in may:
        assert after.written_by_others(who) == before.written_by_others(who)
    if kind is ConversationKind.CHANNEL:
        assert (after.notes, after.todos) == (before.notes, before.todos)
        if isinstance(body, ButtonPress):
            assert after.posts == before.posts


@pytest.fixture
async def people(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[tuple[App, MovableClock, random.Random]]:
    clock, arxiv, dice = MovableClock(), busy_day(), random.Random(12)
    roles = FakeRoles(dice)
    database = tmp_path / "paperboy.db"
    database.write_bytes(sqlite_template.read_bytes())
    async with arxiv.serving() as url:
        settings = settings_for(tmp_path, f"sqlite+aiosqlite:///{database}", url)
        async with open_app(settings, clock=clock, roles={"console": roles}) as app:
            roles.app = app
            yield app, clock, dice


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ConversationKind.GROUP, ConversationKind.CHANNEL])
async def test_nobody_changes_what_they_may_not(
    people: tuple[App, MovableClock, random.Random], kind: ConversationKind
) -> None:
    app, clock, dice = people
    changed = dict.fromkeys((*ADMINISTRATORS, *OTHERS), 0)
    before = await held(app, kind, clock)
    for number in range(EVENTS):
        who, body = dice.choice([*changed]), anything(dice, app)
        user = UserRef("console", "local", who)
        message = dice.choice(("m1", "m2", f"{number}"))
        event = Event(str(number), user, who, PLACE, kind, clock(), body, message)
        await (app.dispatcher.submit if isinstance(body, FormSubmission) else app.dispatcher.handle)(event)
        after = await held(app, kind, clock)
        if who not in ADMINISTRATORS:
            assert_permitted(before, after, who, kind, body)
        changed[who] += replace(after, posts=0) != replace(before, posts=0)
        before = after
        clock.move(seconds=dice.choice((1, 60, 300)))
    assert all(changed[who] > EVENTS / 100 for who in ADMINISTRATORS), changed
    assert all((changed[who] > 0) is (kind is ConversationKind.GROUP) for who in OTHERS), changed
