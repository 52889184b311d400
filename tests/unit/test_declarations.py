"""Commands, actions and forms are declared as data: what a declaration leaves out, and how a call finds its verb."""

import pytest

from bot.core.commands import Action, ActionName, Command, Field, FormView, JobKind, nothing, verbatim
from bot.core.context import Context
from bot.core.messages import Reply
from bot.core.registry import Registry


async def handle(_: Context, __: object) -> list[Reply]:
    return []


SHOW = Command("show", verbatim, handle, numbered=True, also=("보기",))
TAGS = Command("tags", nothing, handle, also=("标签",))
NOTE = Command("note", verbatim, handle, subcommands=(SHOW, TAGS))


@pytest.mark.parametrize(
    ("rest", "verb", "after"),
    [
        ("tags", TAGS, ""),
        ("TAGS of mine", TAGS, "of mine"),
        ("标签\nall", TAGS, "all"),
        ("show 12", SHOW, "12"),
        ("show  #12 please", SHOW, " #12 please"),
        ("보기", SHOW, ""),
        ("show me the data", NOTE, "show me the data"),
        ("show 12th century art", NOTE, "show 12th century art"),
        (" tagged", NOTE, " tagged"),
        ("", NOTE, ""),
    ],
)
def test_a_verb_counts_where_it_is_meant_and_other_text_stays_whole(rest: str, verb: Command[str], after: str) -> None:
    """Otherwise ``/note show me the data`` would be an error instead of a note."""
    assert NOTE.choose(rest) == (verb, after)


def test_a_button_carries_at_most_what_telegram_takes() -> None:
    """64 bytes; a longer one would make Telegram refuse the message that it is drawn in."""
    assert ActionName("todo.done").encode(3) == "todo.done:3"
    assert ActionName("todo.done").encode() == "todo.done:"
    assert ActionName("n").encode("가" * 19 + "\ud83d")[2:] == "가" * 19 + "\ud83d"
    assert ActionName("n").encode("x" * 62)[2:] == "x" * 62
    with pytest.raises(ValueError, match=r"^action longer than 64 bytes: n:x"):
        ActionName("n").encode("x" * 63)


def test_two_declarations_of_one_name_are_an_error_at_the_start() -> None:
    with pytest.raises(ValueError, match="declared twice: note"):
        Registry([NOTE, NOTE])
    registry = Registry([NOTE])
    assert registry.commands["note"] is NOTE
    with pytest.raises(TypeError):
        registry.commands["other"] = NOTE


def test_a_declaration_has_empty_defaults() -> None:
    assert Action("a", verbatim, handle) == Action("a", verbatim, handle, form="")
    assert Field("f", "F") == Field("f", "F", value="", hint="", multiline=False, optional=False, choices=())
    assert FormView("t", ()) == FormView("t", (), submit="OK")
    assert Command("tags", nothing, handle, "", (), numbered=False, also=("标签",)) == TAGS


def test_a_job_is_tried_five_times() -> None:
    kind = JobKind("look up", str, handle, handle, handle)
    assert kind.attempts == 5


def test_a_command_takes_its_text_as_typed_or_none() -> None:
    assert verbatim(" a  b\n") == " a  b\n"
    assert nothing("please") is None
