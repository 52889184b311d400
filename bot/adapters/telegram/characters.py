"""Characters that Telegram refuses, takes away or acts upon; pure.

What it does to a text is written in TDLib: ``clean_input_string`` (td/telegram/misc.cpp) and ``fix_formatted_text``
(td/telegram/MessageEntity.cpp).
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

WORD_JOINER = "\u2060"
"""Invisible, without width, and not trimmed by Telegram."""

# What TDLib takes for nothing, and what it takes away before it looks.
_NOTHING = re.compile(
    "[\x00-\x20\xa0\u030a\u0333\u033f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2800\u3000\ufeff\ufffc"
    "\U000e0000\U000e0001]*"
)
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_RING = re.compile(".\u030a", re.DOTALL)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CALL = re.compile(r"(?<!\w)(?:@|(?<![:/.])/)(?=\w)|\b[a-z-]{2,}\.(?=[A-Z]{2}\b)")
_HOST = re.compile(r"(?:[^\W_]|[\w-])+(?:\.[\w-]+)*\.[^\W_][\w-]*")
_NOT_IN_URLS = re.compile("[\x00-\x20\x7f-\xa0\ud800-\udfff\u2028-\u202e\u2066-\u2069]")


def sendable(text: str) -> str:
    """``text`` with what Telegram would refuse or swallow written in another way.

    Every line end is ``\\n`` (it would take the others away and join the lines), a ring above is one character with
    its letter (a ring of its own is taken away), and half a surrogate pair is U+FFFD (it is refused).
    """
    if text.isascii() and "\r" not in text:
        return text
    text = _LINE_END.sub("\n", text)
    text = _RING.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    return well_formed(text)


def well_formed(text: str) -> str:
    """``text`` as UTF-8 can hold it: two halves of a surrogate pair are one character, a single half is U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_visible(text: str) -> bool:
    """Whether Telegram takes ``text`` for a message at all."""
    return _NOTHING.fullmatch(text) is None


def isolated(text: str) -> str:
    """``text`` in one line that keeps its reading direction to itself.

    Characters that only turn the direction are left out: most of them Telegram removes, and the others could turn
    what stands around.
    """
    line = " ".join(_DIRECTION.sub("", text).splitlines())
    return f"\u2068{line}\u2069" if _RIGHT_TO_LEFT.search(line) else line


def quiet(text: str) -> str:
    """``text`` isolated, with names that call nobody and commands that are none; reads the same.

    Telegram makes ``@name`` and ``/word`` links by itself, and tells who is named; ``cs.CL`` it takes for a host.
    """
    return _CALL.sub(lambda match: match[0] + WORD_JOINER, isolated(text))


def web_address(url: str) -> str:
    """``url`` as Telegram takes it for a link or a button, or empty: one bad address has the message refused."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or port == 0 or parts.username is not None:
        return ""
    return _NOT_IN_URLS.sub(lambda match: quote(match[0], errors="replace"), url)
