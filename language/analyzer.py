r"""From text to search terms: one analyzer for indexing and for queries, on every database.

Terms of the index, by kind of character (see :mod:`language.folding` for what is folded first):

- Words of alphabetic scripts, in lower case: whole (``gpt-4v``), as *lookup form*, and by parts (``gpt``, ``4v``).
  The lookup form is what a query asks for. For words of letters it is the English stem behind ``~`` (``~model`` for
  ``models``), which no exact term starts with; for words with digits it is the word without its hyphens, so that
  ``GPT-4V`` and ``GPT4V`` meet. A word is taken apart at ``-_.'&`` and LaTeX's ``^{}\``, at inner capitals where
  every part has three letters (``PagedAttention``, not ``LoRA``), after the capital of a variant (``QLoRA``), and
  before a trailing number (``Llama2``).
- Chinese and Japanese characters, and scripts of South-East Asia and India: single characters and pairs.
- Hangul: single syllables and pairs within a word.
- Emoji and pictographs: each by itself.

A query word asks for few of these, and for all of them (:func:`query_terms`): a conjunction, never an adjacency,
because SQLite's and PostgreSQL's notions of position differ and both must find the same notes. A quoted phrase is
settled afterwards, by looking for ``plain(phrase)`` in ``plain(note)``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer

from language import glossary, korean
from language.folding import fold, fold_with_offsets
from language.function_words import telling

MAX_TERM = 64
"""Characters of the longest term; what a longer word has beyond is not indexed."""

MAX_QUERY_TERMS = 256
"""Terms of the longest query, of which one word gives up to ``MAX_TERM``; what follows is left out of it."""

STEM = "~"
"""First character of the terms that are stems."""

UNSPACED = (
    "\u0900-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af"
)
"""Characters, as ranges of a regular expression's class, of the scripts that are indexed by characters and pairs."""

_HANGUL = "\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb"
_SYMBOL = "\u2190-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff"
_LETTER = rf"[^\W_{UNSPACED}{_HANGUL}]"
_JOINER = r"(?:[-‐‑_.'’&]|[\\^_{}]{1,4})"
# An arXiv id is a word, its version is skipped; C# and C++ keep their signs; eight parts bound a compound.
_RUN = re.compile(
    rf"(?P<unspaced>[{UNSPACED}]+)|(?P<hangul>[{_HANGUL}]+)|(?P<symbol>[{_SYMBOL}])"
    rf"|(?P<word>\d{{4}}\.\d{{4,5}}(?=v\d)|[A-Za-z]\#(?!{_LETTER}|\#)"
    rf"|{_LETTER}++(?:\+{{1,2}}(?![+]|{_LETTER})|(?:{_JOINER}{_LETTER}++){{1,7}})?)(?:v\d+)?"
)
_HANGUL_RUN, _WORD_RUN = _RUN.groupindex["hangul"], _RUN.groupindex["word"]
_PART = re.compile(f"{_LETTER}+")
_CAMEL = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_VARIANT = re.compile("[A-Z]([A-Z][a-z]+[A-Z]+)")
_NAME_AND_NUMBER = re.compile("([A-Za-z]{2,})([0-9]+[A-Za-z]{0,2})")
_WORD_ENDS = "+#)]}\"'”’」』》"
_VOWEL = re.compile("[aeiouy]")


class Token(NamedTuple):
    """A term and where it stands: ``[start, end)`` in code points of the original text.

    ``position`` counts word parts, characters and syllables from 0; a term has that of the first one it covers.
    """

    term: str
    start: int
    end: int
    position: int


@dataclass(frozen=True, slots=True)
class TermGroup:
    """One word of a query: a text has it when it has all of ``terms``.

    ``exact`` are the terms of a text that has the word just as typed (same inflection, particles, hyphens), for
    ranking such texts higher.
    """

    word: str
    terms: tuple[str, ...]
    exact: tuple[str, ...]


class _Piece(NamedTuple):
    """A term within a word; ``part`` counts the word's parts from 0."""

    term: str
    start: int
    end: int
    part: int


class _Word(NamedTuple):
    terms: tuple[str, ...]
    pieces: tuple[_Piece, ...]
    parts: int


class Analyzer:
    """The analyzer as the index wants it, see :class:`bot.core.ports.text.Tokenizer`: its terms are encoded."""

    # The letters a Python knows decide what is a word, so a newer Unicode may give other terms.
    version = f"1/{unicodedata.unidata_version}"

    def index_terms(self, text: str) -> list[str]:
        return [encode(term) for term in terms(text)]

    def query_groups(self, text: str, *, endings: bool = False) -> list[list[str]]:
        return [[encode(term) for term in group.terms] for group in query_terms(text, endings=endings)]

    def translations(self, text: str) -> tuple[str, ...]:
        return glossary.translations(text)

    def plain(self, text: str) -> str:
        return plain(text)

    def telling(self, text: str) -> str:
        return telling(text)


def terms(text: str) -> list[str]:
    """The terms of ``text``, with repetitions, in the order of :func:`analyze`. Never raises; linear time."""
    found: list[str] = []
    for match in _RUN.finditer(fold(text)):
        run = match[match.lastindex or 0]
        if match.lastindex == _WORD_RUN:
            found += _word(run).terms
        else:
            found += run
            found += _pairs(run)
    return found


def analyze(text: str) -> list[Token]:
    """The terms of ``text`` with their places, by run of one kind of character in reading order."""
    return list(iter_tokens(text))


def iter_tokens(text: str) -> Iterator[Token]:
    """The same one by one, for texts whose tokens would fill the memory."""
    folded, starts, ends = fold_with_offsets(text)
    position = 0
    for match in _RUN.finditer(folded):
        run, base = match[match.lastindex or 0], match.start()
        if match.lastindex == _WORD_RUN:
            word = _word(run)
            for term, start, end, part in word.pieces:
                yield Token(term, starts[base + start], ends[base + end - 1], position + part)
            position += word.parts
            continue
        for index, term in enumerate(run):
            yield Token(term, starts[base + index], ends[base + index], position + index)
        for index, term in enumerate(_pairs(run)):
            yield Token(term, starts[base + index], ends[base + index + 1], position + index)
        position += len(run)


def query_terms(text: str, *, endings: bool = False) -> list[TermGroup]:
    """What a text must have to match the words of ``text``; empty when there is nothing to search by.

    Korean particles are taken off (unless ``endings`` count), and dropped where they follow a word of another script
    directly.
    """
    groups: list[TermGroup] = []
    folded = fold(text)
    room = MAX_QUERY_TERMS
    for match in _RUN.finditer(folded):
        run = match[match.lastindex or 0]
        if match.lastindex == _HANGUL_RUN and _follows_word(folded, match.start()) and korean.is_particle(run):
            continue
        group = _group(run, match.lastindex, endings=endings)
        if room < len(group.terms):
            break
        room -= len(group.terms)
        groups.append(group)
    return groups


def plain(text: str) -> str:
    """``text`` folded, in lower case, its blanks single: the form in which quoted phrases are compared."""
    return " ".join(fold(text).lower().split())


def encode(term: str) -> str:
    """``term`` as a token that consists of letters, digits and ``_`` only, different for different terms.

    For FTS5 with ``tokenize="ascii tokenchars '_'"`` (every non-ASCII character is part of a token there, whatever
    Unicode version SQLite was built with) and for ``tsvector`` literals. ``~`` becomes ``__``, any other character
    that is not alphanumeric its hexadecimal code point between underscores.
    """
    if term.isalnum():
        return term
    return "__" + term[1:] if term[:1] == STEM and term[1:].isalnum() else _encode(term)


@lru_cache(maxsize=8_192)
def _encode(term: str) -> str:
    return "".join(c if c.isalnum() else "__" if c == STEM else f"_{ord(c):x}_" for c in term)


def _pairs(run: str) -> Iterator[str]:
    return map(add, run, run[1:])


def _follows_word(text: str, index: int) -> bool:
    return index > 0 and (text[index - 1].isalnum() or text[index - 1] in _WORD_ENDS)


def _group(run: str, kind: int | None, *, endings: bool) -> TermGroup:
    if kind == _WORD_RUN:
        return TermGroup(run, _lookups(run), (run[:MAX_TERM].lower(),))
    exact = _grams(run)
    if kind == _HANGUL_RUN and not endings:
        return TermGroup(run, _grams(korean.stem(run[:MAX_TERM])), exact)
    return TermGroup(run, exact, exact)


def _grams(run: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_pairs(run[:MAX_TERM]))) or (run,)


def _lookups(word: str) -> tuple[str, ...]:
    """A hyphenated word of letters is asked for by its parts (``fine tuning`` has them too), others as a whole."""
    parts = [part[:MAX_TERM] for part in _PART.findall(word)]
    if len(word) > MAX_TERM or (len(parts) > 1 and _all_words(parts)):
        return tuple(dict.fromkeys(_lookup(part) for part in parts))
    return (_lookup(word),)


def _all_words(parts: list[str]) -> bool:
    return all(len(part) > 1 and part.isalpha() for part in parts)


def _lookup(word: str) -> str:
    """The lookup form of a word as described above; numbers keep their points and hyphens (``1.5`` is not ``15``)."""
    lower = word.lower()
    joined = "".join(_PART.findall(lower))
    if len(joined) > 2 and joined.isascii() and joined.isalpha() and not lower.endswith(("+", "#")):
        return STEM + _stem(joined)
    return lower if joined.isdecimal() or lower.endswith(("+", "#")) else joined


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    stemmer = EnglishStemmer()  # made anew because it keeps the word it works on; it costs a microsecond
    stem: str = stemmer.stemWord(word)
    if stem == word and word.endswith("s") and not word.endswith("ss") and not _VOWEL.search(word):
        return word[:-1]  # the stemmer wants a vowel, which the plurals of this field lack: LLMs, CNNs
    return stem


def _word(word: str) -> _Word:
    return _known_word(word) if len(word) <= MAX_TERM else _long_word(word)


@lru_cache(maxsize=16_384)
def _known_word(word: str) -> _Word:
    if word.isalpha() and (word.isupper() or word[1:].islower()):  # most words: a single part
        forms = dict.fromkeys((word.lower(), _lookup(word)))
        return _Word(tuple(forms), tuple(_Piece(form, 0, len(word), 0) for form in forms), 1)
    return _assemble(_whole(word) + _by_parts(word), len(_PART.findall(word)))


def _long_word(word: str) -> _Word:
    return _assemble(_by_parts(word), len(_PART.findall(word)))


def _assemble(pieces: list[_Piece], parts: int) -> _Word:
    unique = tuple(dict.fromkeys(pieces))
    return _Word(tuple(piece.term for piece in unique), unique, parts)


def _whole(word: str) -> list[_Piece]:
    """The word itself, and the lookup forms of what a query may write of its beginning (``gpt4`` of GPT-4-turbo)."""
    found = [_Piece(word.lower(), 0, len(word), 0)]
    parts = list(_PART.finditer(word))
    for count in range(2, len(parts)):
        if not _all_words([part[0] for part in parts[:count]]):
            end = parts[count - 1].end()
            found.append(_Piece(_lookup(word[:end]), 0, end, 0))
    found.append(_Piece(_lookup(word), 0, len(word), 0))
    return found


def _by_parts(word: str) -> list[_Piece]:
    found: list[_Piece] = []
    for index, part in enumerate(_PART.finditer(word)):
        for piece, start in _split(part[0][:MAX_TERM]):
            begin = part.start() + start
            end = begin + len(piece)
            found.append(_Piece(piece.lower(), begin, end, index))
            found.append(_Piece(_lookup(piece), begin, end, index))
    return found


def _split(part: str) -> list[tuple[str, int]]:
    """``part`` and what it is made of, each with its offset."""
    found = [(part, 0)]
    name = part
    if match := _NAME_AND_NUMBER.fullmatch(part):
        name = match[1]
        found += [(match[1], 0), (match[2], match.start(2))]
    camel = list(_CAMEL.finditer(name))
    if len(camel) > 1 and name.isascii() and name.isalpha() and all(len(piece[0]) > 2 for piece in camel):
        found += [(piece[0], piece.start()) for piece in camel]
    if variant := _VARIANT.fullmatch(name):
        found.append((variant[1], 1))
    return found
