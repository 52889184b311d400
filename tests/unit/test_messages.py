"""A message is stored in the outbox as it was made, and read back as it was stored."""

import msgspec
import pytest

from bot.core import messages
from bot.core.codec import from_json, to_json
from bot.core.messages import (
    Attachment,
    Bold,
    Button,
    Buttons,
    Code,
    Divider,
    Document,
    Heading,
    Italic,
    Items,
    Link,
    ListItem,
    Marked,
    PaperCard,
    Papers,
    Paragraph,
    Prompt,
    Quote,
    Reply,
    Route,
    Row,
    Spoiler,
    Table,
    Text,
    Verbatim,
    message,
    plain,
)

INLINES = (Text("a"), Bold("b"), Italic("i"), Code("c"), Marked("m"), Spoiler("s"), Link("l", "https://x.org"))
CARD = PaperCard("Title", "https://arxiv.org/abs/1", "Ann", ("cs.CL",), "", (), 0, "", (), "", (), "", None)
FULL_CARD = PaperCard(
    "Title", "u", "Ann", ("cs.CL",), "Gist.", ("why",), 1, "June 11, 2025", (Button("b"),), "1", (Link("code", "c"),),
    "All of it.", Button("open", "paper.open:1"),
)  # fmt: skip
# Every default is written out, so that a changed one shows.
STORED = {
    Heading(INLINES): '{"type":"heading","content":[{"type":"text","text":"a"},{"type":"bold","text":"b"},'
    '{"type":"italic","text":"i"},{"type":"code","text":"c"},{"type":"marked","text":"m"},'
    '{"type":"spoiler","text":"s"},{"type":"link","text":"l","url":"https://x.org"}]}',
    Paragraph(()): '{"type":"paragraph","content":[]}',
    Verbatim("as typed"): '{"type":"verbatim","text":"as typed"}',
    Quote(()): '{"type":"quote","content":[]}',
    Divider(): '{"type":"divider"}',
    Items(
        (ListItem((), 0, "", "", ""), ListItem((), 1, "2.", "open", "todo.done:2"))
    ): '{"type":"items","items":[{"content":[]},'
    '{"content":[],"depth":1,"marker":"2.","box":"open","action":"todo.done:2"}]}',
    Table((Row("label", ()),)): '{"type":"table","rows":[{"label":"label","content":[]}]}',
    Buttons((Button("one", "todo.done:1", "", "", 0), Button("two", "", "u", "number two", 2))): '{"type":"buttons",'
    '"buttons":[{"label":"one","action":"todo.done:1"},'
    '{"label":"two","url":"u","full_label":"number two","count":2}]}',
    Prompt("Search", "search"): '{"type":"prompt","label":"Search","command":"search"}',
    CARD: '{"type":"paper","title":"Title","url":"https://arxiv.org/abs/1","authors":"Ann","categories":["cs.CL"]}',
    FULL_CARD: '{"type":"paper","title":"Title","url":"u","authors":"Ann","categories":["cs.CL"],"gist":"Gist.",'
    '"reasons":["why"],"rank":1,"announced":"June 11, 2025","buttons":[{"label":"b"}],"paper_id":"1",'
    '"links":[{"type":"link","text":"code","url":"c"}],"abstract":"All of it.",'
    '"unfold":{"label":"open","action":"paper.open:1"}}',
    Papers((), 0): '{"type":"papers","cards":[]}',
    Papers((CARD,), 1): '{"type":"papers","cards":[{"type":"paper","title":"Title","url":"https://arxiv.org/abs/1",'
    '"authors":"Ann","categories":["cs.CL"]}],"opened":1}',
    Attachment(
        "a.png", "image/png", 1, "r", ""
    ): '{"type":"attachment","name":"a.png","media_type":"image/png","size":1,"reference":"r"}',
    Document("a.md", "text/markdown", "# a"): '{"type":"document","name":"a.md","media_type":"text/markdown",'
    '"content":"# a"}',
}


@pytest.mark.parametrize("block", STORED, ids=lambda block: type(block).__name__)
def test_messages_in_the_outbox_of_an_earlier_version_are_still_sent(block: messages.Block) -> None:
    """A changed tag, field or default would lose every answer that waits while Paperboy is updated."""
    assert to_json(block) == STORED[block]
    assert from_json(STORED[block], messages.Block) == block


def test_a_reply_and_its_route_are_stored_without_their_defaults() -> None:
    assert to_json(Reply(message(), "", "", "", False, (), False, "")) == '{"message":{"blocks":[]}}'
    assert to_json(Reply(message(), edits="k", under="u", private=True, scheduled=True, toast="Done.")) == (
        '{"message":{"blocks":[]},"edits":"k","under":"u","private":true,"scheduled":true,"toast":"Done."}'
    )
    assert to_json(Route("", "", "")) == "{}"
    assert to_json(Route("U1", "https://hooks", "9")) == '{"recipient":"U1","via":"https://hooks","answers":"9"}'


def test_every_kind_of_block_has_a_stored_form() -> None:
    assert {type(block) for block in STORED} == set(messages.Block.__args__)


@pytest.mark.parametrize(
    "name", [name for name, each in vars(messages).items() if isinstance(each, msgspec.StructMeta)]
)
def test_a_message_cannot_be_changed(name: str) -> None:
    assert vars(messages)[name].__struct_config__.frozen


def test_optional_blocks_and_lists_of_blocks_are_written_in_place() -> None:
    assert message(None, CARD, [Divider()], ()).blocks == (CARD, Divider())


def test_the_words_of_a_sentence_are_read_without_formatting() -> None:
    assert plain(INLINES) == "abicmsl"
