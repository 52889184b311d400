"""The input of a handler: the language and the date of its space, and a way to queue work."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock

from bot.core.context import Context
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Button, Heading, Paragraph, Route
from bot.core.model.digests import Interests
from bot.core.model.spaces import Space, User
from bot.locales.catalogue import catalogue

NOW = datetime(2025, 6, 11, 20, tzinfo=UTC)
PLACE = Address("console", "local", "me")
SPACE = Space(1, PLACE, ConversationKind.PRIVATE, "ko", "Asia/Seoul", NOW)
USER = User(1, UserRef("console", "local", "me"), "Me")
SERVICES = cast(Any, SimpleNamespace(translator=catalogue))
CONTEXT = Context(cast(Any, None), SPACE, PLACE, USER, NOW, SERVICES)


def test_a_handler_speaks_the_language_of_its_space_and_has_its_date() -> None:
    sentence = catalogue("ko").inlines("went-wrong", id="7")
    assert CONTEXT.say("went-wrong", id="7") == Paragraph(sentence)
    assert CONTEXT.heading("went-wrong", id="7") == Heading(sentence)
    assert CONTEXT.words("went-wrong", id="7") == sentence
    assert CONTEXT.button("went-wrong", "note.show:7", id="7") == Button(
        catalogue("ko").text("went-wrong", id="7"), "note.show:7"
    )
    assert CONTEXT.today == date(2025, 6, 12)


def test_in_a_job_no_message_is_handled() -> None:
    assert Context(
        cast(Any, None), SPACE, PLACE, USER, NOW, SERVICES, message="", answers="", files=(), album="", route=Route()
    ) == CONTEXT  # fmt: skip


async def test_a_job_answers_the_person_who_caused_it_the_same_way() -> None:
    jobs = SimpleNamespace(put=AsyncMock())
    route = Route(via="https://example.org/response")
    context = Context(cast(Any, SimpleNamespace(jobs=jobs)), SPACE, PLACE, USER, NOW, SERVICES, route=route)
    await context.later("look up", Interests(("cs.CL",)))
    payload = '{"categories":["cs.CL"],"keywords":[],"authors":[]}'
    jobs.put.assert_awaited_once_with("look up", payload, SPACE, USER, PLACE, NOW, route=route)
