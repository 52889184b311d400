"""The messages to send and the jobs to do."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Table, false

from bot.core.messages import Reply
from storage.columns import Json, PersonText
from storage.tables.schema import address, id_, metadata, number, partial_index, route, space, text, time, user, word

# In both queues a row may be claimed from `next_at` onwards; while it is claimed, that is the end of the lease.
# `attempts` counts the claims, so together with the id it identifies one claim.
# In the outbox `failures` and `settled` are about the next part to send: the tries that failed, without those that met
# a limit of speed, and the last claim after which the part was certainly not on the platform.
outbox = Table(
    "outbox",
    metadata,
    id_(),
    text("dedupe_key", unique=True),
    *address(),
    Column("reply", Json(Reply), nullable=False),
    text("reply_key"),
    Column("scheduled", Boolean, nullable=False, server_default=false()),
    word("state"),
    time("next_at"),
    text("owner"),
    number("attempts"),
    number("failures", server_default="0"),
    number("settled", server_default="0"),
    number("sent"),
    text("refs"),  # the platform's reference of each part sent, each followed by a newline
    text("reason"),
    time("created_at"),
    route(),
    CheckConstraint("state IN ('pending', 'sent', 'failed')", name="state"),
    partial_index("state = 'pending'", "ix_outbox_pending", "platform", "workspace", "conversation_id", "id"),
    partial_index("state = 'pending'", "ix_outbox_due", "platform", "scheduled", "next_at", "id"),
    Index(None, "platform", "workspace", "conversation_id", "reply_key"),
    sqlite_autoincrement=True,  # an id is never used twice, so a late worker cannot mistake a new row for its own
)

jobs = Table(
    "jobs",
    metadata,
    id_(),
    Column("dedupe_key", PersonText, unique=True),  # NULL if there is no key; NULLs never collide
    text("kind"),
    text("payload"),
    space(index=True),
    user(),
    *address(),
    word("state"),
    time("next_at"),
    text("owner"),
    number("attempts"),
    text("reason"),
    time("created_at"),
    route(),
    CheckConstraint("state IN ('pending', 'done')", name="state"),
    partial_index("state = 'pending'", "ix_jobs_pending", "next_at"),
    sqlite_autoincrement=True,
)
