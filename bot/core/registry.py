"""Lookup of commands, actions, dialogues, forms and jobs by name."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from bot.core.commands import Action, Command, Dialogue, Form, JobKind


class Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class Registry:
    """Built from one tuple of commands; raises ``ValueError`` if two declarations share a name."""

    def __init__(self, commands: Iterable[Command[Any]]) -> None:
        self.commands: Mapping[str, Command[Any]] = _by_name(commands)
        declared = self.commands.values()
        self.actions: Mapping[str, Action[Any]] = _by_name(a for command in declared for a in command.actions)
        self.dialogues: Mapping[str, Dialogue] = _by_name(d for command in declared for d in command.dialogues)
        self.forms: Mapping[str, Form] = _by_name(f for command in declared for f in command.forms)
        self.jobs: Mapping[str, JobKind[Any, Any]] = _by_name(j for command in declared for j in command.jobs)


def _by_name(declared: Iterable[T]) -> Mapping[str, T]:
    named: dict[str, T] = {}
    for each in declared:
        if each.name in named:
            raise ValueError(f"declared twice: {each.name}")
        named[each.name] = each
    return MappingProxyType(named)
