"""Everything Paperboy raises on purpose. Errors carry data; the sentence a person reads comes from the locale."""

from typing import Any


class PaperboyError(Exception):
    """Base class."""


class PersonError(PaperboyError):
    """Something a person can put right. ``key`` names the sentence in ``bot/locales``, ``data`` fills it.

    The sentence says what was wrong and what to type instead. Raised anywhere below the dispatcher, it
    rolls the event's effects back and becomes the reply.
    """

    def __init__(self, key: str, **data: Any) -> None:
        super().__init__(key, data)
        self.key = key
        self.data = data


class UsageError(PersonError):
    """The words after a command do not fit it; the reply adds an example that does."""


class StorageUnavailable(PaperboyError):
    """The database did not answer. The event is not acknowledged, so the platform sends it again."""


class SchemaTooNew(PaperboyError):
    """The database was written by a newer Paperboy than this one."""


class EmbeddingUnavailable(PaperboyError):
    """There are no vectors to be had now; search goes on by words. The cause is chained."""


class SourceError(PaperboyError):
    """A paper source failed. ``retry_after`` is in seconds; ``None`` means trying again may not help."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class DeliveryError(PaperboyError):
    """A message part was not sent. ``retry_after`` in seconds."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class RateLimited(DeliveryError):
    """The platform asks for a pause: in this conversation, or ``everywhere``."""

    def __init__(self, reason: str, retry_after: float, *, everywhere: bool = False) -> None:
        super().__init__(reason, retry_after)
        self.everywhere = everywhere


class MessageRefused(DeliveryError):
    """The platform takes this message neither now nor later; the next one may arrive."""


class ConversationGone(DeliveryError):
    """Blocked, kicked, archived: nothing sent there will arrive until somebody lets us in again."""


class ConversationMoved(DeliveryError):
    """The conversation has another id now; what is sent there arrives."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"moved to {conversation_id}", 0.0)
        self.conversation_id = conversation_id


class FieldError(PersonError):
    """What was filled into one field of a form does not fit; platforms show the sentence beside it."""

    def __init__(self, field: str, key: str, **data: Any) -> None:
        super().__init__(key, **data)
        self.field = field


class SettingsError(PaperboyError):
    """A setting is missing or malformed; the text says which variable to set to what."""
