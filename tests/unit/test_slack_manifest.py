"""The manifest tells Slack what the app does."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack import limits
from bot.adapters.slack.manifest import manifest
from bot.adapters.slack.names import BUILT_INTO_SLACK
from bot.locales.catalogue import catalogue
from handlers.commands import COMMANDS

GOLDEN = Path(__file__).with_name("slack_manifest.json")

DECLARED = [(each.name, catalogue("en").text(f"help-{each.name}"), each.usage) for each in COMMANDS]


@pytest.fixture
def printed() -> dict[str, Any]:
    return manifest(DECLARED, None)


def test_the_manifest_is_the_one_that_people_have_pasted(printed: dict[str, Any]) -> None:
    """After a change on purpose: ``paperboy manifest slack --commands all > tests/unit/slack_manifest.json``, and a
    line in CHANGELOG.md, because every workspace has to paste it again.
    """
    assert printed == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_by_default_one_command_does_everything(printed: dict[str, Any]) -> None:
    few = manifest([], None)
    assert [each["command"] for each in few["features"].pop("slash_commands")] == ["/paperboy"]
    del printed["features"]["slash_commands"]
    assert few == printed


def test_every_command_is_declared_once_under_a_name_that_slack_accepts(printed: dict[str, Any]) -> None:
    commands = printed["features"]["slash_commands"]
    names = [each["command"] for each in commands]
    assert len(set(names)) == len(names) == len(COMMANDS) + 1 <= limits.COMMANDS
    assert all(
        name.startswith("/") and name.lower() == name and len(name) <= limits.COMMAND_NAME_CHARACTERS for name in names
    )
    assert not {name.removeprefix("/") for name in names} & BUILT_INTO_SLACK
    assert all(0 < len(each["description"]) <= limits.COMMAND_DESCRIPTION_CHARACTERS for each in commands)
    assert all(0 < len(each.get("usage_hint", "-")) <= limits.USAGE_HINT_CHARACTERS for each in commands)


def test_shortcuts_links_and_descriptions_are_within_slacks_limits(printed: dict[str, Any]) -> None:
    features = printed["features"]
    assert all(len(each["name"]) <= limits.SHORTCUT_NAME_CHARACTERS for each in features["shortcuts"])
    assert all(len(each["description"]) <= limits.SHORTCUT_DESCRIPTION_CHARACTERS for each in features["shortcuts"])
    assert len(features["unfurl_domains"]) <= limits.UNFURL_DOMAINS
    assert len(printed["display_information"]["description"]) <= limits.APP_DESCRIPTION_CHARACTERS


def test_without_a_public_address_the_manifest_names_none(printed: dict[str, Any]) -> None:
    assert printed["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(printed)


def test_with_a_public_address_slack_calls_one_path_for_everything() -> None:
    printed = manifest(DECLARED, "https://papers.example.org/")
    address = "https://papers.example.org/slack/events"
    settings = printed["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["interactivity"]["request_url"] == settings["event_subscriptions"]["request_url"] == address
    assert {each["url"] for each in printed["features"]["slash_commands"]} == {address}
    assert printed["oauth_config"]["redirect_urls"] == ["https://papers.example.org/slack/oauth_redirect"]
