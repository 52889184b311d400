"""``/export`` and ``/forget me``, as a person sees them."""

import json
from dataclasses import replace

from bot.core.events import TextMessage
from bot.core.identity import ConversationKind
from tests.support.conversation import Chat
from tests.support.wording import said, words

BODY = "一\n```\ncode\n```\n$x$  🐝\n"


async def test_an_export_holds_notes_todos_subscriptions_and_settings(chat: Chat) -> None:
    await chat.says(f"/note 《扩散模型》 {BODY}")
    await chat.says("/todo add in Reading: CLIP !!")
    await chat.says("/subscribe cs.CL top 3")
    exported = await chat.says("/export")
    assert said(exported, "export-ready", notes=1, todos=1, subscriptions=1)
    markdown = exported.split("----- begin paperboy-2025-06-11.md -----\n")[1]
    assert f"````text\n{BODY}\n````" in markdown
    assert "### Reading\n\n- [ ] CLIP !!" in markdown
    assert "1. cs.CL at " in markdown


async def test_the_json_export_gives_back_what_was_typed(chat: Chat) -> None:
    await chat.says(f"/note 《扩散模型》 {BODY}")
    await chat.says("/todo add\n- hive\n  - bee")
    exported = await chat.says("/export json")
    assert ".md" not in exported
    kept = json.loads(exported.split(".json -----\n")[1].split("\n----- end")[0])
    assert kept["notes"][0]["body"] == BODY
    assert kept["notes"][0]["title"] == "扩散模型"
    assert [(each["number"], each["parent"], each["text"]) for each in kept["todos"]] == [
        (1, None, "hive"),
        (2, 1, "bee"),
    ]
    assert kept["settings"] == {"language": "en", "timezone": "UTC", "surprises": True}


async def test_an_export_of_nothing_is_still_an_answer(chat: Chat) -> None:
    assert said(await chat.says("/export markdown"), "export-ready", notes=0, todos=0, subscriptions=0)


async def test_forget_explains_and_asks_before_anything_is_deleted(chat: Chat) -> None:
    await chat.says("/note one")
    await chat.says("/todo add two")
    assert said(await chat.says("/forget"), "forget-what")
    assert said(await chat.says("/forget me"), "forget-ask", notes=1, todos=1, subscriptions=0)
    assert said(await chat.says("/forget me please"), "forget-unclear")
    assert words("notes-heading", count=1) in await chat.says("/notes")


async def test_after_the_button_nothing_is_left_and_the_goodbye_arrives(chat: Chat) -> None:
    await chat.says("/note pollen")
    await chat.says("/todo add nectar")
    await chat.says("/settings language ko")
    await chat.says("/forget me")
    assert said(await chat.presses("모두 지우기"), "forget-done", "ko")
    assert await chat.redelivers() == ""
    assert said(await chat.says("/todo"), "todo-empty")
    assert said(await chat.says("/export markdown"), "export-ready", notes=0, todos=0, subscriptions=0)
    assert said(await chat.says("/search pollen in:all"), "search-none")


async def test_saying_yes_deletes_without_the_button(chat: Chat) -> None:
    await chat.says("/note pollen")
    assert said(await chat.says("/forget me yes"), "forget-done")
    assert "0 notes" in await chat.says("/export markdown")


async def test_an_old_button_asks_again(chat: Chat) -> None:
    await chat.says("/note pollen")
    await chat.says("/forget me")
    chat.clock.move(hours=2)
    assert "1 note" in await chat.presses("delete everything")
    assert said(await chat.presses("delete everything"), "forget-done")


async def test_data_of_other_spaces_stays(chat: Chat) -> None:
    other = chat.other()
    await other.says("/note theirs")
    await chat.says("/forget me yes")
    assert words("notes-heading", count=1) in await other.says("/notes")


async def test_a_group_is_not_deleted_for_one_person(chat: Chat) -> None:
    await chat.says("/note ours")
    assert chat.last is not None
    start = chat.screen.tell()
    event = replace(
        chat.last,
        key="in-group",
        address=replace(chat.address, conversation_id="group"),
        conversation=ConversationKind.GROUP,
        body=TextMessage("/forget me yes"),
    )
    await chat.app.dispatcher.handle(event)
    await chat.app.settled()
    assert said(chat.screen.getvalue()[start:], "forget-group")
