"""``/profile``: what Paperboy thinks a space likes, and how to change that."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bot.core.commands import Action, Answer, Command, Replies, nothing
from bot.core.context import Context
from bot.core.errors import PersonError, UsageError
from bot.core.messages import Buttons, Reply, message
from bot.core.parsing import shorten
from bot.core.ports.ranking import Profile, TasteSummary
from bot.core.subjects import Subject
from handlers.profile.interests import profile_of, stated
from handlers.profile.page import ALL, CHANGED, ONE, one, remembered, whole, with_learned
from handlers.profile.subjects import CHANGES, Change, find, weight_of, with_weight

MOST = 200
"""Subjects of a space with a weight of their own."""

_PLACE = re.compile(r"(\d{1,18})\.(\d{1,3})")

_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "forget": ("忘记", "忘掉", "忘了", "잊어", "잊어줘", "잊기"),
    "more": ("多看", "多来", "更多", "多", "더", "더많이"),
    "less": ("少看", "少来", "更少", "少", "덜"),
    "keep": ("undo", "保留", "恢复", "还原", "유지", "되돌려", "되돌리기"),
    "reset": ("重置", "초기화"),
    "surprises": ("惊喜", "换口味", "뜻밖", "깜짝"),
})  # fmt: skip
_VERBS = {also: verb for verb, names in _ALSO.items() for also in names}
_UNSPACED = tuple(also for also in _VERBS if "\u4e00" <= also[0] <= "\u9fff" and len(also) > 1)
"""Chinese verbs that may stand before their object without a blank; with one character alone other words begin."""

_ON = frozenset({"on", "yes", "开", "开启", "要", "켜기", "켜", "켜줘"})
_OFF = frozenset({"off", "no", "关", "关闭", "不要", "끄기", "꺼", "꺼줘"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What follows ``/profile`` that does not begin with a verb of its own: perhaps one all the same, by its name."""

    what: str
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A subject of a page by what the page is remembered under and its place there."""

    token: int
    place: int


def parse_profile(text: str) -> Asked:
    """In Chinese no blank need follow a verb, and in Korean it stands last."""
    text = text.strip()
    if joined := next((each for each in _UNSPACED if text.startswith(each)), ""):
        return Asked(text.removeprefix(joined), _VERBS[joined])
    before, _, last = text.rpartition(" ")
    if before and not last.isascii() and last in _VERBS:
        return Asked(before, _VERBS[last])
    return Asked(text)


def parse_subject(text: str) -> str:
    if not text.strip():
        raise UsageError("profile-what")
    return text.strip()


def parse_switch(text: str) -> bool | None:
    """``None`` where it is only asked how it is."""
    word = text.strip().casefold()
    if word in _ON | _OFF:
        return word in _ON
    if word:
        raise UsageError("profile-surprises-unclear", text=shorten(text))
    return None


def parse_place(text: str) -> Place:
    match = _PLACE.fullmatch(text)
    if match is None:
        raise PersonError("button-stale")
    return Place(int(match[1]), int(match[2]))


async def show(ctx: Context, asked: Asked) -> Answer:
    """Everything, or one subject, or what a verb in Chinese or Korean says."""
    if asked.verb:
        verb = next(each for each in _VERB_COMMANDS if each.name == asked.verb)
        return await verb.handle(ctx, verb.parse(asked.what))
    profile = await _profile(ctx)
    if asked.what:
        return await _show_one(ctx, profile, find(asked.what, profile))
    return await _show_all(ctx, profile)


async def _show_one(ctx: Context, profile: Profile, subject: Subject, edits: str = "") -> Answer:
    async def answer(ctx: Context, learned: TasteSummary) -> Replies:
        return [await one(ctx, profile, subject, learned, edits)]

    return await with_learned(ctx, profile, subject, answer)


async def _show_all(ctx: Context, profile: Profile, edits: str = "") -> Answer:
    async def answer(ctx: Context, learned: TasteSummary) -> Replies:
        return [await whole(ctx, profile, learned, edits)]

    return await with_learned(ctx, profile, None, answer)


async def reset(ctx: Context, _: None) -> Replies:
    """Ask first: there is no way back."""
    count = len(await ctx.work.preferences.of(ctx.space))
    if not count:
        return [Reply(message(ctx.say("profile-reset-nothing")))]
    button = ctx.button("profile-button-reset", RESET.encode())
    return [Reply(message(ctx.say("profile-reset-ask", count=count), Buttons((button,))))]


async def reset_now(ctx: Context, _: None) -> Replies:
    await ctx.work.preferences.reset(ctx.space)
    return [Reply(message(ctx.say("profile-reset-done")))]


async def surprises(ctx: Context, wanted: bool | None) -> Replies:
    if wanted is not None:
        await ctx.work.spaces.configure(ctx.space, surprises=wanted)
    now = ctx.space.surprises if wanted is None else wanted
    return [Reply(message(ctx.say("profile-surprises-on" if now else "profile-surprises-off")))]


async def _profile(ctx: Context) -> Profile:
    return await profile_of(ctx, stated(await ctx.work.subscriptions.of_space(ctx.space)))


async def _change(ctx: Context, profile: Profile, subject: Subject, change: Change, edits: str = "") -> Answer:
    to = change(weight_of(subject, profile.weights))
    weights = with_weight(profile.weights, subject, to, profile.interests)
    if len(weights) > max(MOST, len(profile.weights)):
        raise PersonError("profile-full", most=MOST)

    async def save(ctx: Context, learned: TasteSummary) -> Answer:
        if await ctx.work.preferences.of(ctx.space) != profile.weights:  # somebody else changed one in between
            return await _change(ctx, await _profile(ctx), subject, change, edits)
        await _save(ctx, profile.weights, weights)
        return [await one(ctx, replace(profile, weights=weights), subject, learned, edits)]

    return await with_learned(ctx, replace(profile, weights=weights), subject, save)


async def _save(ctx: Context, before: Mapping[str, float], after: Mapping[str, float]) -> None:
    for gone in before.keys() - after.keys():
        await ctx.work.preferences.clear(ctx.space, gone)
    for stored, weight in after.items():
        if before.get(stored) != weight:
            await ctx.work.preferences.set(ctx.space, ctx.actor, stored, weight, ctx.now)


def _typed(change: Change) -> Callable[[Context, str], Awaitable[Answer]]:
    async def handle(ctx: Context, text: str) -> Answer:
        profile = await _profile(ctx)
        return await _change(ctx, profile, find(text, profile), change)

    return handle


def _pressed(change: Change) -> Callable[[Context, Place], Awaitable[Answer]]:
    async def handle(ctx: Context, place: Place) -> Answer:
        subject, key = await _subject(ctx, place)
        return await _change(ctx, await _profile(ctx), subject, change, key)

    return handle


async def _subject(ctx: Context, place: Place) -> tuple[Subject, str]:
    """What a button is about, and the key of the reply it stands in."""
    shown = await remembered(ctx, place.token)
    if place.place >= len(shown.subjects):
        raise PersonError("button-stale")
    return Subject.read(shown.subjects[place.place]), shown.key


async def show_one(ctx: Context, place: Place) -> Answer:
    subject, key = await _subject(ctx, place)
    return await _show_one(ctx, await _profile(ctx), subject, key)


async def show_all(ctx: Context, place: Place) -> Answer:
    return await _show_all(ctx, await _profile(ctx), (await remembered(ctx, place.token)).key)


RESET = Action("profile.reset", nothing, reset_now)

_EXAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "forget": ("/profile forget speech synthesis", "/profile forget 2312.13286"),
    "more": ("/profile more diffusion",),
    "less": ('/profile less by:"Jane Doe"',),
    "keep": ("/profile keep speech",),
})  # fmt: skip

_VERB_COMMANDS: tuple[Command[Any], ...] = (
    *(
        Command(
            name=name,
            also=_ALSO[name],
            parse=parse_subject,
            handle=_typed(change),
            usage='<word | by:"author" | category | note <number> | paper>',
            examples=_EXAMPLES[name],
        )
        for name, change in CHANGES.items()
    ),
    Command(name="reset", also=_ALSO["reset"], parse=nothing, handle=reset, examples=("/profile reset",)),
    Command(
        name="surprises",
        also=_ALSO["surprises"],
        parse=parse_switch,
        handle=surprises,
        usage="on | off",
        examples=("/profile surprises off",),
    ),
)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="profile",
        parse=parse_profile,
        handle=show,
        usage="[what]",
        examples=("/profile", "/profile diffusion"),
        subcommands=_VERB_COMMANDS,
        actions=(
            *(Action(CHANGED[name].name, parse_place, _pressed(change)) for name, change in CHANGES.items()),
            Action(ONE.name, parse_place, show_one),
            Action(ALL.name, parse_place, show_all),
            RESET,
        ),
    ),
)
