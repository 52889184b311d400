"""Control characters, made visible on a terminal.

Any text may contain escape sequences that retitle the window, hide lines or answer for the person, and bidi overrides
that make one text read as another. On a terminal each such character is shown as a symbol; the stored text stays.
"""

import re

# C0 except tab and newline, DEL, C1, lone surrogates, line and paragraph separators, bidi embeddings, overrides
# and isolates. Zero-width joiners stay: emoji and several scripts need them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return ``text`` with ESC as ``␛``, BEL as ``␇``, other control characters as ``⟨U+009B⟩``; CRLF is a newline."""
    return _UNSAFE.sub(_symbol, text.replace("\r\n", "\n"))


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"⟨U+{code:04X}⟩"
