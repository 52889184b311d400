"""Whether a person may do something in a conversation; pure.

In private chats everything is allowed. The platform is asked who is an administrator only when the answer depends on
it: ``AskFirst`` then rolls back the transaction, and ``bot.core.standings`` asks.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.core.errors import PersonError
from bot.core.identity import ConversationKind
from bot.core.model.rights import Right, Standing
from bot.core.model.spaces import Space

_REFUSALS: Mapping[Right, str] = MappingProxyType({
    Right.SUBSCRIBE: "rights-subscribe",
    Right.SETTINGS: "rights-settings",
    Right.NOTES: "rights-notes",
    Right.PROFILE: "rights-profile",
})  # fmt: skip


class AskFirst(Exception):  # not an error: it says what to do before the next attempt
    """The platform must be asked whether the person is an administrator."""


class NotPermitted(PersonError):
    """The person may not do this here; nothing was changed."""


def require(right: Right, space: Space, standing: Standing | None, *, is_author: bool = False) -> None:
    """Return if the right is there; what belongs to its author needs no right of administrators.

    ``standing`` is ``None`` before the platform was asked. Raises ``AskFirst``, ``NotPermitted``, or ``PersonError``
    if the platform could not be asked.
    """
    if _everyone_may(right, space, is_author=is_author) or standing is Standing.ADMINISTRATOR:
        return
    if standing is None:
        raise AskFirst
    if standing is Standing.UNKNOWN:
        raise PersonError("rights-unknown")
    if space.kind is ConversationKind.CHANNEL:
        raise NotPermitted("rights-channel")
    raise NotPermitted(_REFUSALS.get(right, "rights-administrator"))


def _everyone_may(right: Right, space: Space, *, is_author: bool) -> bool:
    """A channel has readers instead of members: they may say what they think, and nothing else."""
    if space.kind is ConversationKind.PRIVATE or right is Right.OPINION:
        return True
    if space.kind is ConversationKind.CHANNEL:
        return False
    return right is Right.MEMBER or right in space.members_may or is_author
