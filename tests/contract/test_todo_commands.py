"""The to-do list, as a person sees it in the chat."""

import pytest

from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words

BEES = StandInPaper(id="2401.00001", title="How bees dance", authors=("Ada",), categories=("cs.CL",))

PASTED = """/todo add
## Vision
- [ ] BiT due 2025-06-10 !!
  - [ ] MAE loss
    - [x] CLIP
## 具体文章
- [ ] 写综述：GNN 论文总结
"""


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([BEES])
    return chat


async def test_an_empty_list_says_how_to_fill_it(chat: Chat) -> None:
    assert said(await chat.says("/todo"), "todo-empty")


async def test_the_list_shows_sections_nesting_boxes_priority_and_what_is_overdue(chat: Chat) -> None:
    await chat.says(PASTED)
    shown = await chat.says("/todo")
    assert words("todo-counts", open=3, overdue=1) in shown
    assert (
        "Vision\n"
        "  2 [ ] !! BiT · overdue since June 10, 2025\n"
        "    3 [ ] MAE loss\n" in shown
    )  # fmt: skip
    assert "具体文章\n  6 [ ] 写综述：GNN 论文总结\n" in shown
    assert "CLIP" not in shown
    assert "      4 [x] CLIP\n" in await chat.says("/todo all")


async def test_one_section_can_be_looked_at_whatever_colon_or_case_it_is_named_with(chat: Chat) -> None:
    await chat.says(PASTED)
    shown = await chat.says("/todo section 具体文章：")
    assert "GNN" in shown
    assert "BiT" not in shown
    assert "BiT" in await chat.says("/todo section vision")
    assert "Vision, 具体文章" in await chat.says("/todo section")
    assert "Vision, 具体文章" in await chat.says("/todo section Nowhere")


async def test_a_new_item_goes_to_the_destination_that_was_typed(chat: Chat) -> None:
    assert words("todo-added", count=1) + "\n  1 [ ] Read about pollen\n" in await chat.says(
        "/todo add Read about pollen"
    )
    assert words("todo-added-under", place="Later", count=1) + "\n  3 [ ] Nectar · due tomorrow" in await chat.says(
        '/todo add Nectar in "Later" due tomorrow'
    )
    assert words("todo-added-under", place="Nectar", count=1) + "\n  4 [ ] !!! Honey" in await chat.says(
        "/todo add Honey !!! under 3"
    )
    assert words("todo-added-under", place="Later", count=1) + "\n  5 [ ] Wax" in await chat.says(
        "/todo add in later: Wax"
    )
    assert "    4 [ ] !!! Honey\n" in await chat.says("/todo")


async def test_a_text_that_is_typed_comes_back_exactly(chat: Chat) -> None:
    text = 'a  `b` *c* <i>$x$</i> 🐝 [7] #tag \'; DROP TABLE todos;-- "NEAR(" 한국어'
    await chat.says(f"/todo add {text}")
    assert f"\n{text}\n" in await chat.says("/todo 1")


async def test_a_link_is_shown_by_its_title_once_the_paper_is_looked_up(chat: Chat) -> None:
    answer = await chat.says("/todo add https://arxiv.org/abs/2401.00001v2 !")
    first, _, updated = answer.partition("↻")
    assert said(first, "paper-looking-up", paper="arXiv:2401.00001")
    assert "1 [ ] ! How bees dance <https://arxiv.org/abs/2401.00001>" in updated
    assert not said(updated, "paper-looking-up")
    assert "How bees dance" in await chat.says("/todo")


async def test_an_unknown_paper_is_kept_as_typed_and_the_person_is_told(chat: Chat) -> None:
    assert said(await chat.says("/todo add read 2311.99999 again"), "todo-paper-unknown", paper="arXiv:2311.99999")
    assert "read 2311.99999 again" in await chat.says("/todo")


async def test_a_paper_on_the_list_is_not_added_again(chat: Chat) -> None:
    await chat.says("/todo add 2401.00001")
    listed = "Already on your reading list since June 11, 2025:\n  1 [ ] How bees dance"
    assert listed in await chat.says("/todo add arxiv.org/pdf/2401.00001")
    await chat.says("2401.00001")
    assert said(await chat.presses("to-do"), "todo-listed-since", number=1)
    assert words("todo-counts", open=1, overdue=0) in await chat.says("/todo")


async def test_a_card_puts_its_paper_on_the_list_by_its_title(chat: Chat) -> None:
    await chat.says("2401.00001")
    assert said(await chat.presses("to-do"), "todo-put-on-list", number=1)
    assert "1 [ ] How bees dance <https://arxiv.org/abs/2401.00001>" in await chat.says("/todo")


async def test_items_are_done_dropped_and_opened_again(chat: Chat) -> None:
    await chat.says("/todo add\n- one\n- two\n- three")
    assert words("todo-done", count=2) + "\n  1 [x] one\n  2 [x] two" in await chat.says("/todo done 1, 2")
    assert words("todo-reopened", count=2) + "\n  1 [ ] one\n  2 [ ] two" in await chat.presses("undo")
    assert words("todo-dropped", count=1) + "\n  3 [-] three" in await chat.says("/todo drop #3")
    assert words("todo-counts", open=2, overdue=0) in await chat.says("/todo")
    assert said(await chat.says("/todo drop 3"), "todo-already-dropped", number=3, count=1)
    assert words("todo-reopened", count=1) + "\n  3 [ ] three" in await chat.says("/todo undo 3")
    assert said(await chat.says("/todo undo 3"), "todo-already-open", number=3, count=1)


async def test_closing_a_parent_leaves_its_children_open_and_offers_to_close_them(chat: Chat) -> None:
    await chat.says("/todo add\n- hive\n  - bee\n    - wing\n  - [x] honey")
    answer = await chat.says("/todo done 1")
    assert said(answer, "todo-nested-open-done", count=2)
    assert "1 [x] hive\n    2 [ ] bee\n      3 [ ] wing" in await chat.says("/todo")
    assert words("todo-done", count=2) + "\n  2 [x] bee\n  3 [x] wing" in await chat.presses("nested ones too")
    assert said(await chat.says("/todo"), "todo-empty")


async def test_many_items_are_undone_with_one_press(chat: Chat) -> None:
    await chat.says("/todo add\n" + "\n".join(f"- item {number}" for number in range(60)))
    await chat.says("/todo done " + " ".join(str(number) for number in range(1, 61)))
    assert said(await chat.presses("undo"), "todo-reopened", count=60)
    assert words("todo-counts", open=60, overdue=0) in await chat.says("/todo")


async def test_a_paper_that_was_read_offers_a_note(chat: Chat) -> None:
    await chat.says("/todo add 2401.00001")
    answer = await chat.says("/todo done 1")
    assert words("button-note") in answer
    assert "How bees dance" in await chat.presses("note")


async def test_items_move_with_the_items_nested_under_them(chat: Chat) -> None:
    await chat.says("/todo add\n- one\n  - inner\n- two\n- three")
    assert words("todo-moved-under", place="Later", count=1) in await chat.says("/todo move 1 to Later")
    assert "  3 [ ] two\n  4 [ ] three\n\nLater\n  1 [ ] one\n    2 [ ] inner\n" in await chat.says("/todo")
    await chat.says("/todo move 4 before 3")
    assert "  4 [ ] three\n  3 [ ] two\n" in await chat.says("/todo")
    await chat.says("/todo move 1 top")
    assert "  1 [ ] one\n    2 [ ] inner\n  4 [ ] three\n  3 [ ] two\n" in await chat.says("/todo")
    await chat.says("/todo move 4 3 under 2")
    assert "  1 [ ] one\n    2 [ ] inner\n      4 [ ] three\n      3 [ ] two\n" in await chat.says("/todo")


async def test_nothing_moves_into_itself(chat: Chat) -> None:
    await chat.says("/todo add\n- one\n  - inner")
    for move in ("1 under 1", "1 under 2", "1 before 2"):
        assert said(await chat.says(f"/todo move {move}"), "todo-move-inside-itself", number=1)
    assert "  1 [ ] one\n    2 [ ] inner\n" in await chat.says("/todo")


async def test_the_next_item_is_suggested_with_a_reason_and_can_be_skipped(chat: Chat) -> None:
    await chat.says("/todo add\n- old\n- marked !!\n- due due 2025-06-13\n- late due 2025-06-10")
    assert "late · overdue since June 10, 2025\n" + words("todo-why-overdue", days=1) in await chat.says("/todo next")
    assert "due · due June 13, 2025\n" + words("todo-why-due-soon", days=2) in await chat.presses("something else")
    assert "!! marked\nNothing else has a higher priority" in await chat.presses("something else")
    assert "old\nIt has waited the longest" in await chat.presses("something else")
    assert "late" in await chat.presses("something else")
    await chat.presses("done")
    assert words("todo-why-due-soon", days=2) in await chat.says("/todo next")


async def test_a_long_list_is_paged_and_a_page_repeats_the_section_it_begins_in(chat: Chat) -> None:
    await chat.says("/todo add\n# Hive\n" + "\n".join(f"- bee {number}" for number in range(50)))
    first = await chat.says("/todo")
    assert "bee 19\n" in first
    assert "bee 20\n" not in first
    second = await chat.presses("next")
    assert "Hive\n  22 [ ] bee 20\n" in second
    assert "bee 19\n" in await chat.presses("previous")


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/todo done 99", words("todo-unknown", number=99)),
        ("/todo done bees", words("number-expected", text="bees")),
        ("/todo done", words("number-missing")),
        ("/todo done 1", words("todo-is-section", number=1, name="Hive")),
        ("/todo add", words("todo-nothing")),
        ("/todo add x due 2025-02-30", words("date-impossible", text="2025-02-30")),
        ("/todo add x under 99", words("todo-unknown", number=99)),
        ("/todo move 2", words("todo-move-unclear")),
        ("/todo move 2 before 99", words("todo-unknown", number=99)),
        ("/todo read the paper", words("todo-verb-unknown", text="read the paper")),
        ("/todo dnoe 2", words("todo-verb-similar", similar="done", name="dnoe")),
        ("/todo 99", words("todo-unknown", number=99)),
    ],
)
async def test_a_wrong_call_gets_one_clear_sentence_and_changes_nothing(chat: Chat, typed: str, answer: str) -> None:
    await chat.says("/todo add in Hive: bee")
    before, _, _ = (await chat.says("/todo all")).rpartition("\n[")
    assert answer in await chat.says(typed)
    assert (await chat.says("/todo all")).startswith(before)


async def test_a_redelivered_event_adds_nothing(chat: Chat) -> None:
    await chat.says("/todo add once")
    assert await chat.redelivers() == ""
    assert words("todo-counts", open=1, overdue=0) in await chat.says("/todo")


async def test_numbers_of_one_person_mean_nothing_to_another(chat: Chat) -> None:
    await chat.says("/todo add mine")
    other = chat.other()
    assert said(await other.says("/todo done 1"), "todo-unknown", number=1)
    assert said(await other.says("/todo"), "todo-empty")


@pytest.mark.slow
async def test_a_megabyte_is_kept_whole_and_shown_shortened(chat: Chat) -> None:
    text = "bee " * 250_000
    assert len(await chat.says(f"/todo add {text}")) < 1_000
    assert len(await chat.says("/todo")) < 1_000
    assert text.strip() in await chat.says("/todo 1")


async def test_lone_surrogates_and_control_characters_do_no_harm(chat: Chat) -> None:
    assert said(await chat.says("/todo add odd \ud800 \x00 \x1b[31m text"), "todo-added", count=1)
    assert words("todo-counts", open=1, overdue=0) in await chat.says("/todo")
