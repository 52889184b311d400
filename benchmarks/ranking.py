"""How long ranking takes: preparing a day, scoring for one and ten thousand readers, and digests with reasons.

The candidates are real papers (``--papers``); each reader likes random other ones.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks import table
from benchmarks.picks import EVAL, papers_of
from bot.core.model.digests import Interests
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile
from bot.locales.catalogue import catalogue
from language.analyzer import Analyzer
from papers.ranking.candidates import load_prior, prepare
from papers.ranking.features import learned_scores
from papers.ranking.ranker import learning_ranker
from papers.ranking.semantics import load_semantics
from papers.ranking.taste import Taste, empty_taste, examples_of

T = TypeVar("T")

EXAMPLES = 200
"""Liked papers per profile."""
LIBRARY = 2_000
"""Papers that the liked ones are chosen from."""


def main() -> None:
    options = _options()
    semantics, loading = _timed(load_semantics)
    prior = load_prior()
    chance = np.random.default_rng(0)
    every = list(islice(papers_of(options.papers), options.candidates + LIBRARY))
    candidates, others = every[: options.candidates], every[options.candidates :]
    day, preparing = _timed(lambda: prepare(candidates, semantics, prior))
    library = examples_of(others, chance.uniform(0, 365, len(others)), semantics)

    def taste() -> Taste:
        chosen = chance.integers(0, len(library), EXAMPLES)
        return empty_taste(semantics).with_examples(library[each] for each in chosen)

    tastes, learning = _timed(lambda: [taste() for _ in range(options.profiles)])
    _, one = _timed(lambda: learned_scores(day, tastes[:1], semantics))
    _, more = _timed(lambda: tastes[0].with_examples(library[:1]))
    first, same, other = _digests(candidates, others[: 2 * EXAMPLES])
    before = _memory()
    _, everyone = _timed(lambda: learned_scores(day, tastes, semantics))
    rows: list[dict[str, table.Cell]] = [
        {"what": "load the model", "seconds": loading, "aim": None},
        {"what": f"prepare {options.candidates:,} candidates", "seconds": preparing, "aim": 60.0},
        {"what": "score them for 1 profile", "seconds": one, "aim": 0.02},
        {"what": f"score them for {options.profiles:,} profiles", "seconds": everyone, "aim": 5.0},
        {"what": f"learn a profile of {EXAMPLES} examples", "seconds": learning / len(tastes), "aim": None},
        {"what": "learn one example more", "seconds": more, "aim": 0.02},
        {"what": "a complete digest, the first since the start", "seconds": first, "aim": None},
        {"what": "for another space that was shown other papers", "seconds": other, "aim": None},
        {"what": "for the same one again", "seconds": same, "aim": None},
    ]
    size = np.mean([each.size for each in tastes[:100]])
    remarks = [f"A profile takes {size / 1000:.1f} kB. Peak memory {_memory():.0f} MB, {before:.0f} of it before."]
    table.publish(
        table.Report("Ranking", [{**row, "seconds": _rounded(row["seconds"])} for row in rows], remarks), options.json
    )


def _digests(candidates: Sequence[Paper], liked: Sequence[Paper]) -> tuple[float, float, float]:
    """Time digests as the product makes them: with the analyzer, and the reasons and terms of the ten best."""
    ranker = learning_ranker(Analyzer().index_terms)
    one, another = (_likes(each) for each in (liked[:EXAMPLES], liked[EXAMPLES:]))

    def rank(profile: Profile, shown: int) -> float:
        return _timed(lambda: ranker.rank(profile, candidates[shown:], 10, catalogue("en")))[1]

    first, same = rank(one, 0), rank(one, 0)
    rank(another, 0)
    return first, same, rank(another, 10)


def _likes(papers: Sequence[Paper]) -> Profile:
    lessons = [Lesson(Interaction.LIKED, paper.paper_id, date(2025, 6, 1)) for paper in papers]
    interests = Interests(("cs.CL", "cs.LG"), ("diffusion", "language models"), ("Kaiming He",))
    return Profile(interests, lessons=lessons, papers={paper.paper_id: paper for paper in papers})


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    found = call()
    return found, time.perf_counter() - start


def _rounded(seconds: table.Cell) -> float:
    return float(f"{seconds:.2g}")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _options() -> argparse.Namespace:
    parser = table.options(__doc__.splitlines()[0])
    parser.add_argument("--papers", type=Path, default=EVAL / "papers.jsonl.gz")
    parser.add_argument("--candidates", type=int, default=1_100)
    parser.add_argument("--profiles", type=int, default=10_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
