"""The manifest from which Slack creates the app: https://docs.slack.dev/reference/app-manifest."""

from collections.abc import Sequence
from typing import Any

from bot.adapters.slack import limits
from bot.adapters.slack.names import APP, slash_name

# The paths at which Slack calls us, begins an installation, and sends the person back to.
EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

# The shortcuts in the menu of a message, by ``callback_id``.
SAVE_NOTE = "save_note"
ADD_TODO = "add_todo"

BOT_SCOPES = (
    "app_mentions:read", "channels:history", "channels:read", "chat:write", "chat:write.public", "commands",
    "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "links:read",
    "links:write", "metadata.message:read", "reactions:read", "users:read",
)  # fmt: skip

BOT_EVENTS = (
    "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted", "channel_left",
    "channel_unarchive", "group_archive", "group_deleted", "group_left", "group_unarchive", "link_shared",
    "member_joined_channel", "member_left_channel", "message.channels", "message.groups", "message.im",
    "reaction_added", "reaction_removed", "tokens_revoked",
)  # fmt: skip

UNFURL_DOMAINS = ("alphaxiv.org", "ar5iv.org", "arxiv.org", "doi.org", "huggingface.co")
"""The sites of papers, as many as Slack takes (``limits.UNFURL_DOMAINS``)."""

SHORTCUTS = (
    ("Save as note", SAVE_NOTE, "Keep this message as a note"),
    ("Add to to-do", ADD_TODO, "Put this message on the reading list"),
)

Declared = tuple[str, str, str]
"""A command: its name in the core, a summary, and its arguments."""


def manifest(commands: Sequence[Declared], public_url: str | None) -> dict[str, Any]:
    """Return the manifest: Slack calls ``public_url`` or, without one, Paperboy connects to Slack (Socket Mode).

    Only ``/paperboy`` is always a slash command; ``commands`` are the others.
    """
    address = {"request_url": public_url.rstrip("/") + EVENTS_PATH} if public_url else {}
    own = (APP, "Everything Paperboy does: a command, or a link to a paper", "search diffusion | note … | todo | help")
    slash_commands = [
        {
            "command": slash_name(name),
            "description": summary[: limits.COMMAND_DESCRIPTION_CHARACTERS],
            **({"usage_hint": usage[: limits.USAGE_HINT_CHARACTERS]} if usage else {}),
            "should_escape": False,
            **({"url": address["request_url"]} if address else {}),
        }
        for name, summary, usage in (own, *commands)
    ]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Paperboy",
            "description": "Notes on papers, a reading list, search, and new papers each day",
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Paperboy", "always_online": True},
            "shortcuts": [
                {"name": name, "type": "message", "callback_id": callback_id, "description": description}
                for name, callback_id, description in SHORTCUTS
            ],
            "slash_commands": slash_commands,
            "unfurl_domains": list(UNFURL_DOMAINS),
        },
        "oauth_config": {
            **({"redirect_urls": [public_url.rstrip("/") + REDIRECT_PATH]} if public_url else {}),
            "scopes": {"bot": list(BOT_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not public_url,
            "token_rotation_enabled": False,
        },
    }
