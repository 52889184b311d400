"""Gestures: replies, edits, reactions, and Paperboy joining, leaving or moving with a conversation."""

from collections.abc import Sequence

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.identity import ConversationKind
from bot.core.messages import Reply, message
from bot.core.model.digests import Signal
from bot.core.subjects import Subject, SubjectKind, papers_in
from handlers.digests.why import why, why_reply
from handlers.everyday.help import to_type
from handlers.notes import replies as note_replies
from handlers.notes.filing import add_files as pictured
from handlers.notes.replies import edited
from handlers.papers.paper import show

__all__ = ["edited", "joined", "left", "migrated", "pictured", "reacted", "replied", "said"]

FIRST_STEPS = ("/note 2312.13286 Strong in-context learner", "/todo add 1706.03762", "/subscribe cs.CL")
"""The first commands for a group to type."""


async def said(ctx: Context, text: str) -> Replies:
    """Show the papers that the text names, or a hint. Ask for words with a file that came without any."""
    if ctx.files and not text.strip():
        return [Reply(message(ctx.say("file-needs-words")), private=True)]
    return await show(ctx, text)


async def replied(ctx: Context, text: str, about: Sequence[Subject]) -> Replies:
    """File the reply as a note, or explain why a paper was picked."""
    asked = why_reply(text) if about[0].kind is SubjectKind.PAPER else None
    return await why(ctx, asked) if asked else await note_replies.replied(ctx, text, about)


async def reacted(ctx: Context, signal: Signal | None, about: Sequence[Subject]) -> Replies:
    """Learn from a reaction to one paper; ``None`` takes it back. A reaction is not a question and gets no answer.

    A liking of a whole digest says little about each of its papers: it counts as if the person had opened them.
    """
    papers = papers_in(about)
    if len(papers) > 1 and signal is Signal.LIKED:
        await ctx.work.digests.opened(ctx.space, ctx.actor, papers, ctx.now)
    if len(about) == 1 and about[0].kind is SubjectKind.PAPER:
        if signal is None:
            await ctx.work.digests.unsignal(ctx.space, ctx.actor, about[0].id)
        else:
            await ctx.work.digests.signal(ctx.space, ctx.actor, about[0].id, signal, ctx.now)
    return []


async def joined(ctx: Context) -> Replies:
    """Welcome a new group, or resume the digests after an absence.

    A person who opens a private chat, or unblocks us, types ``/start`` and is greeted then. A group that existed before
    this event, because it was migrated or somebody wrote to us first, needs no welcome.
    """
    resumed = await ctx.work.spaces.set_reachable(ctx.space, True)
    if resumed:
        return [Reply(message(ctx.say("welcome-back", count=resumed)))]
    if ctx.space.kind is ConversationKind.PRIVATE or ctx.space.created_at < ctx.now:
        return []
    return [Reply(message(ctx.say("welcome-group"), to_type(FIRST_STEPS), ctx.say("welcome-help")))]


async def left(ctx: Context) -> Replies:
    """Stop the digests, which would not arrive."""
    await ctx.work.spaces.set_reachable(ctx.space, False)
    return []


async def migrated(ctx: Context, conversation_id: str) -> Replies:
    await ctx.work.spaces.move(ctx.space, conversation_id)
    return []
