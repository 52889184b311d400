"""Following a conversation that has another id now."""

from dataclasses import replace

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Address
from storage.repositories.subscriptions import next_number
from storage.statements import in_conversation
from storage.tables import (
    PENDING,
    continuations,
    document_parts,
    jobs,
    message_subjects,
    notes,
    outbox,
    picks,
    preferences,
    replacements_told,
    signals,
    spaces,
    subscriptions,
    todos,
)

_CONTENT = (notes, todos, subscriptions, picks, replacements_told, signals, preferences, document_parts)
"""A space with a row in one of these is more than the greeting of a new conversation."""

_PASSED_ON = (jobs, continuations, message_subjects)
"""What the first messages under the new id may have left in a space that is otherwise empty."""


async def move(connection: AsyncConnection, earlier: Address, conversation_id: str) -> None:
    """Give the space of a conversation its new id, with its subscriptions, unsent messages and jobs.

    A younger, empty space that is there already makes room. Any other is kept, and the earlier one under its own id:
    then only the subscriptions move, into the space that is there under its next numbers, and what waits to be sent
    or done. So it ends when a platform tells twice, and the earlier conversation was met again in between.
    """
    new = replace(earlier, conversation_id=conversation_id)
    if new == earlier:
        return
    for queue in (outbox, jobs):
        waiting = in_conversation(queue, earlier), queue.c.state == PENDING
        await connection.execute(update(queue).where(*waiting).values(conversation_id=conversation_id))
    former_id, present_id = await _space_at(connection, earlier), await _space_at(connection, new)
    if former_id is None:
        return
    if present_id is not None and (present_id < former_id or await _has_content(connection, present_id)):
        await _hand_over_subscriptions(connection, earlier, conversation_id, present_id)
        return
    if present_id is not None:
        for table in _PASSED_ON:
            await connection.execute(update(table).where(table.c.space_id == present_id).values(space_id=former_id))
        await connection.execute(delete(spaces).where(spaces.c.id == present_id))
    await connection.execute(update(spaces).where(spaces.c.id == former_id).values(conversation_id=conversation_id))
    await _readdress(connection, earlier, new)


async def _space_at(connection: AsyncConnection, address: Address) -> int | None:
    found: int | None = (
        await connection.execute(select(spaces.c.id).where(in_conversation(spaces, address)).with_for_update())
    ).scalar()
    return found


async def _has_content(connection: AsyncConnection, space_id: int) -> bool:
    for table in _CONTENT:
        one = select(table.c.space_id).where(table.c.space_id == space_id).limit(1)
        if (await connection.execute(one)).first() is not None:
            return True
    return False


async def _readdress(connection: AsyncConnection, earlier: Address, new: Address) -> None:
    """Messages are numbered anew under the new id, so nothing that is known by its number may go along: it would speak
    of other messages.
    """
    at = {"conversation_id": new.conversation_id}
    await connection.execute(update(subscriptions).where(in_conversation(subscriptions, earlier)).values(at))
    # What was sent goes along without its references, so that forgetting the space forgets it too.
    await connection.execute(update(outbox).where(in_conversation(outbox, earlier)).values({**at, "refs": ""}))
    await connection.execute(delete(message_subjects).where(in_conversation(message_subjects, earlier)))


async def _hand_over_subscriptions(
    connection: AsyncConnection, earlier: Address, conversation_id: str, space_id: int
) -> None:
    theirs = select(subscriptions.c.id).where(in_conversation(subscriptions, earlier)).order_by(subscriptions.c.id)
    for subscription_id in (await connection.execute(theirs)).scalars().all():
        number = await next_number(connection, space_id)
        moved = update(subscriptions).where(subscriptions.c.id == subscription_id)
        await connection.execute(moved.values(conversation_id=conversation_id, space_id=space_id, number=number))
