"""Search by words works whether the API that computes the vectors is up, slow, refusing or down."""

from collections.abc import AsyncIterator

import pytest

from bot.core import meaning
from language.embedding_endpoint import EndpointEmbedder
from tests.servers.embeddings import EmbeddingsStandIn
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said


@pytest.fixture
def api() -> EmbeddingsStandIn:
    return EmbeddingsStandIn()


@pytest.fixture
async def embedder(api: EmbeddingsStandIn) -> AsyncIterator[EndpointEmbedder]:
    async with api.serving() as url:
        embedder = EndpointEmbedder(url, api.model, api.key, timeout=5.0)
        yield embedder
        await embedder.close()


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    await chat.says("/note Bees dance to show where the flowers are")
    return chat


async def test_notes_and_questions_are_embedded_by_the_api(chat: Chat, api: EmbeddingsStandIn) -> None:
    assert "1 " in await chat.says("/search where do bees dance")
    asked = [text for batch in api.asked for text in batch]
    assert "where do bees dance" in asked
    assert any("Bees dance to show" in text for text in asked)


@on_sqlite
@pytest.mark.parametrize("fault", [429, 500, "reset", "html", "short", "hang"])
async def test_a_question_the_api_does_not_answer_is_answered_by_words(
    chat: Chat, api: EmbeddingsStandIn, fault: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "PATIENCE", 0.2)
    api.fault = fault
    answer = await chat.says("/search flowers")
    assert said(answer, "search-found", words="flowers", count=1)
    assert "«flowers»" in answer
    assert said(answer, "search-only-words")
    api.fault = None
    assert not said(await chat.says("/search flowers"), "search-only-words")
    api.fault = fault
    assert not said(await chat.says('/search "flowers"'), "search-only-words")  # a phrase has no meaning to compare


async def test_a_note_is_kept_and_found_by_words_while_the_api_fails_and_embedded_when_it_is_back(
    chat: Chat, api: EmbeddingsStandIn
) -> None:
    api.fault = 503
    await chat.says("/note Wasps build paper nests")
    assert "«Wasps»" in await chat.says("/search wasps")
    api.fault = None
    api.asked.clear()
    chat.clock.move(hours=1)
    await chat.says("/notes")
    assert any("Wasps build" in text for batch in api.asked for text in batch)
