"""Gestures: replies, reactions, edits, files, and Paperboy joining and leaving conversations.

The clock shows Wednesday, June 11, 2025, 12:00 UTC, and arXiv is a stand-in.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.console.layout import blocks_of
from bot.core.events import ButtonPress, IncomingFile, Joined, Left, Migrated
from bot.core.messages import Attachment, Buttons, PaperCard
from bot.core.model.digests import Signal
from bot.core.model.notes import Note
from tests.support.databases import on_sqlite
from tests.support.full_chat import FullChat, Sent, a_full_chat
from tests.support.wording import said, words

__all__ = ["a_full_chat"]

PHOTO = IncomingFile("photo-1", "figure 3.png", "image/png", 2_048)


async def a_card(full_chat: FullChat) -> str:
    """The reference of a message that shows one paper."""
    await full_chat.says("/paper 2312.13286")
    return full_chat.sent[-1].reference


async def a_digest(full_chat: FullChat) -> Sent:
    """A digest in one message."""
    await full_chat.says("/digest cs.CL top 3")
    return full_chat.sent[-1]


async def note(full_chat: FullChat, number: int) -> Note:
    async with full_chat.app.database.begin() as work:
        space = await work.spaces.ensure(full_chat.address, full_chat.kind, full_chat.clock())
        found = await work.notes.get(space, number)
        assert found is not None
        return found


async def opinions(full_chat: FullChat) -> dict[str, Signal]:
    async with full_chat.app.database.begin() as work:
        space = await work.spaces.ensure(full_chat.address, full_chat.kind, full_chat.clock())
        return {each.paper_id: each.signal for each in await work.digests.signals(space)}


def papers(sent: Sent) -> list[PaperCard]:
    return [block for block in blocks_of(sent.message) if isinstance(block, PaperCard)]


# Replies


async def test_a_reply_to_a_paper_is_a_note_on_it(full_chat: FullChat) -> None:
    card = await a_card(full_chat)
    answer = await full_chat.replies("The third figure says it all #figures", card)
    assert said(answer, "note-saved", number=1)
    assert "Generative Models Learn in Context" in answer
    assert "Tag: #figures" in answer
    kept = await note(full_chat, 1)
    assert (kept.paper_id, kept.body) == ("2312.13286", "The third figure says it all #figures")


async def test_a_reply_in_a_group_needs_no_mention(full_chat: FullChat) -> None:
    group = full_chat.in_a_group()
    assert said(await group.replies("We should try this", await a_card(group)), "note-saved", number=1)


async def test_a_reply_to_anything_else_in_a_group_is_left_alone(full_chat: FullChat) -> None:
    group = full_chat.in_a_group()
    await group.says("/help")
    assert await group.replies("thanks", group.sent[-1].reference) == ""


@on_sqlite
@pytest.mark.parametrize("typed", ["2 Nice trick", "2. Nice trick", "2：Nice trick", "#2 Nice trick", "2)Nice trick"])
async def test_under_a_digest_the_rank_in_front_says_which_paper(full_chat: FullChat, typed: str) -> None:
    digest = await a_digest(full_chat)
    await full_chat.replies(typed, digest.reference)
    kept = await note(full_chat, 1)
    assert (kept.paper_id, kept.body) == (papers(digest)[1].paper_id, "Nice trick")


@pytest.mark.parametrize("typed", ["Nice trick", "9 lives", "2.5 times faster"])
async def test_without_a_rank_paperboy_asks_which_paper_and_keeps_the_text(full_chat: FullChat, typed: str) -> None:
    digest = await a_digest(full_chat)
    assert said(await full_chat.replies(typed, digest.reference), "reply-which")
    assert said(await full_chat.presses("2. "), "note-saved", number=1)
    kept = await note(full_chat, 1)
    assert (kept.paper_id, kept.body) == (papers(digest)[1].paper_id, typed)
    assert said(await full_chat.presses("2. "), "note-kept-before", number=1)


@pytest.mark.parametrize("rank", [0, 4, 99])
async def test_a_button_with_a_rank_the_digest_never_had_files_nothing(full_chat: FullChat, rank: int) -> None:
    await full_chat.replies("Nice trick", (await a_digest(full_chat)).reference)
    (buttons,) = (block for block in full_chat.sent[-1].message.blocks if isinstance(block, Buttons))
    name, token, _ = buttons.buttons[0].action.split(":")
    assert said(await full_chat.happens(ButtonPress(f"{name}:{token}:{rank}")), "button-stale")
    assert said(await full_chat.says("/notes"), "notes-none")


async def test_a_reply_to_a_note_is_one_more_note_about_the_same(full_chat: FullChat) -> None:
    await full_chat.says("/note 《On reading》 Read the end first")
    await full_chat.replies("And then the beginning", full_chat.sent[-1].reference)
    kept = await note(full_chat, 2)
    assert (kept.title, kept.body) == ("On reading", "And then the beginning")


async def test_a_reply_to_ones_own_note_counts_as_one_to_the_note(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286 Strong learner")
    await full_chat.replies("Still true", full_chat.written)
    assert (await note(full_chat, 2)).paper_id == "2312.13286"


async def test_the_answer_to_a_note_on_a_paper_is_about_the_note(full_chat: FullChat) -> None:
    await full_chat.says("/note 《My own title》 2312.13286 Strong learner")
    await full_chat.replies("Still true", full_chat.sent[-1].reference)
    assert (await note(full_chat, 2)).title == "My own title"


async def test_a_command_in_a_reply_stays_a_command(full_chat: FullChat) -> None:
    assert said(await full_chat.replies("/todo", await a_card(full_chat)), "todo-empty")


# Reactions


async def test_a_reaction_teaches_and_can_be_taken_back_without_a_word(full_chat: FullChat) -> None:
    card = await a_card(full_chat)
    assert await full_chat.reacts(Signal.LIKED, card) == ""
    assert await opinions(full_chat) == {"2312.13286": Signal.LIKED}
    assert await full_chat.reacts(Signal.DISLIKED, card) == ""
    assert await opinions(full_chat) == {"2312.13286": Signal.DISLIKED}
    assert await full_chat.reacts(None, card) == ""
    assert await opinions(full_chat) == {}


async def test_everybody_takes_back_only_their_own(full_chat: FullChat) -> None:
    group = full_chat.in_a_group()
    card = await a_card(group)
    await group.reacts(Signal.LIKED, card)
    other = group.in_a_group()
    other.person = "you"
    await other.reacts(None, card)
    assert await opinions(group) == {"2312.13286": Signal.LIKED}


async def test_a_liking_of_a_whole_digest_counts_a_little_for_each_of_its_papers(full_chat: FullChat) -> None:
    digest = await a_digest(full_chat)
    await full_chat.reacts(Signal.LIKED, digest.reference)
    assert await opinions(full_chat) == {paper.paper_id: Signal.OPENED for paper in papers(digest)}


async def test_a_dislike_of_several_papers_or_a_reaction_to_a_note_teaches_nothing(full_chat: FullChat) -> None:
    await full_chat.reacts(Signal.DISLIKED, (await a_digest(full_chat)).reference)
    await full_chat.says("/note 2312.13286 Strong learner")
    await full_chat.reacts(Signal.LIKED, full_chat.sent[-1].reference)
    assert await opinions(full_chat) == {}


# Edits


async def test_editing_the_message_edits_the_note_and_its_answer_in_place(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286 Strong lerner #typo")
    answered = full_chat.sent[-1].reference
    answer = await full_chat.edits(full_chat.written, "/note 2312.13286 Strong learner #fixed")
    assert "Tag: #fixed" in answer
    assert full_chat.sent[-1].outgoing.replaces == answered
    kept = await note(full_chat, 1)
    assert (kept.body, kept.tags, kept.title) == (
        "Strong learner #fixed",
        ("fixed",),
        "Generative Models Learn in Context",
    )


async def test_an_edit_can_name_another_paper(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286 All you need")
    answer = await full_chat.edits(full_chat.written, "/note 1706.03762 All you need")
    assert "Attention for Everyone" in answer
    kept = await note(full_chat, 1)
    assert (kept.paper_id, kept.title) == ("1706.03762", "Attention for Everyone")


async def test_an_edited_note_still_takes_back_the_to_dos_it_finished(full_chat: FullChat) -> None:
    await full_chat.says("/todo add 2312.13286")
    await full_chat.says("/note 2312.13286 Read it")
    assert said(
        await full_chat.edits(full_chat.written, "/note 2312.13286 Read it twice"), "note-finished-todo", number=1
    )
    assert said(await full_chat.presses("undo"), "note-reopened-todo", number=1)


async def test_editing_a_reply_edits_its_note(full_chat: FullChat) -> None:
    await full_chat.replies("See teh figure", await a_card(full_chat))
    await full_chat.edits(full_chat.written, "See the figure")
    assert (await note(full_chat, 1)).body == "See the figure"


async def test_a_note_in_plain_words_also_follows_its_message(full_chat: FullChat) -> None:
    await full_chat.says("笔记")  # lists notes
    await full_chat.says("note 2312.13286 Strong lerner")
    await full_chat.edits(full_chat.written, "note 2312.13286 Strong learner")
    assert (await note(full_chat, 1)).body == "Strong learner"


@pytest.mark.parametrize("now", ["never mind", "/todo add x", "/note", "/note delete 1", "/note 2312.13286"])
async def test_a_message_that_is_no_longer_a_note_leaves_the_note_unchanged(full_chat: FullChat, now: str) -> None:
    await full_chat.says("/note 2312.13286 Strong learner")
    assert await full_chat.edits(full_chat.written, now) == ""
    assert (await note(full_chat, 1)).body == "Strong learner"


async def test_an_edit_that_changes_nothing_is_ignored(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286 Strong learner")
    before = await note(full_chat, 1)
    assert await full_chat.edits(full_chat.written, "/note 2312.13286 Strong learner") == ""
    assert (await note(full_chat, 1)).revision == before.revision


async def test_editing_the_message_of_a_deleted_note_does_not_bring_it_back(full_chat: FullChat) -> None:
    await full_chat.says("/note Gone soon")
    await full_chat.says("/note delete 1")
    assert await full_chat.edits("me/1", "/note Still here?") == ""
    assert said(await full_chat.says("/note show 1"), "note-is-deleted")


# Files


async def test_a_photo_with_a_note_is_named_shown_and_copied(full_chat: FullChat) -> None:
    full_chat.files.contents["photo-1"] = b"\x89PNG"
    answer = await full_chat.says("/note 2312.13286 The third figure", PHOTO)
    assert said(answer, "note-files", names="figure 3.png", count=1)
    await full_chat.says("/note show 1")
    shown = [block for block in full_chat.sent[-1].message.blocks if isinstance(block, Attachment)]
    assert shown == [Attachment("figure 3.png", "image/png", 2_048, "photo-1")]
    kept = await note(full_chat, 1)
    async with full_chat.app.database.begin() as work:
        (attached,) = await work.notes.attachments(kept)
        assert await work.notes.copy(attached) == b"\x89PNG"


async def test_a_photo_alone_is_a_note_by_its_name(full_chat: FullChat) -> None:
    full_chat.files.contents["photo-1"] = b"\x89PNG"
    assert said(await full_chat.says("/note", PHOTO), "note-saved-about", title="figure 3.png")
    assert "figure 3.png" in await full_chat.says("/notes")
    assert "figure 3.png" in await full_chat.says("/note show 1")


async def test_a_photo_can_answer_the_question_for_a_notes_text(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286")
    answer = await full_chat.says("", PHOTO)
    assert said(answer, "note-files", names="figure 3.png", count=1)
    assert (await note(full_chat, 1)).paper_id == "2312.13286"


async def test_all_pictures_of_an_album_are_kept_with_the_note_of_its_caption(full_chat: FullChat) -> None:
    full_chat.files.contents |= {f"photo-{number}": b"\x89PNG%d" % number for number in (1, 2, 3)}
    await full_chat.says("/note 2312.13286 The figures", PHOTO, album="album/7")
    for number in (2, 3):
        answer = await full_chat.says(
            "", replace(PHOTO, reference=f"photo-{number}", name=f"{number}.png"), album="album/7"
        )
    assert said(answer, "note-files", count=3, names="figure 3.png, 2.png, 3.png")
    assert "Generative Models" in answer
    kept = await note(full_chat, 1)
    async with full_chat.app.database.begin() as work:
        copies = [await work.notes.copy(each) for each in await work.notes.attachments(kept)]
    assert copies == [b"\x89PNG1", b"\x89PNG2", b"\x89PNG3"]
    assert words("notes-heading", count=1) in await full_chat.says("/notes")


async def test_an_album_that_answers_a_question_is_one_note(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286")
    await full_chat.says("", PHOTO, album="album/7")
    assert "2 files" in await full_chat.says("", replace(PHOTO, reference="2"), album="album/7")
    assert said(await full_chat.says("/note show 2"), "note-unknown", number=2)


async def test_a_file_without_words_is_asked_about_once_per_album(full_chat: FullChat) -> None:
    assert said(await full_chat.says("", PHOTO), "file-needs-words")
    assert said(await full_chat.says("", PHOTO, album="album/7"), "file-needs-words")
    assert await full_chat.says("", PHOTO, album="album/7") == ""
    assert said(await full_chat.says("", PHOTO, album="album/8"), "file-needs-words")


async def test_pictures_in_a_group_are_ignored_unless_they_belong_to_a_note(full_chat: FullChat) -> None:
    group = full_chat.in_a_group()
    assert await group.says("", PHOTO, album="album/7") == ""
    await group.says("/note Ours", PHOTO, album="album/8")
    assert "2 files" in await group.says("", replace(PHOTO, reference="2"), album="album/8")


async def test_a_failed_copy_is_reported(full_chat: FullChat) -> None:
    await full_chat.says("/note The third figure", PHOTO)
    for _ in range(5):
        full_chat.clock.move(minutes=10)
        await full_chat.waits()
    assert said(full_chat.transcript(), "note-file-not-copied", name="figure 3.png", number=1)


async def test_a_file_that_is_too_large_is_not_fetched(full_chat: FullChat) -> None:
    await full_chat.says("/note The talk", IncomingFile("film", "talk.mp4", "video/mp4", 20_000_001))
    full_chat.clock.move(hours=3)
    await full_chat.waits()
    assert "couldn't" not in full_chat.transcript()


# Coming and going


async def test_a_group_is_told_what_to_type(full_chat: FullChat) -> None:
    welcome = await full_chat.in_a_group().happens(Joined())
    assert "/note 2312.13286" in welcome
    assert len(welcome) < 700


async def test_a_group_that_used_paperboy_before_is_not_welcomed_again(full_chat: FullChat) -> None:
    group = full_chat.in_a_group()
    await group.says("/note Ours to keep")
    await group.happens(Migrated("supergroup"))
    group.place = "supergroup"
    group.clock.move(seconds=1)
    assert await group.happens(Joined()) == ""


async def test_a_person_who_unblocks_paperboy_is_greeted_only_by_start(full_chat: FullChat) -> None:
    assert said(await full_chat.says("/start"), "start-heading")
    await full_chat.happens(Left())
    assert await full_chat.happens(Joined()) == ""
    assert said(await full_chat.says("/start"), "start-heading")


async def test_digests_stop_while_paperboy_is_shut_out_and_resume_afterwards(full_chat: FullChat) -> None:
    await full_chat.says("/subscribe cs.CL at 13:00 UTC")
    assert await full_chat.happens(Left()) == ""
    full_chat.clock.move(days=1, hours=2)
    assert await full_chat.waits() == ""
    assert said(await full_chat.happens(Joined()), "welcome-back", count=1)
    full_chat.clock.move(days=1)
    full_chat.arxiv.today += timedelta(days=2)
    assert said(await full_chat.waits(), "digest-heading")


async def test_a_digest_on_hold_says_so_and_can_be_resumed(full_chat: FullChat) -> None:
    await full_chat.says("/subscribe cs.CL at 13:00 UTC")
    await full_chat.happens(Left())
    full_chat.clock.move(days=1, hours=2)
    assert said(await full_chat.says("/subscriptions"), "subscriptions-unreachable")
    assert said(await full_chat.presses("resume"), "subscribe-is-resumed", on="June 13, 2025", weekly=0)
    assert "on hold" not in await full_chat.says("/subscriptions")
    assert said(await full_chat.waits(), "digest-heading", on="June 11, 2025"), (
        "what rested comes, as the answer arrived"
    )


async def test_a_subscription_that_a_person_paused_stays_paused(full_chat: FullChat) -> None:
    await full_chat.says("/subscribe cs.CL at 13:00 UTC")
    await full_chat.says("/subscriptions")
    await full_chat.presses("pause")
    await full_chat.happens(Left())
    assert "goes on" not in await full_chat.happens(Joined())
    assert "paused" in await full_chat.says("/subscriptions")


async def test_a_group_whose_id_changes_keeps_its_notes(full_chat: FullChat) -> None:
    group = full_chat.in_a_group()
    await group.says("/note Ours to keep")
    assert await group.happens(Migrated("supergroup")) == ""
    group.place = "supergroup"
    assert "Ours to keep" in await group.says("/note show 1")


# Who sees an answer


@on_sqlite
@pytest.mark.parametrize(
    "typed",
    [
        "/help",
        "/help note",
        "/settings",
        "/settings language",
        "/settings timezone",
        "/settings colour",
        "/note",
        "/forget",
        "/paper xyz",
    ],
)
async def test_an_answer_for_one_person_is_seen_by_one(full_chat: FullChat, typed: str) -> None:
    await full_chat.in_a_group().says(typed)
    assert full_chat.sent[-1].outgoing.private


@on_sqlite
@pytest.mark.parametrize("typed", ["/note Ours", "/todo add Ours", "/notes", "/subscribe cs.CL"])
async def test_an_answer_for_everybody_is_seen_by_everybody(full_chat: FullChat, typed: str) -> None:
    await full_chat.in_a_group().says(typed)
    assert not full_chat.sent[-1].outgoing.private
