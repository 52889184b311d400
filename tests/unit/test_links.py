"""Links in abstracts and comments that are worth a button."""

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.model.papers import LinkKind, Paper, PaperLink
from papers.text.links import MOST, links

CODE, PROJECT, MODEL, DATA = LinkKind
HOSTILE = st.sampled_from(
    [
        "javascript:alert(1)", "https://ada:pw@github.com/a/b", "data:text/html,x", "https://github.com@evil.example/a/b",
        "https://", "http://[::1]/code", "https://github.com:443/a/b", "file:///etc/passwd", "Code: https://x.example/",
        "github.com/a/b", "https://github.com/a/", "\n", "b-c", "\\url{", "}", "(", ")", "\x1b", "\u202e", "ftp:",
    ]
)  # fmt: skip


def found(abstract: str, comment: str = "") -> list[tuple[LinkKind, str]]:
    paper = Paper("2401.00001", 1, "Bees", abstract, (), (), comment=comment)
    return [(link.kind, link.url) for link in links(paper)]


@pytest.mark.parametrize(
    ("written", "kind", "url"),
    [
        ("Code is at https://github.com/ada/bees.", CODE, "https://github.com/ada/bees"),
        (r"Code: \url{https://github.com/ada/b\_s}.", CODE, "https://github.com/ada/b_s"),
        (r"see \href{https://github.com/ada/bees}{our code}", CODE, "https://github.com/ada/bees"),
        ("(https://github.com/ada/bees)", CODE, "https://github.com/ada/bees"),
        ("[page](https://ada.github.io/bees/), and", PROJECT, "https://ada.github.io/bees/"),
        ("at github.com/ada/bees, soon", CODE, "https://github.com/ada/bees"),
        ("at www.github.com/ada/bees", CODE, "https://www.github.com/ada/bees"),
        ("at https://github.com/ada/ honey-bees.", CODE, "https://github.com/ada/honey-bees"),
        ("at https://github.com/ada/\n  bees.", CODE, "https://github.com/ada/bees"),
        ("at https: //github.com/ada/bees", CODE, "https://github.com/ada/bees"),
        ("at https://gitlab.example.edu/ada/bees", CODE, "https://gitlab.example.edu/ada/bees"),
        ("HTTP://GitHub.com/Ada/Bees", CODE, "http://github.com/Ada/Bees"),
        ("visit bees.github.io!", PROJECT, "https://bees.github.io"),
        ("Project page: https://bees.example/a(b)", PROJECT, "https://bees.example/a(b)"),
        ("Our code lives at https://bees.example/x;", CODE, "https://bees.example/x"),
        ("at https://huggingface.co/ada/bee-7b", MODEL, "https://huggingface.co/ada/bee-7b"),
        ("at https://hf.co/datasets/ada/bees", DATA, "https://hf.co/datasets/ada/bees"),
        ("at https://huggingface.co/spaces/ada/bees", PROJECT, "https://huggingface.co/spaces/ada/bees"),
        ("at https://doi.org/10.5281/zenodo.123", DATA, "https://doi.org/10.5281/zenodo.123"),
        ("at zenodo.org/records/123", DATA, "https://zenodo.org/records/123"),
    ],
)
def test_a_link_is_found_in_any_form_and_named_for_its_target(written: str, kind: LinkKind, url: str) -> None:
    assert found(written) == [(kind, url)]
    assert found("", comment=written) == [(kind, url)]


@pytest.mark.parametrize(
    "written",
    [
        "this https URL",
        "Code will be at https://github.com/ soon",
        "Code: https://ada:secret@github.com/ada/bees",
        "Code: https://github.com@bees.example/ada/bees",
        "Code: https://127.0.0.1/ada/bees",
        "Code: javascript:alert(1)",
        "mail ada@github.com/ada/bees",
        "as in https://arxiv.org/abs/2401.00002, whose code we use",
        "the benchmark (https://bees.example)",
        "at https://github.com/ada/\nabeilles-dorées",
    ],
)
def test_other_links_and_broken_ones_get_no_button(written: str) -> None:
    assert [each for each in found(written) if each[0] is not DATA] == []


def test_at_most_two_links_are_shown_one_of_a_kind_code_first() -> None:
    many = "https://zenodo.org/records/1 https://ada.github.io https://github.com/ada/1 https://github.com/ada/2"
    assert found(many, "https://github.com/ada/3") == [
        (CODE, "https://github.com/ada/1"),
        (PROJECT, "https://ada.github.io"),
    ]


@given(st.lists(st.one_of(HOSTILE, st.text(max_size=9))).map("".join))
@example("Code: https://x.example/\nª")
@example("Code: https://x.example/\u212a")  # the Kelvin sign, whose small letter is k
@example("Code: http\u017f://x.example/")  # ſ, whose capital letter is S
def test_in_any_text_a_link_is_a_plain_web_address(text: str) -> None:
    shown = links(Paper("2401.00001", 1, "", text, (), (), comment=text))
    assert len(shown) <= MOST
    for link in shown:
        parts = urlsplit(link.url)
        assert parts.scheme in {"http", "https"}
        assert parts.netloc == parts.hostname
        assert parts.username is None
        assert link.url.isascii()
        assert link.url.isprintable()
        assert isinstance(link, PaperLink)
