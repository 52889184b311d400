"""*Share with all*: what one person was answered in a group becomes a post of theirs. The only press that posts."""

from msgspec.structs import replace

from bot.core.commands import Action, Replies, verbatim
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.in_place import without_buttons
from bot.core.messages import Buttons, Message, Reply, message
from handlers.shared.turning import turned

_DONE = "done"


def with_share(ctx: Context, reply: Reply) -> Reply:
    """Add the button to an answer that one person of a group gets."""
    if not ctx.route.private:
        return reply
    button = Buttons((ctx.button("button-share", SHARE.encode()),))
    return replace(reply, message=Message((*reply.message.blocks, button)))


async def share(ctx: Context, state: str) -> Replies:
    if state == _DONE:
        return [ctx.toast("shared-done")]
    if ctx.pressed is None:
        raise PersonError("button-stale")
    shown = message(ctx.say("shared-by", name=ctx.actor.name), without_buttons(ctx.pressed.message).blocks)
    shared = ctx.button("button-shared", SHARE.encode(_DONE))
    post = Reply(shown, about=ctx.pressed.about, for_all=True)
    return [turned(ctx, {SHARE.encode(): shared}, "shared-done"), post]


SHARE = Action("share", verbatim, share)
