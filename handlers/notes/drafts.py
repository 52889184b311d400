"""A note's subject, read from the beginning of its text. Pure; the rest is the body, character for character."""

import re
from dataclasses import dataclass

from papers.arxiv.identifiers import parse_paper_id

TITLE_LIMIT = 300
"""Longest title, in characters. Anything longer is text and stays in the body."""

_BRACKETED = re.compile(rf"\s*+《([^《》\n]{{1,{TITLE_LIMIT}}})》(?:\r\n|\s)?")
_LABELED = re.compile(r"(?:title|标题|標題|题目|題目|제목)[ \t]*[:：](.*)", re.IGNORECASE)
# A link or id may be followed by Chinese or Korean without a space, or by a hashtag; only a full link may
# contain a ``#``. Full-width punctuation ends it like a blank.
_REFERENCE = re.compile(
    r"\s*+((?:(?:arxiv|doi):\s{1,3})?(?:https?://[!-~]+|[!-\"$-~]+))(?:\r\n|[\s，：、；])?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note about to be filed. ``title`` is the person's own; ``paper_id`` has no version."""

    body: str
    title: str = ""
    paper_id: str = ""


def parse_draft(text: str) -> NoteDraft:
    """Read ``ID text``, ``《Title》 text`` or ``Title: …`` on the first line. An id may follow a title."""
    title, rest = _title(text)
    match = _REFERENCE.match(rest)
    paper = parse_paper_id(match[1]) if match else None
    if match is None or paper is None:
        return NoteDraft(rest, title)
    return NoteDraft(rest[match.end() :], title, paper.paper_id)


def parse_subject(text: str) -> NoteDraft:
    """Read the answer to "which paper or title?": like :func:`parse_draft`, except that a bare line is a title."""
    draft = parse_draft(text)
    title = text.strip()
    if draft.title or draft.paper_id or "\n" in title or len(title) > TITLE_LIMIT:
        return draft
    return NoteDraft("", title)


def _title(text: str) -> tuple[str, str]:
    """``(title, rest)``, or an empty title and all of ``text`` when it does not begin with a title."""
    bracketed = _BRACKETED.match(text)
    if bracketed and bracketed[1].strip():
        return bracketed[1].strip(), text[bracketed.end() :]
    line, _, rest = text.lstrip().partition("\n")
    labeled = _LABELED.fullmatch(line.rstrip())
    title = labeled[1].strip() if labeled else ""
    return (title, rest) if 0 < len(title) <= TITLE_LIMIT else ("", text)
