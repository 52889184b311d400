"""Addresses that no client misreads."""

import re
from urllib.parse import quote

_UNSAFE = re.compile("[\x00-\x20\x7f-\xa0\ud800-\udfff\u2028-\u202e\u2066-\u2069]")


def safe_url(url: str) -> str:
    """Return ``url`` with blanks, control characters and lone surrogates percent-encoded.

    They could end the address in a terminal's hyperlink sequence, and Telegram refuses them.
    """
    return _UNSAFE.sub(lambda match: quote(match[0], errors="replace"), url)
