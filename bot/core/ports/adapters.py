"""What a platform must offer to be talked through."""

from collections.abc import Sequence
from typing import Any, Protocol

from bot.core.identity import Address
from bot.core.messages import Message


class Adapter(Protocol):
    """``render`` is pure and splits at the platform's limits; one part is one call to the platform."""

    @property
    def platform(self) -> str: ...

    def render(self, message: Message) -> Sequence[Any]: ...

    async def send(self, address: Address, part: Any, replaces: str = "") -> str:
        """Put one part into the conversation and return the platform's reference to it.

        ``replaces`` is the reference of a part to change in place. Raises ``ConversationGone`` when nobody
        will ever see it, ``DeliveryError`` when trying again may help.
        """
        ...
