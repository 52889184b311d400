"""``/settings members``: what all members of a group may do, besides reading and keeping notes and to-dos."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.core.commands import Command, Replies
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.identity import ConversationKind
from bot.core.messages import Reply, Row, Table, Text, message
from bot.core.model.rights import GRANTABLE, Right
from bot.core.parsing import shorten

_RIGHTS: Mapping[str, Right] = MappingProxyType({
    **dict.fromkeys(("subscribe", "subscriptions", "订阅", "구독"), Right.SUBSCRIBE),
    **dict.fromkeys(("settings", "设置", "설정"), Right.SETTINGS),
    **dict.fromkeys(("notes", "笔记", "메모", "노트"), Right.NOTES),
    **dict.fromkeys(("profile", "喜好", "취향"), Right.PROFILE),
})  # fmt: skip
_ALLOWING = frozenset({"may", "can", "and", "可以", "能", "和", "허용"})
_FORBIDDING = frozenset({"not", "cannot", "不", "不可以", "不能", "금지"})

_NAMES: Mapping[Right, str] = MappingProxyType({
    Right.SUBSCRIBE: "members-subscribe",
    Right.SETTINGS: "members-settings",
    Right.NOTES: "members-notes",
    Right.PROFILE: "members-profile",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grant:
    """Rights that members get or lose."""

    rights: frozenset[Right]
    allowed: bool


def parse_members(text: str) -> Grant | None:
    """Read ``may subscribe`` or ``may not subscribe``; ``None`` asks what they may."""
    words = text.lower().replace(",", " ").replace("、", " ").split()
    if not words:
        return None
    rights = frozenset(_RIGHTS[word] for word in words if word in _RIGHTS)
    unknown = [word for word in words if word not in _RIGHTS.keys() | _ALLOWING | _FORBIDDING]
    if unknown or not rights:
        raise UsageError("members-unclear", text=shorten(" ".join(unknown) or text))
    return Grant(rights, allowed=_FORBIDDING.isdisjoint(words))


async def members(ctx: Context, grant: Grant | None) -> Replies:
    """Say what members may, or change it."""
    if ctx.space.kind is not ConversationKind.GROUP:
        key = "members-private" if ctx.space.kind is ConversationKind.PRIVATE else "members-channel"
        return [Reply(message(ctx.say(key)), private=True)]
    if grant is None:
        return [Reply(message(Table((row(ctx),)), ctx.say("members-how")), private=True)]
    ctx.require(Right.ADMINISTRATOR)
    before = ctx.space.members_may
    after = before | grant.rights if grant.allowed else before - grant.rights
    ctx = replace(ctx, space=await ctx.work.spaces.configure(ctx.space, members_may=after))
    return [Reply(message(ctx.say("members-changed", what=_what(ctx))))]


def row(ctx: Context) -> Row:
    """The line in the settings of a group."""
    return Row(ctx.language.text("members-heading"), (Text(_what(ctx)),))


def _what(ctx: Context) -> str:
    extra = (_NAMES[right] for right in GRANTABLE if right in ctx.space.members_may)
    return ctx.language.text("members-separator").join(ctx.language.text(key) for key in ("members-always", *extra))


COMMAND = Command(
    name="members",
    parse=parse_members,
    handle=members,
    usage="may [not] subscribe | settings | notes | profile",
    examples=("/settings members may subscribe", "/settings members may not subscribe"),
    also=("成员", "멤버", "구성원"),
)
