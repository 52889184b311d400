"""What others think of a paper, as services beside arXiv tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class CommunityKind(StrEnum):
    UPVOTES = "upvotes"
    CITATIONS = "citations"
    INFLUENTIAL = "influential"  # citations that Semantic Scholar takes for more than a mention
    RECOMMENDED = "recommended"  # to one space, beside what it liked


_SENTENCES: Mapping[CommunityKind, str] = MappingProxyType({
    CommunityKind.UPVOTES: "reason-upvotes",
    CommunityKind.CITATIONS: "reason-citations",
    CommunityKind.INFLUENTIAL: "reason-influential",
    CommunityKind.RECOMMENDED: "reason-recommended",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommunitySignal:
    """What ``source`` says of one paper. ``value`` is a count, from 1 on; a recommendation is 1.

    ``url`` is the paper's page there.
    """

    paper_id: str
    source: str
    kind: CommunityKind
    value: int
    url: str

    @property
    def sentence(self) -> tuple[str, dict[str, int]]:
        """Its key in ``bot/locales`` and what fills it."""
        return _SENTENCES[self.kind], {"count": self.value}
