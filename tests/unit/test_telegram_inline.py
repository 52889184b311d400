"""Notes sent through inline mode."""

from bot.adapters.telegram.inline import _result
from bot.core.messages import message
from bot.core.ports.adapters import InlineHit


def test_an_empty_note_is_sent_as_its_title() -> None:
    """A note without text, whose file has no name either, must not break the other results."""
    sent = _result(InlineHit("1", "Note 1", "today", message())).to_dict()
    assert sent["input_message_content"]["message_text"] == "Note 1"
