"""Questions for an invented notebook. Each consists of words of one of its notes, so it finds something."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.texts import InventedNote

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_KOREAN = re.compile(r"\b[\uac00-\ud7a3]{3,4}\b")
_ENGLISH = re.compile(r"[a-z]+")
_PARTICLE = "까지"
"""A tag that no note has; a search must filter by it."""

KINDS = (
    "Chinese word of two characters",
    "Korean word with a particle",
    "English word",
    "three words",
    "phrase of two words",
    "tag and word",
    "some of three words",
)


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` is the question as typed in space ``space`` (from 0); ``match`` the same for FTS5, without its tag."""

    kind: str
    space: int
    text: str
    match: str
    tag: str = ""


Sample = tuple[int, InventedNote]
"""A note, and the number of its space."""


def questions(samples: Sequence[Sample]) -> list[Question]:
    """Make one question of each kind per three samples, which must alternate between the three languages."""
    draw = random.Random(3)
    found: list[Question] = []
    for index in range(0, len(samples) - 5, 3):
        (space, english), (chinese_space, chinese), (korean_space, korean) = samples[index : index + 3]
        elsewhere = _words(samples[index + 3][1])
        words = _words(english)
        three = draw.sample(words, 3)
        start = draw.randrange(10)  # from the first sentence
        pair = f"{words[start]} {words[start + 1]}"
        some = [three[0], *draw.sample(elsewhere, 2)]
        run = draw.choice(_CHINESE.findall(chinese.body))
        word = run[(at := 2 * draw.randrange(len(run) // 2)) : at + 2]
        inflected = draw.choice(_KOREAN.findall(korean.body))[:2] + _PARTICLE
        found += [
            Question(KINDS[0], chinese_space, word, _quoted(word)),
            Question(KINDS[1], korean_space, inflected, _quoted(inflected)),
            Question(KINDS[2], space, three[0], _quoted(three[0])),
            Question(KINDS[3], space, " ".join(three), " ".join(map(_quoted, three))),
            Question(KINDS[4], space, _quoted(pair), _quoted(pair)),
            Question(KINDS[5], space, f"{three[0]} tag:{english.tag}", _quoted(three[0]), english.tag),
            Question(KINDS[6], space, " ".join(some), " OR ".join(map(_quoted, some))),
        ]
    return found


def _words(english: InventedNote) -> list[str]:
    return _ENGLISH.findall(english.body)


def _quoted(text: str) -> str:
    return f'"{text}"'
