"""Text for the places where Slack has no rich text: labels, small print, lines with a box, notifications.

``&``, ``<`` and ``>`` are escaped there (https://docs.slack.dev/messaging/formatting-message-text). ``plain_text``
wants it too: it is undocumented that Slack reads entities in it (slackapi/bolt-python#513).
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
    """``text`` as Slack can store it: a lone surrogate is no character."""
    return _SURROGATES.sub("\ufffd", text)


def is_link(url: str) -> bool:
    """Whether Slack takes ``url`` as the target of a link or button."""
    return len(url) <= limits.URL_CHARACTERS and _URL.fullmatch(url) is not None


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped_size(text: str) -> int:
    """UTF-16 units of ``text`` once escaped: never less than what Slack may count."""
    return utf16(escape(text))


def shortened(text: str, limit: int) -> str:
    """``text``, or its beginning and an ellipsis, in at most ``limit`` units once escaped."""
    if escaped_size(text) <= limit:
        return text
    return pieces(text, limit - 1, escaped_size)[0].rstrip() + "…"


def plain_text(text: str, limit: int) -> Json:
    """A ``plain_text`` object, never empty, shortened to ``limit``."""
    shown = escape(shortened(clean(text), limit))
    return {"type": "plain_text", "text": shown or "–", "emoji": False}


def literal(text: str) -> str:
    """mrkdwn that reads as ``text`` and notifies nobody.

    mrkdwn has no escape for its marks, so those that could be a pair are replaced by letters that look alike.
    """
    for mark, lookalike in _LOOKALIKES.items():
        if text.count(mark) > 1:
            text = text.replace(mark, lookalike)
    text = _QUOTE.sub(lambda match: "›" * len(match[0]), text)
    return escape(_EMOJI.sub("∶", text))


def mrkdwn(content: m.Inlines) -> str:
    """``content`` as mrkdwn, with its links and without any other decoration."""
    return "".join(_mrkdwn(inline) for inline in content)


def _mrkdwn(inline: m.Inline) -> str:
    text = literal(clean(inline.text))
    if isinstance(inline, m.Link) and is_link(inline.url):
        return f"<{escape(inline.url)}|{text.replace('|', '¦')}>"
    return text
