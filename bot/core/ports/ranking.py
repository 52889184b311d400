"""What a space likes, which of a day's papers that speaks for, and how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.core.model.community import CommunitySignal
from bot.core.model.digests import Interests, Pick
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.text import Translator


class Deed(StrEnum):
    """What somebody did with a paper. The last two teach away from it."""

    LIKED = "liked"
    DONE = "done"  # ticked off on the to-do list
    LISTED = "listed"  # put on it, and still there
    OPENED = "opened"
    DISLIKED = "disliked"
    IGNORED = "ignored"  # shown, and nobody did anything with it


@dataclass(frozen=True, slots=True)
class Lesson:
    """``on`` is the date in the space's time zone, the latest where ``people`` of them did it."""

    deed: Deed
    paper_id: str
    on: date
    people: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """What a space likes, as ranking sees it.

    ``notes`` (the latest ones) teach, too, those on no paper by their words. ``papers`` holds the metadata of every
    paper named in notes or lessons; one without metadata there is left out. ``weights`` are what people set: a subject
    (``note:12``, ``paper:2312.13286``, ``author:Kaiming He``, ``keyword:diffusion``, ``category:cs.CL``,
    ``word:speech``) to a number from 0, forgotten, over 1, as it comes, to 3. ``explore`` is the seed that picks
    something different for one place; where it is empty nothing is. ``community`` is what others say of candidates.
    """

    interests: Interests
    notes: Sequence[Note] = ()
    lessons: Sequence[Lesson] = ()
    papers: Mapping[str, Paper] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    explore: str = ""
    community: Mapping[str, Sequence[CommunitySignal]] = field(default_factory=dict)


class Ranker(Protocol):
    async def __call__(
        self, profile: Profile, candidates: Sequence[Paper], top: int, language: Translator
    ) -> Sequence[Pick]:
        """The best ``top`` candidates, the best first, with reasons a person believes.

        The same for the same profile and candidates, in whatever order they come; computed off the event loop.
        """
        ...


@dataclass(frozen=True, slots=True)
class TasteSummary:
    """What ranking made of a profile, strongest first. A weight is a share of the strongest of its kind: 0 to 1."""

    words: Sequence[tuple[str, float]]
    authors: Sequence[tuple[str, float]]
    categories: Sequence[tuple[str, float]]


class TasteSummarizer(Protocol):
    async def __call__(self, profile: Profile, most: int) -> TasteSummary:
        """At most ``most`` of each kind, words and names as people wrote them; computed off the event loop."""
        ...
