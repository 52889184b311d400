"""The SQL that reaches the database, by transaction."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event


@dataclass
class Transaction:
    """``statements`` are pairs of the SQL and its parameters, as text."""

    statements: list[tuple[str, str]] = field(default_factory=list)
    rolled_back: bool = False

    def touches(self, table: str) -> bool:
        return any(f" {table}." in sql or f" {table} " in sql for sql, _ in self.statements)

    @property
    def writes(self) -> list[str]:
        return [sql for sql, _ in self.statements if not sql.startswith(("SELECT", "WITH"))]


class Statements:
    """The statements of every engine in this process while :meth:`recorded` is open."""

    def __init__(self) -> None:
        self.transactions: list[Transaction] = []
        self._open: dict[Connection, Transaction] = {}

    @property
    def open_transactions(self) -> int:
        return len(self._open)

    def touching(self, *tables: str) -> Sequence[Transaction]:
        """The transactions with a statement about one of these tables."""
        return [each for each in self.transactions if any(map(each.touches, tables))]

    @contextmanager
    def recorded(self) -> Iterator["Statements"]:
        listeners = {
            "before_cursor_execute": self._sent,
            "commit": self._committed,
            "rollback": self._rolled_back,
        }
        for name, listener in listeners.items():
            event.listen(Engine, name, listener)
        try:
            yield self
        finally:
            for name, listener in listeners.items():
                event.remove(Engine, name, listener)

    def _sent(self, connection: Connection, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if connection not in self._open:
            self._open[connection] = Transaction()
            self.transactions.append(self._open[connection])
        self._open[connection].statements.append((" ".join(sql.split()), repr(parameters)))

    def _committed(self, connection: Connection) -> None:
        self._open.pop(connection, None)

    def _rolled_back(self, connection: Connection) -> None:
        if transaction := self._open.pop(connection, None):
            transaction.rolled_back = True


def repeated(transactions: Sequence[Transaction]) -> list[str]:
    """The SQL of each statement that several transactions sent with the same parameters, once per repetition."""
    counts = Counter(each for transaction in transactions for each in set(transaction.statements))
    return [sql for (sql, _), number in counts.items() for _ in range(number - 1)]
