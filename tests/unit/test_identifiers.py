"""The papers that a text names."""

import re
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.arxiv.identifiers import PaperId, find_paper_ids, only_paper_ids, parse_paper_id

REFERENCES = [
    ("2312.13286", "2312.13286", None),
    ("2312.13286v2", "2312.13286", 2),
    ("2312.13286V12", "2312.13286", 12),
    ("0704.0001", "0704.0001", None),
    ("1412.9999v3", "1412.9999", 3),
    ("1501.00001", "1501.00001", None),
    ("arXiv:2312.13286", "2312.13286", None),
    ("arxiv: 2312.13286v1", "2312.13286", 1),
    ("ARXIV2312.13286", "2312.13286", None),
    ("astro-ph/0601001", "astro-ph/0601001", None),
    ("math.GT/0309136", "math/0309136", None),
    ("cs/0112017v1", "cs/0112017", 1),
    ("arXiv:hep-th/9901001", "hep-th/9901001", None),
    ("cond-mat.mes-hall/9912345v2", "cond-mat/9912345", 2),
    ("https://arxiv.org/abs/2312.13286", "2312.13286", None),
    ("http://arxiv.org/abs/2312.13286v3", "2312.13286", 3),
    ("arxiv.org/abs/2312.13286", "2312.13286", None),
    ("https://www.arxiv.org/abs/2312.13286?context=cs.CV", "2312.13286", None),
    ("https://arxiv.org/pdf/2312.13286", "2312.13286", None),
    ("https://arxiv.org/pdf/2312.13286v2.pdf", "2312.13286", 2),
    ("https://arxiv.org/pdf/2312.13286.pdf#page=7", "2312.13286", None),
    ("https://arxiv.org/html/2312.13286v1/", "2312.13286", 1),
    ("https://arxiv.org/html/2312.13286v1/extracted/x1.png", "2312.13286", 1),
    ("https://arxiv.org/html/2312.13286v1#S3.SS1", "2312.13286", 1),
    ("https://arxiv.org/ps/cs/0112017", "cs/0112017", None),
    ("https://arxiv.org/format/2312.13286", "2312.13286", None),
    ("https://arxiv.org/src/2312.13286v2", "2312.13286", 2),
    ("https://export.arxiv.org/abs/math.GT/0309136v1", "math/0309136", 1),
    ("10.48550/arXiv.2312.13286", "2312.13286", None),
    ("doi:10.48550/arXiv.2312.13286", "2312.13286", None),
    ("https://doi.org/10.48550/arXiv.2312.13286", "2312.13286", None),
    ("https://dx.doi.org/10.48550/ARXIV.QUANT-PH/0201082", "quant-ph/0201082", None),
    ("https://www.alphaxiv.org/abs/2312.13286v2", "2312.13286", 2),
    ("https://alphaxiv.org/overview/2312.13286?chatId=5", "2312.13286", None),
    ("https://huggingface.co/papers/2312.13286", "2312.13286", None),
    ("https://hf.co/papers/2312.13286#community", "2312.13286", None),
    ("https://ar5iv.org/abs/2312.13286", "2312.13286", None),
    ("https://ar5iv.labs.arxiv.org/html/2312.13286", "2312.13286", None),
    ("<https://arxiv.org/abs/2312.13286>", "2312.13286", None),
    ("(https://arxiv.org/abs/2312.13286).", "2312.13286", None),
    ("《2312.13286》。", "2312.13286", None),
]


@pytest.mark.parametrize(("text", "paper_id", "version"), REFERENCES)
def test_every_usual_way_to_name_one_paper_is_read(text: str, paper_id: str, version: int | None) -> None:
    assert parse_paper_id(text) == PaperId(paper_id, version)
    assert find_paper_ids(text) == [PaperId(paper_id, version)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3.14159",
        "2023.12",
        "2023.12.29",
        "2012.1229",
        "1234.567",
        "1234.5678",
        "2313.00001",
        "2300.00001",
        "2312.00000",
        "0703.0001",
        "0808.05394",
        "1501.0001",
        "2312.132867",
        "12312.13286",
        "2312.13286.5",
        "1.2312.13286",
        "v2312.13286",
        "2312.13286v0",
        "2312.13286v2.1",
        "2312.13286abc",
        "$1412.1234",
        "1412.1234%",
        "+1012.3456",
        "010-1012.3456",
        "1012.3456-7890",
        "9901.12345",
        "cs/0704001",
        "cs/9106001",
        "math/0313001",
        "foo/0601001",
        "bacs/0601001",
        "hep-th/9901000",
        "hep-th/99010011",
        "https://arxiv.org/list/cs.CL/2312",
        "２３１２.１３２８６",
    ],
)
def test_dates_amounts_versions_and_impossible_ids_name_no_paper(text: str) -> None:
    assert find_paper_ids(text) == []
    assert parse_paper_id(text) is None


def test_ids_are_found_glued_to_chinese_and_korean_text() -> None:
    assert find_paper_ids("看2312.13286这篇，或者2401.00001v2。논문2402.12345를") == [
        PaperId("2312.13286"),
        PaperId("2401.00001", 2),
        PaperId("2402.12345"),
    ]


def test_a_paper_named_twice_counts_once_and_in_the_order_of_the_text() -> None:
    text = "math.GT/0309136, 2401.00001v1; arXiv:2401.00001v3 and math/0309136"
    assert find_paper_ids(text) == [PaperId("math/0309136"), PaperId("2401.00001", 1)]


def test_a_text_of_only_references_is_distinguished_from_one_that_says_more() -> None:
    links = "https://arxiv.org/abs/2312.13286\n<https://hf.co/papers/2401.00001v2>, arXiv: cs/0112017"
    assert only_paper_ids(links) == [PaperId("2312.13286"), PaperId("2401.00001", 2), PaperId("cs/0112017")]
    assert parse_paper_id(links) is None
    for more in (f"read {links}", f"{links} soon", "[EMU2](https://arxiv.org/abs/2312.13286)", "看2312.13286"):
        assert only_paper_ids(more) == []
        assert find_paper_ids(more) != []


def test_a_link_to_another_site_is_not_a_reference_by_itself() -> None:
    text = "https://example.org/abs/2312.13286"
    assert parse_paper_id(text) is None
    assert parse_paper_id("https://evil-arxiv.org/abs/2312.13286") is None
    assert find_paper_ids(text) == [PaperId("2312.13286")]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for paper in find_paper_ids(text) + only_paper_ids(text):
        assert re.fullmatch(r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7}", paper.paper_id)
        assert parse_paper_id(paper.paper_id) == PaperId(paper.paper_id)


@given(st.text(alphabet="0123456789.v/-:arxivcsmth%+ \n,看", max_size=60))
def test_the_papers_of_pure_references_are_also_found_in_the_text(text: str) -> None:
    assert set(only_paper_ids(text)) <= set(find_paper_ids(text))


_words = st.text(alphabet=string.ascii_letters + "扩散模型논문 \n\t“”()[]，。", max_size=20)


@given(
    before=_words,
    after=_words,
    prefix=st.sampled_from(["arXiv:", " ", "(", "（", "https://arxiv.org/abs/", "10.48550/arXiv."]),
    suffix=st.sampled_from(["", ".pdf", ")", "。", "，", "?x=1", "#y"]),
    month=st.integers(1, 12),
    number=st.integers(1, 99_999),
    version=st.none() | st.integers(1, 30),
)
def test_an_id_is_found_at_any_place(
    before: str, after: str, prefix: str, suffix: str, month: int, number: int, version: int | None
) -> None:
    paper_id = f"24{month:02}.{number:05}"
    written = paper_id if version is None else f"{paper_id}v{version}"
    assert find_paper_ids(f"{before} {prefix}{written}{suffix} {after}") == [PaperId(paper_id, version)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["1", "2312.", "a.", "cs/", "math.aaaaaaaa", "arxiv.org/", "arxiv: ", "2312.13286v", " ", "(", "a/", "看"]
)
def test_a_megabyte_of_hostile_text_is_searched_in_linear_time(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    started = time.perf_counter()
    find_paper_ids(text)
    only_paper_ids(text)
    # This takes about half a second; quadratic time would take hours.
    assert time.perf_counter() - started < 10
