"""Vectors from an API like OpenAI's, and the errors when it fails."""

import re
from collections.abc import AsyncIterator
from contextlib import nullcontext

import pytest

from bot.core.errors import EmbeddingUnavailable
from language.embedding_endpoint import BATCH, EndpointEmbedder
from language.packed_vectors import cosines, unpack
from tests.servers.embeddings import EmbeddingsStandIn


@pytest.fixture
def api() -> EmbeddingsStandIn:
    return EmbeddingsStandIn()


@pytest.fixture
async def url(api: EmbeddingsStandIn) -> AsyncIterator[str]:
    async with api.serving() as url:
        yield url


@pytest.fixture
def patience() -> float:
    """Seconds to wait for an answer."""
    return 10.0


@pytest.fixture
async def embedder(url: str, patience: float) -> AsyncIterator[EndpointEmbedder]:
    embedder = EndpointEmbedder(url, "letters-1", "sk-right", timeout=patience)
    yield embedder
    await embedder.close()


async def test_texts_become_vectors_of_length_one_that_lie_close_where_the_texts_do(embedder: EndpointEmbedder) -> None:
    vectors = await embedder.embed(["bees dance", "zzz", "Bees dance!"])
    assert unpack(vectors).shape == (3, 26)
    itself, other, close = (round(float(each), 2) for each in cosines(vectors[0], vectors))
    assert itself == 1.0
    assert close > 0.9 > other
    assert await embedder.embed_query("bees dance") == vectors[0]


async def test_many_texts_travel_in_batches_and_any_text_has_a_vector(
    api: EmbeddingsStandIn, embedder: EndpointEmbedder
) -> None:
    texts = ["", " ", "\ud83d", "\x00", "x" * 1_000_000, "한국어", *(f"text {number}" for number in range(BATCH))]
    assert len(await embedder.embed(texts)) == len(texts)
    assert [len(batch) for batch in api.asked] == [BATCH, 6]
    assert max(len(text) for batch in api.asked for text in batch) < 10_000


async def test_an_address_with_a_slash_at_its_end_is_the_same_address(url: str) -> None:
    embedder = EndpointEmbedder(f"{url}/", "letters-1", "sk-right")
    assert len(await embedder.embed(["ants"])) == 1
    await embedder.close()


@pytest.mark.parametrize(("dimensions", "words"), [(8_192, ""), (8_193, "8193 dimensions")])
async def test_vectors_longer_than_those_of_any_known_model_are_refused(
    api: EmbeddingsStandIn, embedder: EndpointEmbedder, dimensions: int, words: str
) -> None:
    api.dimensions = dimensions
    with pytest.raises(EmbeddingUnavailable, match=words) if words else nullcontext():
        assert len(await embedder.embed(["ants"])) == 1


async def test_without_texts_nothing_is_requested(api: EmbeddingsStandIn, embedder: EndpointEmbedder) -> None:
    assert await embedder.embed([]) == []
    assert api.asked == []


async def test_vectors_in_another_order_find_their_texts(api: EmbeddingsStandIn, embedder: EndpointEmbedder) -> None:
    expected = await embedder.embed(["ants", "bees"])
    api.fault = "shuffled"
    assert await embedder.embed(["ants", "bees"]) == expected


def test_another_model_of_the_endpoint_makes_other_vectors() -> None:
    """The name is stored with the vectors: under another one, every note would be sent to the API again."""
    assert [EndpointEmbedder("http://h/v1", name).model for name in "ab"] == ["endpoint:a", "endpoint:b"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (429, "gets too many requests, or the quota is used up"),
        (401, "refuses the key: check PAPERBOY_EMBEDDINGS_KEY"),
        (403, "refuses the key: check PAPERBOY_EMBEDDINGS_KEY"),
        (500, "answers with status 500"),
        (503, "answers with status 503"),
        ("reset", r"did not answer with vectors \(\w+\)"),
        ("html", r"did not answer with vectors \(JSONDecodeError\)"),
        ("huge", "answered with too much data"),
        ("list", "did not answer with vectors"),
        ("words", "did not answer with vectors"),
        ("short", "answered with 1 vectors for 2 texts"),
        ("ragged", "answered with vectors of 26 dimensions where 26 were expected"),
        ("nan", "answered with numbers that are not finite"),
    ],
)
async def test_an_answer_without_vectors_says_why_and_the_next_one_counts_again(
    api: EmbeddingsStandIn, embedder: EndpointEmbedder, url: str, fault: int | str, words: str
) -> None:
    api.fault = fault
    with pytest.raises(EmbeddingUnavailable) as caught:
        await embedder.embed(["ants", "bees"])
    assert re.fullmatch(rf"{re.escape(url)}/embeddings \(letters-1\) {words}", str(caught.value))
    api.fault = None
    assert len(await embedder.embed(["ants", "bees"])) == 2


@pytest.mark.parametrize("patience", [0.2])
async def test_an_api_that_does_not_answer_in_time_is_given_up(
    api: EmbeddingsStandIn, embedder: EndpointEmbedder
) -> None:
    api.fault = "hang"
    with pytest.raises(EmbeddingUnavailable, match=re.escape("within 0.2 s")):
        await embedder.embed(["ants"])


async def test_a_model_that_changes_its_dimensions_under_the_same_name_is_not_mixed_in(
    api: EmbeddingsStandIn, embedder: EndpointEmbedder
) -> None:
    await embedder.embed(["ants"])
    api.dimensions = 30
    with pytest.raises(EmbeddingUnavailable, match="30 dimensions where 26"):
        await embedder.embed(["bees"])


@pytest.mark.parametrize(
    ("model", "key", "words"),
    [
        ("letters-1", "", "refuses the key: check PAPERBOY_EMBEDDINGS_KEY$"),
        ("other", "sk-right", "check PAPERBOY_EMBEDDINGS_URL and PAPERBOY_EMBEDDINGS_MODEL$"),
    ],
)
async def test_a_wrong_key_or_model_says_which_setting_to_check(url: str, model: str, key: str, words: str) -> None:
    wrong = EndpointEmbedder(url, model, key)
    with pytest.raises(EmbeddingUnavailable, match=words):
        await wrong.embed(["ants"])
    await wrong.close()


async def test_a_server_without_keys_is_sent_none(api: EmbeddingsStandIn, url: str) -> None:
    api.key = ""
    embedder = EndpointEmbedder(url, "letters-1")
    assert len(await embedder.embed(["ants"])) == 1
    await embedder.close()


async def test_an_unreachable_server_is_reported() -> None:
    nowhere = EndpointEmbedder("http://127.0.0.1:9/v1", "letters-1")
    with pytest.raises(EmbeddingUnavailable, match=r"127\.0\.0\.1:9/v1/embeddings"):
        await nowhere.embed_query("ants")
    await nowhere.close()
