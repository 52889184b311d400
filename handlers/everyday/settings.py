"""``/settings``: show and change the language, the time zone and the rights in a conversation; list its digests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.core.commands import Action, Command, Field, Form, FormView, Replies, nothing, verbatim
from bot.core.context import Context
from bot.core.errors import FieldError, PersonError, UsageError
from bot.core.identity import ConversationKind
from bot.core.languages import LANGUAGES
from bot.core.messages import Block, Button, Buttons, Items, ListItem, Reply, Row, Table, Text, message
from bot.core.model.digests import Subscription
from bot.core.model.rights import Right
from bot.core.parsing import shorten
from handlers.everyday import members
from handlers.shared.timezones import find_timezone
from handlers.subscriptions.as_typed import as_typed
from handlers.subscriptions.layouts import usual_layout

_LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(("en", "eng", "english", "英语", "英文", "영어"), "en"),
    **dict.fromkeys(("zh", "cn", "chinese", "中文", "汉语", "漢語", "简体中文", "중국어"), "zh"),
    **dict.fromkeys(("ko", "kr", "korean", "한국어", "한국말", "韩语", "韩文", "韓文"), "ko"),
})  # fmt: skip


_SURPRISES = {True: "settings-surprises-on", False: "settings-surprises-off"}


def parse_setting(text: str) -> None:
    """Raises ``UsageError`` for any words: every setting is a verb."""
    if text.strip():
        raise UsageError("settings-unknown", text=shorten(text))


async def show(ctx: Context, _: None) -> Replies:
    subscriptions = await ctx.work.subscriptions.of_space(ctx.space)
    in_group = ctx.space.kind is ConversationKind.GROUP
    rows = (
        Row(ctx.language.text("settings-language"), (Text(LANGUAGES[ctx.space.language]),)),
        Row(ctx.language.text("settings-timezone"), _timezone(ctx)),
        Row(ctx.language.text("settings-surprises"), ctx.words(_SURPRISES[ctx.space.surprises])),
        *((members.row(ctx),) if in_group else ()),
    )
    shown = message(
        ctx.heading("settings-heading"),
        Table(rows),
        ctx.say("settings-how"),
        ctx.say("members-how") if in_group else None,
        _digests(ctx, subscriptions),
        Buttons((*language_buttons(ctx), ctx.button("settings-button-change", CHANGE.encode()))),
    )
    return [Reply(shown, private=True)]


async def ask(ctx: Context, _: None) -> Replies:
    """Show how to change them, on platforms without forms."""
    which_zone = ctx.say("settings-timezone-which", timezone=ctx.space.timezone)
    shown = message(ctx.say("settings-language-which"), Buttons(language_buttons(ctx)), which_zone)
    return [Reply(shown, private=True)]


def _timezone(ctx: Context) -> tuple[Text]:
    time = ctx.language.time(ctx.space.local(ctx.now))
    return (Text(ctx.language.text("settings-timezone-now", timezone=ctx.space.timezone, time=time)),)


def _digests(ctx: Context, subscriptions: Sequence[Subscription]) -> list[Block]:
    if not subscriptions:
        return [ctx.say("settings-no-digest")]
    digests = ((as_typed(each.wanted, usual_layout(ctx)), each.number) for each in subscriptions)
    items = Items(tuple(ListItem((Text(typed),), marker=str(number)) for typed, number in digests))
    return [ctx.say("settings-digests", count=len(subscriptions)), items, ctx.say("settings-digests-how")]


def language_buttons(ctx: Context) -> tuple[Button, ...]:
    """A button per other language, labeled in that language."""
    others = ((code, name) for code, name in LANGUAGES.items() if code != ctx.space.language)
    return tuple(Button(name, LANGUAGE.encode(code)) for code, name in others)


async def set_language(ctx: Context, text: str) -> Replies:
    """Change the language and answer in the new one."""
    wanted = text.strip().casefold()
    if not wanted:
        return [Reply(message(ctx.say("settings-language-which"), Buttons(language_buttons(ctx))), private=True)]
    code = _LANGUAGE_NAMES.get(wanted) or _LANGUAGE_NAMES.get(wanted.replace("_", "-").partition("-")[0])
    if code is None:
        raise PersonError("settings-language-unknown", text=shorten(text))
    ctx = await _configured(ctx, language=code)
    return [Reply(message(ctx.say("settings-language-set")))]


async def _configured(ctx: Context, *, language: str | None = None, timezone: str | None = None) -> Context:
    """Change the settings. The returned context speaks the new language."""
    space = await ctx.work.spaces.configure(ctx.space, language=language, timezone=timezone)
    return replace(ctx, space=space)


async def set_timezone(ctx: Context, text: str) -> Replies:
    """Change the time zone, or offer similar ones when the text is unclear."""
    if not text.strip():
        return [Reply(message(ctx.say("settings-timezone-which", timezone=ctx.space.timezone)), private=True)]
    found = find_timezone(text, ctx.now)
    if not found.name and found.similar:
        buttons = Buttons(tuple(Button(name, TIMEZONE.encode(name)) for name in found.similar))
        return [Reply(message(ctx.say("settings-timezone-similar", text=shorten(text)), buttons), private=True)]
    if not found.name:
        raise PersonError("settings-timezone-unknown", text=shorten(text))
    space = await ctx.work.spaces.configure(ctx.space, timezone=found.name)
    time = ctx.language.time(space.local(ctx.now))
    return [Reply(message(ctx.say("settings-timezone-set", timezone=found.name, time=time)))]


async def _open(ctx: Context, _: str) -> FormView:
    say = ctx.language.text
    return FormView(
        say("settings-heading"),
        (
            Field("language", say("settings-language"), ctx.space.language, choices=tuple(LANGUAGES.items())),
            Field("timezone", say("settings-timezone"), ctx.space.timezone, hint=say("settings-timezone-hint")),
        ),
        say("form-save"),
    )


async def _submit(ctx: Context, _: str, values: Mapping[str, str]) -> Replies:
    zone = values.get("timezone", "").strip() or ctx.space.timezone
    found = find_timezone(zone, ctx.now)
    if not found.name:
        key = "settings-timezone-near" if found.similar else "settings-timezone-unknown"
        raise FieldError("timezone", key, text=shorten(zone), similar=", ".join(found.similar))
    language = values.get("language", "")
    known = language if language in LANGUAGES else None
    return await show(await _configured(ctx, language=known, timezone=found.name), None)


SETTINGS = Form("settings", _open, _submit, needs=Right.SETTINGS)
CHANGE = Action("settings.change", nothing, ask, form=SETTINGS.name, needs=Right.SETTINGS, for_one=True)
LANGUAGE = Action("settings.language", verbatim, set_language, needs=Right.SETTINGS)
TIMEZONE = Action("settings.timezone", verbatim, set_timezone, needs=Right.SETTINGS)

COMMAND = Command(
    name="settings",
    for_one=True,
    parse=parse_setting,
    handle=show,
    examples=("/settings",),
    subcommands=(
        Command(
            name="language",
            parse=verbatim,
            handle=set_language,
            usage="en | zh | ko",
            examples=("/settings language zh", "/settings language 한국어"),
            needs=Right.SETTINGS,
        ),
        Command(
            name="timezone",
            parse=verbatim,
            handle=set_timezone,
            usage="<city or IANA name>",
            examples=("/settings timezone Asia/Shanghai", "/settings timezone Seoul"),
            needs=Right.SETTINGS,
        ),
        members.COMMAND,
    ),
    actions=(LANGUAGE, TIMEZONE, CHANGE),
    forms=(SETTINGS,),
)
