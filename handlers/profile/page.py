"""How a profile looks: an overview, and a page for each subject with the buttons that change it."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

import msgspec

from bot.core.codec import from_json, to_json
from bot.core.commands import ActionName, Answer
from bot.core.computations import Computation
from bot.core.context import Context
from bot.core.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Inlines,
    Items,
    ListItem,
    Paragraph,
    Reply,
    Row,
    Table,
    Text,
    message,
)
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.ranking import Interaction, Profile, TasteSummary
from bot.core.subjects import Subject, SubjectKind
from handlers.notes.view import note_title
from handlers.papers.view import paper_link
from handlers.profile.likings import STATED, Liking, examples, forgotten, likings_of
from handlers.profile.weights import CHANGES, FORGOTTEN, NORMAL, bar, same, weight_of
from handlers.shared.continuations import recall

_SHOWN = {SubjectKind.WORD: 8, SubjectKind.AUTHOR: 5, SubjectKind.CATEGORY: 5}
_FORGOTTEN_SHOWN = 5
_EXAMPLES = 3
_LEARNED = 30
"""Learned subjects of each kind to ask for, so that enough are left without the forgotten ones."""
_LABEL = 24
"""Characters on a button."""

ONE = ActionName("profile.one")
ALL = ActionName("profile.all")
CHANGED = {name: ActionName(f"profile.{name}") for name in CHANGES}
"""The action that makes each of ``CHANGES``."""

_HEADINGS = {
    SubjectKind.WORD: "profile-words",
    SubjectKind.AUTHOR: "profile-authors",
    SubjectKind.CATEGORY: "profile-categories",
}
_BUTTONS = {
    "more": "profile-button-more",
    "less": "profile-button-less",
    "forget": "profile-button-forget",
    "keep": "profile-button-keep",
}
_COUNTS = {
    Interaction.LIKED: "profile-liked",
    Interaction.DONE: "profile-done",
    Interaction.LISTED: "profile-listed",
    Interaction.OPENED: "profile-opened",
    Interaction.DISLIKED: "profile-disliked",
    Interaction.IGNORED: "profile-ignored",
}


class PageSubjects(msgspec.Struct, frozen=True):
    """The subjects that the buttons of a page refer to by their position; ``key`` names the reply to edit."""

    key: str
    subjects: tuple[str, ...]


async def page_subjects(ctx: Context, token: int) -> PageSubjects:
    return from_json(await recall(ctx, token), PageSubjects)


async def with_taste(
    ctx: Context, profile: Profile, subject: Subject | None, then: Callable[[Context, TasteSummary], Awaitable[Answer]]
) -> Answer:
    """Go on with the learned taste, to show one subject or (``None``) all of them.

    It is learned without people's weights for words, authors and categories, because the page shows those next to it.
    """
    if subject and subject.kind not in _SHOWN:
        return await then(ctx, TasteSummary((), (), ()))
    weights = {each: weight for each, weight in profile.weights.items() if Subject.read(each).kind not in _SHOWN}
    return Computation(partial(ctx.services.summarize_taste, replace(profile, weights=weights), _LEARNED), then)


async def overview(ctx: Context, profile: Profile, taste: TasteSummary, edits: str = "") -> Reply:
    """Everything in a few lines; ``edits`` is the key of the reply to replace."""
    found = likings_of(profile, taste)
    groups = {kind: found[kind][:most] for kind, most in _SHOWN.items()}
    known = [liking.subject for likings in groups.values() for liking in likings]
    lost = forgotten(profile)[-_FORGOTTEN_SHOWN:]
    key = edits or _new_key()
    token = await _remember(ctx, key, [*known, *lost])
    buttons = [_button(each.id, ONE.encode(f"{token}.{position}")) for position, each in enumerate(known)]
    shown = message(
        ctx.heading("profile-heading"),
        *(_group(ctx, kind, likings, profile) for kind, likings in groups.items()),
        ctx.say("profile-how", example=known[0].id) if known else ctx.say("profile-empty"),
        Buttons(tuple(buttons)) if buttons else None,
        _learned_from(ctx, profile),
        _forgotten(ctx, profile, lost, token, len(known)),
    )
    return Reply(shown, key=key, edits=edits)


async def subject_page(ctx: Context, profile: Profile, subject: Subject, taste: TasteSummary, edits: str = "") -> Reply:
    """The weight of one subject, and the buttons that change it."""
    weight = weight_of(subject, profile.weights)
    shown_as = bar(_strength(profile, subject, taste), weight)
    key = edits or _new_key()
    token = await _remember(ctx, key, [subject])
    changes = [name for name, change in CHANGES.items() if change(weight) != weight and (weight or name == "keep")]
    buttons = [ctx.button(_BUTTONS[each], CHANGED[each].encode(f"{token}.0")) for each in changes]
    back = ctx.button("profile-button-all", ALL.encode(f"{token}.0"))
    shown = message(
        Paragraph((Bold(name_of(ctx, subject, profile)), Text(f" {shown_as}"))),
        ctx.say(_state(weight)),
        Buttons((*buttons, back)),
    )
    return Reply(shown, key=key, edits=edits)


def name_of(ctx: Context, subject: Subject, profile: Profile) -> str:
    """A note by its number, a paper by its title, anything else as people wrote it."""
    if subject.kind is SubjectKind.NOTE:
        return ctx.language.text("profile-note", number=subject.id)
    if subject.kind is SubjectKind.PAPER:
        return paper_link(subject.id, ctx, profile.papers.get(subject.id)).text
    return subject.id


def _new_key() -> str:
    return f"profile-{uuid4().hex}"


async def _remember(ctx: Context, key: str, subjects: Sequence[Subject]) -> int:
    return await ctx.work.continuations.put(ctx.space, to_json(PageSubjects(key, tuple(map(str, subjects)))), ctx.now)


def _strength(profile: Profile, subject: Subject, taste: TasteSummary) -> float:
    """A note or a paper has no strength of its own; it is drawn like a stated interest."""
    found = likings_of(replace(profile, weights={}), taste).get(subject.kind, ())
    return next((each.strength for each in found if same(each.subject, subject)), STATED)


def _state(weight: float) -> str:
    if weight in {NORMAL, FORGOTTEN}:
        return "profile-usual" if weight else "profile-is-forgotten"
    return "profile-counts-more" if weight > NORMAL else "profile-counts-less"


def _button(name: str, action: str) -> Button:
    return Button(shorten(name, _LABEL), action)


def _group(ctx: Context, kind: SubjectKind, likings: Sequence[Liking], profile: Profile) -> list[Block]:
    if not likings:
        return []
    rows = tuple(Row(shorten(each.subject.id), (Text(_weight(ctx, each, profile)),)) for each in likings)
    return [Paragraph((Bold(ctx.language.text(_HEADINGS[kind])),)), Table(rows)]


def _weight(ctx: Context, liking: Liking, profile: Profile) -> str:
    weight = weight_of(liking.subject, profile.weights)
    marks = [bar(liking.strength, weight)]
    if weight != NORMAL:
        marks.append("↑" if weight > NORMAL else "↓")
    if liking.stated:
        marks.append(ctx.language.text("profile-asked"))
    return " ".join(marks)


def _learned_from(ctx: Context, profile: Profile) -> list[Block]:
    counts = Counter(lesson.interaction for lesson in profile.lessons)
    parts = [ctx.language.text("profile-notes", count=len(profile.notes))] if profile.notes else []
    parts += [
        ctx.language.text(key, count=counts[interaction]) for interaction, key in _COUNTS.items() if counts[interaction]
    ]
    if not parts:
        return []
    items = tuple(ListItem(_example(ctx, each, profile)) for each in examples(profile, _EXAMPLES))
    blocks: list[Block] = [ctx.say("profile-from", what=ctx.language.text("profile-comma").join(parts))]
    return [*blocks, ctx.say("profile-examples"), Items(items)] if items else blocks


def _example(ctx: Context, example: Note | Paper, profile: Profile) -> Inlines:
    if isinstance(example, Paper):
        return (paper_link(example.paper_id, ctx, example),)
    return Text(f"{example.number} · "), note_title(example, ctx, profile.papers.get(example.paper_id))


def _forgotten(ctx: Context, profile: Profile, subjects: Sequence[Subject], token: int, first: int) -> list[Block]:
    """The forgotten subjects, each with a button to bring it back; ``first`` is the position of the first."""
    if not subjects:
        return []
    names = [name_of(ctx, each, profile) for each in subjects]
    buttons = [
        _button(f"↩ {name}", CHANGED["keep"].encode(f"{token}.{position}"))
        for position, name in enumerate(names, first)
    ]
    return [ctx.say("profile-forgotten", names=ctx.language.text("profile-comma").join(names)), Buttons(tuple(buttons))]
