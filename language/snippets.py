"""The line of a found text that shows best why it was found."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from wcwidth import grapheme_boundary_before

from bot.core.messages import Inlines, Marked, Text
from bot.core.model.query import Query
from language.analyzer import MAX_TERM, UNSPACED, Token, query_terms, tokens
from language.concepts import Wording, concepts

SCANNED = 100_000
"""Code points of a text that are searched for matches, so that one huge note does not hold up a page of hits."""

_MOST_HITS = 2_000
_LONGEST_GRAPHEME = 64  # code points; where an endless one would have to be kept whole, it is cut
_ELLIPSIS = "…"
_FUNCTION_WORD = re.compile(
    "(?i:an?|and|are|as|at|be|by|can|do|does|for|from|how|in|into|is|its?|of|on|or|that|the|their|this|to|was|we"
    "|wh(?:at|en|ere|ich|o|y)|with)"
)
_HANGUL = re.compile("[가-힣]")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Two letters of one word, in scripts that put spaces between words.
_WITHIN_WORD = re.compile(rf"(?:[^\W{UNSPACED}]|[\u0300-\u036f])[^\W{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a snippet; ``marked`` where it matched."""

    text: str
    marked: bool = False


def highlight(text: str, query: Query, width: int) -> Inlines:
    """:func:`snippet` for the words and phrases of a query, as :class:`bot.core.ports.text.Snippets` wants it.

    Terms of the field are marked in every wording, of several words only where all of them are in the text. Words that
    hold a sentence together are marked only where nothing else was asked for.
    """
    asked = _asked(query)
    hits = _hits(text, frozenset(term for way in asked for term in way))
    there = {hit.term for hit in hits}
    found = {term for way in asked if there.issuperset(way) for term in way}
    fragments = _snippet(text, [hit for hit in hits if hit.term in found], width)
    return tuple(Marked(fragment.text) if fragment.marked else Text(fragment.text) for fragment in fragments)


def _asked(query: Query) -> set[Wording]:
    """What is marked: single terms as typed, and all ways to write what they mean."""
    typed, phrases = (query_terms(" ".join(words)) for words in (query.words, query.phrases))
    ways = {way for concept in concepts(query.text) for way in concept.wordings}
    for group in typed:
        if _FUNCTION_WORD.fullmatch(group.word):
            ways.discard(group.terms)
        elif _HANGUL.match(group.word):  # an ending alone (는다) says nothing
            first, *rest = group.terms
            ways = {(first,), *((first, term) for term in rest), *(ways - {(term,) for term in rest})}
        else:
            ways |= {(term,) for term in group.terms}
    ways |= {(term,) for group in phrases for term in group.terms}
    return ways or {group.terms for group in typed}


def snippet(text: str, terms: Collection[str], width: int) -> tuple[Fragment, ...]:
    """One line of at most ``width`` (at least 3) code points, from where most distinct ``terms`` stand together.

    ``terms`` are terms of the analyzer. Cut ends carry ``…`` and fall neither within a grapheme nor within a word,
    unless a single one of them is longer than the line. Control characters and line breaks become blanks, lone
    surrogates U+FFFD. Empty for a blank text.
    """
    return _snippet(text, _hits(text, frozenset(terms)), width)


def _snippet(text: str, hits: list[Token], width: int) -> tuple[Fragment, ...]:
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if first >= last:
        return ()
    start, end = first, last
    if last - first > width:
        start, end = _window(text, first, last, hits, max(width - 2 * len(_ELLIPSIS), 1))
    fragments = _fragments(text, start, end, hits)
    before = [Fragment(_ELLIPSIS)] if start > first else []
    after = [Fragment(_ELLIPSIS)] if end < last else []
    return _joined([*before, *fragments, *after])


def _hits(text: str, terms: frozenset[str]) -> list[Token]:
    if not terms:
        return []
    found = (token for token in tokens(text[:SCANNED]) if token.term in terms)
    return sorted(islice(found, _MOST_HITS), key=lambda token: token.start)


def _window(text: str, first: int, last: int, hits: list[Token], room: int) -> tuple[int, int]:
    """At most ``room`` code points of ``[first, last)`` around the best hits, a third of the context before them."""
    left, right = _best_span(hits, room) if hits else (first, first)
    left, right = _word_start(text, left), _word_end(text, right)
    start = min(left - (room - (right - left)) // 3, last - room)
    start = max(start, first) if right - left < room else left
    end = min(start + room, last)
    start = _cut(text, range(start, left + 1))
    end = _cut(text, range(end, (right if start < right <= end else start + 1) - 1, -1))
    shown = text[start:end]
    return end - len(shown.lstrip()), start + len(shown.rstrip())


def _best_span(hits: list[Token], room: int) -> tuple[int, int]:
    """The first span of at most ``room`` code points with the most distinct terms; of equals, with the rarest."""
    total = Counter(hit.term for hit in hits)
    weight = {term: 10**6 + 10**6 // count for term, count in total.items()}
    inside: Counter[str] = Counter()
    score = best = oldest = 0
    span = (hits[0].start, hits[0].end)
    for hit in hits:
        inside[hit.term] += 1
        score += weight[hit.term] * (inside[hit.term] == 1)
        while hits[oldest].start < hit.end - room and hits[oldest] is not hit:
            gone = hits[oldest].term
            inside[gone] -= 1
            score -= weight[gone] * (inside[gone] == 0)
            oldest += 1
        if score > best:
            best, span = score, (hits[oldest].start, hit.end)
    return span


def _word_start(text: str, index: int) -> int:
    """Where the word around ``index`` begins; ``index`` itself in an endless one."""
    nearby = range(index, max(index - MAX_TERM, 0) - 1, -1)
    return next((i for i in nearby if not i or not _WITHIN_WORD.match(text, i - 1)), index)


def _word_end(text: str, index: int) -> int:
    nearby = range(index, index + MAX_TERM)
    return next((i for i in nearby if not i or not _WITHIN_WORD.match(text, i - 1)), index)


def _cut(text: str, indices: range) -> int:
    """The first index between two words or characters, or else between two graphemes, or else the first at all."""
    for between in (_between_words, _between_graphemes):
        for index in indices:
            if between(text, index):
                return index
    return indices.start


def _between_words(text: str, index: int) -> bool:
    return not (index and _WITHIN_WORD.match(text, index - 1)) and _between_graphemes(text, index)


def _between_graphemes(text: str, index: int) -> bool:
    if index in (0, len(text)):
        return True
    around = text[max(index - _LONGEST_GRAPHEME, 0) : index + 1]
    return grapheme_boundary_before(around, len(around)) == len(around) - 1


def _fragments(text: str, start: int, end: int, hits: list[Token]) -> Iterable[Fragment]:
    done = start
    for left, right in _marks(hits, start, end):
        yield Fragment(text[done:left])
        yield Fragment(text[left:right], marked=True)
        done = right
    yield Fragment(text[done:end])


def _marks(hits: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The hits that are whole within ``[start, end)``, those that overlap or touch as one."""
    marks: list[tuple[int, int]] = []
    for hit in hits[bisect_left(hits, start, key=lambda token: token.start) :]:
        if hit.start >= end:
            break
        if hit.end > end:
            continue
        if marks and hit.start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(hit.end, marks[-1][1]))
        else:
            marks.append((hit.start, hit.end))
    return marks


def _joined(fragments: list[Fragment]) -> tuple[Fragment, ...]:
    """On one line, without empty fragments, blanks at the cut ends, or two unmarked fragments in a row."""
    found: list[Fragment] = []
    for fragment in fragments:
        line = _SURROGATE.sub("\ufffd", _BLANKS.sub(" ", fragment.text))
        if found and not found[-1].marked and not fragment.marked:
            found[-1] = Fragment(found[-1].text + line)
        elif line:
            found.append(Fragment(line, fragment.marked))
    return tuple(found)
