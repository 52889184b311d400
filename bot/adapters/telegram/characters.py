"""Characters that Telegram refuses, removes or acts upon; pure.

TDLib shows how it changes a text: ``clean_input_string`` (td/telegram/misc.cpp) and ``fix_formatted_text``
(td/telegram/MessageEntity.cpp).
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.adapters.shared.urls import safe_url

WORD_JOINER = "\u2060"
"""Invisible, without width, and not trimmed by Telegram."""

# The characters that TDLib regards as blank, and those it removes before it checks for blanks.
_NOTHING = re.compile(
    "[\x00-\x20\xa0\u030a\u0333\u033f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2800\u3000\ufeff\ufffc"
    "\U000e0000\U000e0001]*"
)
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_RING = re.compile(".\u030a", re.DOTALL)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_REMOVED = "\u030a\u0333\u033f"
_CALL = re.compile(rf"(?<!\w)(?:@|(?<!/)/)(?=[{_REMOVED}]*\w)")
_HOSTS = re.compile(
    r"(?<!\w)\w+://\S*|www\.\S*"
    r"|(?<![\w./@\\-])(?P<host>[^\W_](?:[^\W_]|-)*(?:\.(?:[^\W_]|-)+)+)(?![\w@-])(?P<path>[/?#]\w\S*)?"
)
_CATEGORY = re.compile(
    r".*\.[A-Z]{2}|(?:cs|math|stat|eess|econ|physics|q-bio|q-fin|astro-ph|cond-mat|nlin)\.[a-z]{2}", re.DOTALL
)
_FILE = re.compile(r"(?is).*\.(?:cc|cu|dot|java|map|md|mk|ml|mm|mov|nc|pl|pm|ps|pt|py|rs|sh|so|tf|zip)")
"""File names whose endings are top-level domains (https://data.iana.org/TLD/tlds-alpha-by-domain.txt), without endings
that are seen more often in addresses, such as ``.ai`` and ``.app``.
"""
_UNLINKED = re.compile(rf"(?<=\w\.){WORD_JOINER}(?=\w)")
_HOST = re.compile(r"(?:[^\W_]|[\w-])+(?:\.[\w-]+)*\.[^\W_][\w-]*")


def sendable(text: str) -> str:
    """Return ``text`` with the characters replaced that Telegram would refuse or remove.

    Every line end becomes ``\\n`` (Telegram removes the others and joins the lines), a combining ring is composed with
    its letter (Telegram removes a ring alone), and half a surrogate pair becomes U+FFFD (Telegram refuses it).
    """
    if text.isascii() and "\r" not in text:
        return text
    text = _LINE_END.sub("\n", text)
    text = _RING.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    return well_formed(text)


def well_formed(text: str) -> str:
    """Return ``text`` as UTF-8 can encode it: surrogate pairs joined, U+FFFD for single surrogates."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_visible(text: str) -> bool:
    """Return whether Telegram accepts ``text`` as a message."""
    return _NOTHING.fullmatch(text) is None


def isolated(text: str) -> str:
    """Return ``text`` in one line, with its reading direction isolated.

    Characters that only change the direction are left out: Telegram removes most of them, and the others could affect
    the text around.
    """
    line = " ".join(_DIRECTION.sub("", text).splitlines())
    return f"\u2068{line}\u2069" if _RIGHT_TO_LEFT.search(line) else line


def quiet(text: str) -> str:
    """Return ``text`` isolated, so that it reads the same but mentions nobody and contains no commands.

    Telegram turns ``@name`` and ``/word`` into links and notifies the person.
    """
    return _CALL.sub(lambda match: match[0] + WORD_JOINER, isolated(text))


def false_links(text: str) -> Iterator[int]:
    """Yield the positions at which a ``WORD_JOINER`` keeps Telegram from linking a category or a file name.

    Telegram takes ``cs.CL`` for a host in Chile and ``notes.md`` for one in Moldova. An address with a scheme, with
    ``www.`` or with a path is left alone.
    """
    for match in _HOSTS.finditer(text):
        host = match["host"] or ""
        if _CATEGORY.fullmatch(host) or (_FILE.fullmatch(host) and not match["path"]):
            start = match.start("host")
            yield from (start + dot.end() for dot in re.finditer(r"\.", host))


def linkable(text: str) -> str:
    """Return ``text`` without the characters at ``false_links``, which come back when a person pastes our text."""
    return _UNLINKED.sub("", text)


def web_address(url: str) -> str:
    """Return ``url`` as Telegram accepts it, or empty: Telegram refuses a message with one bad address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or port == 0 or parts.username is not None:
        return ""
    return safe_url(url)
