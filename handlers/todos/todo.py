"""The to-do list as commands: what can be typed and pressed."""

import difflib
from typing import Any

from bot.core.commands import Command, nothing, verbatim
from bot.core.errors import PersonError
from bot.core.parsing import first_word, parse_number, parse_numbers, shorten
from handlers.todos import add as todo_add
from handlers.todos import changes as todo_changes
from handlers.todos import form as todo_form
from handlers.todos import listing as todo_list
from handlers.todos import next as todo_next
from handlers.todos.parsing import parse_drafts, parse_move

_VERBS: tuple[Command[Any], ...] = (
    Command(
        name="add",
        parse=parse_drafts,
        handle=todo_add.add,
        usage='<text or paper> [under <number>] [in "<section>"] [due <day>] [! | !! | !!!]',
        examples=(
            '/todo add 2312.13286 in "Multimodal" due friday !!',
            "/todo add Write the survey due 2025-07-01",
            "/todo add in Reading:\n- [ ] Vision transformers\n  - [ ] MAE loss !",
        ),
    ),
    Command(
        name="done",
        parse=parse_numbers,
        handle=todo_changes.done,
        usage="<number> …",
        examples=("/todo done 3 5",),
    ),
    Command(
        name="undo",
        parse=parse_numbers,
        handle=todo_changes.undo,
        usage="<number> …",
        examples=("/todo undo 3",),
    ),
    Command(
        name="drop",
        parse=parse_numbers,
        handle=todo_changes.drop,
        usage="<number> …",
        examples=("/todo drop 3",),
    ),
    Command(
        name="move",
        parse=parse_move,
        handle=todo_changes.move,
        usage='<number> … (under <number> | before <number> | to "<section>" | top)',
        examples=("/todo move 3 under 7", "/todo move 3 5 to Reading", "/todo move 3 top"),
    ),
    Command(name="next", parse=nothing, handle=todo_next.first, examples=("/todo next",)),
    Command(name="all", parse=nothing, handle=todo_list.show_all, examples=("/todo all",)),
    Command(
        name="section",
        parse=verbatim,
        handle=todo_list.show_section,
        usage="[name]",
        examples=("/todo section Reading", "/todo section"),
    ),
)


def parse_show(text: str) -> int:
    """What follows a plain ``/todo``: a number, or nothing (0).

    Other words are no call of anything; the error says what they were probably meant for.
    """
    word, _ = first_word(text)
    if not word or word.removeprefix("#").isdigit():
        return parse_number(text) if word else 0
    similar = difflib.get_close_matches(word.lower()[:20], [verb.name for verb in _VERBS], n=1, cutoff=0.7)
    if similar:
        raise PersonError("todo-verb-similar", name=shorten(word), similar=similar[0])
    raise PersonError("todo-verb-unknown", text=shorten(text))


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="todo",
        parse=parse_show,
        handle=todo_list.show,
        usage="[number]",
        examples=("/todo", "/todo 12"),
        subcommands=_VERBS,
        actions=(
            todo_changes.DONE,
            todo_changes.UNDO,
            todo_changes.DROP,
            todo_next.NEXT,
            todo_list.PAGES,
            todo_add.PAPER,
            todo_form.FORM,
        ),
        dialogues=(todo_form.DIALOGUE,),
        forms=(todo_form.TODO,),
        jobs=(todo_add.LOOKUP,),
    ),
)
