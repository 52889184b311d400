"""The names of Paperboy's commands in Slack, whose built-in commands take precedence."""

APP = "paperboy"

# https://slack.com/help/articles/201259356-Use-built-in-slash-commands, and those of Slack's newer features. Slack
# refuses a manifest that declares one of them.
BUILT_INTO_SLACK = frozenset({
    "active", "add", "agenda", "apps", "archive", "away", "call", "canvas", "close", "collapse", "dm", "dnd", "expand",
    "feed", "feedback", "genie", "giphy", "help", "huddle", "invite", "invite_people", "join", "keys", "kick", "leave",
    "list", "me", "msg", "mute", "open", "part", "people", "poll", "prefs", "pro", "remind", "remove", "rename",
    "search", "share", "shortcuts", "shrug", "star", "status", "summarize", "topic", "unarchive", "who", "workflow",
})  # fmt: skip


def slash_name(name: str) -> str:
    """Return the slash command of a core command: ``/note``, but ``/paperboy-search`` where Slack has its own."""
    return f"/{APP}-{name}" if name in BUILT_INTO_SLACK else f"/{name}"


def core_line(command: str, text: str) -> str:
    """Return a slash command as the core reads it: ``/search x`` for ``/paperboy-search x``.

    ``/paperboy`` takes a command in plain words, and shows the help without one.
    """
    name = command.removeprefix("/").lower()
    if name == APP:
        return text if text.strip() else "/help"
    line = f"/{name.removeprefix(APP + '-')}"
    return f"{line} {text}" if text else line
