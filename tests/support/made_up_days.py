"""Made-up days of forty papers, nine days apart, and a reader who picks a few papers of each.

Everything is drawn from one seed. What the reader picks depends on the subject, the category, the authors and how late
a paper was submitted, each on its own: subjects share categories, and the reader's favorite lab writes on everything.
Halfway the reader loses interest in one subject and gains another. Each paper borrows words from another subject.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.model.papers import Paper

FIRST = date(2025, 6, 2)
DAYS, DAYS_APART, PAPERS = 14, 9, 40
FAVORITES = (("speech", "retrieval"), ("retrieval", "proteins"))
"""Subjects of the first half of the days, and of the second."""
FAVORITE_CATEGORY, FAVORITE_LAB = "cs.CL", "Bletchley"
LABS = (FAVORITE_LAB, "Menlo", "Murray", "Almaden", "Xerox")

SUBJECTS: Mapping[str, str] = {
    "speech": "speech recognition speaker acoustic audio spoken transcription phoneme streaming voice noise dialogue",
    "translation": "translation multilingual languages parallel corpora bilingual alignment morphology source",
    "retrieval": "retrieval documents query passages ranking search index dense relevance question corpus",
    "theory": "convergence bound gradient convex stochastic proof optimal regret generalization minimax loss",
    "proteins": "protein molecules binding structure drug folding sequence residues docking chemistry",
    "reasoning": "reasoning logic planning agents symbolic tools proofs steps mathematical problems chain",
    "vision": "image segmentation detection pixels video camera depth visual scenes pose tracking rendering",
    "robots": "robot manipulation grasping arm tactile navigation planning control gripper locomotion policy",
    "security": "attack privacy adversarial encryption malware backdoor federated defense threat leakage",
    "networks": "wireless channel latency bandwidth antenna routing packet spectrum cellular satellite edge",
}
"""The words of each subject."""
_SHARED = [category for category in ("cs.CL", "cs.LG", "cs.AI", "cs.CV", "cs.CR") for _ in range(2)]
CATEGORIES = dict(zip(SUBJECTS, _SHARED, strict=True))
_FILLER = "we propose a method for that improves results on and show evaluate the approach with experiments study new"


@dataclass(frozen=True, slots=True)
class MadeUpDay:
    """``picked`` holds the ids of the papers that the reader picks after having seen the day."""

    on: date
    papers: Sequence[Paper]
    picked: frozenset[str]


def made_up_days() -> list[MadeUpDay]:
    chance = random.Random(11)
    return [_day(each, FAVORITES[each * 2 // DAYS], chance) for each in range(DAYS)]


def _day(number: int, favorites: Sequence[str], chance: random.Random) -> MadeUpDay:
    on = FIRST + timedelta(days=DAYS_APART * number)
    papers, picked = [], set()
    for each in range(PAPERS):
        subject = chance.choice(list(SUBJECTS))
        paper = _paper(f"25{on:%m}.{number:02}{each:03}", subject, chance)
        papers.append(paper)
        liking = 0.5 * (subject in favorites) + 0.3 * any(FAVORITE_LAB in author for author in paper.authors)
        liking += 0.1 * (paper.categories[0] == FAVORITE_CATEGORY) + 0.15 * (each >= PAPERS * 0.9)
        if chance.random() < liking:
            picked.add(paper.paper_id)
    return MadeUpDay(on, papers, frozenset(picked))


def _paper(paper_id: str, subject: str, chance: random.Random) -> Paper:
    other = SUBJECTS[chance.choice(list(SUBJECTS))]
    own = chance.sample(SUBJECTS[subject].split(), 5)
    words = [*own, *chance.choices(other.split(), k=4), *chance.choices(_FILLER.split(), k=12)]
    chance.shuffle(words)
    lab = chance.choice(LABS)
    authors = tuple(f"{chance.choice('ABC')}. {lab}" for _ in range(chance.randint(1, 3)))
    return Paper(paper_id, 1, " ".join([*own[:2], other.split()[0]]), " ".join(words), authors, (CATEGORIES[subject],))
