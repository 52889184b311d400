"""All commands, in the order of ``/help``."""

from typing import Any

from bot.core.commands import Command
from handlers.digests import digest, feeds
from handlers.everyday import help as help_
from handlers.everyday import settings
from handlers.export import export, forget
from handlers.notes import note, notes
from handlers.papers import paper
from handlers.profile import profile
from handlers.review import review
from handlers.search import search, similar
from handlers.subscriptions import subscribe
from handlers.todos import todo

COMMANDS: tuple[Command[Any], ...] = (
    *note.COMMANDS,
    notes.COMMAND,
    todo.COMMAND,
    search.COMMAND,
    similar.COMMAND,
    *digest.COMMANDS,
    *review.COMMANDS,
    *subscribe.COMMANDS,
    *profile.COMMANDS,
    *feeds.COMMANDS,
    paper.COMMAND,
    settings.COMMAND,
    export.COMMAND,
    forget.COMMAND,
    *help_.COMMANDS,
)
