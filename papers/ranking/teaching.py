"""What a profile teaches: each note and each paper that somebody did something with, and how much it weighs."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Deed, Lesson, Profile
from papers.ranking.candidates import text as text_of
from papers.ranking.wishes import Wishes

WORTH: Mapping[Deed, float] = MappingProxyType({
    Deed.LIKED: 1.0,
    Deed.DONE: 1.0,
    Deed.LISTED: 0.6,
    Deed.OPENED: 0.3,
    Deed.DISLIKED: -1.0,
    Deed.IGNORED: -0.05,
})  # fmt: skip
"""Beside a note, which is worth 1. Somebody ignores twenty papers for each one they like."""
LONGEST_NOTE = 5_000
"""Characters of a note that ranking reads."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A note (``deed`` is ``None``) or a paper that something was done with; ``worth`` below 0 teaches away from it.

    ``people`` is how many think so, on whatever occasion.
    """

    deed: Deed | None
    text: str
    on: date
    worth: float
    paper: Paper | None = None
    number: int = 0
    title: str = ""
    people: int = 1


def anchors_of(profile: Profile, wishes: Wishes) -> list[Anchor]:
    """Without what people had forgotten."""
    lessons = [each for each in _strongest(profile) if each.paper_id in profile.papers]
    people = _people(profile, lessons)
    found = [_from_note(each, profile.papers.get(each.paper_id), wishes, people) for each in profile.notes]
    found += [_from_lesson(each, profile.papers[each.paper_id], wishes, people) for each in lessons]
    return [each for each in found if each.worth]


def _strongest(profile: Profile) -> list[Lesson]:
    """Of what was done with one paper: opening it and then reading it is one lesson. Nobody ignores what they noted."""
    noted = {note.paper_id for note in profile.notes}
    by_strength = sorted(profile.lessons, key=lambda each: (abs(WORTH[each.deed]), each.on, each.deed))
    found = {each.paper_id: each for each in by_strength}
    return [each for each in found.values() if each.deed is not Deed.IGNORED or each.paper_id not in noted]


def _people(profile: Profile, lessons: Iterable[Lesson]) -> Mapping[str, int]:
    """How many think well of each paper."""
    noted = {(note.paper_id, note.author) for note in profile.notes if note.paper_id}
    found = Counter(paper_id for paper_id, _ in noted)
    for lesson in lessons:
        found[lesson.paper_id] = max(lesson.people, found[lesson.paper_id])
    return found


def _from_note(note: Note, paper: Paper | None, wishes: Wishes, people: Mapping[str, int]) -> Anchor:
    title = note.title or (paper.title if paper else "")
    text = f"{note.title}\n{note.body[:LONGEST_NOTE]}\n{text_of(paper) if paper else ''}"
    worth = wishes.weight("note", str(note.number)) * wishes.weight("paper", note.paper_id)
    return Anchor(None, text, note.written_on, worth, paper, note.number, title, people.get(note.paper_id, 1))


def _from_lesson(lesson: Lesson, paper: Paper, wishes: Wishes, people: Mapping[str, int]) -> Anchor:
    worth = WORTH[lesson.deed] * (1 + math.log(lesson.people)) * wishes.weight("paper", paper.paper_id)
    return Anchor(lesson.deed, text_of(paper), lesson.on, worth, paper, 0, paper.title, people[paper.paper_id])
