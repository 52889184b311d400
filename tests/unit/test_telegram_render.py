"""Messages as Telegram shows them, checked with Telegram's own rules (TDLib's, in the stand-in)."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.adapters.telegram.limits import CAPTION_UNITS, TEXT_UNITS
from bot.adapters.telegram.render import File, Sent, Text, render
from bot.core import messages as m
from bot.core.ports.adapters import Part
from bot.core.subjects import Subject
from tests.servers.telegram.text import Formatted, at, formatted, found_entities, utf16_length

WORD_JOINER = "\u2060"
INVISIBLE = dict.fromkeys(map(ord, "\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"))
TAKEN_AWAY = dict.fromkeys([*range(10), *range(11, 32), *range(0x2028, 0x202F), 0x200E, 0x200F, 0x30A, 0x333, 0x33F])
"""Characters that Telegram removes or replaces by blanks."""

REWRITTEN = dict.fromkeys([*map(ord, "\r\u2028\u2029\u030a"), *range(0xD800, 0xE000)])
"""Characters that have their own test below."""

LINES = st.text(st.characters(), max_size=80) | st.text(
    "ab /@#_*<&>.\n \t\r\u2028\u0301a\u030a👩🏽א\u202e\u2067", max_size=80
)
URLS = st.sampled_from(["https://arxiv.org/abs/2312.13286", "http://a_b.org:99999/", "javascript:alert(1)", "x", ""])
BUTTONS = st.lists(
    st.builds(m.Button, st.text("ab ☐", min_size=1, max_size=30).filter(str.strip), st.just("todo.done:1")), max_size=9
).map(tuple)


def messages(lines: st.SearchStrategy[str]) -> st.SearchStrategy[m.Message]:
    inlines = st.lists(
        st.one_of(
            *(lines.map(kind) for kind in (m.Text, m.Bold, m.Italic, m.Code, m.Marked, m.Spoiler)),
            st.builds(m.Link, lines, URLS),
        ),
        max_size=5,
    ).map(tuple)
    cards = st.builds(
        m.PaperCard,
        title=lines,
        url=URLS,
        authors=lines,
        categories=st.lists(lines, max_size=2).map(tuple),
        gist=lines,
        reasons=st.lists(lines, max_size=2).map(tuple),
        rank=st.integers(0, 12),
        buttons=BUTTONS,
        paper_id=st.just("2312.13286"),
    )
    items = st.builds(
        m.ListItem,
        inlines,
        st.integers(0, 3),
        st.sampled_from(["", "12"]),
        st.sampled_from(["", "open", "done", "dropped"]),
    )
    blocks = st.one_of(
        inlines.map(m.Heading),
        inlines.map(m.Paragraph),
        inlines.map(m.Quote),
        st.builds(lambda line, times: m.Verbatim(line * times), lines, st.sampled_from([1, 3, 200])),
        st.just(m.Divider()),
        st.lists(items, max_size=4).map(lambda some: m.Items(tuple(some))),
        st.lists(st.builds(m.Row, lines, inlines), max_size=3).map(lambda rows: m.Table(tuple(rows))),
        BUTTONS.map(m.Buttons),
        cards,
        st.builds(m.Papers, st.lists(cards, max_size=3).map(tuple), st.integers(0, 3)),
    )
    return st.lists(blocks, max_size=6).map(lambda some: m.Message(tuple(some)))


def paragraph(text: str) -> m.Paragraph:
    return m.Paragraph((m.Text(text),))


def card(number: int, **changes: Any) -> m.PaperCard:
    given: dict[str, Any] = {
        "title": f"Paper number {number}",
        "url": f"https://arxiv.org/abs/2312.{number:05}",
        "authors": "Ada Lovelace, 김민수",
        "categories": ("cs.CL", "cs.AI"),
        "rank": number,
        "buttons": (m.Button("note", f"paper.note:{number}"), m.Button("PDF", url="https://arxiv.org/pdf/1")),
        "paper_id": f"2312.{number:05}",
    }
    return m.PaperCard(**(given | changes))


def shown(body: Text, limit: int = TEXT_UNITS) -> Formatted:
    """Return a text as Telegram keeps it; raises if Telegram refuses it."""
    return formatted(body.text, "", [entity.to_dict() for entity in body.entities], limit=limit, what="message")


def texts(*blocks: m.Block) -> list[Text]:
    return [part.body for part in render(m.Message(blocks))]


def only(*blocks: m.Block) -> Text:
    (body,) = texts(*blocks)
    return body


def decorated(body: Text) -> list[tuple[str, str]]:
    """Return the formatted pieces of a text and their kinds."""
    return [(at(body.text, each.offset, each.length), str(each.type)) for each in body.entities]


def rows(body: Text) -> list[list[str]]:
    return [[button.text for button in row] for row in body.keyboard]


def joined(parts: Iterable[Part]) -> str:
    return "".join(part.body.text.removeprefix(WORD_JOINER) for part in parts)


def test_a_category_on_a_card_is_not_a_link_to_a_country() -> None:
    """Telegram takes cs.CL for a host in Chile, and cs.AI for one in Anguilla."""
    assert not [each for each in shown(only(card(1, reasons=("filed under cs.CL",)))).entities if each["type"] == "url"]


NAMES = (
    "cs.CL", "math.co", "cs.CL/cs.AI", "cs.CL-cs.CV", "notes.md", "v1.2.md", "paper.py", "README.md.", "(train.py:12)",
    "main.rs, run.sh", "best.pt?", "노트.md", "arXiv:cs.RO", "x=cs.CV",
)  # fmt: skip
CONTAINERS = (
    m.Verbatim, paragraph, lambda text: m.Heading((m.Bold(text),)), lambda text: m.Quote((m.Spoiler(text),)),
    lambda text: m.Items((m.ListItem((m.Italic(text), m.Marked(" and "), m.Text(text))),)),
    lambda text: m.Table((m.Row(text, (m.Text(text),)),)), lambda text: card(1, gist=text, authors=text, url=""),
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("block_of", CONTAINERS)
def test_categories_and_file_names_are_not_links(name: str, block_of: Callable[[str], m.Block]) -> None:
    """``.md`` is Moldova's domain and ``.py`` Paraguay's, so Telegram itself links the names."""
    assert "url" in {each["type"] for each in found_entities(f"see {name} and")}
    body = only(block_of(f"see {name} and"))
    assert "url" not in {each["type"] for each in shown(body).entities}
    assert f"see {name} and" in body.text.translate(INVISIBLE)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/x/README.md", "github.com/x/notes.md", "https://x.org/?q=cs.CL", "arxiv.org/list/cs.CL/new",
        "www.notes.md", "example.com", "ada@notes.md", "docs/notes.md", "a_b.py",
    ],
)  # fmt: skip
def test_an_address_in_a_note_keeps_its_characters(address: str) -> None:
    assert only(m.Verbatim(f"see {address} and")).text == f"see {address} and"


def test_names_in_code_and_in_links_keep_their_characters() -> None:
    words = (m.Text("cs.CL 😀 "), m.Code("notes.md"), m.Text(" "), m.Link("cs.CV", "https://arxiv.org/list/cs.CV/new"))
    body = only(m.Paragraph((*words, m.Bold(" paper.py"))))
    assert body.text == "cs.\u2060CL 😀 notes.md cs.CV paper.\u2060py"
    assert decorated(body) == [("notes.md", "code"), ("cs.CV", "text_link"), (" paper.\u2060py", "bold")]


def test_a_long_note_full_of_names_is_cut_without_a_link() -> None:
    parts = texts(m.Verbatim("notes.md and cs.CL " * 500))
    assert len(parts) > 2
    assert [each for part in parts for each in shown(part).entities] == []


@given(messages(LINES))
def test_telegram_accepts_every_part_of_every_message(message: m.Message) -> None:
    for part in render(message):
        assert utf16_length(part.body.text) <= TEXT_UNITS
        assert len(part.body.entities) <= 100
        assert sum(map(len, part.body.keyboard)) <= 100
        assert all(1 <= len(row) <= 8 for row in part.body.keyboard)
        assert shown(part.body).text


@given(messages(LINES.map(lambda line: line.translate(TAKEN_AWAY))))
def test_formatting_arrives_as_intended(message: m.Message) -> None:
    """Telegram joins, trims and sorts entities, so they are compared character by character."""
    for part in render(message):
        kept = shown(part.body)
        lead = utf16_length(part.body.text[: part.body.text.index(kept.text)])
        asked = _coverage([(e.offset - lead, e.length, str(e.type)) for e in part.body.entities], kept.text)
        arrived = _coverage([(e["offset"], e["length"], e["type"]) for e in kept.entities], kept.text)
        wanted = {"bold", "italic", "underline", "spoiler", "strikethrough", "text_link", "code", "blockquote"}
        assert {each for each in arrived if each[1] in wanted} == asked


def _coverage(entities: list[tuple[int, int, str]], text: str) -> set[tuple[int, str]]:
    """Return each visible UTF-16 unit with its formatting; code hides all other kinds."""
    units = text.encode("utf-16-le")
    seen = [(at, kind) for offset, length, kind in entities for at in range(max(offset, 0), offset + length)]
    code = {at for at, kind in seen if kind == "code"}
    visible = [at for at in range(len(units) // 2) if units[2 * at : 2 * at + 2].decode("utf-16-le", "replace").strip()]
    kept = {(at, kind) for at, kind in seen if at in set(visible)}
    return {(at, kind) for at, kind in kept if at not in code or kind in ("code", "blockquote")}


@given(
    st.lists(LINES, min_size=1, max_size=8)
    .map(lambda lines: "\n".join(f"{line} " * 60 for line in lines))
    .map(lambda text: text.translate(REWRITTEN))
)
def test_a_long_note_in_several_messages_joins_to_what_was_typed(text: str) -> None:
    assert (
        joined(render(m.message(paragraph("Note 1"), m.Verbatim(text), paragraph("end")))) == f"Note 1\n\n{text}\n\nend"
    )


def test_a_long_note_is_split_between_paragraphs_and_keeps_its_indentation() -> None:
    code = "\n".join(f"    line {number}" for number in range(150))
    text = f"{'First. ' * 550}\n\n{code}"
    first, second = texts(m.Verbatim(text))
    assert first.text == f"{'First. ' * 550}\n\n"
    assert shown(second).text.translate(INVISIBLE) == code


def test_formatting_across_a_cut_continues_in_the_next_message() -> None:
    first, second = texts(m.Quote((m.Text("Many words. " * 500),)))
    assert decorated(first) == [(first.text, "blockquote")]
    assert decorated(second) == [(second.text, "blockquote")]


def test_code_and_links_are_not_cut() -> None:
    code = m.Code("git log --oneline " * 5)
    parts = texts(m.Paragraph((m.Text("x" * (TEXT_UNITS - 30)), code, m.Text(" after"))))
    assert decorated(parts[1]) == [(code.text, "code")]
    assert shown(parts[0]).entities == []


def test_code_longer_than_a_message_is_code_in_all_of_them() -> None:
    assert [decorated(part) for part in texts(m.Paragraph((m.Code("c" * 5000),)))] == [
        [("c" * 4095, "code")],
        [("c" * 905, "code")],
    ]


def test_more_entities_than_one_message_keeps_continue_in_the_next() -> None:
    items = tuple(m.ListItem((m.Text("…see "), m.Marked("word")), marker=str(number)) for number in range(1, 80))
    parts = texts(m.Items(items))
    assert sum(len(shown(part).entities) for part in parts) == 2 * len(items)
    assert all(part.text.startswith(f"{number}. …see") for part, number in zip(parts, (1, 51), strict=True))


@pytest.mark.parametrize(
    ("block", "text", "entities"),
    [
        (m.Heading((m.Text("To-do"),)), "To-do", [("To-do", "bold")]),
        (m.Paragraph((m.Italic("a"), m.Marked("b"))), "ab", [("a", "italic"), ("b", "bold"), ("b", "underline")]),
        (m.Paragraph((m.Text("Type "), m.Code("/help"))), "Type /help", []),
        (m.Paragraph((m.Code("/note undo 3"),)), "/note undo 3", [("/note undo 3", "code")]),
        (m.Verbatim("*a* `b` <i>"), "*a* `b` <i>", []),
        (m.Paragraph((m.Link("x", "javascript:alert(1)"),)), "x (javascript:alert(1))", []),
        (m.Table((m.Row("DOI", (m.Link("10.1/x", "https://doi.org/10.1/x"),)),)), "DOI: 10.1/x", None),
        (m.Divider(), "──────────", []),
        (m.Paragraph((m.Spoiler("😀!"),)), "😀!", [("😀!", "spoiler")]),
    ],
)
def test_each_kind_of_block_looks_native(block: m.Block, text: str, entities: list[tuple[str, str]] | None) -> None:
    body = only(block)
    assert body.text == text
    assert entities is None or decorated(body) == entities


def test_a_list_shows_numbers_boxes_and_depth() -> None:
    items = (
        m.ListItem((m.Text("Read"),), marker="1", box="open"),
        m.ListItem((m.Text("two\nlines"),), depth=1, marker="2", box="done"),
        m.ListItem((m.Text("no"),), marker="3", box="dropped"),
    )
    body = only(m.Items(items))
    assert body.text == "1. ☐ Read\n    2. ☑ two\n        lines\n3. ☒ no"
    assert decorated(body) == [("no", "strikethrough")]
    assert only(m.Items((m.ListItem((m.Text("x"),)),))).text == "• x"


def test_a_paper_shows_title_authors_gist_and_reasons_with_its_buttons_below() -> None:
    paper = card(1, rank=0, gist="It works.", reasons=("close to your note 3",), announced="June 11, 2025")
    (part,) = render(m.message(paper))
    title, facts, *rest = part.body.text.split("\n")
    assert title == "Paper number 1"
    assert facts == "Ada Lovelace, 김민수 · cs.\u2060CL cs.\u2060AI · June 11, 2025"
    assert rest == ["It works.", "– close to your note 3"]
    assert sorted(decorated(part.body)) == [(facts, "italic"), (title, "bold"), (title, "text_link")]
    assert rows(part.body) == [["note", "PDF"]]
    assert part.about == (Subject.paper("2312.00001"),)


def test_a_digest_has_one_row_of_buttons_per_paper_that_begins_with_its_rank() -> None:
    (part,) = render(m.message(m.Heading((m.Text("Today"),)), card(1), card(2)))
    assert rows(part.body) == [["1 note", "1 PDF"], ["2 note", "2 PDF"]]
    assert part.about == (Subject.paper("2312.00001"), Subject.paper("2312.00002"))
    assert part.body.text.startswith("Today\n\n1. Paper number 1\n")


def papers(count: int, opened: int = 0, **changes: Any) -> m.Papers:
    cards = (
        card(rank, abstract="Abstract.", unfold=m.Button("open", f"paper.open:{rank}"), **changes)
        for rank in range(1, count + 1)
    )
    return m.Papers(tuple(cards), opened)


def test_a_digest_in_one_message_has_one_row_of_numbers() -> None:
    body = only(papers(3, gist="It works."))
    assert rows(body) == [["1", "2", "3"]]
    assert [button.callback_data for button in body.keyboard[0]] == [f"paper.open:{rank}" for rank in (1, 2, 3)]
    assert body.text.count("It works.") == 3
    assert "Abstract." not in body.text


def test_an_open_paper_shows_its_abstract_and_its_buttons_and_the_others_only_their_titles() -> None:
    body = only(papers(3, opened=2, gist="It works."))
    assert rows(body) == [["1", "· 2 ·", "3"], ["note", "PDF"]]
    assert ("Abstract.", "expandable_blockquote") in decorated(body)
    assert body.text.split("\n\n")[0] == "1. Paper number 1"
    assert body.text.count("Ada Lovelace") == 1


@pytest.mark.parametrize("letter", ["a", "字"])
def test_ten_papers_stay_in_one_message_whichever_opens(letter: str) -> None:
    """An edit cannot add a message, so none may be needed when a paper opens."""
    long = {"title": letter * 200, "gist": letter * 300, "reasons": (letter * 100,) * 2, "authors": letter * 100}
    heading = m.Heading((m.Text(letter * 300),))
    for opened in range(11):
        shown = papers(10, opened, **long)
        cards = tuple(replace(card, abstract=letter * 4000) for card in shown.cards)
        part = only(heading, m.Papers(cards, opened))
        assert all(f"{rank}. " in part.text for rank in range(1, 11))


def test_the_boxes_of_a_list_are_pressed_by_their_numbers_above_the_other_buttons() -> None:
    items = m.Items((
        m.ListItem((m.Text("Read"),), 0, "3", "open", "todo.tick:3/open"),
        m.ListItem((m.Text("Present"),), 1, "12", "done", "todo.tick:-12/open"),
    ))  # fmt: skip
    body = only(items, m.Buttons((m.Button("add", "todo.form:"),)))
    assert rows(body) == [["3", "☑12"], ["add"]]


def test_papers_without_a_rank_are_numbered_so_that_their_buttons_differ() -> None:
    body = only(card(1, rank=0), card(2, rank=0))
    assert rows(body) == [["1 note", "1 PDF"], ["2 note", "2 PDF"]]
    assert "2. Paper number 2" in body.text


def test_in_a_long_digest_each_message_has_the_buttons_of_its_own_papers() -> None:
    parts = render(
        m.message(*(card(number, gist="Long. " * 100) for number in range(1, 13)), m.Buttons((m.Button("more", "x:"),)))
    )
    assert len(parts) > 1
    assert [about for part in parts for about in part.about] == [
        Subject.paper(f"2312.{number:05}") for number in range(1, 13)
    ]
    for part in parts:
        ranks = [row[0].text.split()[0] for row in part.body.keyboard if row[0].text != "more"]
        assert [about.id.removeprefix("2312.").lstrip("0") for about in part.about] == ranks
    assert rows(parts[-1].body)[-1] == ["more"]


def test_a_hundred_buttons_are_the_most_below_one_message() -> None:
    buttons = tuple(m.Button("b", f"x:{number}") for number in range(6))
    parts = render(m.message(*(card(number, buttons=buttons) for number in range(1, 21))))
    assert [sum(map(len, part.body.keyboard)) for part in parts] == [96, 24]
    assert [len(part.about) for part in parts] == [16, 4]


def test_buttons_with_long_labels_are_in_rows_that_fit_a_phone() -> None:
    names = ("Asia/Ho_Chi_Minh", "Asia/Seoul", "한국 표준시", "a", "b", "c", "d")
    body = only(paragraph("Which?"), m.Buttons(tuple(m.Button(name, "x:") for name in names)))
    assert rows(body) == [["Asia/Ho_Chi_Minh", "Asia/Seoul"], ["한국 표준시", "a", "b"], ["c", "d"]]


HOSTILE = ["<b>x</b>", "a & b &amp;", "*_[x](https://evil.example)", "@everyone @channel", "/delete /note@bot", "#tag"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_title_shows_as_itself(hostile: str) -> None:
    assert only(card(1, title=hostile)).text.startswith(f"1. {hostile}\n")


@given(LINES | st.sampled_from(HOSTILE), st.sampled_from(["title", "authors", "gist"]), URLS)
@example("./0", "title", "")
@example("see:/note", "gist", "")
@example("/\u0333note @\u030aname", "authors", "")  # Telegram removes these marks
def test_no_text_of_a_paper_mentions_anybody(hostile: str, where: str, url: str) -> None:
    body = only(card(1, **({"url": url} | {where: hostile})))
    assert not {entity["type"] for entity in shown(body).entities} & {"mention", "bot_command"}


def test_a_right_to_left_title_does_not_reverse_the_text_around_it() -> None:
    body = only(card(1, title="שלום \u202eevil\u2069", authors="\u2067\u202ex"))
    assert body.text.startswith("1. \u2068שלום evil\u2069\nx · cs.\u2060CL")


def test_a_persons_own_text_keeps_every_character() -> None:
    typed = "@ada \u2067שלום\u2069 /note"
    assert only(m.Verbatim(typed)).text == typed


def test_characters_that_telegram_would_remove_are_replaced() -> None:
    body = only(m.Verbatim("A\u030angstro\u0308m\r\nnext\u2028last\ud83d \ud83d\ude00"))
    assert shown(body).text == "\u00c5ngstro\u0308m\nnext\nlast\ufffd 😀"


def test_an_empty_message_is_not_sent_but_buttons_alone_are() -> None:
    assert render(m.message(m.Prompt("Search", "/search"), m.Verbatim(" \n\u200b"))) == ()
    assert rows(only(m.Buttons((m.Button("go", "x:"),)))) == [["go"]]


def test_thousands_of_blank_lines_are_not_sent_as_messages() -> None:
    parts = texts(m.Verbatim("a" + "\n" * 9000 + "b"))
    assert [shown(part).text.strip("\n") for part in parts] == ["a", "b"]


def test_a_file_carries_a_short_text_as_its_caption() -> None:
    document = m.Document("notes.md", "text/markdown", "# Notes")
    (part,) = render(m.message(paragraph("12 notes"), document))
    assert part.body == File("notes.md", "text/markdown", "# Notes", Text("12 notes"))
    long = render(m.message(paragraph("x" * (CAPTION_UNITS + 1)), document))
    assert [type(each.body) for each in long] == [Text, File]


def test_files_that_people_sent_follow_the_text() -> None:
    files = [m.Attachment(name, "image/jpeg", 10, f"id-{name}") for name in ("a.jpg", "b.jpg")]
    parts = render(m.message(*files, paragraph("Note 3")))
    assert [part.body for part in parts] == [
        Text("Note 3"),
        Sent("a.jpg", "image/jpeg", "id-a.jpg"),
        Sent("b.jpg", "image/jpeg", "id-b.jpg"),
    ]
