"""The errors Paperboy raises on purpose. They carry data; the sentence that a person reads comes from the locale."""

from typing import Any


class PaperboyError(Exception):
    """Base class."""


class PersonError(PaperboyError):
    """A mistake that the person can correct. ``key`` names a sentence in ``bot/locales``, and ``data`` fills it in.

    The sentence says what was wrong and what to type instead. Raised anywhere below the dispatcher, the error
    rolls back the event's effects and becomes the reply.
    """

    def __init__(self, key: str, **data: Any) -> None:
        super().__init__(key, data)
        self.key = key
        self.data = data


class UsageError(PersonError):
    """The text after a command does not fit it; the reply adds an example that does."""


class StorageUnavailable(PaperboyError):
    """The database did not answer. The event is not acknowledged, so the platform sends it again."""


class SchemaTooNew(PaperboyError):
    """A newer Paperboy than this one wrote the database."""


class EmbeddingUnavailable(PaperboyError):
    """Vectors cannot be computed now; search continues with words. The cause is chained."""


class ServiceError(PaperboyError):
    """A call of a service failed. ``retry_after`` is in seconds; ``None`` if the service did not say."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class SourceError(ServiceError):
    """A source of papers, files or opinions failed."""


class DeliveryError(ServiceError):
    """A message part was not sent."""


class NotSent(DeliveryError):
    """The platform has certainly not taken the part; after any other ``DeliveryError`` it may be there."""


class PlatformAway(NotSent):
    """Nothing can be sent to the platform, or to the workspace: there is no connection, or the token is refused."""


class AnswerLost(DeliveryError):
    """The request went out and no answer came, so the part may be there, on a platform that cannot be asked."""


class RateLimited(NotSent):
    """The platform asks for a pause, in this conversation or ``everywhere``."""

    def __init__(self, reason: str, retry_after: float, *, everywhere: bool = False) -> None:
        super().__init__(reason, retry_after)
        self.everywhere = everywhere


class MessageRefused(DeliveryError):
    """The platform will never take this message; the next one may arrive."""


class ConversationGone(DeliveryError):
    """Blocked, kicked, archived: nothing sent there arrives until somebody lets us in again."""


class ConversationMoved(DeliveryError):
    """The conversation has another id now, under which messages arrive."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"moved to {conversation_id}")
        self.conversation_id = conversation_id


class FieldError(PersonError):
    """The value of one field of a form does not fit; platforms show the sentence at that field."""

    def __init__(self, field: str, key: str, **data: Any) -> None:
        super().__init__(key, **data)
        self.field = field


class SettingsError(PaperboyError):
    """A setting is missing or malformed; the text says which variable to set to what."""
