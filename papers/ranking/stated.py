"""What a subscription, or a weight that people set, asks for by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model.digests import Interests
from bot.core.model.papers import Paper
from papers.ranking.matching import folded, keyword_pattern, keyword_words, name_parts, same_author
from papers.ranking.wishes import Wishes

FOLLOWED = 1.0
"""The weight from which on an author counts as followed; a smaller one says how much what was learnt of them counts."""


@dataclass(frozen=True, slots=True)
class _Keyword:
    name: str
    weight: float
    words: Sequence[str]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        # Most texts lack the words, and looking for these is twenty times as fast as for the pattern.
        return all(word in text for word in self.words) and self.pattern.search(text) is not None


class Stated:
    """Compiled once for all candidates. Whatever is found comes with the weight that people gave it."""

    def __init__(self, interests: Interests, wishes: Wishes) -> None:
        self._keywords = [
            _Keyword(keyword, weight, keyword_words(keyword), keyword_pattern(keyword))
            for keyword, weight in wishes.stated("keyword", interests.keywords, 0)
        ]
        self._followed = [
            (name, weight, name_parts(name)) for name, weight in wishes.stated("author", interests.authors, FOLLOWED)
        ]

    @property
    def keywords(self) -> list[str]:
        return [each.name for each in self._keywords]

    def keywords_in(self, paper: Paper) -> tuple[dict[str, float], dict[str, float]]:
        """The keywords of the title, and those of the abstract only."""
        if not self._keywords:
            return {}, {}
        title, abstract = folded(paper.title), folded(paper.abstract)
        in_title = {each.name: each.weight for each in self._keywords if each.is_in(title)}
        rest = (each for each in self._keywords if each.name not in in_title)
        return in_title, {each.name: each.weight for each in rest if each.is_in(abstract)}

    def authors_of(self, paper: Paper) -> dict[tuple[str, str], float]:
        """Each followed name at most once, behind the author it matches."""
        if not self._followed:
            return {}
        authors = [(author, name_parts(author)) for author in paper.authors]
        matches = (
            next((((author, name), weight) for author, theirs in authors if same_author(parts, theirs)), None)
            for name, weight, parts in self._followed
        )
        return dict(match for match in matches if match)
