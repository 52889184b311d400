"""A space's history: each note, and each paper that people did something with, and how much it weighs."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile
from papers.ranking.candidates import paper_text
from papers.ranking.preferences import Preferences

INTERACTION_WEIGHTS: Mapping[Interaction, float] = MappingProxyType({
    Interaction.LIKED: 1.0,
    Interaction.DONE: 1.0,
    Interaction.LISTED: 0.6,
    Interaction.OPENED: 0.3,
    Interaction.DISLIKED: -1.0,
    Interaction.IGNORED: -0.05,
})  # fmt: skip
"""A note weighs 1. People ignore about twenty papers for each one they like."""
LONGEST_NOTE = 5_000
"""Characters of a note that ranking reads."""


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A note (``interaction`` is ``None``) or a paper that people acted on. A negative ``weight`` teaches away.

    ``note_number`` is 0 where it is not a note. ``people`` is how many people noted or liked the paper.
    """

    interaction: Interaction | None
    text: str
    on: date
    weight: float
    paper: Paper | None
    note_number: int
    title: str
    people: int


def history_of(profile: Profile, preferences: Preferences) -> list[HistoryItem]:
    """Notes first, then papers; forgotten ones are left out."""
    lessons = [each for each in _strongest(profile) if each.paper_id in profile.papers]
    people = _people(profile, lessons)
    items = [_from_note(each, profile.papers.get(each.paper_id), preferences, people) for each in profile.notes]
    items += [_from_lesson(each, profile.papers[each.paper_id], preferences, people) for each in lessons]
    return [each for each in items if each.weight]


def _strongest(profile: Profile) -> list[Lesson]:
    """The strongest lesson per paper: opening and then reading it is one lesson. A noted paper was not ignored."""
    noted = {note.paper_id for note in profile.notes}
    by_strength = sorted(
        profile.lessons, key=lambda each: (abs(INTERACTION_WEIGHTS[each.interaction]), each.on, each.interaction)
    )
    strongest = {each.paper_id: each for each in by_strength}
    return [
        each for each in strongest.values() if each.interaction is not Interaction.IGNORED or each.paper_id not in noted
    ]


def _people(profile: Profile, lessons: Iterable[Lesson]) -> Mapping[str, int]:
    """The number of people who think well of each paper."""
    noted = {(note.paper_id, note.author) for note in profile.notes if note.paper_id}
    people = Counter(paper_id for paper_id, _ in noted)
    for lesson in lessons:
        people[lesson.paper_id] = max(lesson.people, people[lesson.paper_id])
    return people


def _from_note(note: Note, paper: Paper | None, preferences: Preferences, people: Mapping[str, int]) -> HistoryItem:
    title = note.title or (paper.title if paper else "")
    text = f"{note.title}\n{note.body[:LONGEST_NOTE]}\n{paper_text(paper) if paper else ''}"
    weight = preferences.weight("note", str(note.number)) * preferences.weight("paper", note.paper_id)
    return HistoryItem(None, text, note.written_on, weight, paper, note.number, title, people.get(note.paper_id, 1))


def _from_lesson(lesson: Lesson, paper: Paper, preferences: Preferences, people: Mapping[str, int]) -> HistoryItem:
    by_people = 1 + math.log(lesson.people)
    weight = INTERACTION_WEIGHTS[lesson.interaction] * by_people * preferences.weight("paper", paper.paper_id)
    text, together = paper_text(paper), people[paper.paper_id]
    return HistoryItem(lesson.interaction, text, lesson.on, weight, paper, 0, paper.title, together)
