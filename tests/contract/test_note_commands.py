"""Keeping notes, as a person sees it in the chat."""

import pytest

from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, times, words

EMU = StandInPaper(
    id="2312.13286",
    title="Generative Models are In-Context Learners",
    abstract="We count bees.",
    authors=("Quan Sun", "Yufeng Cui", "Xiaosong Zhang", "Fan Zhang"),
    categories=("cs.CV",),
)

PRECISE = (
    "  first line\n\n\t- *not* _markup_ `code` $\\frac{1}{2}$ <b>&amp;</b>\n# 不是标题 한국어 🧑🏽‍🚀\n| a | b |  \n"
)


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([EMU])
    return chat


async def test_a_note_is_filed_under_a_paper_and_its_answer_is_completed_when_the_paper_is_looked_up(
    chat: Chat,
) -> None:
    answer = await chat.says("/note https://arxiv.org/abs/2312.13286v2 #multimodal Strong in-context learner")
    first, _, updated = answer.partition("↻")
    assert "Note 1 saved under arXiv:2312.13286 <https://arxiv.org/abs/2312.13286>" in first
    assert said(first, "paper-looking-up", paper="arXiv:2312.13286")
    assert "Tag: #multimodal" in first
    assert EMU.title in updated
    assert "Quan Sun, Yufeng Cui, Xiaosong Zhang et al. (4 authors) · cs.CV" in updated
    assert not said(updated, "paper-looking-up")


async def test_the_second_note_on_a_paper_needs_no_lookup_and_names_the_first(chat: Chat) -> None:
    await chat.says("/note 2312.13286 first")
    asked = len(chat.arxiv.seen)
    answer = await chat.says("/note 2312.13286 second")
    assert len(chat.arxiv.seen) == asked
    assert words("note-saved", number=2) + f"\n\n{EMU.title} <" in answer
    assert words("note-earlier", numbers=1, date="June 11, 2025", count=1) in answer


async def test_a_note_keeps_its_own_title_above_that_of_its_paper(chat: Chat) -> None:
    answer = await chat.says("/note 《Emu2》 2312.13286 strong")
    assert times(answer, "note-saved-about", number=1, title="Emu2") == 2
    assert EMU.title in answer
    assert "1 Emu2 <https://arxiv.org/abs/2312.13286>" in await chat.says("/notes")


async def test_a_redelivered_note_is_kept_once(chat: Chat) -> None:
    await chat.says("/note 2312.13286 only once")
    assert await chat.redelivers() == ""
    assert words("notes-heading", count=1) in await chat.says("/notes")


async def test_a_note_under_an_id_that_does_not_exist_is_kept_and_the_person_is_told(chat: Chat) -> None:
    answer = await chat.says("/note 2399.99999 from the future") + await chat.says("/note 2311.99999 nowhere")
    assert said(answer, "note-paper-unknown", paper="arXiv:2311.99999")
    assert "nowhere" in await chat.says("/note show 2")


async def test_a_note_survives_an_arxiv_that_does_not_answer_and_the_person_is_told_once(chat: Chat) -> None:
    chat.arxiv.fail("500")
    answer = await chat.says("/note 2312.13286 in bad weather")
    assert said(answer, "note-saved-about", number=1)
    told = ""
    for _ in range(10):
        chat.clock.move(hours=2)
        told += await chat.waits()
    assert times(told, "note-paper-unreachable") == 1
    chat.arxiv.recover()
    await chat.says("/note show 1")
    assert EMU.title in await chat.says("/note show 1")


@pytest.mark.parametrize("typed", ["/note 《扩散模型》 ", "/note Title: 扩散模型\n", "/note\n标题：扩散模型\n"])
async def test_a_note_is_filed_under_a_title_and_comes_back_exactly_as_typed(chat: Chat, typed: str) -> None:
    assert said(await chat.says(typed + PRECISE), "note-saved-about", number=1, title="扩散模型")
    shown = await chat.says("/note show 1")
    assert said(shown, "note-heading-about", number=1, title="扩散模型")
    assert PRECISE in shown


async def test_a_note_needs_neither_paper_nor_title(chat: Chat) -> None:
    assert words("note-saved", number=1) in await chat.says("/note " + PRECISE)
    assert PRECISE in await chat.says("/note show 1")


async def test_note_alone_asks_for_the_paper_and_then_for_the_text(chat: Chat) -> None:
    assert said(await chat.says("/note"), "note-ask-subject")
    assert said(await chat.says("https://arxiv.org/pdf/2312.13286"), "note-ask-body-about", title="arXiv:2312.13286")
    assert said(await chat.says("/" + PRECISE), "note-saved", number=1)
    shown = await chat.says("/note show 1")
    assert "/" + PRECISE in shown
    assert EMU.title in shown


async def test_a_dialogue_can_be_canceled_and_gives_back_the_typed_text(chat: Chat) -> None:
    await chat.says("/note")
    assert said(await chat.says("On bees"), "note-ask-body-about", title="On bees")
    assert "On bees" in await chat.says("/cancel")
    assert said(await chat.says("/cancel"), "cancel-nothing")
    assert said(await chat.says("/notes"), "notes-none")


async def test_a_dialogue_takes_a_note_without_a_paper(chat: Chat) -> None:
    await chat.says("/note")
    assert said(await chat.presses("no paper"), "note-ask-body")
    assert words("note-saved", number=1) in await chat.says("Ask about the ablation")


async def test_a_long_answer_to_what_a_note_is_about_is_the_note_itself(chat: Chat) -> None:
    await chat.says("/note")
    assert words("note-saved", number=1) in await chat.says("first line\nsecond line")
    assert "first line\nsecond line" in await chat.says("/note show 1")


async def test_a_paper_without_a_text_is_asked_for_its_text(chat: Chat) -> None:
    assert said(await chat.says("/note 2312.13286"), "note-ask-body-about", title="arXiv:2312.13286")
    assert said(await chat.says("Strong"), "note-saved-about", number=1)


async def test_a_dialogue_belongs_to_the_person_who_began_it(chat: Chat) -> None:
    await chat.says("/note")
    assert said(await chat.other().says("hello"), "text-hint")


async def test_noting_a_paper_on_the_list_finishes_its_todo_and_undo_opens_it_again(chat: Chat) -> None:
    await chat.says("/todo add https://arxiv.org/abs/2312.13286")
    assert said(await chat.says("/note 2312.13286 read at last"), "note-finished-todo", number=1)
    assert EMU.title not in await chat.says("/todo")
    answer = await chat.presses("undo")
    assert said(answer, "note-deleted", number=1)
    assert said(answer, "note-reopened-todo", number=1)
    assert "[ ]" in await chat.says("/todo")


async def test_a_todo_that_is_only_a_title_is_finished_by_a_note_on_that_paper(chat: Chat) -> None:
    await chat.says(f"/todo add 《{EMU.title}》 从这里开始")
    await chat.says("/todo add Something else")
    answer = await chat.says("/note 2312.13286 read at last")
    assert said(answer, "note-finished-todo", number=1)
    assert "To-do 2" not in answer


async def test_an_edit_replaces_the_text_and_its_tags_and_can_be_undone(chat: Chat) -> None:
    await chat.says("/note 《Bees》 #old text")
    answer = await chat.says(f"/note edit 1 #new{PRECISE}")
    assert said(answer, "note-edited", number=1, title="Bees")
    assert "#new" in answer
    assert f"#new{PRECISE}" in await chat.says("/note show 1")
    await chat.presses("undo")
    assert "#old text" in await chat.says("/note show 1")
    await chat.presses("undo")
    assert "#new" in await chat.says("/note show 1")


async def test_an_edit_without_a_text_shows_the_present_one_for_copying(chat: Chat) -> None:
    await chat.says(f"/note {PRECISE}")
    answer = await chat.says("/note edit 1")
    assert said(answer, "note-edit-how", number=1)
    assert PRECISE in answer


async def test_a_deleted_note_can_be_put_back_for_a_day(chat: Chat) -> None:
    await chat.says("/note 《Bees》 text")
    assert said(await chat.says("/note delete 1"), "note-deleted", number=1, title="Bees")
    assert said(await chat.says("/notes"), "notes-none")
    assert said(await chat.says("/note show 1"), "note-is-deleted", number=1)
    chat.clock.move(hours=23)
    assert said(await chat.presses("undo"), "note-restored", number=1, title="Bees")
    assert "text" in await chat.says("/note show 1")
    assert said(await chat.says("/note undo 1"), "note-not-deleted")
    await chat.says("/note delete 1")
    chat.clock.move(hours=25)
    assert said(await chat.presses("undo"), "note-gone")
    assert said(await chat.says("/note show 1"), "note-unknown", number=1)


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/note show 7", words("note-unknown", number=7)),
        ("/note show", words("note-number-missing")),
        ("/note edit 7 text", words("note-unknown", number=7)),
        ("/note delete 7", words("note-unknown", number=7)),
        ("/note undo 7", words("note-unknown", number=7)),
        ("/note show 1234567890123", words("number-expected", text="1234567890123")),
        ("/note delete 1 2", words("number-expected", text="1 2")),
        ("/notes 2023-13", words("date-impossible", text="2023-13")),
        ("/notes ';--", words("notes-filter-unknown", text="';--")),
    ],
)
async def test_a_wrong_call_gets_one_clear_sentence(chat: Chat, typed: str, answer: str) -> None:
    assert answer in await chat.says(typed)


async def test_nobody_sees_the_notes_of_another_space(chat: Chat) -> None:
    await chat.says("/note 《Secret》 text")
    assert said(await chat.other().says("/note show 1"), "note-unknown", number=1)
    assert said(await chat.other().says("/notes"), "notes-none")


async def test_notes_are_listed_latest_first_ten_to_a_page(chat: Chat) -> None:
    for number in range(1, 13):
        await chat.says(f"/note 《Paper {number}》 text")
    first = await chat.says("/notes")
    assert words("notes-heading", count=12) in first
    assert [f"{number} Paper {number} · June 11, 2025" in first for number in (12, 3, 2)] == [True, True, False]
    second = await chat.presses("next")
    assert "2 Paper 2" in second
    assert "12 Paper 12" not in second
    assert words("button-next") not in second
    assert "12 Paper 12" in await chat.presses("previous")


async def test_notes_are_listed_by_tag_paper_and_month_and_pages_keep_to_it(chat: Chat) -> None:
    tag = "一个很长很长的标签名字用来把按钮撑满的那种"
    for number in range(11):
        await chat.says(f"/note 2312.13286 #{tag} text {number}")
    await chat.says("/note #other text")
    chat.clock.move(days=30)
    await chat.says("/note 2312.13286 later")
    assert "11 notes" in await chat.says(f"/notes #{tag} 2312.13286 2025年6月")
    page = await chat.presses("next")
    assert "11 notes" in page
    assert "One note: #OTHER" in await chat.says("/notes #OTHER")
    assert "12 notes" in await chat.says("/notes arxiv.org/abs/2312.13286")
    assert said(await chat.says("/notes 2025-07"), "notes-heading-of", count=1)
    assert said(await chat.says("/notes 2024"), "notes-none-of", words=2024)


async def test_tags_are_listed_with_how_often_they_are_used(chat: Chat) -> None:
    assert said(await chat.says("/notes tags"), "tags-none")
    for text in ("#a #b", "#b", "no tag"):
        await chat.says(f"/note {text}")
    answer = await chat.says("/notes tags")
    assert answer.index("#b · 2") < answer.index("#a · 1")


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE notes; --",
        '" OR NEAR(a b) * ^ AND NOT "',
        "a\x00b\x1b[31m\x07\u202e",
        "half \ud83d of a pair \udc00",
        "\U0010fffd",
        "𝔘𝔫𝔦 👨‍👩‍👧‍👦 e\u0301",
    ],
)
async def test_hostile_text_is_kept_as_it_is(chat: Chat, text: str) -> None:
    assert said(await chat.says(f"/note 《T》 {text}"), "note-saved-about", number=1)
    assert text in await chat.says("/note show 1")
    await chat.says("/note edit 1 something else")
    await chat.presses("undo")
    assert text in await chat.says("/note show 1")


async def test_hostile_text_survives_a_dialogue(chat: Chat) -> None:
    await chat.says("/note")
    await chat.says("half \ud83d a title \x00")
    assert "half \ud83d a title \x00" in await chat.says("/cancel")


@pytest.mark.slow
async def test_a_megabyte_is_kept_whole(chat: Chat) -> None:
    text = "一 line of text, 한 줄 😀\n" * 40_000
    assert said(await chat.says(f"/note {text}"), "note-saved", number=1)
    assert text in await chat.says("/note show 1")


@pytest.mark.parametrize(("language", "date"), [("zh", "2025年6月11日"), ("ko", "2025년 6월 11일")])
async def test_answers_are_in_the_language_of_the_space(chat: Chat, language: str, date: str) -> None:
    await chat.says(f"/settings language {language}")
    await chat.says("/note 《꿀벌》 text")
    assert date in await chat.says("/notes")
