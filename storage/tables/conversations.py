"""Spaces, people, and the short-term memory of conversations."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, true

from bot.core.identity import ConversationKind
from bot.core.model.rights import Right
from bot.core.subjects import Subject
from storage.columns import Json
from storage.tables.schema import conversation, id_, metadata, number, space, text, time, user, word

spaces = Table(
    "spaces",
    metadata,
    id_(),
    *conversation(),
    word("kind", ConversationKind),
    text("language"),
    text("timezone"),
    number("last_note", server_default="0"),
    number("last_todo", server_default="0"),
    number("last_subscription", server_default="0"),
    time("created_at"),
    Column("surprises", Boolean, nullable=False, server_default=true()),
    Column("members_may", Json(frozenset[Right]), nullable=False, server_default="[]"),
    UniqueConstraint("platform", "workspace", "conversation_id"),
)

users = Table(
    "users",
    metadata,
    id_(),
    text("platform"),
    text("workspace"),
    text("user_id"),
    text("name"),
    text("folded_name"),  # compared by the filter by:, because lower() differs between databases
    time("created_at"),
    UniqueConstraint("platform", "workspace", "user_id"),
)

receipts = Table(
    "receipts",
    metadata,
    text("platform"),
    text("workspace"),
    text("event_key"),
    time("received_at"),
    text("error_id", server_default=""),
    PrimaryKeyConstraint("platform", "workspace", "event_key"),
    sqlite_with_rowid=False,
)

dialogues = Table(
    "dialogues",
    metadata,
    space(),
    user(),
    text("name"),
    text("state"),
    time("opened_at"),
    PrimaryKeyConstraint("space_id", "user_id"),
)

continuations = Table(
    "continuations",
    metadata,
    id_(),
    space(),
    text("payload"),
    time("created_at"),
    Index(None, "space_id", "created_at"),
)

message_subjects = Table(
    "message_subjects",
    metadata,
    *conversation(),
    text("message"),
    space(index=True),
    Column("about", Json(tuple[Subject, ...]), nullable=False),
    time("stored_at"),
    PrimaryKeyConstraint("platform", "workspace", "conversation_id", "message"),
    sqlite_with_rowid=False,
)
