"""The weights that people give to words, authors, categories, notes and papers, from 0 to 3. Pure."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.core.model.digests import Interests
from bot.core.subjects import Subject, SubjectKind
from bot.core.tags import fold

FORGOTTEN, NORMAL = 0.0, 1.0
_STEPS = (0.25, 0.5, NORMAL, 2.0, 3.0)


def same(one: Subject, other: Subject) -> bool:
    """Return whether two subjects are one, apart from case and width. A keyword is also a word."""
    return as_shown(one.kind) is as_shown(other.kind) and fold(one.id) == fold(other.id)


def as_shown(kind: SubjectKind) -> SubjectKind:
    return SubjectKind.WORD if kind is SubjectKind.KEYWORD else kind


def weight_of(subject: Subject, weights: Mapping[str, float]) -> float:
    return next((weight for stored, weight in weights.items() if same(subject, Subject.read(stored))), NORMAL)


def with_weight(
    weights: Mapping[str, float], subject: Subject, weight: float, interests: Interests
) -> Mapping[str, float]:
    """The weights with this one set; a normal weight is not kept."""
    changed = {stored: held for stored, held in weights.items() if not same(subject, Subject.read(stored))}
    if weight != NORMAL:
        asked = (Subject(SubjectKind.KEYWORD, each) for each in interests.keywords)
        changed |= {str(each): weight for each in (subject, *(each for each in asked if same(subject, each)))}
    return changed


def _nearest_step(weight: float) -> int:
    return min(range(len(_STEPS)), key=lambda at: abs(_STEPS[at] - weight))


def _step(weight: float, by: int) -> float:
    return _STEPS[max(0, min(len(_STEPS) - 1, _nearest_step(weight) + by))]


Change = Callable[[float], float]
"""Returns the next weight for a weight."""

CHANGES: Mapping[str, Change] = MappingProxyType({
    "more": lambda weight: _step(weight or NORMAL, 1),
    "less": lambda weight: _step(weight, -1) if weight else FORGOTTEN,
    "forget": lambda _: FORGOTTEN,
    "keep": lambda _: NORMAL,
})  # fmt: skip
"""*less* stops above 0: only *forget* forgets."""


def bar(strength: float, weight: float) -> str:
    """Draw a share from 0 to 1 in five steps, moved by its weight; at least one step unless it is forgotten."""
    moved = round(strength * 5) + _nearest_step(weight) - _nearest_step(NORMAL)
    full = max(1, min(5, moved)) if weight > FORGOTTEN else 0
    return "●" * full + "○" * (5 - full)
