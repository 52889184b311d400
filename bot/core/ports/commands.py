"""Commands as handlers describe them to people; ``bot.core.commands`` declares them."""

from collections.abc import Sequence
from typing import Protocol


class Described(Protocol):
    """The part of a ``Command`` that handlers may read: everything but the functions that run it."""

    @property
    def name(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def examples(self) -> Sequence[str]: ...
    @property
    def numbered(self) -> bool: ...
    @property
    def subcommands(self) -> Sequence["Described"]: ...

    def choose(self, rest: str) -> tuple["Described", str]:
        """Return the verb that ``rest`` begins with and the text after it, or this command and all of ``rest``."""
