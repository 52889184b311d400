"""The input of ranking: a space's actions on papers, and its weights for subjects."""

from datetime import date, timedelta

from bot.core.identity import Address
from bot.core.model.digests import PaperSignal, Pick, Signal
from bot.core.model.notes import NewNote
from bot.core.model.todos import NewTodo, TodoState
from storage.database import Database
from tests.support.storage_samples import NOW, person, space_of

DAY = date(2025, 6, 11)


async def test_the_latest_signal_per_person_and_paper_counts(database: Database) -> None:
    later = NOW + timedelta(seconds=1)
    async with database.begin() as work:
        space, ann, bob = await space_of(work), await person(work), await person(work, "Bob")
        await work.digests.signal(space, ann, "1", Signal.LIKED, NOW)
        await work.digests.signal(space, bob, "2", Signal.LIKED, NOW)
        await work.digests.signal(space, bob, "1", Signal.DISLIKED, later)
        assert await work.digests.signals(space) == [
            PaperSignal("1", Signal.DISLIKED, later),
            PaperSignal("1", Signal.LIKED, NOW),
            PaperSignal("2", Signal.LIKED, NOW),
        ]
        await work.digests.signal(space, bob, "1", Signal.LIKED, later)
        assert await work.digests.signals(space, 1) == [PaperSignal("1", Signal.LIKED, later, people=2)]


async def test_opening_a_paper_does_not_undo_an_opinion(database: Database) -> None:
    later = NOW + timedelta(seconds=1)
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        await work.digests.signal(space, ann, "1", Signal.LIKED, NOW)
        for paper_id, at in (("1", later), ("2", NOW), ("2", later)):
            await work.digests.signal(space, ann, paper_id, Signal.OPENED, at)
        assert await work.digests.signals(space) == [
            PaperSignal("2", Signal.OPENED, later),
            PaperSignal("1", Signal.LIKED, NOW),
        ]
        await work.digests.signal(space, ann, "2", Signal.DISLIKED, NOW)
        assert {each.signal for each in await work.digests.signals(space)} == {Signal.LIKED, Signal.DISLIKED}


async def test_a_paper_counts_as_ignored_only_if_somebody_saw_it(database: Database) -> None:
    """Three digests have two papers each, and someone acted on one paper of the second digest."""
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        shown = [NOW + timedelta(days=day) for day in range(3)]
        for at, papers in zip(shown, ("12", "34", "56"), strict=True):
            picks = [Pick(paper_id, rank, 1.0, ()) for rank, paper_id in enumerate(papers, 1)]
            await work.digests.record(space, at.date(), picks, at, scheduled=True)
        await work.digests.record(space, DAY, [Pick("asked", 1, 1.0, ())], NOW)
        late = shown[2] + timedelta(days=9)
        assert await work.digests.ignored(space, late, 9) == {}
        await work.digests.signal(space, ann, "3", Signal.OPENED, late)
        assert await work.digests.ignored(space, late, 9) == {"1": shown[0], "2": shown[0], "4": shown[1]}
        assert await work.digests.ignored(space, late, 1) == {"4": shown[1]}
        assert set(await work.digests.ignored(space, shown[0], 9)) == {"1", "2"}
        await work.todos.add(space, NewTodo("read it", paper_id="1"), late)
        await work.notes.add(space, ann, NewNote("on it", paper_id="2"), late)
        assert set(await work.digests.ignored(space, late, 9)) == {"4"}


async def test_papers_on_the_list_come_latest_first(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
        added = [
            await work.todos.add(space, NewTodo("read it", paper_id=paper_id), NOW + timedelta(seconds=second))
            for second, paper_id in enumerate(("1", "2", "", "3"))
        ]
        assert [todo.paper_id for todo in await work.todos.about_papers(space, TodoState.OPEN, 2)] == ["3", "2"]
        for second, todo in ((7, added[1]), (6, added[0])):
            await work.todos.set_state(space, [todo.id], TodoState.DONE, NOW + timedelta(seconds=second))
        assert [todo.paper_id for todo in await work.todos.about_papers(space, TodoState.DONE, 9)] == ["2", "1"]
        assert [todo.paper_id for todo in await work.todos.about_papers(space, TodoState.OPEN, 9)] == ["3"]


async def test_a_weight_is_kept_until_it_is_cleared(database: Database) -> None:
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        ann = await person(work)
        await work.preferences.set(space, ann, "word:\ud800\x00", 0.0, NOW)
        await work.preferences.set(space, ann, "category:cs.CL", 2.0, NOW + timedelta(seconds=1))
        await work.preferences.set(space, ann, "category:cs.CL", 0.5, NOW + timedelta(seconds=2))
        assert list((await work.preferences.of(space)).items()) == [("word:\ud800\x00", 0.0), ("category:cs.CL", 0.5)]
        await work.preferences.clear(space, "category:cs.CL")
        await work.preferences.clear(other, "word:\ud800\x00")
        assert await work.preferences.of(space) == {"word:\ud800\x00": 0.0}
        assert (await work.preferences.reset(other), await work.preferences.reset(space)) == (0, 1)
        assert await work.preferences.of(space) == {}
