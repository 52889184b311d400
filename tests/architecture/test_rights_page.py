"""The table of ``docs/rights.md`` is that of the declarations."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.commands import Action, Command, Form
from bot.core.model.rights import GRANTABLE, Right
from bot.core.registry import Registry
from handlers.commands import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "rights.md").read_text("utf-8")
REGISTRY = Registry(COMMANDS)

OWN = {"/note edit", "/note delete", "/note undo"}
"""What the author may do without any right; the handlers of these ask whose note it is."""


def declared() -> Iterator[tuple[str, Right]]:
    """Every command and verb as it is typed, with its right."""
    for command in COMMANDS:
        yield f"/{command.name}", command.needs
        for verb in command.subcommands:
            yield f"/{command.name} {verb.name}", verb.needs


def documented(right: Right) -> set[str]:
    """The commands in the row whose last column hands out this right."""
    (row,) = re.findall(rf"^\| (.*) \| .* \| `/settings members may {right.value}` \|$", PAGE, re.MULTILINE)
    return set(re.findall(r"`(/[^`]+)`", row))


@pytest.mark.parametrize("right", [each for each in GRANTABLE if each is not Right.NOTES])
def test_the_page_names_the_commands_that_need_a_right(right: Right) -> None:
    assert documented(right) == {typed for typed, needs in declared() if needs is right}


def test_the_page_names_what_authors_do() -> None:
    typed = dict(declared())
    assert documented(Right.NOTES) == OWN
    assert {typed[each] for each in OWN} == {Right.MEMBER}


def test_every_other_command_is_for_members() -> None:
    named = {typed for right in GRANTABLE for typed in documented(right)} | for_good()
    assert {needs for typed, needs in declared() if typed not in named} == {Right.MEMBER}


def for_good() -> set[str]:
    """The commands that are for administrators, whatever members may."""
    return {typed for typed, needs in declared() if needs is Right.ADMINISTRATOR}


def test_the_page_names_what_no_member_may_ever_do() -> None:
    (row,) = re.findall(r"^\| (.*/settings members may .*) \| administrators \| \|$", PAGE, re.MULTILINE)
    assert for_good() == {each for each in re.findall(r"`(/[^`]+)`", row) if "…" not in each}


@pytest.mark.parametrize("action", REGISTRY.actions.values(), ids=lambda action: action.name)
def test_a_button_and_its_form_need_the_same(action: Action[object]) -> None:
    form: Form | None = REGISTRY.forms.get(action.form)
    assert form is None or form.needs is action.needs


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_button_never_needs_more_than_what_is_typed(command: Command[object]) -> None:
    """An opinion is for everybody; any other right of a button is that of a command or verb next to it."""
    typed = {Right.OPINION, Right.MEMBER, command.needs, *(verb.needs for verb in command.subcommands)}
    assert {action.needs for action in command.actions} <= typed
