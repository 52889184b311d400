"""Every command there is, in the order ``/help`` shows them."""

from typing import Any

from bot.core.commands import Command
from handlers import (
    digest,
    export,
    feeds,
    forget,
    note,
    notes,
    paper,
    profile,
    review,
    search,
    settings,
    similar,
    subscribe,
    todo,
)
from handlers import help as help_

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
