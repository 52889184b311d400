"""What was asked for and what was learnt, as one list, and the examples that taught most. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Profile, TasteSummary
from bot.core.subjects import Subject, SubjectKind
from handlers.profile.subjects import FORGOTTEN, same, weight_of

ASKED = 0.6
"""How strong looks what was asked for and not learnt: in the middle."""

_WEAK = 0.25
"""What counts less than that beside the strongest says little of anybody."""
_TEACH_MOST = (Interaction.LIKED, Interaction.DONE)


@dataclass(frozen=True, slots=True)
class Liking:
    """``strength`` is a share of the strongest of its kind, 0 to 1, whatever weight people gave it."""

    subject: Subject
    strength: float
    asked: bool = False


def likings_of(profile: Profile, learnt: TasteSummary) -> Mapping[SubjectKind, Sequence[Liking]]:
    """Words, authors and categories, the strongest first, without those that were forgotten."""
    asked = profile.interests
    return {
        SubjectKind.WORD: _merged(SubjectKind.WORD, asked.keywords, learnt.words, profile),
        SubjectKind.AUTHOR: _merged(SubjectKind.AUTHOR, asked.authors, learnt.authors, profile),
        SubjectKind.CATEGORY: _merged(SubjectKind.CATEGORY, asked.categories, learnt.categories, profile),
    }


def forgotten(profile: Profile) -> Sequence[Subject]:
    """The latest last."""
    found = (Subject.read(stored) for stored, weight in profile.weights.items() if weight == FORGOTTEN)
    return [each for each in found if each.kind is not SubjectKind.KEYWORD]


def examples(profile: Profile, most: int) -> Sequence[Note | Paper]:
    """The latest of what teaches most, each paper once: notes, and papers that were liked or read."""
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
    kind: SubjectKind, asked: Iterable[str], learnt: Iterable[tuple[str, float]], profile: Profile
) -> Sequence[Liking]:
    found = [Liking(Subject(kind, name), ASKED, asked=True) for name in asked]
    for name, strength in (each for each in learnt if each[1] >= _WEAK):
        place = next((at for at, each in enumerate(found) if same(each.subject, Subject(kind, name))), None)
        if place is None:
            found.append(Liking(Subject(kind, name), strength))
        else:
            found[place] = replace(found[place], strength=max(found[place].strength, strength))
    kept = (each for each in found if weight_of(each.subject, profile.weights) > FORGOTTEN)
    return sorted(kept, key=lambda each: -each.strength)
