"""The declarations of commands are true."""

from typing import Any

import pytest

from bot.core.commands import Command
from bot.core.parsing import parse_call
from bot.core.registry import Registry
from handlers.commands import COMMANDS

EXAMPLES = [
    pytest.param(command, example, id=example.replace("\n", "⏎"))
    for command in COMMANDS
    for declared in (command, *command.subcommands)
    for example in declared.examples
]


@pytest.mark.parametrize(("command", "example"), EXAMPLES)
def test_every_example_parses_as_its_own_command(command: Command[Any], example: str) -> None:
    call = parse_call(example)
    assert call is not None
    assert call.name == command.name
    chosen, rest = command.choose(call.rest)
    chosen.parse(rest)


def test_the_commands_fit_together() -> None:
    registry = Registry(COMMANDS)
    assert {"note", "todo", "search", "digest", "help", "subscribe"} <= registry.commands.keys()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_shows_an_example_and_a_name_every_platform_takes(command: Command[Any]) -> None:
    assert command.examples
    assert command.name.isascii()
    assert command.name.islower()
    assert len(command.name) <= 32
