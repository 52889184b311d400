"""What was learnt of a space, in words, names and categories that people know."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from bot.core.model.papers import Paper
from bot.core.ports.ranking import Learnt
from papers.arxiv.taxonomy import CATEGORIES
from papers.ranking.candidates import MOST_AUTHORS, Matrix, Standing
from papers.ranking.matching import folded
from papers.ranking.scoring import category_odds
from papers.ranking.semantics import Semantics, key, words
from papers.ranking.taste import Taste

_AS_WRITTEN = re.compile(r"\w\w+")


def learnt_from(
    texts: Iterable[str], papers: Sequence[Paper], taste: Taste, semantics: Semantics, standing: Standing, most: int
) -> Learnt:
    """``texts`` and ``papers`` are what the taste was learnt from: they have the words and names as people write them.

    A word counts by how far its vector, which is longer for rarer words, goes in the taste's direction.
    """
    return Learnt(
        strongest_words(texts, taste.direction(semantics), semantics, most),
        _strongest(_authors(papers, taste), most),
        _strongest(_categories(taste, standing), most),
    )


def strongest_words(
    texts: Iterable[str], direction: Matrix, semantics: Semantics, most: int
) -> Sequence[tuple[str, float]]:
    """Of the words of some texts those that go furthest in a direction, as they are mostly written."""
    return _strongest(_without_plurals(_words(texts, direction, semantics)), most)


def _words(texts: Iterable[str], direction: Matrix, semantics: Semantics) -> list[tuple[str, float]]:
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for form in _AS_WRITTEN.findall(text):
            for word in words(form):
                forms[word][form] += 1
    values = semantics.of_words(list(forms)) @ direction
    return [(_usual(found), value) for found, value in zip(forms.values(), values.tolist(), strict=True)]


def _without_plurals(found: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Of a word and its plural the stronger one."""
    strength = {word.casefold(): value for word, value in found}

    def others(word: str) -> float:
        return max(strength.get(f"{word}s", 0.0), strength.get(word.removesuffix("s"), 0.0) if word[-1] == "s" else 0.0)

    return [(word, value) for word, value in found if value >= others(word.casefold())]


def _authors(papers: Sequence[Paper], taste: Taste) -> list[tuple[str, float]]:
    forms: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        for name in paper.authors[:MOST_AUTHORS]:
            forms[key(folded(name))][name] += 1
    weights = zip(taste.authors.tolist(), taste.author_weights.tolist(), strict=True)
    return [(_usual(forms[author]), weight) for author, weight in weights if author in forms]


def _categories(taste: Taste, standing: Standing) -> list[tuple[str, float]]:
    known = [each for each in taste.categories if each in CATEGORIES]
    shares = np.array([standing.shares.get(each, 0) for each in known], np.float32)
    return list(zip(known, category_odds(taste, known, shares).tolist(), strict=True))


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _strongest(found: Iterable[tuple[str, float]], most: int) -> Sequence[tuple[str, float]]:
    """As shares of the strongest; what comes to nothing beside it is left out."""
    best = sorted((each for each in found if each[1] > 0), key=lambda each: (-each[1], each[0]))[:most]
    shares = [(name, round(value / best[0][1], 3)) for name, value in best]
    return [each for each in shares if each[1]]
