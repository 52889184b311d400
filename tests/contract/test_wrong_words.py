"""Words that fit no command are answered with a sentence and an example that works; what is ordinary text stays so."""

import re

import pytest

from bot.core.dispatcher import Outcome
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/settings foo", words("settings-unknown", text="foo")),
        ("/subscriptions cs.CV", words("subscriptions-only-lists", text="cs.CV")),
        ("/subscriptions foo", words("subscriptions-only-lists", text="cs.CL")),
        ("/todo add Read CLIP due blursday", words("todo-due-unread", text="blursday")),
        ("/todo add Read CLIP !! due next friday", words("todo-due-unread", text="next friday")),
        ("/todo add Read CLIP due in 2 days", words("todo-due-unread", text="in 2 days")),
        ("/paper xyz", words("paper-not-an-id", text="xyz")),
        ("/note show abc", words("note-number-meant", example="/note show 12")),
        ("/note delete it", words("note-number-meant", example="/note delete 12")),
    ],
)
async def test_words_that_do_not_fit_get_a_sentence_with_an_example_that_works(
    chat: Chat, typed: str, sentence: str
) -> None:
    answer = await chat.says(typed)
    assert sentence in answer
    *_, example = re.findall(r"`(/[^`]+)`", answer)
    await chat.says("/note Something to show")
    await chat.says(re.sub(r"\b12$", "1", example))
    assert chat.outcome is Outcome.DONE, example


@on_sqlite
@pytest.mark.parametrize(
    "text", ["pay what is due", "Read CLIP due friday", "due process", "It is due soon", "The rent, due to her in May"]
)
async def test_ordinary_words_are_put_on_the_list_without_a_remark(chat: Chat, text: str) -> None:
    assert not said(await chat.says(f"/todo add {text}"), "todo-due-unread")
    assert text.removesuffix(" due friday") in await chat.says("/todo")


async def test_a_note_that_begins_like_a_command_is_kept(chat: Chat) -> None:
    assert not said(await chat.says("/note show me the data"), "note-number-meant")
    await chat.says("/note show abc")
    assert "show abc" in await chat.says("/note show 2")
