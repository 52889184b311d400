"""A space as ranking sees it: its history, the taste learned from it, and its requests by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bot.core.model.digests import Interests
from bot.core.ports.ranking import Profile
from papers.ranking.candidates import Matrix, author_keys, category_labels, paper_labels
from papers.ranking.history import HistoryItem, history_of
from papers.ranking.matching import folded
from papers.ranking.preferences import Preferences, StatedInterests
from papers.ranking.semantics import Semantics, stable_hash, words
from papers.ranking.taste import Example, Taste, empty_taste
from papers.ranking.text_cache import TextCache

STATED_WEIGHT = 1.0
"""A subscription's words weigh as much as this many liked papers: all of a new taste, little of an old one."""


@dataclass(frozen=True, slots=True)
class ReaderModel:
    """``term_weights`` maps the hashes of terms to the weights people set for their words."""

    profile: Profile
    preferences: Preferences
    history: Sequence[HistoryItem]
    stated: StatedInterests
    taste: Taste
    term_weights: Mapping[int, float]

    @property
    def latest(self) -> date:
        """The date of the newest history item."""
        return _latest(self.history)


def build_reader_model(profile: Profile, cache: TextCache, semantics: Semantics) -> ReaderModel:
    preferences = Preferences(profile.weights)
    history, stated = history_of(profile, preferences), StatedInterests(profile.interests, preferences)
    examples = [
        *_examples_from_history(profile, history, cache),
        *_examples_from_words(profile, stated, preferences, _latest(history), semantics),
    ]
    taste = _with_preferences(empty_taste(semantics).with_examples(examples), preferences, semantics)
    weights = {
        term: weight for word, weight in preferences.weights("word").items() for term in cache.terms(word).tolist()
    }
    return ReaderModel(profile, preferences, history, stated, taste, weights)


def _latest(history: Iterable[HistoryItem]) -> date:
    return max((item.on for item in history), default=date.min)


def _examples_from_history(profile: Profile, history: Sequence[HistoryItem], cache: TextCache) -> Iterable[Example]:
    for item, vector in zip(history, cache.embed([item.text for item in history]), strict=True):
        if paper := item.paper:
            yield Example(vector, item.on.toordinal(), item.weight, tuple(author_keys(paper)), paper_labels(paper))
        elif vector.any():
            yield Example(vector, item.on.toordinal(), item.weight, labels=_stated_labels(profile.interests))


def _stated_labels(interests: Interests) -> tuple[str, ...]:
    """The labels of a paper that has all stated categories, each as its primary one."""
    return category_labels(interests.categories, primary=interests.categories)


def _examples_from_words(
    profile: Profile, stated: StatedInterests, preferences: Preferences, on: date, semantics: Semantics
) -> Iterable[Example]:
    """A subscription's keywords, and words that people want more of, as if each were the text of a liked paper."""
    wanted = [(word, weight - 1) for word, weight in preferences.weights("word").items() if weight > 1]
    texts = [(" ".join(stated.keywords), 1.0), *wanted]
    for (_, weight), vector in zip(texts, semantics.embed([text for text, _ in texts]), strict=True):
        if vector.any():
            labels = _stated_labels(profile.interests)
            yield Example(vector, on.toordinal(), STATED_WEIGHT * weight, labels=labels)


def _with_preferences(taste: Taste, preferences: Preferences, semantics: Semantics) -> Taste:
    """The taste with the weights people set for authors, words and categories."""
    authors = {stable_hash(name): weight for name, weight in preferences.weights("author").items()}
    factors = np.array([authors.get(author, 1.0) for author in taste.authors.tolist()], np.float32)
    return replace(
        taste,
        author_weights=taste.author_weights * factors,
        word_preferences=_word_vectors(preferences.weights("word"), semantics),
        category_preferences=preferences.weights("category"),
    )


def _word_vectors(weights: Mapping[str, float], semantics: Semantics) -> Sequence[tuple[Matrix, float]]:
    """The vector of each known word, and the word's weight."""
    by_word = {word: weight for name, weight in weights.items() for word in words(folded(name))}
    vectors = zip(semantics.word_vectors(list(by_word)), by_word.values(), strict=True)
    return [(vector, weight) for vector, weight in vectors if vector.any()]
