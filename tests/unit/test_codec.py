"""Our values as JSON text: exactly as written, whatever people typed."""

import pytest

from bot.core.codec import from_json, to_json
from bot.core.model.digests import Interests, Term


def test_json_is_compact_readable_and_keeps_halves_of_characters() -> None:
    """Platforms do send lone surrogates, and a log of exports should show Chinese as Chinese."""
    typed = Interests(("cs.CL",), ("扩散", "\ud83d"))
    assert to_json(typed) == '{"categories":["cs.CL"],"keywords":["扩散","\ud83d"],"authors":[]}'
    assert to_json({"a": [1, 2]}, indent=1) == '{\n "a": [\n  1,\n  2\n ]\n}'
    assert from_json(to_json(typed), Interests) == typed


def test_the_terms_of_a_score_are_stored_without_names_and_those_of_an_earlier_version_are_read() -> None:
    """There are many: twelve for each paper of each digest."""
    assert to_json(Term("close", 0.5)) == '["close",0.5,""]'
    assert from_json('["close",0.5]', Term) == Term("close", 0.5, "")
    with pytest.raises(AttributeError):
        Term("close", 0.5).value = 1.0
