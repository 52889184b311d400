"""Stored values are read the same from version to version, and left-out fields say nothing."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest

from bot.core.events import IncomingFile, TextMessage
from bot.core.identity import Address, ConversationKind
from bot.core.languages import LANGUAGES
from bot.core.messages import Reply, message
from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.model.digests import (
    DIGEST_JOB,
    DigestOrder,
    Interests,
    Layout,
    NewSubscription,
    PaperSignal,
    Rhythm,
    Signal,
    Subscription,
)
from bot.core.model.notes import Attached, NewNote, NoteFilter
from bot.core.model.papers import (
    Announced,
    Announcement,
    AnnounceType,
    EntryCount,
    FeedState,
    LedgerLine,
    LinkKind,
    Paper,
)
from bot.core.model.query import Query, Scope
from bot.core.model.reviews import REVIEW_JOB, ReviewOrder
from bot.core.model.spaces import Space
from bot.core.model.todos import NewTodo, Todo, TodoKind, TodoState, outline
from bot.core.ports.adapters import Check, InlinePage, Outgoing, Part
from bot.core.ports.library import DocumentPart, Hit, HitKind
from bot.core.ports.queues import Claimed, ClaimedJob
from bot.core.ports.ranking import Interaction, Lesson, Profile
from bot.core.ports.text import Concept
from bot.core.ports.vectors import Waiting
from bot.locales.catalogue import catalogue

NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)
TODAY = NOON.date()
PLACE = Address("console", "local", "me")
CATEGORIES = Interests(("cs.CL",))
SUBSCRIPTION = NewSubscription(CATEGORIES, time(9), "Asia/Seoul", 5)
PAPER = Paper("2506.00001", 1, "Title", "Abstract", ("Ann",), ("cs.CL",))


@pytest.mark.parametrize(
    ("kinds", "stored"),
    [
        (ConversationKind, "private group channel"),
        (Layout, "compact cards thread"),
        (Rhythm, "daily weekly"),
        (Signal, "liked disliked opened"),
        (AnnounceType, "new cross replace replace-cross"),
        (FeedState, "fresh quiet waiting stalled failed"),
        (TodoState, "open done dropped"),
        (TodoKind, "section item"),
        (HitKind, "note todo"),
        (CommunityKind, "upvotes citations influential recommended"),
        (Interaction, "liked done listed opened disliked ignored"),
        (LinkKind, "code project model data"),
        (Scope, "notes todo all"),
    ],
)
def test_rows_of_an_earlier_version_and_words_of_platforms_and_people_are_still_understood(
    kinds: type[StrEnum], stored: str
) -> None:
    assert " ".join(kinds) == stored


def test_jobs_queued_by_an_earlier_version_are_still_done() -> None:
    assert (DIGEST_JOB, REVIEW_JOB) == ("digest", "review")


def test_the_languages_have_the_names_that_their_speakers_give_them() -> None:
    assert list(LANGUAGES.items()) == [("en", "English"), ("zh", "中文"), ("ko", "한국어")]


@pytest.mark.parametrize("kind", CommunityKind)
def test_every_signal_of_a_community_has_its_sentence_with_its_number(kind: CommunityKind) -> None:
    key, data = CommunitySignal("2506.00001", "somewhere", kind, 42, "https://example.org").sentence
    assert kind in key
    assert kind is CommunityKind.RECOMMENDED or "42" in catalogue("en").text(key, **data)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (IncomingFile("r", "n", "t", 1), IncomingFile("r", "n", "t", 1, url="")),
        (TextMessage("x"), TextMessage("x", direct=False, answers="", files=(), album="")),
        (NewNote("x"), NewNote("x", title="", paper_id="", tags=(), written_on=None)),
        (NoteFilter(), NoteFilter(tag="", paper_id="", after=None, before=None)),
        (Attached(1, 1, PLACE, "r", "n", "t", 1), Attached(1, 1, PLACE, "r", "n", "t", 1, url="", sha256="")),
        (NewTodo("x"), NewTodo("x", TodoKind.ITEM, None, "", None, priority=0, state=TodoState.OPEN)),
        (Query(), Query((), (), (), (), (), paper_id="", scope=Scope.NOTES)),
        (
            SUBSCRIPTION,
            NewSubscription(CATEGORIES, time(9), "Asia/Seoul", 5, tuple(range(7)), Layout.COMPACT, Rhythm.DAILY),
        ),
        (
            Subscription(1, 1, 1, 1, PLACE, SUBSCRIPTION, NOON, TODAY),
            Subscription(1, 1, 1, 1, PLACE, SUBSCRIPTION, NOON, TODAY, paused=False, unreachable=False, since=None),
        ),
        (PaperSignal("1", Signal.LIKED, NOON), PaperSignal("1", Signal.LIKED, NOON, people=1)),
        (Lesson(Interaction.LIKED, "1", TODAY), Lesson(Interaction.LIKED, "1", TODAY, people=1)),
        (Profile(CATEGORIES), Profile(CATEGORIES, explore="")),
        (
            DigestOrder(TODAY, CATEGORIES, 5),
            DigestOrder(
                TODAY, CATEGORIES, 5, scheduled=False, replaces="", record=True, subscription=0, again=False,
                preview=False, space=0,
            ),
        ),
        (
            ReviewOrder(NOON, NOON, CATEGORIES),
            ReviewOrder(NOON, NOON, CATEGORIES, (), scheduled=False, replaces=""),
        ),
        (PAPER, Paper(*PAPER.__getstate__()[:6], None, None, comment="", doi="", journal_ref="")),
        (
            Announced(PAPER, "cs.CL", TODAY, AnnounceType.NEW),
            Announced(PAPER, "cs.CL", TODAY, AnnounceType.NEW, source=""),
        ),
        (
            Announcement("cs.CL", TODAY, FeedState.QUIET),
            Announcement("cs.CL", TODAY, FeedState.QUIET, (), source="", complete=True, reason=""),
        ),
        (
            LedgerLine("cs.CL", TODAY, FeedState.QUIET, "feed", complete=True, asked_at=NOON),
            LedgerLine("cs.CL", TODAY, FeedState.QUIET, "feed", complete=True, asked_at=NOON, reason=""),
        ),
        (
            Space(1, PLACE, ConversationKind.GROUP, "en", "UTC", NOON),
            Space(1, PLACE, ConversationKind.GROUP, "en", "UTC", NOON, surprises=True),
        ),
        (Outgoing(PLACE, Part("x"), "k"), Outgoing(PLACE, Part("x"), "k", replaces="", under="", private=False)),
        (InlinePage(()), InlinePage((), next_offset="", hint="")),
        (Check("a", ok=True, detail="b"), Check("a", ok=True, detail="b", advice="")),
        (Hit(HitKind.NOTE, 1, 1.0), Hit(HitKind.NOTE, 1, 1.0, by_meaning=False, perhaps=False)),
        (DocumentPart("x"), DocumentPart("x", fingerprint="", revision=0, state="")),
        (Claimed(1, PLACE, Reply(message()), 0, 1, NOON), Claimed(1, PLACE, Reply(message()), 0, 1, NOON, under="")),
        (Concept(()), Concept((), weight=1.0)),
        (Waiting(HitKind.NOTE, 1, 1, "t"), Waiting(HitKind.NOTE, 1, 1, "t", body="", abstract=("", ""))),
    ],
    ids=lambda each: type(each).__name__,
)  # fmt: skip
def test_left_out_fields_say_nothing(short: object, full: object) -> None:
    """No title, no tag, no file; notes and not to-dos; every day; shown to everybody, and counted once."""
    assert short == full


def test_a_message_and_a_job_are_named_in_the_log() -> None:
    assert str(Claimed(7, PLACE, Reply(message()), 0, 1, NOON)) == "message 7"
    assert str(ClaimedJob(7, "digest", "{}", 1, 1, PLACE, 1)) == "job 7 (digest)"


def test_a_paper_has_its_pages_at_arxiv() -> None:
    assert PAPER.url == "https://arxiv.org/abs/2506.00001"
    assert PAPER.pdf_url == "https://arxiv.org/pdf/2506.00001"


def test_a_subscription_knows_its_rhythm_and_its_time_zone() -> None:
    assert SUBSCRIPTION.zone == ZoneInfo("Asia/Seoul")
    assert not SUBSCRIPTION.is_weekly
    assert NewSubscription(CATEGORIES, time(9), "UTC", 5, (0,), rhythm=Rhythm.WEEKLY).is_weekly


def test_a_digest_waits_for_an_announcement_until_it_is_known() -> None:
    assert {state for state in FeedState if state.settled} == {FeedState.FRESH, FeedState.QUIET}
    assert Announcement("cs.CL", TODAY, FeedState.QUIET).settled
    assert not Announcement("cs.CL", TODAY, FeedState.STALLED).settled


def test_the_ledger_counts_its_entries_by_kind_and_names_where_they_were_found() -> None:
    new, cross = AnnounceType.NEW, AnnounceType.CROSS
    counts = (EntryCount(new, "feed", 5), EntryCount(cross, "feed", 2), EntryCount(new, "api", 1))
    line = LedgerLine("cs.CL", TODAY, FeedState.FRESH, "api", True, NOON, counts)
    assert (line.size, line.number(new), line.number(new, cross)) == (8, 6, 8)
    assert line.sources == ("feed", "api")
    assert LedgerLine("cs.CL", TODAY, FeedState.QUIET, "api", True, NOON).sources == ("api",)


def test_a_query_that_only_excludes_finds_nothing() -> None:
    assert Query(("two", "words"), ("a phrase",)).text == "two words"
    assert Query(excluded=("x",), scope=Scope.ALL).is_empty
    asking = [
        Query(words=("x",)), Query(phrases=("x",)), Query(tags=("x",)), Query(authors=("x",)), Query(paper_id="1"),
        Query(after=TODAY), Query(before=TODAY),
    ]  # fmt: skip
    assert not any(each.is_empty for each in asking)


def todo(number: int, parent: int | None, position: int) -> Todo:
    return Todo(
        number, 1, number, parent, TodoKind.ITEM, f"{number}", "", TodoState.OPEN, None, 0, position, NOON
    )  # fmt: skip


def test_a_list_is_shown_nested_in_its_order_and_loses_nothing() -> None:
    """A to-do whose section is not shown moves to the top instead of disappearing."""
    todos = [todo(1, None, 2), todo(2, 1, 2), todo(3, 1, 1), todo(4, 3, 1), todo(5, None, 1), todo(6, 99, 3)]
    placed = [(each.todo.number, each.depth) for each in outline(todos)]
    assert placed == [(5, 0), (1, 0), (3, 1), (4, 2), (2, 1), (6, 0)]
    assert [each.todo.number for each in outline([todo(2, None, 1), todo(1, None, 1)])] == [1, 2]
    assert date(2025, 6, 11) == TODAY
