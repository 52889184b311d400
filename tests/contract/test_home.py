"""A person's home page, and inline search from any chat."""

from bot.core.events import ButtonPress
from bot.core.messages import Buttons, Heading, Items, ListItem, Message, PaperCard, Prompt, Verbatim, plain
from bot.core.ports.adapters import InlinePage
from tests.support.full_chat import FullChat, a_full_chat
from tests.support.wording import said, words

__all__ = ["a_full_chat"]


async def home(full_chat: FullChat) -> Message:
    return await full_chat.app.dispatcher.home(full_chat.event(ButtonPress("")))


async def find(full_chat: FullChat, words: str, offset: str = "") -> InlinePage:
    return await full_chat.app.dispatcher.find(full_chat.event(ButtonPress("")), words, offset)


def headings(page: Message) -> list[str]:
    return [plain(block.content) for block in page.blocks if isinstance(block, Heading)]


def items(page: Message) -> list[ListItem]:
    return [item for block in page.blocks if isinstance(block, Items) for item in block.items]


# Home


async def test_a_newcomers_page_says_what_each_part_is_for(full_chat: FullChat) -> None:
    page = await home(full_chat)
    assert headings(page) == ["Your reading list", "Your notes", "Your daily digests", "Settings"]
    assert items(page) == []


async def test_the_page_has_list_notes_search_digests_and_settings_in_this_order(full_chat: FullChat) -> None:
    await full_chat.says('/todo add CLIP in "Reading"')
    await full_chat.says("/note 《On reading》 Read the end first")
    await full_chat.says("/subscribe cs.CL")
    page = await home(full_chat)
    kinds = [type(block) for block in page.blocks]
    assert headings(page) == [
        "Your reading list: one entry",
        "Reading",
        "Your latest note",
        "Your daily digests",
        "Settings",
    ]
    assert kinds.index(Prompt) > kinds.index(Items)
    assert isinstance(page.blocks[-1], Buttons)
    assert [plain(item.content).partition(" ·")[0] for item in items(page)][:2] == ["CLIP", "On reading"]


async def test_ticking_a_box_closes_the_item(full_chat: FullChat) -> None:
    await full_chat.says("/todo add CLIP")
    (item,) = items(await home(full_chat))
    assert item.box == "open"
    await full_chat.happens(ButtonPress(item.action))
    assert items(await home(full_chat)) == []


async def test_a_long_list_is_cut_and_counted(full_chat: FullChat) -> None:
    await full_chat.says("/todo add\n" + "\n".join(f"Paper number {number}" for number in range(25)))
    for number in range(7):
        await full_chat.says(f"/note 《Thought {number}》 x")
    page = await home(full_chat)
    assert words("home-todos", count=25) in headings(page)
    assert words("home-notes", count=7) in headings(page)
    assert len(items(page)) == 20 + 5


async def test_looking_at_the_page_changes_nothing(full_chat: FullChat) -> None:
    await full_chat.says("/todo add CLIP")
    assert await home(full_chat) == await home(full_chat)


# Inline


async def test_notes_are_found_and_shared_whole(full_chat: FullChat) -> None:
    await full_chat.says("/note 2312.13286 Strong in-context learner\n  indented")
    await full_chat.says("/note Something about pigeons")
    page = await find(full_chat, "learner")
    (hit,) = page.hits
    assert hit.title == "Generative Models Learn in Context"
    assert "Strong in-context learner indented" in hit.summary
    card, text = hit.message.blocks
    assert isinstance(card, PaperCard)
    assert text == Verbatim("Strong in-context learner\n  indented")
    assert page.next_offset == ""


async def test_without_words_the_latest_notes_come_ten_at_a_time(full_chat: FullChat) -> None:
    for number in range(1, 13):
        await full_chat.says(f"/note Thought {number}")
    first = await find(full_chat, " ")
    second = await find(full_chat, "", first.next_offset)
    assert [hit.id for hit in (*first.hits, *second.hits)] == [str(number) for number in range(12, 0, -1)]
    assert (len(first.hits), len(second.hits), second.next_offset) == (10, 2, "")


async def test_found_notes_also_come_ten_at_a_time(full_chat: FullChat) -> None:
    for number in range(1, 13):
        await full_chat.says(f"/note Thought {number}")
    first = await find(full_chat, "thought")
    second = await find(full_chat, "thought", first.next_offset)
    assert {hit.id for hit in (*first.hits, *second.hits)} == {str(number) for number in range(1, 13)}
    assert second.next_offset == ""


async def test_a_hint_says_why_there_is_nothing(full_chat: FullChat) -> None:
    assert said((await find(full_chat, "")).hint, "notes-none")
    assert said((await find(full_chat, "pigeons")).hint, "find-none")
    assert said((await find(full_chat, "paper:pigeons")).hint, "search-paper-expected")


async def test_notes_of_others_and_to_dos_are_not_found(full_chat: FullChat) -> None:
    await full_chat.says("/note Something about pigeons")
    await full_chat.says("/todo add Feed the pigeons")
    assert len((await find(full_chat, "pigeons in:all")).hits) == 1
    other = full_chat.in_a_group()
    assert (await find(other, "pigeons")).hits == []
