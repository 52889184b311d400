"""What Paperboy's commands are called in Slack, whose own commands come first."""

APP = "paperboy"

# https://slack.com/help/articles/201259356-Use-built-in-slash-commands, and those that Slack's own features have
# brought since; a manifest with one of them is refused as a whole.
KEPT_BY_SLACK = frozenset({
    "active", "add", "agenda", "apps", "archive", "away", "call", "canvas", "close", "collapse", "dm", "dnd", "expand",
    "feed", "feedback", "genie", "giphy", "help", "huddle", "invite", "invite_people", "join", "keys", "kick", "leave",
    "list", "me", "msg", "mute", "open", "part", "people", "poll", "prefs", "pro", "remind", "remove", "rename",
    "search", "share", "shortcuts", "shrug", "star", "status", "summarize", "topic", "unarchive", "who", "workflow",
})  # fmt: skip


def slash_name(name: str) -> str:
    """The slash command of a core command: ``/note``, but ``/paperboy-search`` where Slack has its own."""
    return f"/{APP}-{name}" if name in KEPT_BY_SLACK else f"/{name}"


def core_line(command: str, text: str) -> str:
    """What a slash command says to the core: ``/search x`` for ``/paperboy-search x``.

    ``/paperboy`` takes a command in plain words behind it, and explains itself when there is nothing.
    """
    name = command.removeprefix("/").lower()
    if name == APP:
        return text if text.strip() else "/help"
    line = f"/{name.removeprefix(APP + '-')}"
    return f"{line} {text}" if text else line
