"""Messages in the terminal and in a pipe."""

import re
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.adapters.console import plain
from bot.adapters.console.layout import pressable
from bot.adapters.console.render import render
from bot.adapters.console.visible import visible
from bot.adapters.console.wrap import line_breaks
from bot.core import messages as m

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
OWN_STYLING = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x00-\x1f\x7f-\x9f]*\x1b\\\\")
CHINESE = "LoRA 是一种参数高效微调方法，冻结预训练模型权重，并在每个 Transformer 层中注入可训练的秩分解矩阵。"

nasty = st.sampled_from("\x1b\x07\x9b\x00\r\t\u202e\u2066\u2028\ud800\udc9b\u200d\ufeff扩散한👩‍🔬`*<>[]")
texts = st.text(st.one_of(st.characters(), nasty), max_size=30)
inlines = st.lists(
    st.one_of(
        *(st.builds(kind, texts) for kind in (m.Text, m.Bold, m.Italic, m.Code, m.Marked, m.Spoiler)),
        st.builds(m.Link, texts, texts),
    ),
    max_size=4,
).map(tuple)
buttons = st.lists(
    st.one_of(st.builds(m.Button, texts, action=texts), st.builds(m.Button, texts, url=st.text(min_size=1))),
    max_size=4,
).map(tuple)
items = st.builds(m.ListItem, inlines, st.integers(0, 10_000), texts, st.sampled_from(("", "open", "done", "dropped")))
cards = st.builds(
    m.PaperCard,
    title=texts,
    url=texts,
    authors=texts,
    categories=st.lists(texts, max_size=2).map(tuple),
    gist=texts,
    reasons=st.lists(texts, max_size=2).map(tuple),
    rank=st.integers(0, 1000),
    announced=st.sampled_from(["", "June 11, 2025"]),
    buttons=buttons,
)
blocks = st.one_of(
    *(st.builds(kind, inlines) for kind in (m.Heading, m.Paragraph, m.Quote)),
    st.builds(m.Verbatim, texts),
    st.builds(m.Divider),
    st.builds(m.Items, st.lists(items, max_size=4).map(tuple)),
    st.builds(m.Table, st.lists(st.builds(m.Row, texts, inlines), max_size=4).map(tuple)),
    st.builds(m.Buttons, buttons),
    cards,
    st.builds(m.Document, texts, st.just("text/plain"), texts),
)
messages = st.lists(blocks, max_size=6).map(lambda each: m.Message(tuple(each)))


def drawn(message: m.Message, width: int = 80, *, colour: bool = False, no_color: bool = False, first: int = 1) -> str:
    """Return what rich writes for ``message``."""
    screen = StringIO()
    console = Console(
        file=screen, width=width, force_terminal=colour, color_system="truecolor" if colour else None, no_color=no_color
    )
    console.print(render(message, first, hyperlinks=colour), crop=False)
    return screen.getvalue()


def paragraph(*content: m.Inline) -> m.Message:
    return m.Message((m.Paragraph(content),))


EXAMPLE = m.message(
    m.Heading((m.Text("Papers of "), m.Bold("June 11"))),
    m.Paragraph((m.Text("See "), m.Code("/note"), m.Text(" and "), m.Link("this", "https://arxiv.org"), m.Text("."))),
    m.PaperCard(
        "In-Context Learners",
        "https://arxiv.org/abs/2312.13286",
        "Quan Sun and 9 more",
        ("cs.CV", "cs.CL"),
        "They learn.",
        ("you follow cs.CL",),
        1,
        "December 21, 2023",
        (m.Button("to-do", "todo.paper:1"), m.Button("PDF", url="https://arxiv.org/pdf/2312.13286")),
    ),
    m.Items(
        (
            m.ListItem((m.Text("read"),), 0, "9", "open"),
            m.ListItem((m.Marked("LoRA"),), 1, "10", "done"),
            m.ListItem((m.Text("skip"),), 0, "11", "dropped"),
        )
    ),
    m.Table((m.Row("language", (m.Text("English"),)), m.Row("시간대", (m.Text("Asia/Seoul"),)))),
    m.Quote((m.Text("one\ntwo"),)),
    m.Divider(),
    m.Verbatim("  as\ttyped "),
    m.Buttons((m.Button("older", "notes.page:10"), m.Button("newer", "notes.page:0"))),
)


def test_a_piped_message_reads_line_by_line() -> None:
    assert plain.render(EXAMPLE) == (
        "Papers of June 11\n"
        "See `/note` and this <https://arxiv.org>.\n"
        "\n"
        "1. In-Context Learners <https://arxiv.org/abs/2312.13286>\n"
        "   Quan Sun and 9 more · cs.CV cs.CL · December 21, 2023\n"
        "   They learn.\n"
        "   - you follow cs.CL\n"
        "   [1] to-do  PDF <https://arxiv.org/pdf/2312.13286>\n"
        "\n"
        "  9 [ ] read\n"
        "    10 [x] «LoRA»\n"
        "  11 [-] skip\n"
        "language  English\n"
        "시간대    Asia/Seoul\n"
        "> one\n"
        "> two\n"
        "---\n"
        "\n"
        "  as\ttyped \n"
        "\n"
        "[2] older  [3] newer\n"
    )


def test_a_message_on_the_terminal_has_indentation_and_boxes() -> None:
    assert drawn(EXAMPLE, 60) == (
        "Papers of June 11\n"
        "See /note and this <https://arxiv.org>.\n"
        "\n"
        "1. In-Context Learners\n"
        "   Quan Sun and 9 more · cs.CV cs.CL · December 21, 2023 ·\n"
        "   arxiv.org/abs/2312.13286\n"
        "   They learn.\n"
        "   you follow cs.CL\n"
        "   [1]\u00a0to-do   PDF <https://arxiv.org/pdf/2312.13286>\n"
        "\n"
        " 9 ☐ read\n"
        "10   ☑ LoRA\n"
        "11 ☒ skip\n"
        "language  English\n"
        "시간대    Asia/Seoul\n"
        "│ one\n"
        "│ two\n"
        "────────────────────────\n"
        "\n"
        "  as    typed\n"
        "\n"
        "[2]\u00a0older   [3]\u00a0newer\n"
    )


@given(messages, st.integers(1, 120))
@example(m.Message((m.Items((m.ListItem((), marker="\t"),)), m.Table((m.Row("\t\n", ()),)))), 1)
def test_any_message_can_be_shown_and_no_text_controls_the_terminal(message: m.Message, width: int) -> None:
    assert not STEERING.search(drawn(message, width).replace("\n", ""))
    assert not STEERING.search(OWN_STYLING.sub("", drawn(message, width, colour=True)).replace("\n", ""))


@given(messages)
def test_typed_text_comes_out_of_a_pipe_unchanged(message: m.Message) -> None:
    shown = plain.render(message)
    for block in message.blocks:
        if isinstance(block, m.Verbatim):
            assert f"{block.text}\n" in shown
        if isinstance(block, m.Document):
            assert block.content in shown


@given(st.text())
def test_a_note_alone_is_its_text_and_a_newline(text: str) -> None:
    assert plain.render(m.Message((m.Verbatim(text),))) == f"{text}\n"


@given(messages, st.integers(1, 1000))
def test_both_views_number_the_same_buttons_alike(message: m.Message, first: int) -> None:
    for number, button in enumerate(pressable(message), first):
        assert f"[{number}] {button.label}" in plain.render(message, first)
        assert f"[{number}]" in drawn(message, 10_000, first=first)


@given(st.text(st.sampled_from("ab 扩散模型，。《》「」"), max_size=200), st.integers(12, 60))
def test_wrapping_loses_nothing_but_blanks_at_line_ends(text: str, width: int) -> None:
    assert "".join(drawn(paragraph(m.Text(text)), width).split()) == "".join(text.split())


@given(st.text(st.sampled_from("扩散模型한 ab，。"), max_size=300), st.integers(2, 60))
def test_a_line_fits_the_terminal_unless_it_is_one_long_word(text: str, width: int) -> None:
    starts = [0, *line_breaks(text, width), len(text)]
    for start, end in pairwise(starts):
        line = text[start:end].rstrip()
        assert cell_len(line) <= width or not line_breaks(line, 1)


def test_chinese_fills_its_lines_and_no_line_begins_with_a_comma() -> None:
    lines = drawn(paragraph(m.Text(CHINESE)), 30).splitlines()
    assert [cell_len(line) for line in lines[:-1]] == pytest.approx([29] * (len(lines) - 1), abs=3)
    assert not [line for line in lines if line[0] in "，。"]


def test_an_address_longer_than_the_line_can_be_copied_in_one_piece() -> None:
    address = "https://example.org/" + "a" * 100
    assert address in drawn(paragraph(m.Text(f"see {address} there")), 40)


def test_escape_sequences_are_shown_and_not_obeyed() -> None:
    assert visible("\x1b]0;pwned\x07 \x9b31m \x7f \u202etxt.exe \ud800 a\rb\r\nc\td") == (
        "␛]0;pwned␇ ⟨U+009B⟩31m ␡ ⟨U+202E⟩txt.exe \ufffd a␍b\nc\td"
    )


def test_an_address_cannot_end_its_hyperlink() -> None:
    shown = drawn(paragraph(m.Link("x", "https://a\x1b\\\x1b[2J\u202e")), colour=True)
    assert "https://a%1B\\%1B[2J%E2%80%AE" in shown
    assert "\x1b[2J" not in shown


def test_matched_words_stay_marked_without_color() -> None:
    shown = drawn(paragraph(m.Text("about "), m.Marked("LoRA"), m.Code("/note")), colour=True, no_color=True)
    assert "\x1b[7mLoRA" in shown
    assert not re.search("\x1b\\[[0-9;]*3[0-9]m", shown)


def test_links_open_from_the_terminal_or_are_written_out() -> None:
    linked = paragraph(m.Link("Emu2", "https://arxiv.org/abs/2312.13286"))
    assert ";https://arxiv.org/abs/2312.13286\x1b\\" in drawn(linked, colour=True)
    assert drawn(linked) == "Emu2 <https://arxiv.org/abs/2312.13286>\n"


def test_a_list_nested_ten_thousand_deep_stays_readable() -> None:
    deep = m.Message((m.Items(tuple(m.ListItem((m.Text("x"),), depth) for depth in range(10_000))),))
    assert max(map(len, plain.render(deep).splitlines())) < 60
    assert max(map(len, drawn(deep).splitlines())) < 60
