"""The subject of a profile that a person names. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from bot.core.errors import PersonError
from bot.core.parsing import shorten, words
from bot.core.ports.ranking import Profile
from bot.core.subjects import Subject, SubjectKind
from bot.core.tags import fold
from handlers.profile.weights import as_shown
from papers.arxiv.identifiers import parse_paper_id
from papers.arxiv.taxonomy import find_category

_LONGEST = 100
"""Characters of a subject; a keyword of a subscription has as many."""

_BY = re.compile(r"(?:by|author|作者|저자)[:：]\s*", re.IGNORECASE)
_NOTE = re.compile(r"(?:#|note\s*#?|笔记\s*|메모\s*)(\d{1,9})", re.IGNORECASE)


def find(text: str, profile: Profile) -> Subject:
    """The subject of the profile that a person means. Raises ``PersonError`` if the profile has no such subject."""
    named = _named(text.strip(), profile)
    if named is None or len(named.id) > _LONGEST:
        raise PersonError("profile-unknown", text=shorten(text))
    return named


def _named(text: str, profile: Profile) -> Subject | None:
    by = _BY.match(text)
    name = " ".join(words(text[by.end() :] if by else text))
    if by:
        return _author(name, profile)
    if not name:
        return None
    return (
        _weighted(name, profile)
        or _note_or_paper(name, profile)
        or _category(name)
        or _author(name, profile)
        or _word(name, profile)
    )


def _weighted(name: str, profile: Profile) -> Subject | None:
    """A subject that has a weight, whether or not its papers are still in the profile."""
    found = (Subject.read(stored) for stored in profile.weights)
    return next((Subject(as_shown(each.kind), each.id) for each in found if fold(each.id) == fold(name)), None)


def _note_or_paper(name: str, profile: Profile) -> Subject | None:
    """A note by its number, a paper by its id or link."""
    note, paper = _NOTE.fullmatch(name), parse_paper_id(name)
    if note and any(each.number == int(note[1]) for each in profile.notes):
        return Subject.note(int(note[1]))
    return Subject.paper(paper.paper_id) if paper and paper.paper_id in profile.papers else None


def _category(name: str) -> Subject | None:
    code = find_category(fold(name))
    return Subject(SubjectKind.CATEGORY, code) if code else None


def _author(name: str, profile: Profile) -> Subject | None:
    known: Iterable[str] = (
        *profile.interests.authors,
        *(each for paper in profile.papers.values() for each in paper.authors),
    )
    return next((Subject(SubjectKind.AUTHOR, each) for each in known if fold(each) == fold(name)), None)


def _word(name: str, profile: Profile) -> Subject | None:
    """One or several words that a subscription asks for, or that a note or a paper of the profile contains."""
    asked = next((each for each in profile.interests.keywords if fold(each) == fold(name)), "")
    if asked:
        return Subject(SubjectKind.WORD, asked)
    wanted = _pattern(name)
    texts = (
        *(f"{note.title}\n{note.body}" for note in profile.notes),
        *(f"{paper.title}\n{paper.abstract}" for paper in profile.papers.values()),
    )
    return Subject(SubjectKind.WORD, name) if any(wanted.search(_folded(text)) for text in texts) else None


def _pattern(name: str) -> re.Pattern[str]:
    """Finds whole words, singular or plural; any characters in Chinese and Korean, which do not separate words."""
    folded = _folded(name)
    pattern = r"\s+".join(map(re.escape, folded.split()))
    before = "(?<![0-9a-z])" if folded[0].isascii() else ""
    return re.compile(before + pattern + ("(?:e?s)?(?![0-9a-z])" if folded[-1].isascii() else ""))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
