"""A space's profile, and the ranking of a day's papers by it."""

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


class Interaction(StrEnum):
    """An interaction of people with a paper. The last two teach against it."""

    LIKED = "liked"
    DONE = "done"  # ticked off on the to-do list
    LISTED = "listed"  # open on the to-do list
    OPENED = "opened"
    DISLIKED = "disliked"
    IGNORED = "ignored"  # shown, but nobody acted on it


@dataclass(frozen=True, slots=True)
class Lesson:
    """An interaction of ``people`` persons to learn from. ``on`` is its latest date, in the space's time zone."""

    interaction: Interaction
    paper_id: str
    on: date
    people: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """The interests and the history of a space, as ranking sees them.

    The latest ``notes`` also teach; those without a paper by their own words. ``papers`` holds the metadata of the
    papers named in notes and lessons; papers without metadata are left out. ``weights`` maps the subjects that people
    weighted (``note:12``, ``paper:2312.13286``, ``author:Kaiming He``, ``keyword:diffusion``, ``category:cs.CL``,
    ``word:speech``) to a number from 0 (forgotten) through 1 (normal) to 3. ``explore`` is the seed that picks a
    surprise for one place; if it is empty, there is no surprise. ``community`` has signals about the candidates.
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
        """Return the best ``top`` candidates, the best first, with reasons for people.

        The result does not depend on the order of the candidates. Computed off the event loop.
        """


@dataclass(frozen=True, slots=True)
class TasteSummary:
    """The interests learned from a profile, strongest first. Weights are shares of the strongest of a kind: 0 to 1."""

    words: Sequence[tuple[str, float]]
    authors: Sequence[tuple[str, float]]
    categories: Sequence[tuple[str, float]]


class TasteSummarizer(Protocol):
    async def __call__(self, profile: Profile, most: int) -> TasteSummary:
        """Return at most ``most`` of each kind, as people wrote them. Computed off the event loop."""
