"""The names of Paperboy's commands in Slack, whose built-in commands take precedence."""

from collections.abc import Collection, Iterable, Mapping

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


def shown_names(commands: Iterable[str], *, own: bool) -> Mapping[str, str]:
    """Return what to type in Slack by the core's name, where it is not ``/name``.

    With ``own``, every command has a slash command of its own; otherwise all are typed after ``/paperboy``.
    """
    if not own:
        return {name: f"/{APP} {name}" for name in commands}
    return {name: slash_name(name) for name in commands if slash_name(name) != f"/{name}"}


def core_line(command: str, text: str, commands: Collection[str] = ()) -> str:
    """Return a slash command as the core reads it: ``/search x`` for ``/paperboy-search x``.

    ``/paperboy`` takes one of the core's ``commands`` or plain words, and shows the help without either.
    """
    name = command.removeprefix("/").lower()
    if name == APP:
        typed = text.strip()
        if not typed:
            return "/help"
        return f"/{typed}" if typed.split(maxsplit=1)[0].lower() in commands else text
    line = f"/{name.removeprefix(APP + '-')}"
    return f"{line} {text}" if text else line
