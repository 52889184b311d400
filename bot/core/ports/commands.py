"""Commands as people are told about them; ``bot.core.commands`` declares them."""

from collections.abc import Sequence
from typing import Protocol


class Described(Protocol):
    """The part of a ``Command`` that handlers may read: all but what runs it."""

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
        """The verb that ``rest`` begins with and what follows it, or this command and all of ``rest``."""
        ...
