"""What people set of what ranking learns: a subject to how much it counts, 0 forgotten, 1 as it comes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from papers.ranking.matching import folded


class Wishes:
    """The weights of a profile by kind. Names are compared however they are written, large or small."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._of: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._written: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for subject, weight in sorted(weights.items()):
            kind, _, name = subject.partition(":")
            self._of[kind][folded(name)] = weight
            self._written[kind][folded(name)] = name

    def of(self, kind: str) -> Mapping[str, float]:
        """By :func:`papers.ranking.matching.folded` name."""
        return self._of.get(kind, {})

    def weight(self, kind: str, name: str) -> float:
        return self.of(kind).get(folded(name), 1.0)

    def stated(self, kind: str, names: Sequence[str], least: float) -> list[tuple[str, float]]:
        """The names a subscription states, and others that people gave at least this weight; none forgotten."""
        there = {folded(name): name for name in reversed(names)}
        added = {name: self._written[kind][name] for name, weight in self.of(kind).items() if weight >= least}
        found = [(name, self.weight(kind, name)) for name in ({**added, **there}).values()]
        return [(name, weight) for name, weight in found if weight > 0]
