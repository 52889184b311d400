"""The query language of ``/search``: words, quoted phrases, exclusions and filters in one line.

``扩散 "in-context learning" -survey tag:llm by:"Kaiming He" after:2023-06 paper:2312.13286 in:all``
"""

import re
from datetime import date
from itertools import islice

from bot.core.errors import PersonError
from bot.core.model.query import Query, Scope
from bot.core.parsing import parse_period, shorten
from papers.arxiv.identifiers import parse_paper_id

MAX_WORDS = 64
"""Words, phrases, exclusions, tags and authors per query; further ones are left out."""

MAX_WORD_LENGTH = 200
"""Longest word or phrase, in characters; the rest is cut off."""

_MAX_CLAUSES = 4 * MAX_WORDS  # so that 1 MB of filters is not read to its end

_DASHES = "-－−–"
_DOUBLE_QUOTES = '"“”„‟'  # each closes any other, because phones mix them
_OPENING = _DOUBLE_QUOTES + "「『«"
_QUOTED = rf"[{_DOUBLE_QUOTES}][^{_DOUBLE_QUOTES}]*[{_DOUBLE_QUOTES}]?|「[^」]*」?|『[^』]*』?|«[^»]*»?"
_SPACED_DATE = r"\d{4} ?[年년] ?\d{1,2} ?[月월](?: ?\d{1,2} ?[日号號일])?"
_CLAUSE = re.compile(
    rf"(?P<dash>[{_DASHES}])?"
    r"(?:(?P<dated>(?ai:before|after|on))[:：]|(?P<key>(?ai:tag|by|paper|in))[:：]|(?P<hash>[#＃]))?"
    rf"(?:(?P<quoted>{_QUOTED})|(?P<bare>(?(dated){_SPACED_DATE}|(?!))[^\s{_OPENING}]*|[^\s{_OPENING}]+))"
)
_NEEDS_NO_QUOTES = re.compile(rf"(?![{_DASHES}#＃])[^\s:：{_OPENING}]+")

_SCOPES = {"note": Scope.NOTES, "notes": Scope.NOTES, "todo": Scope.TODO, "todos": Scope.TODO, "all": Scope.ALL}


def parse_query(text: str) -> Query:
    """Read any text as a query; words with an unknown prefix (``foo:bar``) are just words.

    A quote that is not closed ends with the text. ``after:`` and ``before:`` take the first day of a year or
    month (so ``after:2023 before:2024`` is the year 2023), ``on:`` all of it. The tightest of several dates counts, and
    the last of several ``paper:`` or ``in:``.
    Raises ``PersonError``: ``date-expected``, ``date-impossible``, ``search-range-empty``, ``search-paper-expected``,
    ``search-scope-unknown``, ``search-exclusion-of-filter``.
    """
    builder = _QueryBuilder()
    for clause in islice(_CLAUSE.finditer(text), _MAX_CLAUSES):
        builder.read(clause)
    return builder.query()


def as_typed(query: Query) -> str:
    """A text that parses as an equal query: the inverse of :func:`parse_query`."""
    parts = [
        *query.words,
        *(_quoted(phrase) for phrase in query.phrases),
        *(f"-{_value(text)}" for text in query.excluded),
        *(f"tag:{_value(tag)}" for tag in query.tags),
        *(f"by:{_value(author)}" for author in query.authors),
    ]
    if query.paper_id:
        parts.append(f"paper:{query.paper_id}")
    if query.after:
        parts.append(f"after:{query.after.isoformat()}")
    if query.before:
        parts.append(f"before:{query.before.isoformat()}")
    if query.scope is not Scope.NOTES:
        parts.append(f"in:{query.scope}")
    return " ".join(parts)


class _QueryBuilder:
    """Collects clauses until the query is complete."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {"words": [], "phrases": [], "excluded": [], "tags": [], "authors": []}
        self.paper_id = ""
        self.after: date | None = None
        self.before: date | None = None
        self.scope = Scope.NOTES

    def read(self, clause: re.Match[str]) -> None:
        key = "tag" if clause["hash"] else (clause["dated"] or clause["key"] or "").lower()
        value = _content(clause)
        if not value:
            return
        if key and clause["dash"]:
            raise PersonError("search-exclusion-of-filter", text=shorten(clause[0]))
        if clause["dash"]:
            self._add("excluded", value)
        elif not key:
            self._add("phrases" if clause["quoted"] else "words", value)
        elif key == "tag":
            self._add("tags", value.lstrip("#＃ "))
        elif key == "by":
            self._add("authors", value)
        elif key == "paper":
            self.paper_id = _paper_id(value)
        elif key == "in":
            self.scope = _scope(value)
        else:
            self._limit(key, value)

    def _add(self, kind: str, value: str) -> None:
        if value and sum(map(len, self.texts.values())) < MAX_WORDS:
            self.texts[kind].append(value)

    def _limit(self, key: str, value: str) -> None:
        first, end = parse_period(value)
        if key != "before":
            self.after = max(self.after or first, first)
        if key != "after":
            limit = end if key == "on" else first
            self.before = min(self.before or limit, limit)

    def query(self) -> Query:
        if self.after and self.before and self.after >= self.before:
            raise PersonError("search-range-empty", after=self.after, before=self.before)
        texts = {kind: tuple(values) for kind, values in self.texts.items()}
        return Query(**texts, paper_id=self.paper_id, after=self.after, before=self.before, scope=self.scope)


def _content(clause: re.Match[str]) -> str:
    """The words of a clause, separated by single blanks; empty for a lone dash."""
    if clause["bare"]:
        return clause["bare"][:MAX_WORD_LENGTH] if clause["bare"].strip(_DASHES) else ""
    quoted: str = clause["quoted"]
    return " ".join(_unquoted(quoted).split())[:MAX_WORD_LENGTH].rstrip()


def _unquoted(quoted: str) -> str:
    closing = {"「": "」", "『": "』", "«": "»"}.get(quoted[0], _DOUBLE_QUOTES)
    return quoted[1:-1] if len(quoted) > 1 and quoted[-1] in closing else quoted[1:]


def _quoted(text: str) -> str:
    """``text`` in a pair of quotes that it does not contain. A parsed text never contains all of them."""
    for opening, closing in (('"', '"'), ("「", "」"), ("『", "』")):
        if not any(quote in text for quote in (_DOUBLE_QUOTES if closing == '"' else closing)):
            return opening + text + closing
    return f"«{text}»"


def _value(text: str) -> str:
    return text if _NEEDS_NO_QUOTES.fullmatch(text) else _quoted(text)


def _paper_id(text: str) -> str:
    paper = parse_paper_id(text)
    if paper is None:
        raise PersonError("search-paper-expected", text=shorten(text))
    return paper.paper_id


def _scope(text: str) -> Scope:
    scope = _SCOPES.get(text.lower())
    if scope is None:
        raise PersonError("search-scope-unknown", text=shorten(text))
    return scope
