"""Following a conversation whose id has changed."""

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
"""A space with a row in one of these tables holds more than the greeting of a new conversation."""

_PASSED_ON = (jobs, continuations, message_subjects)
"""The tables in which the first messages under the new id may have left rows of an otherwise empty space."""


async def move(connection: AsyncConnection, earlier: Address, conversation_id: str) -> None:
    """Give the space of a conversation its new id, with its subscriptions, unsent messages and jobs.

    If the new id already has a younger, empty space, that space is deleted. If it has any other, both spaces stay:
    then only subscriptions, unsent messages and jobs move to the other space, where the subscriptions get new numbers.
    This happens when a platform reports a move twice and the earlier conversation was used in between.
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
    """Move subscriptions and sent messages to the new id.

    Messages get new numbers there, so all references by number are dropped: they would name other messages.
    """
    at = {"conversation_id": new.conversation_id}
    await connection.execute(update(subscriptions).where(in_conversation(subscriptions, earlier)).values(at))
    # Sent messages move without their references, so that deleting the space also deletes them.
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
