r"""From text to search terms: one analyzer for indexing and for queries, on every database.

Terms of the index, by kind of character (:mod:`language.folding` describes what is folded first):

- Words of alphabetic scripts, in lower case: whole (``gpt-4v``), as *lookup form*, and by parts (``gpt``, ``4v``).
  The lookup form is what a query asks for. For words of letters it is the English stem after ``~`` (``~model`` for
  ``models``), with which no other term starts. For words with digits it is the word without its hyphens, so that
  ``GPT-4V`` and ``GPT4V`` match. A word is split at ``-_.'&`` and LaTeX's ``^{}\``, at inner capitals where every part
  has three letters (``PagedAttention``, not ``LoRA``), after the capital of a variant (``QLoRA``), and before a
  trailing number (``Llama2``).
- Chinese and Japanese characters, and scripts of South-East Asia and India: single characters and pairs.
- Hangul: single syllables and pairs within a word.
- Emoji and pictographs: each by itself.

A query word asks for a few of these, and an entry must have all of them (:func:`query_terms`). They need not be
adjacent, because SQLite and PostgreSQL count positions differently and must find the same notes. A quoted phrase is
checked afterwards, by looking for ``plain(phrase)`` in ``plain(note)``.
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
from language.function_words import content_words

MAX_TERM = 64
"""Characters of the longest term. The rest of a longer word is not indexed."""

MAX_QUERY_TERMS = 256
"""Terms of the longest query; the words that follow are left out. One word has up to ``MAX_TERM`` terms."""

STEM = "~"
"""The first character of a term that is a stem."""

UNSPACED = (
    "\u0900-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af"
)
"""The scripts that are indexed by characters and pairs, as ranges for a character class of a regular expression."""

_HANGUL = "\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb"
_SYMBOL = "\u2190-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff"
_LETTER = rf"[^\W_{UNSPACED}{_HANGUL}]"
_JOINER = r"(?:[-‐‑_.'’&]|[\\^_{}]{1,4})"
# An arXiv id is a word without its version. C# and C++ keep their signs. A compound has at most eight parts.
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
    """A term and where it occurs: ``[start, end)`` in code points of the original text."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TermGroup:
    """One word of a query: a text has the word when it has all of ``terms``."""

    word: str
    terms: tuple[str, ...]


class _Word(NamedTuple):
    """The terms of a word, the same with their places in it."""

    terms: tuple[str, ...]
    tokens: tuple[Token, ...]


class Analyzer:
    """The analyzer with encoded terms, as the index needs them: :class:`bot.core.ports.text.Tokenizer`."""

    # Python's Unicode tables decide what is a word, so newer ones may give other terms.
    version = f"1/{unicodedata.unidata_version}"

    def index_terms(self, text: str) -> list[str]:
        return [encode(term) for term in terms(text)]

    def query_terms(self, text: str, *, endings: bool = False) -> list[list[str]]:
        return [[encode(term) for term in group.terms] for group in query_terms(text, endings=endings)]

    def translations(self, text: str) -> tuple[str, ...]:
        return glossary.translations(text)

    def plain(self, text: str) -> str:
        return plain(text)

    def content_words(self, text: str) -> str:
        return content_words(text)


def terms(text: str) -> list[str]:
    """The terms of ``text``, with repetitions, in the order of :func:`tokens`. Never raises; linear time."""
    found: list[str] = []
    for match in _RUN.finditer(fold(text)):
        run = match[match.lastindex or 0]
        if match.lastindex == _WORD_RUN:
            found += _word(run).terms
        else:
            found += run
            found += _pairs(run)
    return found


def tokens(text: str) -> Iterator[Token]:
    """The terms of ``text`` with their places, one by one, because those of a long text would fill the memory."""
    folded, starts, ends = fold_with_offsets(text)
    for match in _RUN.finditer(folded):
        run, base = match[match.lastindex or 0], match.start()
        if match.lastindex == _WORD_RUN:
            for term, start, end in _word(run).tokens:
                yield Token(term, starts[base + start], ends[base + end - 1])
            continue
        for index, term in enumerate(run):
            yield Token(term, starts[base + index], ends[base + index])
        for index, term in enumerate(_pairs(run)):
            yield Token(term, starts[base + index], ends[base + index + 1])


def query_terms(text: str, *, endings: bool = False) -> list[TermGroup]:
    """The terms a text must have for each word of ``text``; empty if there is nothing to search by.

    Korean particles are removed from their nouns (not with ``endings``), and dropped directly after a word of another
    script.
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
    """``text`` folded, in lower case, with single spaces: the form in which quoted phrases are compared."""
    return " ".join(fold(text).lower().split())


def encode(term: str) -> str:
    """``term`` as a token of letters, digits and ``_`` only; different terms give different tokens.

    For FTS5 with ``tokenize="ascii tokenchars '_'"`` (which takes every non-ASCII character as part of a token,
    whatever Unicode version SQLite was built with) and for ``tsvector`` literals. ``~`` becomes ``__``. Any other
    character that is not alphanumeric becomes its hexadecimal code point between underscores.
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
        return TermGroup(run, _lookups(run))
    if kind == _HANGUL_RUN and not endings:
        return TermGroup(run, _grams(korean.stem(run[:MAX_TERM])))
    return TermGroup(run, _grams(run))


def _grams(run: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_pairs(run[:MAX_TERM]))) or (run,)


def _lookups(word: str) -> tuple[str, ...]:
    """A hyphenated word of letters is looked up by its parts (``fine tuning`` also has them), others as a whole."""
    parts = [part[:MAX_TERM] for part in _PART.findall(word)]
    if len(word) > MAX_TERM or (len(parts) > 1 and _all_words(parts)):
        return tuple(dict.fromkeys(_lookup(part) for part in parts))
    return (_lookup(word),)


def _all_words(parts: list[str]) -> bool:
    return all(len(part) > 1 and part.isalpha() for part in parts)


def _lookup(word: str) -> str:
    """The lookup form of a word (see above); numbers keep their points and hyphens, as ``1.5`` is not ``15``."""
    lower = word.lower()
    if lower.endswith(("+", "#")):
        return lower
    joined = "".join(_PART.findall(lower))
    if len(joined) > 2 and joined.isascii() and joined.isalpha():
        return STEM + _stem(joined)
    return lower if joined.isdecimal() else joined


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    stemmer = EnglishStemmer()  # not shared, because it keeps the word it works on; creating one takes a microsecond
    stem: str = stemmer.stemWord(word)
    if stem == word and word.endswith("s") and not word.endswith("ss") and not _VOWEL.search(word):
        return word[:-1]  # the stemmer needs a vowel, which the plurals of this field lack: LLMs, CNNs
    return stem


def _word(word: str) -> _Word:
    return _known_word(word) if len(word) <= MAX_TERM else _long_word(word)


@lru_cache(maxsize=16_384)
def _known_word(word: str) -> _Word:
    if word.isalpha() and (word.isupper() or word[1:].islower()):  # most words: a single part
        forms = dict.fromkeys((word.lower(), _lookup(word)))
        return _Word(tuple(forms), tuple(Token(form, 0, len(word)) for form in forms))
    return _assemble(_whole(word) + _by_parts(word))


def _long_word(word: str) -> _Word:
    return _assemble(_by_parts(word))


def _assemble(tokens: list[Token]) -> _Word:
    unique = tuple(dict.fromkeys(tokens))
    return _Word(tuple(token.term for token in unique), unique)


def _whole(word: str) -> list[Token]:
    """The word itself, and the lookup forms of beginnings that a query may have (``gpt4`` of GPT-4-turbo)."""
    found = [Token(word.lower(), 0, len(word))]
    parts = list(_PART.finditer(word))
    for count in range(2, len(parts)):
        if not _all_words([part[0] for part in parts[:count]]):
            end = parts[count - 1].end()
            found.append(Token(_lookup(word[:end]), 0, end))
    found.append(Token(_lookup(word), 0, len(word)))
    return found


def _by_parts(word: str) -> list[Token]:
    found: list[Token] = []
    for part in _PART.finditer(word):
        for piece, start in _split(part[0][:MAX_TERM]):
            begin = part.start() + start
            end = begin + len(piece)
            found.append(Token(piece.lower(), begin, end))
            found.append(Token(_lookup(piece), begin, end))
    return found


def _split(part: str) -> list[tuple[str, int]]:
    """``part`` and its own parts, each with its offset."""
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
