"""How often a method picks a sentence that a careful reader would accept as the gist of an abstract.

The accepted sentences are in ``benchmarks/gist_labels.toml``, the abstracts in ``--papers``.
"""

import argparse
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import table
from benchmarks.picks import EVAL, papers_of
from bot.core.model.papers import Paper
from papers.ranking.semantics import Semantics, load_semantics
from papers.text.gist import scores, sentences
from papers.text.latex import readable

LABELS = Path(__file__).with_name("gist_labels.toml")

Scores = Sequence[float] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """An abstract in sentences. ``accepted`` holds the positions of acceptable ones; ``to_title`` and ``to_abstract``
    are the cosines of each sentence with the title and with the abstract.
    """

    title: str
    sentences: Sequence[str]
    accepted: frozenset[int]
    to_title: NDArray[np.float32]
    to_abstract: NDArray[np.float32]


def cues(read: Read, title: float = 0, abstract: float = 0) -> Scores:
    """Score by cues and position, plus the cosines with these weights."""
    return np.array(scores(read.sentences, "")) + title * read.to_title + abstract * read.to_abstract


METHODS: Mapping[str, Callable[[Read], Scores]] = {
    "first sentence": lambda read: [-index for index in range(len(read.sentences))],
    "last sentence": lambda read: list(range(len(read.sentences))),
    "longest sentence": lambda read: [len(sentence) for sentence in read.sentences],
    "nearest the title (vectors)": lambda read: read.to_title,
    "nearest the abstract (vectors)": lambda read: read.to_abstract,
    "cues and position": cues,
    "… + 2 × title (vectors)": partial(cues, title=2),
    "… + 1 × abstract (vectors)": partial(cues, abstract=1),
    "… + 2 × title (words): the gist": lambda read: scores(read.sentences, read.title),
}


def main() -> None:
    options = _options()
    groups = read_labels(options.papers)
    rows = [_row(name, method, groups) for name, method in METHODS.items()]
    remarks = [f"Of {', '.join(f'{len(each)} ({name})' for name, each in groups.items())} abstracts; percentages."]
    table.publish(table.Report("A sentence that a careful reader accepts", rows, remarks), options.json)


def read_labels(papers: Path) -> Mapping[str, Sequence[Read]]:
    labels: dict[str, dict[str, list[int]]] = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    wanted = {paper_id for group in labels.values() for paper_id in group}
    found = {paper.paper_id: paper for paper in papers_of(papers) if paper.paper_id in wanted}
    semantics = load_semantics()
    return {
        name: [_read(found[paper_id], accepted, semantics) for paper_id, accepted in group.items()]
        for name, group in labels.items()
    }


def _read(paper: Paper, accepted: Sequence[int], semantics: Semantics) -> Read:
    title, abstract = readable(paper.title), readable(paper.abstract)
    split = sentences(abstract)
    vectors = semantics.embed([title, abstract, *split])
    places = frozenset(number - 1 for number in accepted)
    return Read(title, split, places, vectors[2:] @ vectors[0], vectors[2:] @ vectors[1])


def _row(name: str, method: Callable[[Read], Scores], groups: Mapping[str, Sequence[Read]]) -> dict[str, table.Cell]:
    row: dict[str, table.Cell] = {"method": name}
    for group, each in groups.items():
        row[group] = 100 * sum(int(np.argmax(method(read))) in read.accepted for read in each) / len(each)
    return row


def _options() -> argparse.Namespace:
    parser = table.options(__doc__ or "")
    parser.add_argument("--papers", type=Path, default=EVAL / "papers.jsonl.gz")
    return parser.parse_args()


if __name__ == "__main__":
    main()
