"""Rights in a conversation: what a command needs, and who a person is there."""

from enum import Enum, StrEnum, auto


class Right(StrEnum):
    """What a command, a button or a form does, as far as it matters who does it.

    The value of a right that an administrator may give to all members is the word to type for it.
    """

    OPINION = "opinion"
    """Say what one thinks of a paper: everybody who sees it, also a stranger in a channel."""
    MEMBER = "member"
    """Read, and keep notes and to-dos: the members of a group, and the administrators of a channel."""
    SUBSCRIBE = "subscribe"
    """Begin, end, pause and resume the digests of a conversation."""
    SETTINGS = "settings"
    NOTES = "notes"
    """Edit, delete and restore the notes of others; one's own need no more than ``MEMBER``."""
    PROFILE = "profile"
    """Change the weights of what a conversation reads."""
    ADMINISTRATOR = "administrator"
    """What only administrators may do: say what members may do, and delete everything."""


GRANTABLE = (Right.SUBSCRIBE, Right.SETTINGS, Right.NOTES, Right.PROFILE)
"""The rights that an administrator may give to all members, in the order of ``/settings``."""


class Standing(Enum):
    """A person in a conversation, as the platform told. ``UNKNOWN``: it could not be asked."""

    ADMINISTRATOR = auto()
    MEMBER = auto()
    UNKNOWN = auto()
