"""Settings and help, as a person sees them."""

import pytest

from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words


async def test_settings_are_shown_with_how_to_change_them(chat: Chat) -> None:
    shown = await chat.says("/settings")
    assert "English" in shown
    assert words("settings-timezone-now", timezone="UTC", time="12:00") in shown
    assert said(shown, "settings-how")
    assert said(shown, "settings-no-digest")


async def test_settings_show_the_digests(chat: Chat) -> None:
    await chat.says('/subscribe cs.CL "diffusion" at 09:00 Asia/Shanghai top 5')
    assert '1 cs.CL "diffusion" at 09:00 Asia/Shanghai top 5' in await chat.says("/settings")


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("zh", words("settings-language-set", "zh")),
        ("中文", words("settings-language-set", "zh")),
        ("Chinese", words("settings-language-set", "zh")),
        ("zh_CN", words("settings-language-set", "zh")),
        ("한국어", words("settings-language-set", "ko")),
        (" KO ", words("settings-language-set", "ko")),
        ("English", words("settings-language-set")),
    ],
)
async def test_the_answer_to_a_new_language_is_in_it_already(chat: Chat, typed: str, answer: str) -> None:
    assert answer in await chat.says(f"/settings language {typed}")


async def test_a_language_is_changed_with_a_button_and_stays(chat: Chat) -> None:
    await chat.says("/settings")
    assert said(await chat.presses("한국어"), "settings-language-set", "ko")
    assert words("settings-heading", "ko") in await chat.says("/settings")
    assert words("settings-heading") in await chat.other().says("/settings")


async def test_an_unknown_language_gets_a_sentence(chat: Chat) -> None:
    assert said(await chat.says("/settings language Klingon"), "settings-language-unknown", text="Klingon")


async def test_a_time_zone_is_set_by_its_name_or_city_and_counts_at_once(chat: Chat) -> None:
    assert said(
        await chat.says("/settings timezone shanghai"), "settings-timezone-set", timezone="Asia/Shanghai", time="20:00"
    )
    chat.clock.move(hours=5)
    assert words("todo-due-today") in await chat.says("/todo add Read due 2025-06-12")


async def test_an_offset_offers_places_to_choose_from(chat: Chat) -> None:
    assert "Asia/Shanghai" in await chat.says("/settings timezone UTC+8")
    assert said(await chat.presses("Asia/Shanghai"), "settings-timezone-set", timezone="Asia/Shanghai", time="20:00")


async def test_an_impossible_time_zone_gets_a_sentence_and_a_misspelt_one_the_near_match(chat: Chat) -> None:
    assert said(await chat.says("/settings timezone Mars/Olympus"), "settings-timezone-unknown", text="Mars/Olympus")
    assert "Asia/Seoul" in await chat.says("/settings timezone Asia/Soeul")
    assert "UTC (it is" in await chat.says("/settings")


async def test_help_names_every_command_once(chat: Chat) -> None:
    shown = await chat.says("/help")
    for name in chat.app.registry.commands:
        assert shown.count(f"\n/{name} ") == 1


async def test_help_for_a_command_shows_usage_verbs_and_examples(chat: Chat) -> None:
    shown = await chat.says("/help todo")
    assert "\n/todo move  " in shown
    assert words("help-todo-next") in shown
    assert "\n`/todo 12`\n" in shown
    assert "/todo add Write the survey due 2025-07-01" in await chat.says("/help /todo add")


async def test_help_for_something_unknown_names_what_is_similar(chat: Chat) -> None:
    assert said(await chat.says("/help tood"), "help-did-you-mean", similar="todo")
    assert said(await chat.says("/help xyzzy"), "help-unknown")


async def test_the_greeting_names_commands_that_work(chat: Chat) -> None:
    greeting = await chat.says("/start")
    assert said(greeting, "start-heading")
    for line in ("/note 2312.13286 Strong in-context learner", "/subscribe cs.CL"):
        assert f"\n`{line}`\n" in greeting
        assert "don't know" not in await chat.says(line)
