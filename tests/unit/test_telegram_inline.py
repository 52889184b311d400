"""What inline mode sends of a note."""

from bot.adapters.telegram.inline import _result
from bot.core.messages import message
from bot.core.ports.adapters import InlineHit


def test_a_note_with_nothing_to_show_is_sent_by_its_title() -> None:
    """One without a word, whose file has no name either, must not take the other results with it."""
    sent = _result(InlineHit("1", "Note 1", "today", message())).to_dict()
    assert sent["input_message_content"]["message_text"] == "Note 1"
