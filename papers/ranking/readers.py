"""A profile as ranking reads it: what teaches, the taste that comes of it, and what is asked for by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bot.core.model.digests import Interests
from bot.core.ports.ranking import Profile
from papers.ranking.candidates import Matrix, author_keys, category_terms
from papers.ranking.matching import folded
from papers.ranking.semantics import Semantics, key, words
from papers.ranking.stated import Stated
from papers.ranking.taste import Example, Taste, no_taste
from papers.ranking.teaching import Anchor, anchors_of
from papers.ranking.texts import TextReader
from papers.ranking.wishes import Wishes

STATED = 1.0
"""Liked papers that the words of a subscription weigh as much as: all that a new one has, little of an old one."""


@dataclass(frozen=True, slots=True)
class Reader:
    """``term_weights`` has how much terms count that people gave a weight, by their hash."""

    profile: Profile
    wishes: Wishes
    anchors: Sequence[Anchor]
    stated: Stated
    taste: Taste
    term_weights: Mapping[int, float]

    @property
    def latest(self) -> date:
        return _latest(self.anchors)


def read(profile: Profile, texts: TextReader, semantics: Semantics) -> Reader:
    wishes = Wishes(profile.weights)
    anchors, stated = anchors_of(profile, wishes), Stated(profile.interests, wishes)
    examples = [*_taught(profile, anchors, texts), *_asked_for(profile, stated, wishes, _latest(anchors), semantics)]
    taste = _as_set(no_taste(semantics).more(examples), wishes, semantics)
    weights = {term: weight for word, weight in wishes.of("word").items() for term in texts.terms(word).tolist()}
    return Reader(profile, wishes, anchors, stated, taste, weights)


def _latest(anchors: Iterable[Anchor]) -> date:
    return max((anchor.on for anchor in anchors), default=date.min)


def _taught(profile: Profile, anchors: Sequence[Anchor], texts: TextReader) -> Iterable[Example]:
    for anchor, vector in zip(anchors, texts.vectors([anchor.text for anchor in anchors]), strict=True):
        if paper := anchor.paper:
            authors, categories = author_keys(paper), category_terms(paper)
            yield Example(vector, anchor.on.toordinal(), anchor.worth, tuple(authors), tuple(categories))
        elif vector.any():
            yield Example(vector, anchor.on.toordinal(), anchor.worth, categories=_as_liked(profile.interests))


def _as_liked(interests: Interests) -> tuple[str, ...]:
    """The stated categories as a liked paper would have them, each as its primary one, too."""
    return (*interests.categories, *(f"primary {category}" for category in interests.categories))


def _asked_for(profile: Profile, stated: Stated, wishes: Wishes, on: date, semantics: Semantics) -> Iterable[Example]:
    """The words of the subscription, and words that people want more of, as if they were a text that was liked."""
    more = [(word, weight - 1) for word, weight in wishes.of("word").items() if weight > 1]
    asked = [(" ".join(stated.keywords), 1.0), *more]
    for (_, weight), vector in zip(asked, semantics.vectors([text for text, _ in asked]), strict=True):
        if vector.any():
            yield Example(vector, on.toordinal(), STATED * weight, categories=_as_liked(profile.interests))


def _as_set(taste: Taste, wishes: Wishes, semantics: Semantics) -> Taste:
    """What people set of authors, words and categories, beside what was learnt."""
    authors = {key(name): weight for name, weight in wishes.of("author").items()}
    factors = np.array([authors.get(author, 1.0) for author in taste.authors.tolist()], np.float32)
    return replace(
        taste,
        author_weights=taste.author_weights * factors,
        set_words=_vectors(wishes.of("word"), semantics),
        set_categories=wishes.of("category"),
    )


def _vectors(weights: Mapping[str, float], semantics: Semantics) -> Sequence[tuple[Matrix, float]]:
    named = {word: weight for name, weight in weights.items() for word in words(folded(name))}
    found = zip(semantics.of_words(list(named)), named.values(), strict=True)
    return [(vector / np.linalg.norm(vector), weight) for vector, weight in found if vector.any()]
