"""Stated and learned interests as one list, and the examples that taught most. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Profile, TasteSummary
from bot.core.subjects import Subject, SubjectKind
from handlers.profile.weights import FORGOTTEN, same, weight_of

STATED = 0.6
"""The strength shown for interests that were stated but not learned: the middle of the bar."""

_WEAK = 0.25
"""Learned interests weaker than this, compared with the strongest, say little about anybody."""
_TEACH_MOST = (Interaction.LIKED, Interaction.DONE)


@dataclass(frozen=True, slots=True)
class Liking:
    """``strength`` is relative to the strongest of its kind, from 0 to 1, without the weight that people gave it."""

    subject: Subject
    strength: float
    stated: bool = False


def likings_of(profile: Profile, learned: TasteSummary) -> Mapping[SubjectKind, Sequence[Liking]]:
    """Words, authors and categories, the strongest first, without the forgotten ones."""
    stated = profile.interests
    return {
        SubjectKind.WORD: _merged(SubjectKind.WORD, stated.keywords, learned.words, profile),
        SubjectKind.AUTHOR: _merged(SubjectKind.AUTHOR, stated.authors, learned.authors, profile),
        SubjectKind.CATEGORY: _merged(SubjectKind.CATEGORY, stated.categories, learned.categories, profile),
    }


def forgotten(profile: Profile) -> Sequence[Subject]:
    """The forgotten subjects, the latest last."""
    found = (Subject.read(stored) for stored, weight in profile.weights.items() if weight == FORGOTTEN)
    return [each for each in found if each.kind is not SubjectKind.KEYWORD]


def examples(profile: Profile, most: int) -> Sequence[Note | Paper]:
    """The latest of the strongest examples, each paper once: notes, and papers that were liked or read."""
    found: list[tuple[date, str, Subject, Note | Paper]]
    found = [(note.written_on, note.paper_id, Subject.note(note.number), note) for note in profile.notes]
    found += [
        (each.on, each.paper_id, Subject.paper(each.paper_id), profile.papers[each.paper_id])
        for each in profile.lessons
        if each.interaction in _TEACH_MOST and each.paper_id in profile.papers
    ]
    chosen: dict[str, Note | Paper] = {}
    for _, paper_id, subject, example in sorted(found, key=lambda each: each[0], reverse=True):
        if weight_of(subject, profile.weights) > FORGOTTEN:
            chosen.setdefault(paper_id or str(subject), example)
    return list(chosen.values())[:most]


def _merged(
    kind: SubjectKind, stated: Iterable[str], learned: Iterable[tuple[str, float]], profile: Profile
) -> Sequence[Liking]:
    found = [Liking(Subject(kind, name), STATED, stated=True) for name in stated]
    for name, strength in (each for each in learned if each[1] >= _WEAK):
        position = next((at for at, each in enumerate(found) if same(each.subject, Subject(kind, name))), None)
        if position is None:
            found.append(Liking(Subject(kind, name), strength))
        else:
            found[position] = replace(found[position], strength=max(found[position].strength, strength))
    kept = (each for each in found if weight_of(each.subject, profile.weights) > FORGOTTEN)
    return sorted(kept, key=lambda each: -each.strength)
