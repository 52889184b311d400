"""Who may do what in a group, on every chat platform and transport."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.identity import ConversationKind
from bot.core.model.digests import Subscription
from bot.core.model.notes import Note
from bot.core.model.spaces import Space
from bot.core.ports.storage import UnitOfWork
from tests.servers.slack import limits as slack_limits
from tests.servers.telegram import faults as telegram_faults
from tests.support.platforms import Meeting, a_chatter
from tests.support.wording import line, words

__all__ = ["a_chatter"]

QUESTIONS = {"telegram": "getChatMember", "slack": "conversations.info"}
"""The method that tells who a member is. Slack is also asked for people's names, by ``users.info``."""


class Group:
    """A group that one person made, and another is a member of."""

    def __init__(self, i: Meeting) -> None:
        self.owner = i.in_a_group()
        self.member = replace(self.owner, person=self.owner.person.another())

    async def space(self, work: UnitOfWork) -> Space:
        return await work.spaces.ensure(self.owner.person.address, ConversationKind.GROUP, self.owner.clock())

    async def subscriptions(self) -> Sequence[Subscription]:
        await self.owner.settles()
        async with self.owner.app.database.begin() as work:
            return await work.subscriptions.of_space(await self.space(work))

    async def note(self, number: int) -> Note | None:
        await self.owner.settles()
        async with self.owner.app.database.begin() as work:
            return await work.notes.get(await self.space(work), number)

    def asked(self) -> int:
        """How often the platform was asked who somebody is."""
        return int(self.owner.server.calls[QUESTIONS[self.owner.platform]])

    def does_not_tell(self) -> None:
        """Let the platform fail whenever it is asked who somebody is, and nowhere else."""
        server, method = self.owner.server, QUESTIONS[self.owner.platform]
        if self.owner.platform == "telegram":
            server.faults.next(method, telegram_faults.Fault(telegram_faults.FaultKind.ERROR_500, times=20))
        else:
            server.faults.next(method, slack_limits.Fault(slack_limits.FaultKind.ERROR_500, times=20))


@pytest.fixture(name="group")
def a_group(i: Meeting) -> Group:
    return Group(i)


async def test_only_administrators_subscribe_a_group(group: Group) -> None:
    await group.member.says("/subscribe cs.CL")
    await group.member.sees(line("rights-subscribe"))
    assert await group.subscriptions() == []
    if group.owner.platform == "slack":
        assert group.owner.person.screen() == []
    await group.owner.says("/subscribe cs.CL")
    await group.owner.sees(line("subscribe-done"))


async def test_a_button_that_ends_a_digest_is_for_administrators(group: Group) -> None:
    await group.owner.says("/subscribe cs.CL")
    await group.owner.sees(line("subscribe-done"))
    await group.member.presses("undo")
    await group.member.sees(line("rights-subscribe"))
    assert len(await group.subscriptions()) == 1
    await group.owner.presses("undo")
    await group.owner.sees(line("unsubscribe-done", weekly=0))


async def test_who_becomes_an_administrator_waits_ten_minutes_at_most(group: Group) -> None:
    await group.member.says("/subscribe cs.CL")
    await group.member.sees(line("rights-subscribe"))
    group.member.person.runs_the_group()
    await group.member.waits(minutes=11)
    await group.member.says("/subscribe cs.CL")
    await group.member.sees(line("subscribe-done"))


async def test_the_platform_is_asked_once_in_ten_minutes_and_only_when_it_matters(group: Group) -> None:
    await group.member.says("/note 《Emu》 Mine")
    await group.member.sees(line("note-saved-about", title="Emu"))
    await group.member.settles()
    before = group.asked()
    await group.member.says("/todo")
    await group.member.sees(line("todo-empty"))
    assert group.asked() == before
    for _ in range(3):
        await group.member.says("/settings language ko")
    await group.member.sees(line("rights-settings"), times=3)
    assert group.asked() == before + 1


async def test_the_notes_of_others_are_changed_by_administrators_alone(group: Group) -> None:
    await group.owner.says("/note 《Emu》 A learner")
    await group.owner.sees(line("note-saved-about", title="Emu"))
    for attempt in ("/note edit 1 Nonsense", "/note delete 1"):
        await group.member.says(attempt)
    await group.member.sees(line("rights-notes"), times=2)
    await group.member.presses("undo")
    await group.member.sees(line("rights-notes"), times=3)
    note = await group.note(1)
    assert note is not None
    assert note.body == "A learner"


async def test_authors_change_their_own_notes_and_administrators_those_of_others(group: Group) -> None:
    await group.member.says("/note 《Emu》 A lerner")
    await group.member.sees(line("note-saved-about", title="Emu"))
    await group.member.says("/note edit 1 A learner")
    await group.member.sees(line("note-edited", title="Emu"))
    await group.owner.says("/note delete 1")
    await group.owner.sees(line("note-deleted", title="Emu"))
    assert await group.note(1) is None
    await group.member.says("/note undo 1")
    await group.member.sees(line("note-restored", title="Emu"))


async def test_while_the_platform_does_not_tell_nothing_changes(group: Group) -> None:
    await group.owner.says("/todo")
    await group.owner.sees(line("todo-empty"))
    await group.member.says("/todo")
    await group.member.sees(line("todo-empty"), times=1)
    group.does_not_tell()
    await group.owner.says("/subscribe cs.CL")
    await group.owner.sees(line("rights-unknown"))
    assert await group.subscriptions() == []
    await group.owner.says("/note What everybody may write")
    await group.owner.sees(line("note-saved"))


async def test_while_the_platform_does_not_tell_its_last_answer_counts(group: Group) -> None:
    await group.owner.says("/subscribe cs.CL")
    await group.owner.sees(line("subscribe-done"))
    await group.member.says("/settings language ko")
    await group.member.sees(line("rights-settings"))
    await group.owner.waits(minutes=30)
    group.does_not_tell()
    await group.owner.says("/subscribe cs.CV")
    await group.owner.sees(line("subscribe-done"), "cs.CV")
    await group.member.says("/subscribe cs.RO")
    await group.member.sees(line("rights-subscribe"))


async def test_who_does_nothing_but_react_is_never_asked_about(group: Group) -> None:
    await group.owner.says("/paper 2312.13286")
    await group.owner.sees("Generative Models Learn in Context", "Ada Example")
    await group.owner.settles()
    before = group.asked()
    await group.member.person.likes("Ada Example")
    await group.member.settles()
    assert group.asked() == before


async def test_in_a_private_chat_everything_is_allowed(i: Meeting) -> None:
    await i.says("/subscribe cs.CL")
    await i.sees(line("subscribe-done"))
    await i.says("/settings language ko")
    await i.sees(line("settings-language-set", "ko"))


async def test_administrators_let_members_subscribe_and_take_it_back(group: Group) -> None:
    await group.member.says("/settings members may subscribe")
    await group.member.sees(line("rights-administrator"))
    await group.owner.says("/settings members may subscribe")
    await group.owner.sees(line("members-changed"), words("members-subscribe"))
    await group.member.says("/subscribe cs.CL")
    await group.member.sees(line("subscribe-done"))
    await group.member.says("/settings language ko")
    await group.member.sees(line("rights-settings"))
    await group.member.says("/settings")
    shown = line("answer-in-private") if group.member.platform == "telegram" else words("members-subscribe")
    await group.member.sees(shown)
    await group.owner.says("/settings members may not subscribe")
    await group.owner.sees(line("members-changed", what=words("members-always")))
    await group.member.says("/unsubscribe 1")
    await group.member.sees(line("rights-subscribe"))
    assert len(await group.subscriptions()) == 1


async def test_an_administrator_deletes_everything_of_a_group(group: Group) -> None:
    await group.member.says("/note 《Emu》 Ours")
    await group.member.sees(line("note-saved-about", title="Emu"))
    await group.member.says("/forget group yes")
    await group.member.sees(line("rights-administrator"))
    await group.owner.says("/forget group")
    await group.owner.sees(line("forget-ask-group", notes=1, todos=0, subscriptions=0))
    assert await group.note(1) is not None
    await group.owner.presses(words("forget-button"))
    await group.owner.sees(line("forget-done-group", name="Me"))
    assert await group.note(1) is None


async def test_a_form_opens_for_those_who_may_submit_it(group: Group) -> None:
    """On Slack a button opens a form; where there are no forms, it asks."""
    alone = group.member.in_private()
    if alone is not group.member:
        await alone.says("/start")
        await alone.sees(line("start-heading"))
    await group.member.says("/settings")
    await alone.presses(words("settings-button-change"))
    await alone.sees(line("rights-settings"))
    if group.owner.platform == "slack":
        assert group.member.person.me.modal is None


async def test_a_command_in_plain_words_needs_the_same(group: Group) -> None:
    await group.member.person.mentions("구독 cs.CL")
    await group.member.sees(line("rights-subscribe"))
    assert await group.subscriptions() == []
