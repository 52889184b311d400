"""How papers, note titles and the buttons of listings look."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.context import Context
from bot.core.errors import PersonError, UsageError
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Bold, Link, Text
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.model.spaces import Space, User
from bot.locales.catalogue import catalogue
from handlers.notes.notes import PAGES
from handlers.notes.view import note_title
from handlers.papers.reference import parse_paper
from handlers.papers.view import paper_card, shortened_authors
from handlers.papers.withdrawn import is_withdrawn
from handlers.shared.paging import ListingPage, pager, parse_page
from papers.text.latex import readable
from papers.text.links import links

NOW = datetime(2025, 6, 11, 8, 0, tzinfo=UTC)
SERVICES = SimpleNamespace(readable=readable, links=links, translator=catalogue)


def context(language: str = "en") -> Context:
    """A context for code that only renders; it has no transaction."""
    address = Address("console", "local", "1")
    space = Space(1, address, ConversationKind.PRIVATE, language, "UTC", NOW)
    user = User(1, UserRef("console", "local", "1"), "Ada")
    return Context(cast(Any, None), space, address, user, NOW, cast(Any, SERVICES))


def paper(**changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "paper_id": "2312.13286",
        "version": 1,
        "title": "Bees count",
        "abstract": "They do.",
        "authors": ("Ada",),
        "categories": ("cs.CL",),
    }
    return Paper(**{**fields, **changes})


def a_note(**changes: Any) -> Note:
    fields: dict[str, Any] = {
        "id": 1, "space_id": 1, "number": 1, "author": "Ada", "title": "", "paper_id": "", "body": "text",
        "tags": (), "written_on": NOW.date(), "created_at": NOW, "updated_at": NOW, "revision": 1,
    }  # fmt: skip
    return Note(**{**fields, **changes})


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "A, B, C et al. (153 authors)"), ("zh", "A, B, C 等 153 位作者"), ("ko", "A, B, C 등 153명")],
)
def test_a_paper_of_hundreds_of_authors_names_three_and_counts_the_rest(language: str, line: str) -> None:
    assert shortened_authors(["A", "B", "C"] + ["D"] * 150, context(language)) == line


@pytest.mark.parametrize("names", [[], ["A"], ["A", "B", "C"]])
def test_up_to_three_authors_are_all_named(names: list[str]) -> None:
    assert shortened_authors(names, context()) == ", ".join(names)


def test_a_card_links_to_the_paper_and_puts_the_title_on_one_line() -> None:
    card = paper_card(paper(title="Bees\n  count"), context(), rank=2, reasons=["you like bees"])
    assert (card.title, card.url) == ("Bees count", "https://arxiv.org/abs/2312.13286")
    assert (card.rank, card.reasons) == (2, ("you like bees",))


def test_a_note_goes_by_its_title_then_its_papers_then_its_beginning() -> None:
    url = "https://arxiv.org/abs/2312.13286"
    assert note_title(a_note(title="Mine", paper_id="2312.13286"), context(), paper()) == Link("Mine", url)
    assert note_title(a_note(paper_id="2312.13286"), context(), paper()) == Link("Bees count", url)
    assert note_title(a_note(paper_id="2312.13286"), context()) == Link("arXiv:2312.13286", url)
    assert note_title(a_note(title="Mine"), context()) == Bold("Mine")
    assert note_title(a_note(body="\n" * 1_000 + "first\nsecond"), context()) == Text("first second")


def test_a_note_under_its_papers_title_shows_it_readable_and_under_its_own_as_typed() -> None:
    of_math = paper(title="$k$ bees")
    url = of_math.url
    assert note_title(a_note(title="$k$ bees", paper_id="2312.13286"), context(), of_math) == Link("k bees", url)
    assert note_title(a_note(title="my $k$ bees", paper_id="2312.13286"), context(), of_math) == Link(
        "my $k$ bees", url
    )


@pytest.mark.parametrize(
    ("changes", "withdrawn"),
    [
        ({"comment": "Withdrawn by the authors due to an error in Lemma 3"}, True),
        ({"comment": "This paper has been withdrawn"}, True),
        ({"abstract": "This paper has been withdrawn by the author."}, True),
        ({"abstract": "This submission is withdrawn."}, True),
        ({"comment": "arXiv admin note: This paper has been withdrawn by arXiv"}, True),
        ({"comment": "withdrawal for fixing errors"}, True),
        ({"comment": "We withdraw our submission, because Table 2 is wrong"}, True),
        ({"comment": "This paper was withdrawn from the proceedings"}, False),
        ({"comment": "Accepted to a workshop (withdrawn before presentation)"}, False),
        ({"abstract": "Withdrawal of a drug is hard."}, False),
        ({"abstract": "We study the case that a participant's consent is withdrawn."}, False),
        ({"comment": "12 pages"}, False),
    ],
)
def test_only_arxivs_own_ways_of_saying_so_make_a_paper_withdrawn(changes: dict[str, Any], withdrawn: bool) -> None:
    assert is_withdrawn(paper(**changes)) is withdrawn


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "paper-expected"),
        ("nothing", "paper-not-an-id"),
        ("2312.13286 2401.00001", "paper-not-an-id"),
        ("9913.99999", "paper-not-an-id"),
    ],
)
def test_a_word_that_is_not_a_paper_is_answered_as_typed_input(text: str, key: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_paper(text)
    assert raised.value.key == key


@given(st.integers(0, 999_999_999), st.text(st.characters(codec="utf-8")))
def test_a_pager_button_reads_back_as_it_was_written(offset: int, words: str) -> None:
    assert parse_page(f"{offset}:{words}") == ListingPage(offset, words)
    assert parse_page(f"{offset}@7") == ListingPage(offset, "", 7)


@pytest.mark.parametrize("text", ["", "10", "10@", "10@x", "-1:words", "x:words", "9999999999:words", "@7"])
def test_a_forged_pager_button_is_an_old_button(text: str) -> None:
    with pytest.raises(PersonError) as raised:
        parse_page(text)
    assert raised.value.key == "button-stale"


async def test_a_page_offers_only_pages_that_are_there() -> None:
    async def labels(offset: int, total: int) -> list[str]:
        buttons = await pager(context(), PAGES, "#a", offset=offset, size=10, total=total)
        return [f"{button.label} {button.action}" for button in buttons.buttons] if buttons else []

    assert await labels(0, 10) == []
    assert await labels(0, 11) == ["next notes.page:10:#a"]
    assert await labels(10, 20) == ["previous notes.page:0:#a"]
    assert await labels(10, 21) == ["previous notes.page:0:#a", "next notes.page:20:#a"]
    assert await labels(5, 20) == ["previous notes.page:0:#a", "next notes.page:15:#a"]
