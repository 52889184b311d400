"""Which of a day's papers a space will want to read, and why: stated words and names first, then likeness.

A score is a weighted sum (see the constants) of what a :class:`Finding` holds. Nothing here depends on the
order of the candidates, on the time or on chance.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.core.model.digests import Interests, Pick
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.text import Profile, Translator
from papers.matching import folded, keyword_pattern, name_parts, same_author
from papers.vectors import Neighbours, Vector, Vocabulary, cosine

Tokenize = Callable[[str], Sequence[str]]

AUTHOR, TITLE_KEYWORD, KEYWORD, PRIMARY = 2.0, 1.5, 1.0, 0.1
LIKENESS, DISLIKENESS = 5.0, 3.0
"""Times a cosine: the mean over the nearest things liked, and that of the nearest thing disliked."""
NEAREST = 8
"""Liked things that a candidate is compared with: one alone may be near by chance, all are about everything."""
BELIEVABLE = 0.12
"""The cosine from which on a reader sees why one paper is called close to another."""
DUPLICATE = 0.8
"""The cosine from which on two candidates are one paper twice."""
STATED_SHOWN = 3
"""Reasons that are stated authors and keywords; more of them say little more."""
TITLE_SHOWN = 80
REMEMBERED = 30_000
"""Words whose terms are kept: papers share most of theirs; a day of computer science has 20,000, in 15 MB."""
LONGEST_WORD = 40
"""Characters of a word worth keeping; Chinese text has no blanks, and a sentence of it never comes again."""
_AROUND = ".,;:!?()[]\"'"
LONGEST_NOTE = 5_000
"""Characters of a note that ranking reads."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something the space thinks well of. ``close`` and ``same`` are the reasons it gives, as locale keys."""

    close: str
    same: str
    text: str
    paper_id: str = ""
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks for and against one candidate. Authors are ``(name, the followed name it matches)``."""

    paper: Paper
    vector: Vector
    authors: tuple[tuple[str, str], ...]
    title_keywords: tuple[str, ...]
    keywords: tuple[str, ...]
    primary: bool
    closest: Anchor | None
    likeness: float
    dislikeness: float

    @property
    def score(self) -> float:
        return (
            AUTHOR * len(self.authors)
            + TITLE_KEYWORD * len(self.title_keywords)
            + KEYWORD * len(self.keywords)
            + PRIMARY * self.primary
            + LIKENESS * self.likeness
            - DISLIKENESS * self.dislikeness
        )


class TfidfRanker:
    """Its :meth:`rank` is a ``bot.core.ports.text.Ranker``. ``tokenize`` gives the terms of a word or text."""

    def __init__(self, tokenize: Tokenize) -> None:
        self._tokenize = tokenize
        self._known_word = lru_cache(maxsize=REMEMBERED)(self._word)

    def rank(self, profile: Profile, candidates: Sequence[Paper], top: int, language: Translator) -> list[Pick]:
        """The ``top`` best candidates; fewer when the others are nearly the same as one above them."""
        unique = {paper.paper_id: paper for paper in sorted(candidates, key=lambda paper: (paper.version, paper.title))}
        found = sorted(self._findings(profile, unique.values()), key=lambda each: (-each.score, each.paper.paper_id))
        chosen = _without_duplicates(found, top)
        return [
            Pick(each.paper.paper_id, rank, round(each.score, 6), reasons(each, profile.interests, language))
            for rank, each in enumerate(chosen, 1)
        ]

    def _findings(self, profile: Profile, candidates: Iterable[Paper]) -> Iterable[Finding]:
        terms = {paper: self._terms(_text(paper)) for paper in candidates}
        vocabulary = Vocabulary(terms.values())
        anchors = _anchors(profile)
        liked = Neighbours([vocabulary.vector(self._terms(anchor.text)) for anchor in anchors])
        disliked = Neighbours(
            [vocabulary.vector(self._terms(_text(paper))) for paper in _known(profile.papers, profile.disliked)]
        )
        stated = _Stated(profile.interests)
        for paper, found in terms.items():
            vector = vocabulary.vector(found)
            near, far = liked.near(vector), disliked.near(vector)
            title_keywords, keywords = stated.keywords_in(paper)
            yield Finding(
                paper,
                vector,
                stated.authors_of(paper),
                title_keywords,
                keywords,
                primary=paper.categories[:1] != () and paper.categories[0] in profile.interests.categories,
                closest=anchors[near[0][1]] if near and near[0][0] >= BELIEVABLE else None,
                likeness=sum(value for value, _ in near[:NEAREST]) / min(NEAREST, len(anchors)) if near else 0.0,
                dislikeness=far[0][0] if far else 0.0,
            )

    def _terms(self, text: str) -> tuple[str, ...]:
        """The distinct terms of a text, in the order of its words."""
        words = dict.fromkeys(word.strip(_AROUND) for word in text.split())
        terms = (self._known_word(word) if len(word) <= LONGEST_WORD else self._word(word) for word in words)
        return tuple(dict.fromkeys(chain.from_iterable(terms)))

    def _word(self, word: str) -> tuple[str, ...]:
        return tuple(self._tokenize(word))


class _Stated:
    """What a subscription names, compiled once for all candidates."""

    def __init__(self, interests: Interests) -> None:
        self._keywords = [(keyword, keyword_pattern(keyword)) for keyword in interests.keywords]
        self._followed = [(name, name_parts(name)) for name in interests.authors]

    def keywords_in(self, paper: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keywords of the title, and those of the abstract only."""
        if not self._keywords:
            return (), ()
        title, abstract = folded(paper.title), folded(paper.abstract)
        in_title = tuple(keyword for keyword, pattern in self._keywords if pattern.search(title))
        rest = (each for each in self._keywords if each[0] not in in_title)
        return in_title, tuple(keyword for keyword, pattern in rest if pattern.search(abstract))

    def authors_of(self, paper: Paper) -> tuple[tuple[str, str], ...]:
        """Each followed name at most once, with the author it matches."""
        if not self._followed:
            return ()
        authors = [(author, name_parts(author)) for author in paper.authors]
        matches = (
            next(((author, name) for author, theirs in authors if same_author(parts, theirs)), None)
            for name, parts in self._followed
        )
        return tuple(match for match in matches if match)


def reasons(finding: Finding, interests: Interests, language: Translator) -> tuple[str, ...]:
    """Why a paper was picked, the strongest first; where nothing else speaks for it, the category it is in."""
    found = [_author_reason(*each, language) for each in finding.authors]
    found += [language.text("reason-keyword-title", keyword=shorten(each)) for each in finding.title_keywords]
    found += [language.text("reason-keyword", keyword=shorten(each)) for each in finding.keywords]
    del found[STATED_SHOWN:]
    if finding.closest:
        found.append(_anchor_reason(finding.closest, finding.paper, language))
    return tuple(found) or (_category_reason(finding.paper, interests, language),)


def _author_reason(author: str, followed: str, language: Translator) -> str:
    if name_parts(author) == name_parts(followed):
        return language.text("reason-author", author=author)
    return language.text("reason-author-like", author=author, followed=followed)


def _anchor_reason(anchor: Anchor, paper: Paper, language: Translator) -> str:
    key = anchor.same if anchor.paper_id == paper.paper_id else anchor.close
    return language.text(key, number=anchor.number, title=shorten(anchor.title, TITLE_SHOWN))


def _category_reason(paper: Paper, interests: Interests, language: Translator) -> str:
    stated = [category for category in paper.categories if category in interests.categories]
    if not stated:
        return language.text("reason-announced")
    key = "reason-category" if stated[0] == paper.categories[0] else "reason-cross"
    return language.text(key, category=stated[0])


def _anchors(profile: Profile) -> list[Anchor]:
    papers = profile.papers or {}
    anchors = []
    for note in profile.notes:
        paper = papers.get(note.paper_id)
        title = note.title or (paper.title if paper else "")
        close = "reason-note" if title else "reason-note-untitled"
        text = f"{note.title}\n{note.body[:LONGEST_NOTE]}\n{_text(paper) if paper else ''}"
        anchors.append(Anchor(close, "reason-note-same", text, note.paper_id, note.number, title))
    for close, same, ids in (
        ("reason-liked", "reason-liked-same", profile.liked),
        ("reason-read", "reason-read-same", profile.read),
    ):
        anchors += [Anchor(close, same, _text(each), each.paper_id, 0, each.title) for each in _known(papers, ids)]
    return anchors


def _known(papers: Mapping[str, Paper] | None, paper_ids: Iterable[str]) -> list[Paper]:
    return [papers[paper_id] for paper_id in paper_ids if papers and paper_id in papers]


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract}"


def _without_duplicates(found: Iterable[Finding], top: int) -> list[Finding]:
    chosen: list[Finding] = []
    for each in found:
        if len(chosen) == top:
            break
        if all(cosine(each.vector, other.vector) < DUPLICATE for other in chosen):
            chosen.append(each)
    return chosen
