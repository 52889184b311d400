"""The port to a platform's administrators."""

from typing import Protocol

from bot.core.identity import Address, UserRef


class Roles(Protocol):
    """Asked while no transaction is open."""

    async def is_administrator(self, person: UserRef, address: Address) -> bool:
        """Return whether a person runs a group or channel. Raises ``ServiceError`` if the platform does not tell."""
