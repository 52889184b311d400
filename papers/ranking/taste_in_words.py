"""A learned taste in words, names and categories that people know: for ``/profile`` and ``/digest why``."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from bot.core.model.papers import Paper
from bot.core.ports.ranking import TasteSummary
from papers.arxiv.taxonomy import CATEGORIES
from papers.ranking.candidates import MOST_AUTHORS, Prior
from papers.ranking.features import category_odds
from papers.ranking.matching import folded
from papers.ranking.semantics import Semantics, stable_hash, words
from papers.ranking.taste import Taste

NAMED = 3
"""Words or names that one term of a score is about."""

_WRITTEN_WORD = re.compile(r"\w\w+")


@dataclass(frozen=True, slots=True)
class TasteInWords:
    taste: Taste
    semantics: Semantics
    prior: Prior

    def summary(self, texts: Iterable[str], papers: Sequence[Paper], most: int) -> TasteSummary:
        """At most ``most`` words, authors and categories, the strongest first.

        The taste was learned from ``texts`` and ``papers``; their spelling of words and names is used.
        """
        return TasteSummary(
            self._strongest_words(texts, most),
            _strongest(self._authors(papers), most),
            _strongest(self._categories(), most),
        )

    def about(self, term: str, paper: Paper) -> str:
        """Name what a learned term of a paper's score is about; empty for terms without names."""
        name = self._ABOUT.get(term)
        return ", ".join(name(self, paper)) if name else ""

    def _strongest_words(self, texts: Iterable[str], most: int) -> Sequence[tuple[str, float]]:
        """The words whose vectors, longer for rarer words, go furthest in the direction of the taste."""
        spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for spelling in _WRITTEN_WORD.findall(text):
                for word in words(spelling):
                    spellings[word].update([spelling])
        strength = self.semantics.word_vectors(list(spellings)) @ self.taste.direction(self.semantics)
        named = [(_usual(each), value) for each, value in zip(spellings.values(), strength.tolist(), strict=True)]
        return _strongest(_without_plurals(named), most)

    def _authors(self, papers: Sequence[Paper]) -> list[tuple[str, float]]:
        spellings: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for paper in papers:
            for name in paper.authors[:MOST_AUTHORS]:
                spellings[stable_hash(folded(name))].update([name])
        weights = zip(self.taste.authors.tolist(), self.taste.author_weights.tolist(), strict=True)
        return [(_usual(spellings[author]), weight) for author, weight in weights]

    def _categories(self) -> list[tuple[str, float]]:
        known = [each for each in self.taste.categories if each in CATEGORIES]
        odds = category_odds(self.taste, known, self.prior.label_shares(known))
        return list(zip(known, odds.tolist(), strict=True))

    def _content(self, paper: Paper) -> Sequence[str]:
        return [word for word, _ in self._strongest_words([paper.title, paper.abstract], NAMED)]

    def _deciding_category(self, paper: Paper) -> Sequence[str]:
        odds = category_odds(self.taste, paper.categories, self.prior.label_shares(paper.categories))
        return [paper.categories[int(np.abs(odds).argmax())]] if len(odds) else []

    def _known_authors(self, paper: Paper) -> Sequence[str]:
        weights = dict(zip(self.taste.authors.tolist(), self.taste.author_weights.tolist(), strict=True))
        return _heaviest_authors(paper, lambda author: weights.get(author, 0))

    def _popular_authors(self, paper: Paper) -> Sequence[str]:
        return _heaviest_authors(paper, lambda author: float(self.prior.author_picks(np.array([author], np.uint32))[0]))

    _ABOUT = MappingProxyType({
        "term-content": _content,
        "term-categories": _deciding_category,
        "term-known-authors": _known_authors,
        "term-standing": _popular_authors,
    })  # fmt: skip


def _heaviest_authors(paper: Paper, weight: Callable[[int], float]) -> Sequence[str]:
    weights = {name: weight(stable_hash(folded(name))) for name in paper.authors[:MOST_AUTHORS]}
    return sorted((name for name in weights if weights[name] > 0), key=lambda name: -weights[name])[:NAMED]


def _without_plurals(weighted: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Keep the stronger one of a word and its plural."""
    strength = {word.casefold(): value for word, value in weighted}

    def strongest_form(word: str) -> float:
        return max(strength.get(f"{word}s", 0.0), strength.get(word.removesuffix("s"), 0.0))

    return [(word, value) for word, value in weighted if value >= strongest_form(word.casefold())]


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _strongest(weighted: Iterable[tuple[str, float]], most: int) -> Sequence[tuple[str, float]]:
    """Weights become shares of the largest one; a share that rounds to 0 is left out."""
    best = sorted((each for each in weighted if each[1] > 0), key=lambda each: (-each[1], each[0]))[:most]
    shares = [(name, round(value / best[0][1], 3)) for name, value in best]
    return [each for each in shares if each[1]]
