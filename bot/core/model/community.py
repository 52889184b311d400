"""Opinions of other people on a paper, according to services other than arXiv."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class CommunityKind(StrEnum):
    UPVOTES = "upvotes"
    CITATIONS = "citations"
    INFLUENTIAL = "influential"  # citations that Semantic Scholar judges to be more than a mention
    RECOMMENDED = "recommended"  # to one space, based on the papers it liked


_SENTENCES: Mapping[CommunityKind, str] = MappingProxyType({
    CommunityKind.UPVOTES: "reason-upvotes",
    CommunityKind.CITATIONS: "reason-citations",
    CommunityKind.INFLUENTIAL: "reason-influential",
    CommunityKind.RECOMMENDED: "reason-recommended",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommunitySignal:
    """One fact about a paper from ``source``. ``value`` is a count of at least 1; a recommendation is 1.

    ``url`` is the paper's page at the source.
    """

    paper_id: str
    source: str
    kind: CommunityKind
    value: int
    url: str

    @property
    def sentence(self) -> tuple[str, dict[str, int]]:
        """Its key in ``bot/locales``, and the data that fills it in."""
        return _SENTENCES[self.kind], {"count": self.value}
