"""Files sent with notes. Jobs copy them, so that they outlive the platform's own."""

from bot.core.commands import JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Attachment, Block, Reply, message
from bot.core.model.notes import Attached, Note
from bot.core.parsing import shorten
from bot.core.ports.sources import Sources

LARGEST_COPIED = 20_000_000
"""Largest file that is copied, in bytes: Telegram's limit for bots (https://core.telegram.org/bots/api#getfile)."""


async def attach(ctx: Context, note: Note) -> None:
    """Keep the files of the current message with ``note``, and queue a job to copy each."""
    if not ctx.files:
        return
    kept = await ctx.work.notes.attach(note, ctx.files, ctx.address, ctx.now)
    for each in kept:
        if each.size <= LARGEST_COPIED:
            await ctx.later(COPY.name, each)


async def attachments(ctx: Context, note: Note) -> list[Block]:
    """The files of a note, to be sent with it."""
    return [
        Attachment(each.name, each.media_type, each.size, each.reference, each.url)
        for each in await ctx.work.notes.attachments(note)
    ]


async def _fetch(sources: Sources, attached: Attached) -> bytes:
    return await sources.files.download(attached.address, attached.reference)


async def _keep(ctx: Context, attached: Attached, content: bytes) -> Replies:
    await ctx.work.notes.keep_copy(attached, content)
    return []


async def _give_up(ctx: Context, attached: Attached, _: PaperboyError) -> Replies:
    """Report the failure, because the platform may not keep the file forever. A deleted note needs no report."""
    note = (await ctx.work.notes.with_ids(ctx.space, [attached.note_id])).get(attached.note_id)
    if note is None:
        return []
    sentence = ctx.say("note-file-not-copied", name=shorten(attached.name), number=note.number)
    return [Reply(message(sentence), private=True)]


COPY = JobKind("file.keep", Attached, _fetch, _keep, _give_up)
