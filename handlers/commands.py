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
    *notes.COMMANDS,
    *todo.COMMANDS,
    *search.COMMANDS,
    *similar.COMMANDS,
    *digest.COMMANDS,
    *review.COMMANDS,
    *subscribe.COMMANDS,
    *profile.COMMANDS,
    *feeds.COMMANDS,
    *paper.COMMANDS,
    *settings.COMMANDS,
    *export.COMMANDS,
    *forget.COMMANDS,
    *help_.COMMANDS,
)
