"""Messages in Slack are within its limits, complete and harmless."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.adapters.slack.blockkit.mrkdwn import clean
from bot.adapters.slack.blockkit.render import Blocks, File, SlackRenderer
from bot.adapters.slack.blockkit.views import home_view, joined, modal_view
from bot.adapters.slack.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, NOTIFICATION_CHARACTERS
from bot.core import messages as m
from bot.core.commands import Field, FormView
from bot.core.ports.adapters import OpenForm, Part
from bot.core.subjects import Subject
from tests.servers.slack.blocks import Checks
from tests.servers.slack.surface import labels
from tests.servers.slack.text import blocks_shown, object_shown, pinged, pinged_by, shown, texts

RENDER = SlackRenderer({"search": "/paperboy-search", "help": "/paperboy-help"}).render
HOSTILE = (
    "<b>bold</b> & <script>",
    "*not bold* _nor this_ ~nor that~ `nor code`",
    "<!channel> <!here|here> <!everyone>",
    "<@U1> <#C1> <!subteam^S1>",
    "@everyone @channel @here",
    "&lt;b&gt; &amp;amp;",
    "> quote\n>>> more",
    "[a](https://example.org) <https://example.org|a>",
    ":tada: at 10:30:15",
    "\u202eevil\u2066",
    "```fence```",
)
LOOKALIKES = str.maketrans("∗＿∼ˋ∶¦›", "*_~`:|>")

nasty = st.sampled_from([*"*_~`<>&|:\n\t\u202e\u200d\ud800扩散한👩‍🔬", "<!channel>", "&lt;"])
words = st.lists(st.one_of(st.characters(), nasty), max_size=20).map("".join)
long_words = st.builds(lambda text, times: text * times, words, st.sampled_from([1, 1, 1, 1, 30, 300]))
urls = st.sampled_from(["https://arxiv.org/abs/2312.13286", "javascript:alert(1)", "https://a.b/c d", ""])
content = st.lists(
    st.one_of(
        *(st.builds(kind, long_words) for kind in (m.Text, m.Bold, m.Italic, m.Code, m.Marked, m.Spoiler)),
        st.builds(m.Link, words, urls),
    ),
    max_size=4,
).map(tuple)
buttons = st.lists(
    st.one_of(
        st.builds(m.Button, words, action=st.text("ab:1", min_size=1), full_label=words, count=st.integers(0, 2)),
        st.builds(m.Button, words, action=st.text("ab:1", min_size=1), url=urls),
        st.builds(m.Button, words, url=urls),
    ),
    max_size=7,
).map(tuple)
items = st.lists(
    st.builds(
        m.ListItem,
        content,
        st.integers(0, 20),
        st.sampled_from(["", "3", "a)"]),
        st.sampled_from(["", "open", "done", "dropped"]),
        st.uuids().map(str) | st.just(""),
    ),
    max_size=15,
).map(tuple)
cards = st.builds(
    m.PaperCard,
    title=words,
    url=urls,
    authors=words,
    categories=st.lists(words, max_size=2).map(tuple),
    gist=long_words,
    reasons=st.lists(words, max_size=2).map(tuple),
    rank=st.integers(0, 30),
    announced=words,
    buttons=buttons,
    paper_id=st.sampled_from(["", "2312.13286"]),
    abstract=words,
    unfold=st.none() | st.builds(m.Button, words, action=st.just("paper.open:1")),
)
blocks = st.one_of(
    *(st.builds(kind, content) for kind in (m.Heading, m.Paragraph, m.Quote)),
    st.builds(m.Verbatim, long_words),
    st.builds(m.Divider),
    st.builds(m.Items, items),
    st.builds(m.Table, st.lists(st.builds(m.Row, words, content), max_size=4).map(tuple)),
    st.builds(m.Buttons, buttons),
    st.builds(m.Prompt, words, st.just("/search")),
    st.builds(m.Attachment, words, st.just("image/png"), st.just(3), st.just("F1"), urls),
    st.builds(m.Document, words, st.just("text/plain"), long_words),
    cards,
    st.builds(m.Papers, st.lists(cards, max_size=3).map(tuple), st.integers(0, 3)),
)
messages = st.lists(blocks, max_size=8).map(lambda each: m.Message(tuple(each)))
thorough = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=40)


@pytest.fixture(scope="session")
def checks(shared_data: Path) -> Checks:
    return Checks(shared_data / "specs")


def drawn(*nodes: m.Block) -> list[dict[str, Any]]:
    """Return the blocks of all parts in order."""
    return [block for part in RENDER(m.message(*nodes)) if isinstance(part.body, Blocks) for block in part.body.blocks]


def read(shown_blocks: Iterable[dict[str, Any]]) -> str:
    """Return all text in blocks, including the options of checkboxes."""
    typed = {"mrkdwn", "plain_text"}
    leaves = texts(list(shown_blocks))
    return "".join(object_shown(leaf) if leaf["type"] in typed else leaf.get("text", "") for leaf in leaves)


def squeezed(text: str) -> str:
    return "".join(clean(text).translate(LOOKALIKES).split())


@thorough
@given(message=messages)
def test_slack_accepts_every_message(checks: Checks, message: m.Message) -> None:
    """Every part of every message passes Slack's schemas, limits and the official client's own checks, and notifies
    nobody.
    """
    parts = RENDER(message)
    assert parts
    for part in parts:
        if isinstance(part.body, File):
            assert part.body.name
            assert part.body.content
            continue
        shown_blocks = list(part.body.blocks)
        assert checks.message(shown_blocks) == []
        assert 0 < len(shown_blocks) <= MESSAGE_BLOCKS
        assert sum(len(leaf.get("text", "")) for leaf in texts(shown_blocks)) <= MESSAGE_CHARACTERS
        assert part.body.text.strip()
        assert len(part.body.text) <= NOTIFICATION_CHARACTERS
        assert pinged(part.body.text) + pinged_by(shown_blocks) == []
        for block in shown_blocks:
            parsed = Block.parse(block)
            assert parsed
            parsed.validate_json()


@thorough
@given(message=messages)
def test_slack_accepts_every_home_tab(checks: Checks, message: m.Message) -> None:
    assert checks.view(home_view(message, {})) == []


def whole(text: str) -> list[m.Block]:
    """Return every kind of block that can show a text of any length."""
    inlines = (m.Bold("before "), m.Text(text), m.Link(" paper", "https://arxiv.org/abs/2312.13286"))
    return [
        m.Heading(inlines),
        m.Paragraph(inlines),
        m.Quote(inlines),
        m.Items((m.ListItem(inlines), m.ListItem(inlines, 2, "7"))),
        m.Items((m.ListItem(inlines, 1, "7", "open", "todo.done:7"),)),
        m.Items((m.ListItem((m.Text(text),), 1, "7", "done", "todo.open:7"),)),
        m.Table((m.Row("label", inlines),)),
        m.PaperCard("A title", "https://arxiv.org/abs/1", text, ("cs.CL",), gist=text, reasons=(text,)),
    ]


@thorough
@given(text=st.lists(words, max_size=300).map("".join))
def test_no_character_is_lost_however_long_a_text_is(text: str) -> None:
    for block in whole(text):
        assert squeezed(text) in squeezed(read(drawn(block)))


@thorough
@given(text=st.lists(words, max_size=600).map("".join))
def test_typed_text_comes_back_exactly(text: str) -> None:
    """The pieces of a long note join to exactly the note."""
    if text:
        assert read(drawn(m.Verbatim(text))) == clean(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_shows_as_itself(text: str) -> None:
    for block in (m.Verbatim(text), *whole(text)):
        assert squeezed(text) in squeezed(read(drawn(block)))
    for block in (m.Verbatim(text), *(each for each in whole(text) if not isinstance(each, m.Items))):
        assert text in read(drawn(block))
    assert text in read(drawn(m.Items((m.ListItem((m.Text(text),), 0, "7", "done", "todo.open:7"),))))
    (notified,) = {part.body.text for part in RENDER(m.message(m.Verbatim(text)))}
    assert squeezed(text) in squeezed(shown(notified))


def test_a_long_note_is_split_between_its_paragraphs() -> None:
    paragraphs = [f"Paragraph {number} " + "word " * 300 for number in range(12)]
    parts = RENDER(m.message(m.Verbatim("\n\n".join(paragraphs))))
    assert len(parts) > 1
    for part in parts:
        for block in part.body.blocks:
            assert read([block]).startswith("Paragraph")


def test_a_card_stays_with_its_buttons_and_names_its_paper() -> None:
    cards = [
        m.PaperCard(
            f"Paper {rank}", f"https://arxiv.org/abs/{rank}", "Ada Example", ("cs.CL",), "A gist. " * 60, rank=rank,
            buttons=(m.Button("Later", f"todo.paper:{rank}"),), paper_id=str(rank), announced="June 11, 2025",
        )
        for rank in range(1, 31)
    ]  # fmt: skip
    parts = RENDER(m.message(m.Heading((m.Text("Today"),)), cards))
    assert [about for part in parts for about in part.about] == [Subject.paper(str(rank)) for rank in range(1, 31)]
    assert len(parts) > 1
    for part in parts:
        assert len(part.about) == len(labels(_with_ids(part)))
        assert part.body.blocks[-1]["type"] == "actions"


def _with_ids(part: Part) -> list[dict[str, Any]]:
    return [dict(block) for block in part.body.blocks]


def test_a_card_shows_all_facts_at_a_glance() -> None:
    card = m.PaperCard(
        "Learning <in> Context", "https://arxiv.org/abs/2312.13286", "Ada Example +3", ("cs.CV", "cs.CL"),
        "We show it.", ("close to your note 3",), 2, "June 11, 2025", (m.Button("Later", "todo.paper:2312.13286"),),
        "2312.13286",
    )  # fmt: skip
    title, facts, body, actions = drawn(card)
    assert blocks_shown([title]) == "2. Learning <in> Context"
    assert title["elements"][0]["elements"][1]["url"] == "https://arxiv.org/abs/2312.13286"
    assert facts["type"] == "context"
    assert blocks_shown([facts]) == "Ada Example +3 · cs.CV cs.CL · June 11, 2025"
    assert blocks_shown([body]) == "We show it.\nclose to your note 3"
    (button,) = actions["elements"]
    assert (button["action_id"], button["value"]) == ("press:0", "todo.paper:2312.13286")


LIKE = m.Button("👍 3", "digest.more:1", full_label="👍 more like this", count=3)
DIGEST_BUTTONS = (
    m.Button("✓ on the list · Ann", "todo.off:1"), m.Button("note", "paper.note:1"), LIKE,
    m.Button("👎", "digest.less:1", full_label="👎 fewer like this"), m.Button("similar", "similar:1"),
    m.Button("PDF", "paper.opened:1", "https://arxiv.org/pdf/1"), m.Button("Why?", "digest.why:1"),
)  # fmt: skip


def offered(card: m.PaperCard, opened: int = 0) -> tuple[list[str], list[str], str]:
    """Return the labels of the buttons, those in the menu, and the text of a paper."""
    shown_blocks = drawn(m.Papers((card,), opened))
    elements = [each for block in shown_blocks if block["type"] == "actions" for each in block["elements"]]
    buttons = [object_shown(each["text"]) for each in elements if each["type"] == "button"]
    menus = [each for each in elements if each["type"] == "overflow"]
    assert len(buttons) + len(menus) <= 2
    return buttons, [object_shown(option["text"]) for menu in menus for option in menu["options"]], read(shown_blocks)


def test_a_paper_of_a_digest_has_the_button_of_the_list_and_a_menu() -> None:
    """Opinions are counted below the title, the PDF is a link, and what finds no room is there once the paper opens."""
    card = m.PaperCard(
        "A title", "https://arxiv.org/abs/1", "Ann", ("cs.CL",), rank=1, buttons=DIGEST_BUTTONS, paper_id="1",
        abstract="All of it.", unfold=m.Button("abstract", "paper.open:1"),
    )  # fmt: skip
    buttons, menu, words_there = offered(card)
    assert buttons == ["✓ on the list · Ann"]
    assert menu == ["abstract", "note", "👍 more like this", "👎 fewer like this", "similar"]
    assert "Ann · cs.CL · 👍 3" in words_there
    assert "👎 ·" not in words_there
    assert "PDF" in words_there
    assert "All of it." not in words_there
    buttons, menu, words_there = offered(card, opened=1)
    assert buttons == ["✓ on the list · Ann"]
    assert menu == ["abstract", "note", "👍 more like this", "👎 fewer like this", "Why?"]
    assert "All of it." in words_there


def test_a_paper_shown_alone_has_its_pdf_in_the_menu_where_slack_reports_who_opens_it() -> None:
    later, note, *_, pdf, _ = DIGEST_BUTTONS
    code = m.Button("code", pdf.action, "https://github.com/a/b")
    buttons, menu, words_there = offered(
        m.PaperCard("T", "https://a.org", "", (), buttons=(later, note, LIKE, pdf, code))
    )
    assert buttons == ["✓ on the list · Ann"]
    assert menu == ["note", "👍 more like this", "PDF"]
    assert "code" in words_there


def test_a_button_that_is_only_a_symbol_has_a_name_for_screen_readers() -> None:
    (block,) = drawn(m.Buttons((LIKE,)))
    assert block["elements"][0]["accessibility_label"] == "👍 more like this"


def test_a_to_do_is_ticked_in_the_list() -> None:
    """Boxes are Slack's checkboxes in their present state; a dropped item, or one without an action, is a line."""
    block = m.Items((
        m.ListItem((m.Text("Read A & B"),), 0, "1", "open", "todo.tick:1"),
        m.ListItem((m.Text("Write"),), 1, "2", "done", "todo.tick:2"),
        m.ListItem((m.Text("Never"),), 0, "3", "dropped", "todo.tick:3"),
        m.ListItem((m.Text("Elsewhere"),), 0, "4", "open"),
    ))  # fmt: skip
    boxes, lines = drawn(block)
    (element,) = boxes["elements"]
    assert [option["value"] for option in element["options"]] == ["todo.tick:1", "todo.tick:2"]
    assert [option["value"] for option in element["initial_options"]] == ["todo.tick:2"]
    assert [object_shown(option["text"]) for option in element["options"]] == ["1. Read A & B", "\u20032. Write"]
    assert blocks_shown([lines]) == "3. ☒ Never\n4. ☐ Elsewhere"


def test_a_to_do_about_a_paper_keeps_its_link_next_to_its_box() -> None:
    title = "A paper title that is much too long to stand in the label of a box in Slack, as titles are"
    link = m.Link(title, "https://arxiv.org/abs/2312.13286")
    (block,) = drawn(m.Items((m.ListItem((link, m.Text(" · due tomorrow")), 0, "5", "open", "todo.tick:5"),)))
    assert block["text"]["text"] == f"5. <https://arxiv.org/abs/2312.13286|{title}> · due tomorrow"
    assert block["accessory"]["options"][0]["value"] == "todo.tick:5"


def test_a_command_has_its_name_in_slack() -> None:
    shown_words = read(
        drawn(
            m.Paragraph((m.Code("/search diffusion"), m.Text(" or /search, "), m.Code("/note x"))),
            m.Table((m.Row("/help", (m.Text("this"),)), m.Row("/helpful", ()))),
            m.Verbatim("/search as typed"),
        )
    )
    assert "/paperboy-search diffusion or /search, /note x" in shown_words
    assert "/paperboy-help  this\n/helpful" in shown_words
    assert "/search as typed" in shown_words


def test_a_document_is_a_file_between_the_texts_around_it() -> None:
    export = m.Document("notes.md", "text/markdown", "# Notes\n扩散\udc9b")
    before, file, after = RENDER(m.message(m.Verbatim("Here:"), export, m.Verbatim("That is all.")))
    assert (before.body.text, after.body.text) == ("Here:", "That is all.")
    assert file.body == File("notes.md", "text/markdown", "# Notes\n扩散".encode() + b"\x9b")


def test_a_button_that_slack_would_refuse_is_written_out() -> None:
    shown_blocks = drawn(m.Buttons((m.Button("PDF", url="file:///x.pdf"), m.Button("Page", url="https://a.org/x"))))
    assert blocks_shown(shown_blocks) == "PDF (file:///x.pdf)"
    assert [each["url"] for each in shown_blocks[-1]["elements"]] == ["https://a.org/x"]


def test_an_empty_message_is_still_one_message() -> None:
    (part,) = RENDER(m.message(m.Paragraph(()), m.Prompt("Search", "/search")))
    assert part.body.text == "…"


def test_the_home_tab_has_an_input_box() -> None:
    page = m.message(m.Prompt("Search <my> notes", "/search"), m.Document("a.md", "text/markdown", "x"))
    box, name = home_view(page, {})["blocks"]
    assert box["dispatch_action"] is True
    assert box["element"]["action_id"] == "say:/search"
    assert object_shown(box["label"]) == "Search <my> notes"
    assert blocks_shown([name]) == "📄 a.md"


fields = st.builds(
    Field,
    st.uuids().map(str),
    words,
    long_words,
    words,
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(st.uuids().map(str), words), max_size=120).map(tuple),
)


@pytest.mark.slow
@thorough
@given(title=words, form=st.lists(fields, max_size=5).map(tuple))
def test_every_form_opens_with_its_values(checks: Checks, title: str, form: tuple[Field, ...]) -> None:
    """A modal passes Slack's checks, and submitting it unchanged gives back every text, however long."""
    view = modal_view(OpenForm("note.edit", "3", FormView(title, form, "저장")), "{}")
    assert view["submit"]["text"] == "저장"
    assert checks.view(view) == []
    typed = {
        block["block_id"]: block["element"].get("initial_value", "")
        for block in view["blocks"]
        if block["element"]["type"] == "plain_text_input"
    }
    assert joined(typed) == {field.name: clean(field.value) for field in form if not field.choices}


def test_a_form_shows_the_present_choice() -> None:
    choice = Field("lang", "Language", "ko", choices=(("en", "English"), ("ko", "한국어")))
    (block,) = modal_view(OpenForm("settings", "", FormView("Settings", (choice,))), "{}")["blocks"]
    assert block["block_id"] == "lang"
    assert block["element"]["initial_option"]["value"] == "ko"


def test_a_form_with_too_much_metadata_is_refused() -> None:
    with pytest.raises(ValueError, match="3001"):
        modal_view(OpenForm("note", "", FormView("Note", ())), "x" * 3001)
