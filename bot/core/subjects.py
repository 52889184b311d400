"""Subjects: what a message is about, and what people give a weight to.

Through the subjects of a message, a reply, a reaction or an edit finds its paper or note. ``Profile.weights`` has the
weights.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, final


class SubjectKind(StrEnum):
    PAPER = "paper"
    NOTE = "note"
    ALBUM = "album"  # of a message only: files that came together and are not kept with a note yet; it has no id
    WORD = "word"  # this and those below: of a weight only
    KEYWORD = "keyword"  # a word that a subscription states; ranking has a feature of its own for it
    AUTHOR = "author"
    CATEGORY = "category"


@final
class Subject:
    """A paper by its arXiv id without version, a note by its number, a word, name or category as people write it.

    Stored as ``paper:2312.13286`` or ``note:12``. Not a dataclass: ``msgspec`` would store that as an object.
    """

    __slots__ = ("id", "kind")

    def __init__(self, kind: SubjectKind, identifier: str = "") -> None:
        self.kind: Final = kind
        self.id: Final = identifier

    @classmethod
    def paper(cls, paper_id: str) -> "Subject":
        return cls(SubjectKind.PAPER, paper_id)

    @classmethod
    def note(cls, number: int) -> "Subject":
        return cls(SubjectKind.NOTE, str(number))

    @classmethod
    def read(cls, stored: str) -> "Subject":
        """Invert ``str``; raise ``ValueError`` for anything else."""
        kind, _, named = stored.partition(":")
        return cls(SubjectKind(kind), named)

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind

    def __repr__(self) -> str:
        return f"Subject({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Subject) and (self.kind, self.id) == (other.kind, other.id)

    def __hash__(self) -> int:
        return hash((self.kind, self.id))


def papers_in(about: Iterable[Subject]) -> list[str]:
    """Return the ids of the papers among the subjects of a message, in order."""
    return [each.id for each in about if each.kind is SubjectKind.PAPER]


def notes_in(about: Iterable[Subject]) -> list[int]:
    """Return the numbers of the notes among the subjects of a message, in order."""
    return [int(each.id) for each in about if each.kind is SubjectKind.NOTE]
