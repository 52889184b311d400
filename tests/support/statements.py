"""The SQL statements that an event sends to the database before its answer is in the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def statements_up_to_the_outbox() -> Iterator[list[str]]:
    """Collect every statement up to the first that inserts into the outbox, of all engines."""
    collected: list[str] = []

    def record(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not any("INTO outbox" in earlier for earlier in collected):
            collected.append(statement)

    event.listen(Engine, "before_cursor_execute", record)
    try:
        yield collected
    finally:
        event.remove(Engine, "before_cursor_execute", record)
