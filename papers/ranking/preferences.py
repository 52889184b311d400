"""Requests by name: the weights that people set in ``/profile``, the keywords and authors of a subscription."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.model.digests import Interests
from bot.core.model.papers import Paper
from bot.core.subjects import Subject
from papers.ranking.matching import folded, keyword_pattern, keyword_words, name_parts, same_author

FOLLOWED = 1.0
"""The smallest weight at which an author counts as followed. A smaller one only scales what was learned of them."""


class Preferences:
    """The weights of a profile: 0 is forgotten, 1 is normal. Names are compared without regard to case and width."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._spelling: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for stored, weight in sorted(weights.items()):
            subject = Subject.read(stored)
            self._weights[subject.kind][folded(subject.id)] = weight
            self._spelling[subject.kind][folded(subject.id)] = subject.id

    def weights(self, kind: str) -> Mapping[str, float]:
        """The weights of one kind, by :func:`~papers.ranking.matching.folded` name."""
        return self._weights.get(kind, {})

    def weight(self, kind: str, name: str) -> float:
        return self.weights(kind).get(folded(name), 1.0)

    def asked_for(self, kind: str, stated: Sequence[str], least: float) -> list[tuple[str, float]]:
        """The names a subscription states and those with a weight of ``least`` or more, without forgotten ones."""
        set_names = {name: self._spelling[kind][name] for name, weight in self.weights(kind).items() if weight >= least}
        names = {**set_names, **{folded(name): name for name in reversed(stated)}}
        weighted = [(name, self.weight(kind, name)) for name in names.values()]
        return [(name, weight) for name, weight in weighted if weight > 0]


@dataclass(frozen=True, slots=True)
class _Keyword:
    name: str
    weight: float
    words: Sequence[str]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        # Most texts lack the words, and looking for them is twenty times as fast as matching the pattern.
        return all(word in text for word in self.words) and self.pattern.search(text) is not None


class StatedInterests:
    """Keywords and followed authors, compiled once for all candidates. Every match comes with its weight."""

    def __init__(self, interests: Interests, preferences: Preferences) -> None:
        self._keywords = [
            _Keyword(keyword, weight, keyword_words(keyword), keyword_pattern(keyword))
            for keyword, weight in preferences.asked_for("keyword", interests.keywords, 0)
        ]
        self._followed = [
            (name, weight, name_parts(name))
            for name, weight in preferences.asked_for("author", interests.authors, FOLLOWED)
        ]

    @property
    def keywords(self) -> list[str]:
        return [each.name for each in self._keywords]

    def keywords_in(self, paper: Paper) -> tuple[dict[str, float], dict[str, float]]:
        """The keywords in the title, and those only in the abstract."""
        if not self._keywords:
            return {}, {}
        title, abstract = folded(paper.title), folded(paper.abstract)
        in_title = {each.name: each.weight for each in self._keywords if each.is_in(title)}
        rest = (each for each in self._keywords if each.name not in in_title)
        return in_title, {each.name: each.weight for each in rest if each.is_in(abstract)}

    def authors_of(self, paper: Paper) -> dict[tuple[str, str], float]:
        """``(author of the paper, followed name)`` and its weight, at most once per followed name."""
        if not self._followed:
            return {}
        authors = [(author, name_parts(author)) for author in paper.authors]
        matches = (
            next((((author, name), weight) for author, theirs in authors if same_author(parts, theirs)), None)
            for name, weight, parts in self._followed
        )
        return dict(match for match in matches if match)
