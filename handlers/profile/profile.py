"""``/profile``: show what Paperboy thinks a space likes, and change that."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.core.commands import Action, Answer, Command, Replies, nothing
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Buttons, Reply, message
from bot.core.model.rights import Right
from bot.core.ports.ranking import Profile, TasteSummary
from bot.core.subjects import Subject
from handlers.profile.find import find
from handlers.profile.interests import combined_interests, profile_of
from handlers.profile.page import ALL, CHANGED, ONE, overview, page_subjects, subject_page, with_taste
from handlers.profile.parsing import (
    ALSO,
    ButtonSubject,
    ProfileRequest,
    parse_button,
    parse_profile,
    parse_subject,
    parse_switch,
)
from handlers.profile.weights import CHANGES, Change, weight_of, with_weight

MOST = 200
"""Subjects of one space that can have a weight."""


async def show(ctx: Context, request: ProfileRequest) -> Answer:
    """Show everything or one subject, or do what a Chinese or Korean verb says."""
    if request.verb:
        verb = next(each for each in _VERB_COMMANDS if each.name == request.verb)
        ctx.require(verb.needs)
        return await verb.handle(ctx, verb.parse(request.subject))
    profile = await _profile(ctx)
    if request.subject:
        return await _show_one(ctx, profile, find(request.subject, profile))
    return await _show_all(ctx, profile)


async def _show_one(ctx: Context, profile: Profile, subject: Subject, edits: str = "") -> Answer:
    async def answer(ctx: Context, taste: TasteSummary) -> Replies:
        return [await subject_page(ctx, profile, subject, taste, edits)]

    return await with_taste(ctx, profile, subject, answer)


async def _show_all(ctx: Context, profile: Profile, edits: str = "") -> Answer:
    async def answer(ctx: Context, taste: TasteSummary) -> Replies:
        return [await overview(ctx, profile, taste, edits)]

    return await with_taste(ctx, profile, None, answer)


async def reset(ctx: Context, _: None) -> Replies:
    """Ask first, because there is no undo."""
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
    return await profile_of(ctx, combined_interests(await ctx.work.subscriptions.of_space(ctx.space)))


async def _change(ctx: Context, profile: Profile, subject: Subject, change: Change, edits: str = "") -> Answer:
    to = change(weight_of(subject, profile.weights))
    weights = with_weight(profile.weights, subject, to, profile.interests)
    if len(weights) > max(MOST, len(profile.weights)):
        raise PersonError("profile-full", most=MOST)

    async def save(ctx: Context, taste: TasteSummary) -> Answer:
        if await ctx.work.preferences.of(ctx.space) != profile.weights:  # another person changed one meanwhile
            return await _change(ctx, await _profile(ctx), subject, change, edits)
        await _save(ctx, profile.weights, weights)
        return [await subject_page(ctx, replace(profile, weights=weights), subject, taste, edits)]

    return await with_taste(ctx, replace(profile, weights=weights), subject, save)


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


def _pressed(change: Change) -> Callable[[Context, ButtonSubject], Awaitable[Answer]]:
    async def handle(ctx: Context, button: ButtonSubject) -> Answer:
        subject, key = await _subject(ctx, button)
        return await _change(ctx, await _profile(ctx), subject, change, key)

    return handle


async def _subject(ctx: Context, button: ButtonSubject) -> tuple[Subject, str]:
    """The subject of a button, and the key of the reply it is in."""
    page = await page_subjects(ctx, button.token)
    if button.position >= len(page.subjects):
        raise PersonError("button-stale")
    return Subject.read(page.subjects[button.position]), page.key


async def show_one(ctx: Context, button: ButtonSubject) -> Answer:
    subject, key = await _subject(ctx, button)
    return await _show_one(ctx, await _profile(ctx), subject, key)


async def show_all(ctx: Context, button: ButtonSubject) -> Answer:
    return await _show_all(ctx, await _profile(ctx), (await page_subjects(ctx, button.token)).key)


RESET = Action("profile.reset", nothing, reset_now, needs=Right.PROFILE, in_place=True)

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
            also=ALSO[name],
            parse=parse_subject,
            handle=_typed(change),
            usage='<word | by:"author" | category | note <number> | paper>',
            examples=_EXAMPLES[name],
            needs=Right.PROFILE,
        )
        for name, change in CHANGES.items()
    ),
    Command(
        name="reset",
        also=ALSO["reset"],
        parse=nothing,
        handle=reset,
        examples=("/profile reset",),
        needs=Right.PROFILE,
    ),
    Command(
        name="surprises",
        also=ALSO["surprises"],
        parse=parse_switch,
        handle=surprises,
        usage="on | off",
        examples=("/profile surprises off",),
        needs=Right.PROFILE,
    ),
)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="profile",
        for_one=True,
        parse=parse_profile,
        handle=show,
        usage="[what]",
        examples=("/profile", "/profile diffusion"),
        subcommands=_VERB_COMMANDS,
        actions=(
            *(
                Action(CHANGED[name].name, parse_button, _pressed(change), needs=Right.PROFILE)
                for name, change in CHANGES.items()
            ),
            Action(ONE.name, parse_button, show_one, for_one=True),
            Action(ALL.name, parse_button, show_all, for_one=True),
            RESET,
        ),
    ),
)
