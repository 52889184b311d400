"""A sample conversation, person and moment for tests of storage."""

from datetime import UTC, datetime

from bot.core.events import Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Paragraph, Reply, Text, message
from bot.core.model.spaces import Space, User
from bot.core.ports.storage import UnitOfWork

NOW = datetime(2025, 6, 11, 12, 0, tzinfo=UTC)
ADDRESS = Address("console", "local", "me")
ANN = UserRef("console", "local", "ann")


def event(key: str = "1", address: Address = ADDRESS) -> Event:
    return Event(key, ANN, "Ann", address, ConversationKind.PRIVATE, NOW, TextMessage("hello"))


def reply(text: str = "hello", **options: str) -> Reply:
    return Reply(message(Paragraph((Text(text),))), **options)


async def space_of(work: UnitOfWork, address: Address = ADDRESS) -> Space:
    return await work.spaces.ensure(address, ConversationKind.PRIVATE, NOW)


async def person(work: UnitOfWork, name: str = "Ann") -> User:
    return await work.users.ensure(UserRef("console", "local", name.lower()), name, NOW)
