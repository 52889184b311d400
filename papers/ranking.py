"""Which of a day's papers a space will want to read, and why: stated words and names first, then what it learnt.

A score is a weighted sum of the terms of :mod:`papers.scoring` and of what a :class:`Finding` says is stated. Nothing
here depends on the order of the candidates or on the time; chance has a seed, and one place at most.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from bot.core.model.digests import Interests, Pick
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.ranking import Deed, Learnt, Lesson, Profile
from bot.core.ports.text import Translator
from papers.candidates import Day, Standing, author_keys, category_terms, load_standing, prepare
from papers.candidates import text as _text
from papers.learnt import learnt_from
from papers.matching import folded, keyword_pattern, name_parts, same_author
from papers.scoring import scores, usual_scores
from papers.semantics import Semantics, key, load_semantics
from papers.taste import Example, Taste, no_taste
from papers.vectors import Neighbours, Vector, Vocabulary, cosine

Tokenize = Callable[[str], Sequence[str]]

AUTHOR, TITLE_KEYWORD, KEYWORD, PRIMARY = 5.0, 4.0, 2.0, 2.0
"""Beside what is learnt, 2 to 5 for the best papers of a day: who asks for something by name is served. That a stated
category is a paper's primary one matters only as long as little was learnt."""
LIKENESS, DISLIKENESS = 5.0, 3.0
"""Times a cosine of rare words: the mean over the nearest things liked, and that of the nearest thing disliked. They
know the words that the model never saw."""
NEAREST = 8
"""Liked things that a candidate is compared with: one alone may be near by chance, all are about everything."""
STATED = 1.0
"""Liked papers that the words of a subscription weigh as much as: all that a new one has, little of an old one."""
UNUSUAL = 0.1
"""The best share of papers, whoever reads, that something different is chosen from."""
BELIEVABLE = 0.12
"""The cosine from which on a reader sees why one paper is called close to another."""
DAYS_KEPT = 4
"""Sets of candidates kept ready: several spaces follow the same categories; one takes 10 MB."""
FEWEST_TO_EXPLORE = 3
"""Picks from which on one may be something different."""
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
    on: date
    paper_id: str = ""
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks for one candidate. Authors are ``(name, the followed name it matches)``; ``learnt`` may be negative.

    ``usual`` is what speaks for it whoever reads.
    """

    paper: Paper
    learnt: float
    usual: float
    authors: tuple[tuple[str, str], ...]
    title_keywords: tuple[str, ...]
    keywords: tuple[str, ...]
    primary: float
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
            + self.learnt
        )


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A day's candidates, made once for all who get a digest of them."""

    day: Day
    vocabulary: Vocabulary
    vectors: Mapping[str, Vector]


class LearningRanker:
    """What ``Ranker`` and ``Learning`` of ``bot.core.ports.ranking`` need, in the calling thread.

    ``tokenize`` gives the terms of a word or text.
    """

    def __init__(self, tokenize: Tokenize, semantics: Semantics, standing: Standing) -> None:
        self._tokenize = tokenize
        self._semantics = semantics
        self._standing = standing
        self._known_word = lru_cache(maxsize=REMEMBERED)(self._word)
        self._prepared = lru_cache(maxsize=DAYS_KEPT)(self._prepare)

    def rank(self, profile: Profile, candidates: Sequence[Paper], top: int, language: Translator) -> list[Pick]:
        """The ``top`` best candidates; fewer when the others are nearly the same as one above them."""
        if not candidates:
            return []
        ready = self._prepared(frozenset(candidates))
        found = sorted(self._findings(profile, ready), key=lambda each: (-each.score, each.paper.paper_id))
        chosen = _without_duplicates(found, ready.vectors, top)
        picks = [(each, reasons(each, profile.interests, language)) for each in chosen]
        different = _different(profile.explore, found, chosen, ready.vectors) if len(chosen) == top else None
        if different:
            picks[-1] = (different, (language.text("reason-different"),))
        return [
            Pick(each.paper.paper_id, rank, round(each.score, 6), because)
            for rank, (each, because) in enumerate(picks, 1)
        ]

    def taste(self, profile: Profile) -> Taste:
        """What is learnt from a profile. A subscription's own words weigh like one paper liked."""
        known = profile.papers
        told = [(anchor.text, known.get(anchor.paper_id), anchor.on, 1.0) for anchor in _anchors(profile)]
        told += [(_text(paper), paper, lesson.on, -1.0) for lesson, paper in _taught(profile, Deed.DISLIKED)]
        latest = max((on for _, _, on, _ in told), default=date.min)
        vectors = self._semantics.vectors([text for text, *_ in told])
        examples = [
            Example(
                vector,
                on.toordinal(),
                weight,
                tuple(author_keys(paper)) if paper else (),
                tuple(category_terms(paper)) if paper else profile.interests.categories,
            )
            for vector, (_, paper, on, weight) in zip(vectors, told, strict=True)
            if paper or vector.any()
        ]
        return no_taste(self._semantics).more([*self._stated_example(profile.interests, latest), *examples])

    def learnt(self, profile: Profile, most: int) -> Learnt:
        """What :meth:`taste` amounts to, at most ``most`` of each kind."""
        anchors = _anchors(profile)
        texts = [*profile.interests.keywords, *(anchor.text for anchor in anchors)]
        liked = [profile.papers[each.paper_id] for each in anchors if each.paper_id in profile.papers]
        return learnt_from(texts, liked, self.taste(profile), self._semantics, self._standing, most)

    def _stated_example(self, interests: Interests, on: date) -> Iterable[Example]:
        vector = self._semantics.vectors([" ".join(interests.keywords)])[0]
        if vector.any():
            yield Example(vector, on.toordinal(), STATED, categories=interests.categories)

    def _prepare(self, candidates: frozenset[Paper]) -> _Prepared:
        day = prepare(candidates, self._semantics, self._standing)
        terms = {paper.paper_id: self._terms(_text(paper)) for paper in day.papers}
        vocabulary = Vocabulary(terms.values())
        return _Prepared(day, vocabulary, {paper_id: vocabulary.vector(each) for paper_id, each in terms.items()})

    def _findings(self, profile: Profile, ready: _Prepared) -> Iterable[Finding]:
        anchors, stated, taste = _anchors(profile), _Stated(profile.interests), self.taste(profile)
        liked = self._neighbours(ready.vocabulary, [anchor.text for anchor in anchors])
        disliked = [_text(paper) for _, paper in _taught(profile, Deed.DISLIKED)]
        away = self._neighbours(ready.vocabulary, disliked)
        learnt = scores(ready.day, [taste], self._semantics)[:, 0].tolist()
        usual = usual_scores(ready.day).tolist()
        unlearnt = STATED / (STATED + taste.weight)
        for index, paper in enumerate(ready.day.papers):
            near, far = (each.near(ready.vectors[paper.paper_id]) for each in (liked, away))
            title_keywords, keywords = stated.keywords_in(paper)
            yield Finding(
                paper,
                learnt[index],
                usual[index],
                stated.authors_of(paper),
                title_keywords,
                keywords,
                primary=unlearnt * any(each in profile.interests.categories for each in paper.categories[:1]),
                closest=anchors[near[0][1]] if near and near[0][0] >= BELIEVABLE else None,
                likeness=sum(value for value, _ in near[:NEAREST]) / min(NEAREST, len(anchors)) if near else 0.0,
                dislikeness=far[0][0] if far else 0.0,
            )

    def _neighbours(self, vocabulary: Vocabulary, texts: Iterable[str]) -> Neighbours:
        return Neighbours([vocabulary.vector(self._terms(each)) for each in texts])

    def _terms(self, text: str) -> tuple[str, ...]:
        """The distinct terms of a text, in the order of its words."""
        words = dict.fromkeys(word.strip(_AROUND) for word in text.split())
        terms = (self._known_word(word) if len(word) <= LONGEST_WORD else self._word(word) for word in words)
        return tuple(dict.fromkeys(chain.from_iterable(terms)))

    def _word(self, word: str) -> tuple[str, ...]:
        return tuple(self._tokenize(word))


def learning_ranker(tokenize: Tokenize) -> LearningRanker:
    """With the model that ships (``papers/data``)."""
    return LearningRanker(tokenize, load_semantics(), load_standing())


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
    anchors = []
    for note in profile.notes:
        paper = profile.papers.get(note.paper_id)
        title = note.title or (paper.title if paper else "")
        close = "reason-note" if title else "reason-note-untitled"
        text = f"{note.title}\n{note.body[:LONGEST_NOTE]}\n{_text(paper) if paper else ''}"
        anchors.append(Anchor(close, "reason-note-same", text, note.written_on, note.paper_id, note.number, title))
    for deed, close, same in (
        (Deed.LIKED, "reason-liked", "reason-liked-same"),
        (Deed.DONE, "reason-read", "reason-read-same"),
    ):
        anchors += [
            Anchor(close, same, _text(paper), lesson.on, paper.paper_id, 0, paper.title)
            for lesson, paper in _taught(profile, deed)
        ]
    return anchors


def _taught(profile: Profile, deed: Deed) -> list[tuple[Lesson, Paper]]:
    found = ((each, profile.papers.get(each.paper_id)) for each in profile.lessons if each.deed is deed)
    return [(lesson, paper) for lesson, paper in found if paper]


def _without_duplicates(found: Iterable[Finding], vectors: Mapping[str, Vector], top: int) -> list[Finding]:
    chosen: list[Finding] = []
    for each in found:
        if len(chosen) == top:
            break
        if not _among(each, chosen, vectors):
            chosen.append(each)
    return chosen


def _among(finding: Finding, chosen: Iterable[Finding], vectors: Mapping[str, Vector]) -> bool:
    vector = vectors[finding.paper.paper_id]
    return any(cosine(vector, vectors[other.paper.paper_id]) >= DUPLICATE for other in chosen)


def _different(
    seed: str, found: Sequence[Finding], chosen: Sequence[Finding], vectors: Mapping[str, Vector]
) -> Finding | None:
    """One of the day's papers that many will read and this space would not be shown, the same for the same seed."""
    if not seed or len(chosen) < FEWEST_TO_EXPLORE:
        return None
    others = [each for each in found if each.score < chosen[-1].score and not _among(each, chosen, vectors)]
    others.sort(key=lambda each: (-each.usual, each.paper.paper_id))
    others = others[: max(1, int(len(found) * UNUSUAL))]
    return min(others, key=lambda each: key(f"{seed} {each.paper.paper_id}"), default=None)
