"""Text where Slack has no rich text: labels, small print, lines with a box, notifications.

``&``, ``<`` and ``>`` must be escaped (https://docs.slack.dev/messaging/formatting-message-text), also in
``plain_text``: undocumented, Slack decodes entities there (slackapi/bolt-python#513).
"""

import re
from typing import Any

from bot.adapters.shared.splitting import pieces, utf16
from bot.adapters.slack import limits
from bot.core import messages as m

Json = dict[str, Any]

_URL = re.compile(r"(?:https?://|mailto:)[^\s<>|\"\\\x00-\x1f\x7f\ud800-\udfff]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_QUOTE = re.compile(r"^>+", re.MULTILINE)
_LOOKALIKES = {"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"}


def clean(text: str) -> str:
    """Return ``text`` as Slack can store it, with U+FFFD for lone surrogates."""
    return _SURROGATES.sub("\ufffd", text)


def is_link(url: str) -> bool:
    """Return whether Slack accepts ``url`` as the target of a link or button."""
    return len(url) <= limits.URL_CHARACTERS and _URL.fullmatch(url) is not None


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped_size(text: str) -> int:
    """Return the UTF-16 units of ``text`` once escaped, which are never fewer than what Slack may count."""
    return utf16(escape(text))


def shortened(text: str, limit: int) -> str:
    """Return ``text``, or its beginning and an ellipsis, in at most ``limit`` units once escaped."""
    if escaped_size(text) <= limit:
        return text
    return pieces(text, limit - 1, escaped_size)[0].rstrip() + "…"


def plain_text(text: str, limit: int) -> Json:
    """Return a ``plain_text`` object, shortened to ``limit`` and never empty."""
    shown = escape(shortened(clean(text), limit))
    return {"type": "plain_text", "text": shown or "–", "emoji": False}


def literal(text: str) -> str:
    """Return mrkdwn that reads as ``text`` and notifies nobody.

    mrkdwn has no escape for its marks, so marks that could form a pair are replaced by look-alike characters.
    """
    for mark, lookalike in _LOOKALIKES.items():
        if text.count(mark) > 1:
            text = text.replace(mark, lookalike)
    text = _QUOTE.sub(lambda match: "›" * len(match[0]), text)
    return escape(_EMOJI.sub("∶", text))


def mrkdwn(content: m.Inlines) -> str:
    """Return ``content`` as mrkdwn with its links and no other formatting."""
    return "".join(_mrkdwn(inline) for inline in content)


def _mrkdwn(inline: m.Inline) -> str:
    text = literal(clean(inline.text))
    if isinstance(inline, m.Link) and is_link(inline.url):
        return f"<{escape(inline.url)}|{text.replace('|', '¦')}>"
    return text
