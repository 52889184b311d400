"""Reads the text after ``/profile``, and the arguments of its buttons. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.errors import PersonError, UsageError
from bot.core.parsing import shorten

ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "forget": ("忘记", "忘掉", "忘了", "잊어", "잊어줘", "잊기"),
    "more": ("多看", "多来", "更多", "多", "더", "더많이"),
    "less": ("少看", "少来", "更少", "少", "덜"),
    "keep": ("undo", "保留", "恢复", "还原", "유지", "되돌려", "되돌리기"),
    "reset": ("重置", "초기화"),
    "surprises": ("惊喜", "换口味", "뜻밖", "깜짝"),
})  # fmt: skip
"""The other names of each verb."""

_VERBS = {also: verb for verb, names in ALSO.items() for also in names}
_UNSPACED = tuple(also for also in _VERBS if "\u4e00" <= also[0] <= "\u9fff" and len(also) > 1)
"""Chinese verbs that need no blank before their object. Those of one character do: other words begin with them."""

_BUTTON_SUBJECT = re.compile(r"(\d{1,18})\.(\d{1,3})")
_ON = frozenset({"on", "yes", "开", "开启", "要", "켜기", "켜", "켜줘"})
_OFF = frozenset({"off", "no", "关", "关闭", "不要", "끄기", "꺼", "꺼줘"})


@dataclass(frozen=True, slots=True)
class ProfileRequest:
    """A subject in a person's words, and the verb found next to it, if any."""

    subject: str
    verb: str = ""


@dataclass(frozen=True, slots=True)
class ButtonSubject:
    """A subject of a page: the continuation that holds the page's subjects, and the position among them."""

    token: int
    position: int


def parse_profile(text: str) -> ProfileRequest:
    """Read what follows ``/profile`` if it is not a verb and a blank.

    A Chinese verb may stand directly before its object; a Korean one comes last.
    """
    text = text.strip()
    if joined := next((each for each in _UNSPACED if text.startswith(each)), ""):
        return ProfileRequest(text.removeprefix(joined), _VERBS[joined])
    before, _, last = text.rpartition(" ")
    if before and not last.isascii() and last in _VERBS:
        return ProfileRequest(before, _VERBS[last])
    return ProfileRequest(text)


def parse_subject(text: str) -> str:
    if not text.strip():
        raise UsageError("profile-what")
    return text.strip()


def parse_switch(text: str) -> bool | None:
    """Read ``on`` or ``off``; ``None`` asks for the present setting."""
    word = text.strip().casefold()
    if word in _ON | _OFF:
        return word in _ON
    if word:
        raise UsageError("profile-surprises-unclear", text=shorten(text))
    return None


def parse_button(text: str) -> ButtonSubject:
    match = _BUTTON_SUBJECT.fullmatch(text)
    if match is None:
        raise PersonError("button-stale")
    return ButtonSubject(int(match[1]), int(match[2]))
