"""``/subscribe``, ``/subscriptions`` and ``/unsubscribe``: digests and weekly reviews, and when they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from bot.core.commands import Action, ActionName, Command, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Block, Button, Buttons, Code, Items, ListItem, Reply, message
from bot.core.model.digests import Layout, NewSubscription, Rhythm, Subscription
from bot.core.model.rights import Right
from bot.core.parsing import parse_number, shorten
from bot.core.schedule import due, next_due
from handlers.shared.continuations import recall
from handlers.shared.timezones import find_timezone
from handlers.subscriptions.as_typed import as_typed
from handlers.subscriptions.grammar import TypedSubscription, parse_subscription
from handlers.subscriptions.layouts import usual_layout

DIGEST_NOW = ActionName("digest.now")
REVIEW_NOW = ActionName("review.now")

_NOW: Mapping[Rhythm, tuple[str, ActionName]] = MappingProxyType({
    Rhythm.DAILY: ("subscribe-now", DIGEST_NOW),
    Rhythm.WEEKLY: ("subscribe-review-now", REVIEW_NOW),
})  # fmt: skip
"""The label and the action of the button that sends a digest or a review at once."""

_HEADINGS: Mapping[Rhythm, str] = MappingProxyType({
    Rhythm.DAILY: "subscriptions-heading",
    Rhythm.WEEKLY: "subscriptions-weekly",
})  # fmt: skip

SHOWN = 1_000
"""The most characters of a subscription in an answer."""


async def subscribe(ctx: Context, wanted: TypedSubscription) -> Replies:
    return await _add(ctx, _new(ctx, wanted))


def _new(ctx: Context, wanted: TypedSubscription) -> NewSubscription:
    """Raises ``PersonError`` for an unknown time zone."""
    zone = ctx.space.timezone
    if wanted.zone:
        found = find_timezone(wanted.zone, ctx.now)
        if not found.name:
            key = "subscribe-zone-similar" if found.similar else "subscribe-zone-unknown"
            raise PersonError(key, text=shorten(wanted.zone), similar=", ".join(found.similar))
        zone = found.name
    layout = wanted.layout or (Layout.COMPACT if wanted.rhythm is Rhythm.WEEKLY else usual_layout(ctx))
    return NewSubscription(wanted.interests, wanted.at, zone, wanted.top, wanted.weekdays, layout, wanted.rhythm)


async def _add(ctx: Context, wanted: NewSubscription) -> Replies:
    """Add a subscription once: a second one alike would send the same digest twice. Another layout replaces it."""
    for each in await ctx.work.subscriptions.of_space(ctx.space):
        if each.wanted == wanted:
            return [Reply(message(ctx.say("subscribe-already", number=each.number, what=_what(ctx, wanted))))]
        if replace(each.wanted, layout=wanted.layout) == wanted:
            await ctx.work.subscriptions.remove(each)
    made = await ctx.work.subscriptions.add(ctx.space, ctx.actor, ctx.address, wanted, ctx.now)
    return [
        Reply(
            message(
                ctx.say("subscribe-done", number=made.number, what=_what(ctx, wanted)),
                ctx.say("subscribe-first", **_next(ctx, made)),
                Buttons((now_button(ctx, wanted.rhythm), ctx.button("subscribe-undo", END.encode(made.number)))),
            )
        )
    ]


async def list_subscriptions(ctx: Context, _: None) -> Replies:
    found = await ctx.work.subscriptions.of_space(ctx.space)
    if not found:
        return [Reply(message(ctx.say("subscriptions-none")))]
    return [
        Reply(
            message(
                subscription_blocks(ctx, found),
                Buttons((*now_buttons(ctx, found), *(_pause_button(ctx, each) for each in found))),
                ctx.say("subscriptions-how"),
            )
        )
    ]


def subscription_blocks(ctx: Context, found: Sequence[Subscription]) -> list[Block]:
    """The digests, then the weekly reviews."""
    blocks: list[Block] = []
    for rhythm in _rhythms(found):
        items = tuple(_item(ctx, each) for each in found if each.wanted.rhythm is rhythm)
        blocks += [ctx.heading(_HEADINGS[rhythm]), Items(items)]
    return blocks


def _item(ctx: Context, subscription: Subscription) -> ListItem:
    line = ctx.words(_state(subscription), what=_what(ctx, subscription.wanted), **_next(ctx, subscription))
    return ListItem(line, marker=str(subscription.number))


def _state(subscription: Subscription) -> str:
    if subscription.paused:
        return "subscriptions-paused"
    return "subscriptions-unreachable" if subscription.unreachable else "subscriptions-next"


def _rests(subscription: Subscription) -> bool:
    return subscription.paused or subscription.unreachable


def _pause_button(ctx: Context, subscription: Subscription) -> Button:
    action, key = (RESUME, "subscribe-resume") if _rests(subscription) else (PAUSE, "subscribe-pause")
    return ctx.button(key, action.encode(subscription.number), number=subscription.number)


def refuse_text(text: str) -> None:
    """Raises ``PersonError`` for any text: people who type more here mean ``/subscribe``. Suggest it."""
    if not text.strip():
        return
    try:
        parse_subscription(text)
    except PersonError as error:
        raise PersonError("subscriptions-only-lists", text="cs.CL") from error
    raise PersonError("subscriptions-only-lists", text=shorten(text))


def parse_which(text: str) -> int | None:
    """Read a number; ``None`` means the only subscription."""
    return parse_number(text) if text.strip() else None


async def unsubscribe(ctx: Context, number: int | None) -> Replies:
    subscription = await _only(ctx) if number is None else await _find(ctx, number)
    await ctx.work.subscriptions.remove(subscription)
    token = await ctx.work.continuations.put(ctx.space, as_typed(subscription.wanted, None), ctx.now)
    return [
        Reply(
            message(
                ctx.say(
                    "unsubscribe-done",
                    number=subscription.number,
                    what=_what(ctx, subscription.wanted),
                    weekly=int(subscription.wanted.is_weekly),
                ),
                Buttons((ctx.button("subscribe-undo", RESTORE.encode(token)),)),
            )
        )
    ]


async def restore(ctx: Context, token: int) -> Replies:
    """Subscribe again, in the words that the ended subscription was typed in."""
    return await _add(ctx, _new(ctx, parse_subscription(await recall(ctx, token))))


async def pause(ctx: Context, number: int) -> Replies:
    subscription = await _find(ctx, number)
    await ctx.work.subscriptions.set_paused(subscription, paused=True)
    resume_button = ctx.button("subscribe-resume", RESUME.encode(number), number=number)
    paused = ctx.say("subscribe-is-paused", number=number, weekly=int(subscription.wanted.is_weekly))
    return [Reply(message(paused, Buttons((resume_button,))))]


async def resume(ctx: Context, number: int) -> Replies:
    subscription = await _find(ctx, number)
    await ctx.work.subscriptions.set_paused(subscription, paused=False)
    missed = due(subscription, ctx.now) if _rests(subscription) else None
    if missed is not None:  # a digest due during the pause is not sent after it
        await ctx.work.subscriptions.mark_due(subscription, missed)
    if _rests(subscription):
        await ctx.work.subscriptions.skip(subscription, ctx.services.latest(ctx.now) + timedelta(days=1))
    return [Reply(message(ctx.say("subscribe-is-resumed", number=number, **_next(ctx, subscription))))]


async def _find(ctx: Context, number: int) -> Subscription:
    subscription = await ctx.work.subscriptions.get(ctx.space, number)
    if subscription is None:
        raise PersonError("subscription-unknown", number=number)
    return subscription


async def _only(ctx: Context) -> Subscription:
    found = await ctx.work.subscriptions.of_space(ctx.space)
    if not found:
        raise PersonError("subscriptions-none")
    if len(found) > 1:
        raise PersonError("unsubscribe-which", numbers=", ".join(str(each.number) for each in found))
    return found[0]


def _what(ctx: Context, wanted: NewSubscription) -> Code:
    return Code(shorten(as_typed(wanted, usual_layout(ctx)), SHOWN))


def _next(ctx: Context, subscription: Subscription) -> dict[str, Any]:
    """The data for a sentence about the next digest or review: date, time and their zone."""
    wanted = subscription.wanted
    local = next_due(subscription, ctx.now).astimezone(wanted.zone)
    time = ctx.language.time(local)
    return {"on": local.date(), "time": time, "zone": wanted.timezone, "weekly": int(wanted.is_weekly)}


def now_buttons(ctx: Context, found: Sequence[Subscription]) -> tuple[Button, ...]:
    """A button that sends a digest at once, one for a review, or both, depending on the subscriptions."""
    return tuple(now_button(ctx, rhythm) for rhythm in _rhythms(found))


def now_button(ctx: Context, rhythm: Rhythm) -> Button:
    key, action = _NOW[rhythm]
    return ctx.button(key, action.encode())


def _rhythms(found: Sequence[Subscription]) -> list[Rhythm]:
    return [rhythm for rhythm in Rhythm if any(each.wanted.rhythm is rhythm for each in found)]


END = Action("subscribe.end", parse_number, unsubscribe, needs=Right.SUBSCRIBE, in_place=True)
RESTORE = Action("subscribe.restore", parse_number, restore, needs=Right.SUBSCRIBE, in_place=True)
PAUSE = Action("subscribe.pause", parse_number, pause, needs=Right.SUBSCRIBE, in_place=True)
RESUME = Action("subscribe.resume", parse_number, resume, needs=Right.SUBSCRIBE, in_place=True)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="subscribe",
        parse=parse_subscription,
        handle=subscribe,
        usage='<category> … ["keyword" …] [by:"author" …] [at 09:00 [zone]] [weekdays | on mon,wed] [top 5] [as cards]'
        " | … weekly [on fri]",
        examples=(
            '/subscribe cs.CL cs.CV "diffusion" by:"Kaiming He" at 09:00 Asia/Shanghai top 5',
            "/subscribe cs.CL",
            "/subscribe stat.ML at 8:30 weekdays",
            "/subscribe cs.CL as cards",
            "/subscribe cs.CL weekly on fri at 17:00",
        ),
        actions=(END, RESTORE, PAUSE, RESUME),
        needs=Right.SUBSCRIBE,
    ),
    Command(
        name="subscriptions",
        parse=refuse_text,
        handle=list_subscriptions,
        examples=("/subscriptions",),
        for_one=True,
    ),
    Command(
        name="unsubscribe",
        parse=parse_which,
        handle=unsubscribe,
        usage="[number]",
        examples=("/unsubscribe 2", "/unsubscribe"),
        needs=Right.SUBSCRIBE,
    ),
)
