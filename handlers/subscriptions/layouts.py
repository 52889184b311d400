"""The layout of a digest for which none was asked."""

from bot.core.context import Context
from bot.core.identity import ConversationKind
from bot.core.model.digests import Layout


def usual_layout(ctx: Context) -> Layout:
    """A thread in the channels of Slack, where long messages are in the way of the others; else one message."""
    in_channel = ctx.space.kind is not ConversationKind.PRIVATE and ctx.address.thread_id is None
    return Layout.THREAD if in_channel and ctx.address.platform == "slack" else Layout.COMPACT
