"""The to-do list as commands: what can be typed and pressed."""

import difflib
from typing import Any

from bot.core.commands import Command, nothing, verbatim
from bot.core.errors import PersonError
from bot.core.parsing import first_word, parse_number, parse_numbers, shorten
from handlers.todos import add, added, done, form, listing, paper, show, tick
from handlers.todos import next as next_
from handlers.todos.drafts import parse_drafts
from handlers.todos.move import move, parse_move

_VERBS: tuple[Command[Any], ...] = (
    Command(
        name="add",
        parse=parse_drafts,
        handle=add.add,
        usage='<text or paper> [under <number>] [in "<section>"] [due <day>] [! | !! | !!!]',
        examples=(
            '/todo add 2312.13286 in "Multimodal" due friday !!',
            "/todo add Write the survey due 2025-07-01",
            "/todo add in Reading:\n- [ ] Vision transformers\n  - [ ] MAE loss !",
        ),
    ),
    Command(name="done", parse=parse_numbers, handle=done.done, usage="<number> …", examples=("/todo done 3 5",)),
    Command(name="undo", parse=parse_numbers, handle=done.undo, usage="<number> …", examples=("/todo undo 3",)),
    Command(name="drop", parse=parse_numbers, handle=done.drop, usage="<number> …", examples=("/todo drop 3",)),
    Command(
        name="move",
        parse=parse_move,
        handle=move,
        usage='<number> … (under <number> | before <number> | to "<section>" | top)',
        examples=("/todo move 3 under 7", "/todo move 3 5 to Reading", "/todo move 3 top"),
    ),
    Command(name="next", parse=nothing, handle=next_.first, examples=("/todo next",), for_one=True),
    Command(name="all", parse=nothing, handle=listing.show_all, examples=("/todo all",)),
    Command(
        name="section",
        parse=verbatim,
        handle=listing.show_section,
        usage="[name]",
        examples=("/todo section Reading", "/todo section"),
    ),
)


def parse_show(text: str) -> int:
    """The number after a plain ``/todo``, or 0 when nothing follows.

    Raises ``PersonError`` for other words, with the verb they probably mean.
    """
    word, _ = first_word(text)
    if not word or word.removeprefix("#").isdigit():
        return parse_number(text) if word else 0
    similar = difflib.get_close_matches(word.lower()[:20], [verb.name for verb in _VERBS], n=1, cutoff=0.7)
    if similar:
        raise PersonError("todo-verb-similar", name=shorten(word), similar=similar[0])
    raise PersonError("todo-verb-unknown", text=shorten(text))


COMMAND = Command(
    name="todo",
    parse=parse_show,
    handle=show.show,
    usage="[number]",
    examples=("/todo", "/todo 12"),
    subcommands=_VERBS,
    actions=(done.DONE, done.UNDO, done.DROP, next_.NEXT, listing.PAGES, paper.ADD, paper.OFF, tick.ACTION, form.FORM),
    dialogues=(form.DIALOGUE,),
    forms=(form.TODO,),
    jobs=(added.LOOKUP,),
)
