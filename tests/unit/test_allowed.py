"""Whom an operator serves, by ``PAPERBOY_ALLOWED``."""

import pytest

from bot.core.access.allowed import EVERYBODY, read_allowed
from bot.core.errors import SettingsError
from bot.core.identity import Address, UserRef

ANN, GROUP = UserRef("telegram", "telegram", "12345"), Address("telegram", "telegram", "-100987")
BOB, CHANNEL = UserRef("slack", "T0123", "U456"), Address("slack", "T0123", "C789", "1.2")
PRIVATE = Address("telegram", "telegram", "12345")


@pytest.mark.parametrize("entry", ["telegram:12345", "telegram:-100987", "telegram:1, telegram:12345\n slack:T1"])
def test_a_person_is_served_everywhere_and_a_group_serves_its_members(entry: str) -> None:
    assert read_allowed(entry).admits(ANN, GROUP)


def test_a_member_of_a_served_group_is_an_outsider_elsewhere() -> None:
    allowed = read_allowed("telegram:-100987")
    assert not allowed.admits(ANN, PRIVATE)
    assert not allowed.admits(ANN, Address("telegram", "telegram", "-100111"))


@pytest.mark.parametrize("entry", ["slack:T0123", "slack:T0123/U456", "slack:T0123/C789"])
def test_slack_names_workspaces_people_and_channels(entry: str) -> None:
    assert read_allowed(entry).admits(BOB, CHANNEL)


@pytest.mark.parametrize("entry", ["slack:T0124", "slack:T0124/U456", "slack:T0123/U457", "telegram:456"])
def test_an_id_counts_in_its_own_workspace(entry: str) -> None:
    assert not read_allowed(entry).admits(BOB, CHANNEL)


def test_without_entries_everybody_is_served() -> None:
    assert read_allowed(" , \n") == EVERYBODY
    assert EVERYBODY.admits(ANN, GROUP)


def test_the_terminal_is_always_served() -> None:
    here = UserRef("console", "local", "me")
    assert read_allowed("telegram:1").admits(here, Address("console", "local", "me"))


@pytest.mark.parametrize(
    "entry",
    ["12345", "telegram:@ann", "telegram:", "telegram:0", "slack:U456", "slack:T0123/", "Slack:T1", "discord:1", "*"],
)
def test_an_entry_that_names_nobody_is_refused_with_what_to_write(entry: str) -> None:
    with pytest.raises(SettingsError, match="telegram:12345 for a person") as refused:
        read_allowed(f"telegram:1 {entry}")
    assert repr(entry) in str(refused.value)
