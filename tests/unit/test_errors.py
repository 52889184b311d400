"""Errors as the log shows them."""

from bot.core.errors import ConversationMoved, DeliveryError, FieldError, PersonError, RateLimited, SourceError


def test_the_log_says_what_was_wrong() -> None:
    assert str(SourceError("arXiv answers 503", 60.0)) == "arXiv answers 503"
    assert str(DeliveryError("reset", 1.0)) == "reset"
    assert str(ConversationMoved("C2")) == ConversationMoved("C2").reason == "moved to C2"
    assert str(PersonError("note-unknown", number=7)) == "('note-unknown', {'number': 7})"


def test_an_error_of_one_conversation_is_not_one_of_all() -> None:
    limited = RateLimited("slow down", 2.0)
    assert (limited.reason, limited.retry_after, limited.everywhere) == ("slow down", 2.0, False)
    assert ConversationMoved("C2").retry_after is None


def test_the_error_of_a_field_knows_its_sentence() -> None:
    error = FieldError("due", "date-expected", text="soon")
    assert (error.field, error.key, error.data) == ("due", "date-expected", {"text": "soon"})
