"""LaTeX in titles and abstracts, as people read it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.text.latex import readable

PIECES = st.sampled_from(
    [
        r"\emph{",
        r"\frac",
        r"\sqrt[3]{x}",
        r"\left(",
        r"\right.",
        r"\unicode{xD800}",
        r"\unicode{x1B}",
        r"\^{}",
        r"\href{a}{b}",
        *list(r"\{}$^_~`'-(),"),
        "``",
        "''",
        "$$",
        r"\(",
        r"\)",
        "$5",
        r"\alpha",
        r"\textcolor{red}",
        "word",
        " ",
        "1",
    ]
)
PLAIN = st.text(st.characters(exclude_characters="\\$`~'-"))
WRAPPED = st.sampled_from(
    [
        r"\emph{{{}}}",
        r"\textbf{{\textit{{{}}}}}",
        r"{{\em {}}}",
        r"$\text{{{}}}$",
        "``{}''",
        r"\unheardof{{{}}}",
        "{}~",
        "({})",
        r"$\mathrm{{{}}}^2$",
        r"\textcolor{{red}}{{{}}}",
        "{}---",
        r"\footnote{{{}}}",
        "${}$",
        "{}$^{{th}}$",
        "$5 {} $6",
    ]
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$O(n^{2})$ and $\mathcal{O}(n \log n)$", "O(n²) and O(n log n)"),
        (r"$\alpha$-divergence of $\mathcal{L}_1$ in $\mathbb{R}^{d}$", "α-divergence of ℒ₁ in ℝᵈ"),
        (r"\emph{not} \textbf{bold} {\em old} \texttt{code}", "not bold old code"),
        (r"{\L}ukasz, Erd\H{o}s, Fr\'echet, Na\"{\i}ve, Pawe\l, \o re", "Łukasz, Erdős, Fréchet, Naïve, Paweł, øre"),
        (r"at \url{https://example.org/~me/a--b_c}.", "at https://example.org/~me/a--b_c."),
        (r"\href{https://example.org}{our page}", "our page (https://example.org)"),
        (r"93.5\% of Q\&A, by~Doe, Fig.~2, ~5\,ms", "93.5% of Q&A, by Doe, Fig. 2, ~5 ms"),
        (r"so---as ``they'' say---it is 3--5 years", "so—as “they” say—it is 3–5 years"),
        (r"$\frac{1}{2}$, $\frac{a+b}{2c}$, $\sqrt{x}$, $\sqrt{x+1}$", "1/2, (a+b)/2c, √x, √(x+1)"),
        (r"$x_{max}$, $x_{i,j}$, $a_n^{-1}$, $2^{k+\alpha}$, $x_f$", "x_max, x_(i,j), aₙ⁻¹, 2^(k+α), x_f"),
        (r"$2.5\times$ faster, $\sim$74\%, 360$^\circ$, CO$_2$", "2.5× faster, ∼74%, 360°, CO₂"),
        (r"$\hat{x} \leq \tilde{O}(\epsilon)$, $x \not\in A$", "x̂ ≤ Õ(ε), x ∉ A"),
        (r"\(a\) and \[b\] and $$c$$", "a and b and c"),
        (r"set$\unicode{x2014}$the", "set—the"),
        (r"see \citet{doe2020}", "see [doe2020]"),
    ],
)
def test_latex_is_read_as_unicode(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $10, or $0.01-$3.59 (US$2 a day, $4 (or $k) an hour)",
        "from $233.46 Billion in 2024 to an astonishing $1.77 Trillion",
        r"our method \ours, and $\ours{a}^2$",
        "run it with --fast or -> there; x^2, a_b, {c}, `code`, don't",
        "10% of C:\\",
    ],
)
def test_money_and_unknown_commands_stay_unchanged(text: str) -> None:
    assert readable(text) == text


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=9))).map("".join)))
def test_any_text_can_be_read_and_gains_no_control_character(text: str) -> None:
    read = readable(text)
    assert {char for char in read if not char.isprintable()} <= set(text)


@given(PLAIN)
def test_text_without_latex_stays_unchanged(text: str) -> None:
    assert readable(text) == text


@given(st.lists(st.tuples(st.from_regex("[a-z]{2,9}", fullmatch=True), WRAPPED)))
def test_no_word_is_lost(parts: list[tuple[str, str]]) -> None:
    written = " ".join(wrapping.format(word) for word, wrapping in parts)
    rest = readable(written)
    for word, _ in parts:
        found = re.search(word, rest)
        assert found, (word, written)
        rest = rest[found.end() :]


@pytest.mark.parametrize("opening", [r"\hat{\text{", r"\frac{\text{", r"\sqrt{\text{", r"\footnote{\hat{\text{"])
def test_deeply_nested_text_that_only_looks_like_formulas_is_read_quickly(opening: str) -> None:
    """If each level were read twice, ten levels would take a thousand readings."""
    nested = "word"
    for _ in range(10):
        nested = opening + nested + "}" * (opening.count("{") - 1) + r"\foo}"
    assert readable(nested * 200).count("word") == 200


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["{", "\\emph{", "$a ", r"\frac", "``", r"\(", "$", "a.", r"$\hat", "^", "{\\"])
def test_twenty_thousand_repetitions_are_read_in_linear_time(piece: str) -> None:
    """With quadratic time, this test would not finish."""
    assert readable(piece * 20_000 + "word").endswith("word")
