"""Settings and help, as a person sees them."""

import pytest

from tests.support.conversation import Chat


async def test_settings_show_what_is_set_and_how_to_change_it(chat: Chat) -> None:
    shown = await chat.says("/settings")
    assert "English" in shown
    assert "UTC (it is 12:00 there)" in shown
    assert "`/settings language ko`" in shown
    assert "No daily digest yet" in shown


async def test_settings_show_the_digests_one_gets(chat: Chat) -> None:
    await chat.says('/subscribe cs.CL "diffusion" at 09:00 Asia/Shanghai top 5')
    assert '1 cs.CL "diffusion" at 09:00 Asia/Shanghai top 5' in await chat.says("/settings")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("zh", "好的，以后我们用中文交流"),
        ("中文", "好的，以后我们用中文交流"),
        ("Chinese", "好的，以后我们用中文交流"),
        ("zh_CN", "好的，以后我们用中文交流"),
        ("한국어", "이제부터 한국어로 이야기해요"),
        (" KO ", "이제부터 한국어로 이야기해요"),
        ("English", "From now on we speak English"),
    ],
)
async def test_the_answer_to_a_new_language_is_in_it_already(chat: Chat, typed: str, answer: str) -> None:
    assert answer in await chat.says(f"/settings language {typed}")


async def test_a_language_is_changed_with_a_button_and_stays(chat: Chat) -> None:
    await chat.says("/settings")
    assert "이제부터" in await chat.presses("한국어")
    assert "설정" in await chat.says("/settings")
    assert "Settings" in await chat.other().says("/settings")


async def test_an_unknown_language_gets_a_sentence(chat: Chat) -> None:
    assert "I don't speak “Klingon” yet" in await chat.says("/settings language Klingon")


async def test_a_time_zone_is_set_by_its_name_or_city_and_counts_at_once(chat: Chat) -> None:
    assert "Asia/Shanghai, where it is 20:00" in await chat.says("/settings timezone shanghai")
    chat.clock.move(hours=5)
    assert "due today" in await chat.says("/todo add Read due 2025-06-12")


async def test_an_offset_offers_places_to_choose_from(chat: Chat) -> None:
    assert "Asia/Shanghai" in await chat.says("/settings timezone UTC+8")
    assert "Asia/Shanghai, where it is 20:00" in await chat.presses("Asia/Shanghai")


async def test_an_impossible_time_zone_gets_a_sentence_and_a_misspelt_one_the_near_match(chat: Chat) -> None:
    assert "No time zone is called “Mars/Olympus”" in await chat.says("/settings timezone Mars/Olympus")
    assert "Asia/Seoul" in await chat.says("/settings timezone Asia/Soeul")
    assert "UTC (it is" in await chat.says("/settings")


async def test_help_names_every_command_once(chat: Chat) -> None:
    shown = await chat.says("/help")
    for name in chat.app.registry.commands:
        assert shown.count(f"\n/{name} ") == 1


async def test_help_for_a_command_shows_usage_verbs_and_examples(chat: Chat) -> None:
    shown = await chat.says("/help todo")
    assert "\n/todo move  " in shown
    assert "What to read now, and why" in shown
    assert "\n`/todo 12`\n" in shown
    assert "/todo add Write the survey due 2025-07-01" in await chat.says("/help /todo add")


async def test_help_for_something_unknown_names_what_is_similar(chat: Chat) -> None:
    assert "`/help todo`" in await chat.says("/help tood")
    assert "`/help` shows them all" in await chat.says("/help xyzzy")


async def test_the_greeting_says_what_to_type_first_and_what_it_says_works(chat: Chat) -> None:
    greeting = await chat.says("/start")
    assert "I'm Paperboy" in greeting
    for line in ("/note 2312.13286 Strong in-context learner", "/subscribe cs.CL"):
        assert f"\n`{line}`\n" in greeting
        assert "don't know" not in await chat.says(line)
