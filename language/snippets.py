"""Snippets: the line of a found text that best shows why it was found."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from wcwidth import grapheme_boundary_before

from bot.core.messages import Inlines, Marked, Text
from bot.core.model.query import Query
from language.analyzer import MAX_TERM, UNSPACED, Token, query_terms, tokens
from language.concepts import Wording, concepts
from language.function_words import FUNCTION_WORDS

SCANNED = 100_000
"""Code points searched for matches, so that one huge note does not delay a page of hits."""

_MOST_HITS = 2_000
_LONGEST_GRAPHEME = 64  # code points; a longer one is cut
_ELLIPSIS = "…"
_HANGUL = re.compile("[가-힣]")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Two adjacent letters of one word, in scripts with spaces between words.
_WITHIN_WORD = re.compile(rf"(?:[^\W{UNSPACED}]|[\u0300-\u036f])[^\W{UNSPACED}]")


def highlight(text: str, query: Query, width: int) -> Inlines:
    """:class:`bot.core.ports.text.Snippets`: a snippet for the words and phrases of a query.

    A term of the field is marked in every wording; a wording of several words only where the text has all of them.
    Function words are marked only where the query has no others.
    """
    wordings = _wordings(query)
    hits = occurrences(text, {term for wording in wordings for term in wording})
    present = {hit.term for hit in hits}
    matched = {term for wording in wordings if present.issuperset(wording) for term in wording}
    return snippet(text, [hit for hit in hits if hit.term in matched], width)


def _wordings(query: Query) -> set[Wording]:
    """The terms to mark: single ones as typed, and every wording of a concept."""
    typed, phrases = (query_terms(" ".join(words)) for words in (query.words, query.phrases))
    wordings = {wording for concept in concepts(query.text) for wording in concept.wordings}
    for group in typed:
        if group.word.lower() in FUNCTION_WORDS:
            wordings.discard(group.terms)
        elif _HANGUL.match(group.word):  # an ending alone (는다) says nothing
            first, *rest = group.terms
            wordings = {(first,), *((first, term) for term in rest), *(wordings - {(term,) for term in rest})}
        else:
            wordings |= {(term,) for term in group.terms}
    wordings |= {(term,) for group in phrases for term in group.terms}
    return wordings or {group.terms for group in typed}


def occurrences(text: str, terms: Collection[str]) -> list[Token]:
    """The places of ``terms`` of the analyzer in ``text``, in its order; the first few thousand."""
    if not terms:
        return []
    found = (token for token in tokens(text[:SCANNED]) if token.term in terms)
    return sorted(islice(found, _MOST_HITS), key=attrgetter("start"))


def snippet(text: str, hits: Sequence[Token], width: int) -> Inlines:
    """One line of at most ``width`` (at least 3) code points, where most distinct terms of ``hits`` are close together.

    Cut ends have ``…`` and are neither within a grapheme nor within a word, unless one is longer than the line. Control
    characters and line breaks become spaces, lone surrogates U+FFFD. Empty for a blank text.
    """
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    start, end = first, last
    if last - first > width:
        start, end = _window(text, first, last, hits, width - 2 * len(_ELLIPSIS))
    before = [Text(_ELLIPSIS)] if start > first else []
    after = [Text(_ELLIPSIS)] if end < last else []
    return _joined([*before, *_parts(text, start, end, hits), *after])


def _window(text: str, first: int, last: int, hits: Sequence[Token], room: int) -> tuple[int, int]:
    """At most ``room`` code points of ``[first, last)`` around the best hits, a third of the context in front."""
    left, right = _best_span(hits, room) if hits else (first, first)
    left, right = _word_start(text, left), _word_end(text, right)
    context = max(room - (right - left), 0)
    start = max(min(left - context // 3, last - room), first)
    end = start + room
    start = _cut(text, range(start, left + 1))
    end = _cut(text, range(end, (right if start < right <= end else start + 1) - 1, -1))
    shown = text[start:end]
    return end - len(shown.lstrip()), start + len(shown.rstrip())


def _best_span(hits: Sequence[Token], room: int) -> tuple[int, int]:
    """The first span of at most ``room`` code points with the most distinct terms, then the rarest terms."""
    total = Counter(hit.term for hit in hits)
    weight = {term: 10**9 + 10**6 // count for term, count in total.items()}
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
    """The beginning of the word around ``index``; ``index`` itself if that is too far away."""
    nearby = range(index, max(index - MAX_TERM, 0) - 1, -1)
    return next((i for i in nearby if not i or not _WITHIN_WORD.match(text, i - 1)), index)


def _word_end(text: str, index: int) -> int:
    nearby = range(index, index + MAX_TERM)
    return next((i for i in nearby if not i or not _WITHIN_WORD.match(text, i - 1)), index)


def _cut(text: str, indices: range) -> int:
    """The first index between two words, or else between two graphemes, or else the first index."""
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


def _parts(text: str, start: int, end: int, hits: Sequence[Token]) -> Iterator[Text | Marked]:
    done = start
    for left, right in _marks(hits, start, end):
        yield Text(text[done:left])
        yield Marked(text[left:right])
        done = right
    yield Text(text[done:end])


def _marks(hits: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The hits entirely within ``[start, end)``; those that overlap or touch become one."""
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


def _joined(parts: Iterable[Text | Marked]) -> Inlines:
    """``parts`` on one line, without empty ones, and never two unmarked ones in a row."""
    found: list[Text | Marked] = []
    for part in parts:
        line = _SURROGATE.sub("\ufffd", _BLANKS.sub(" ", part.text))
        if found and isinstance(found[-1], Text) and isinstance(part, Text):
            found[-1] = Text(found[-1].text + line)
        elif line:
            found.append(type(part)(line))
    return tuple(found)
