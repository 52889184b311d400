"""Concepts, spelling and fusion as the storage wants them, see :class:`bot.core.ports.text.Relevance`."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from bot.core.ports.text import Concept, Doubt, Evidence, Judged, Key
from language import concepts, fusion, spelling
from language.analyzer import encode, plain, terms

AFTER_CORRECTION = 0.1
"""The weight of meaning once a word was corrected: the vector is that of the words as they were typed."""

SHORTEST = 3
"""Characters of a query that means something; of shorter ones the vectors know next to nothing."""

PERHAPS, SOME_WORDS = 1.3, 0.1
"""z-score and lexical score from which on something is worth a guess."""

PREFIX = 50_000
"""Characters of a text that are compared with another's."""


@dataclass(frozen=True)
class EncodedDoubt:
    """A doubt of ``language.spelling``, its terms encoded as in the index."""

    doubt: spelling.Doubt

    @cached_property
    def own(self) -> Collection[str]:
        return [encode(term) for term in self.doubt.own]

    @cached_property
    def others(self) -> Collection[str]:
        return [encode(term) for term in self.doubt.others]


class FusedRelevance:
    """``floor`` is that of the encoder whose vectors are compared."""

    def __init__(self, floor: fusion.Floor = fusion.DEFAULT_ENCODER) -> None:
        self._floor = floor

    def concepts(self, query: str) -> Sequence[Concept]:
        return [
            Concept([[encode(term) for term in way] for way in each.ways if way], each.weight)
            for each in concepts.concepts(query)
        ]

    def doubts(self, query: str) -> Sequence[EncodedDoubt]:
        return [EncodedDoubt(doubt) for doubt in spelling.doubts(query)]

    def corrected(self, query: str, doubts: Sequence[Doubt], counts: Mapping[str, int]) -> str:
        ours = [each.doubt for each in doubts if isinstance(each, EncodedDoubt)]
        by_term: dict[str, int] = {}
        for doubt in ours:
            own = {term: counts.get(encode(term), 0) for term in doubt.own}
            by_term |= own if any(own.values()) else {term: counts.get(encode(term), 0) for term in doubt.others}
        correction = spelling.correct(query, ours, by_term)
        return correction.text if correction else ""

    def is_meaningful(self, query: str) -> bool:
        return len(plain(query)) >= SHORTEST

    def judged(self, evidence: Evidence[Key]) -> Sequence[Judged[Key]]:
        from language.vectors import pooled  # noqa: PLC0415  # numpy, for those who search by meaning

        found = fusion.Evidence(
            notes=evidence.entries,
            matches=[fusion.Matches(weight, often, found_in) for weight, often, found_in in evidence.concepts],
            cosines={key: pooled(cosines) for key, cosines in evidence.passages.items()},
            background=fusion.background([pooled(cosines) for cosines in evidence.sample]),
            complete=evidence.complete,
            preference=evidence.newness,
        )
        ranked = fusion.fuse(found, meaning=AFTER_CORRECTION if evidence.corrected else fusion.MEANING)
        return [
            Judged(
                each.key,
                each.score,
                by_words=not each.by_meaning,
                by_meaning=self._floor.passes(each.meaning, found.cosines.get(each.key, 0.0)),
                perhaps=each.meaning >= PERHAPS or each.lexical >= SOME_WORDS,
            )
            for each in sorted(ranked, key=attrgetter("score"), reverse=True)
        ]

    def likeness(self, one: str, other: str) -> float:
        first, second = Counter(terms(one[:PREFIX])), Counter(terms(other[:PREFIX]))
        either = (first | second).total()
        return (first & second).total() / either if either else 0.0
