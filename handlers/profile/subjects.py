"""What a weight can be given to: a word, an author, a category, a note or a paper. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from bot.core.errors import PersonError
from bot.core.model.digests import Interests
from bot.core.parsing import shorten, words
from bot.core.ports.ranking import Profile
from bot.core.subjects import Subject, SubjectKind
from bot.core.tags import fold
from papers.arxiv.identifiers import parse_paper_id
from papers.arxiv.taxonomy import find_category

FORGOTTEN, USUAL = 0.0, 1.0
_STEPS = (0.25, 0.5, USUAL, 2.0, 3.0)
_LONGEST = 100
"""Characters of a subject, as of a keyword one subscribes to."""

_BY = re.compile(r"(?:by|author|作者|저자)[:：]\s*", re.IGNORECASE)
_NOTE = re.compile(r"(?:#|note\s*#?|笔记\s*|메모\s*)(\d{1,9})", re.IGNORECASE)


def same(one: Subject, other: Subject) -> bool:
    """Whether two subjects are one, whatever their case and width. A keyword is a word."""
    return _shown(one.kind) is _shown(other.kind) and fold(one.id) == fold(other.id)


def _shown(kind: SubjectKind) -> SubjectKind:
    return SubjectKind.WORD if kind is SubjectKind.KEYWORD else kind


def weight_of(subject: Subject, weights: Mapping[str, float]) -> float:
    return next((weight for stored, weight in weights.items() if same(subject, Subject.read(stored))), USUAL)


def with_weight(
    weights: Mapping[str, float], subject: Subject, weight: float, interests: Interests
) -> Mapping[str, float]:
    """The weights once this one is set; one that is usual needs none."""
    changed = {stored: held for stored, held in weights.items() if not same(subject, Subject.read(stored))}
    if weight != USUAL:
        asked = (Subject(SubjectKind.KEYWORD, each) for each in interests.keywords)
        changed |= {str(each): weight for each in (subject, *(each for each in asked if same(subject, each)))}
    return changed


def _place(weight: float) -> int:
    return min(range(len(_STEPS)), key=lambda at: abs(_STEPS[at] - weight))


def _step(weight: float, by: int) -> float:
    return _STEPS[max(0, min(len(_STEPS) - 1, _place(weight) + by))]


Change = Callable[[float], float]
"""The weight that follows from a weight."""

CHANGES: Mapping[str, Change] = MappingProxyType({
    "more": lambda weight: _step(weight or USUAL, 1),
    "less": lambda weight: _step(weight, -1) if weight else FORGOTTEN,
    "forget": lambda _: FORGOTTEN,
    "keep": lambda _: USUAL,
})  # fmt: skip
"""*less* ends above what is forgotten."""


def bar(strength: float, weight: float) -> str:
    """Five steps for a share from 0 to 1, moved by what a weight adds or takes; one at least for what counts at all."""
    full = max(1, min(5, round(strength * 5) + _place(weight) - _place(USUAL))) if weight > FORGOTTEN else 0
    return "●" * full + "○" * (5 - full)


def find(text: str, profile: Profile) -> Subject:
    """What a person means, of all that the profile has; raises ``PersonError`` where it has no such thing."""
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
        _weighed(name, profile)
        or _entry(name, profile)
        or _category(name)
        or _author(name, profile)
        or _word(name, profile)
    )


def _weighed(name: str, profile: Profile) -> Subject | None:
    """What was given a weight before is known by that, whatever became of its papers."""
    found = (Subject.read(stored) for stored in profile.weights)
    return next((Subject(_shown(each.kind), each.id) for each in found if fold(each.id) == fold(name)), None)


def _entry(name: str, profile: Profile) -> Subject | None:
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
    """A word or more that stands in what was noted or liked, or was asked for."""
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
    """Finds whole words, singular or plural; in Chinese and Korean, which have no blanks to go by, any characters."""
    folded = _folded(name)
    pattern = r"\s+".join(map(re.escape, folded.split()))
    before = "(?<![0-9a-z])" if folded[0].isascii() else ""
    return re.compile(before + pattern + ("(?:e?s)?(?![0-9a-z])" if folded[-1].isascii() else ""))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
