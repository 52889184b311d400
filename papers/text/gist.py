"""The sentence of an abstract that says what was done or found, in the abstract's own words."""

import re
from collections.abc import Iterator, Sequence

from papers.text.latex import readable

LIMIT = 240
"""Characters of the longest gist, including its ellipses."""

_END = re.compile(r"[.!?][\"'”’)\]}]*\s+|[。！？]\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|al|cf|vs|viz|resp|approx|ca|Figs?|Eqs?|Secs?|Refs?|Tabs?|Thms?|Chap|Prop|Nos?|Drs?|Prof|St)"
    r"|(?<![\w.])[A-Z](?:\.[A-Z])*)$"
)
_OPENING = re.compile(r"(?:We|Our|This|These|The|In|It|However|To|Here)\b")

_CLAUSE = re.compile(r"[,;:，；：]\s|[，；：、]|\s(?:[–—-]+|and|but|which|while|where|whereas|by|using|with|so)\s")
_DANGLING = re.compile(
    r"(?:[\s,;:，；：、–—-]|\b(?:and|or|but|which|that|who|while|where|whereas|by|using|with|so|of|the|an?|in|on|to|for|from|as"
    r"|is|are|its|their|our|e\.g\.|i\.e\.))+\Z"
)
_MARK = re.compile(r"[()\[\]“”\"]|\$(?!\d)")
_CLOSING = {"(": ")", "[": "]", "“": "”", '"': '"', "$": "$"}


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_SOFTLY = r"(?:(?:\w+ly|also|then|first|further|thus|hence|here|next|instead)[ ,]+)*"
_WORK = _any("paper work study article survey report letter thesis manuscript note research")
_DO = _any(
    "propose introduce present develop design devise build construct create describe release provide formulate study "
    "investigate examine explore consider address tackle analy[sz]e survey review proposed introduced presented "
    "developed designed built extend derive give offer contribute conduct"
)
_DOES = _any(
    "proposes introduces presents develops describes provides studies investigates examines explores addresses "
    "analy[sz]es surveys reviews offers shows demonstrates argues reports aims"
)
_FIND = _any(
    "show find found prove demonstrate observe reveal discover establish report argue identify obtain achieve showed "
    "demonstrated proved observed verify confirm"
)
_EVIDENCE = _any("results? experiments? findings? evaluations? analys[ie]s simulations?")
_SHOWS = _any("shows? demonstrates? indicates? suggests? reveals? confirms? proves?")
_OTHERS = _any("however recent existing previous prior traditional current although despite while unfortunately")
_FURTHER = _any("second third furthermore moreover besides additionally specifically finally meanwhile next")
_HAS = _any("been become shown emerged achieved demonstrated")

_WHAT_WAS_DONE_OR_FOUND = (
    (3.0, rf"\b(?:we|i) {_SOFTLY}{_DO}\b"),
    (3.0, rf"\bthis {_WORK} {_SOFTLY}{_DOES}\b"),
    (2.5, rf"\b(?:we|i) {_SOFTLY}{_FIND}\b"),
    (1.5, rf"\b{_EVIDENCE} (?:\w+ ){{0,4}}{_SHOWS}\b"),
)
_HINTS = (
    (1.0, rf"\b(?:in|to) this (?:\w+ )?(?:{_WORK}|end)\b"),
    (0.8, r"\b(?:outperform|achiev|improv|surpass|reduc|enabl)(?:e?s|ed|ing)?\b|\bnovel\b|state-of-the-art"),
    (-1.5, r"\b(?:this|these|the)(?: \w+)? (?:gap|need|problem|challenge|question|issue|limitation)s?\W*$|\bhere\.$"),
    (-0.7, rf"^{_FURTHER}\b"),
    (-1.5, rf"^{_OTHERS}\b|\bremains?\b|\b(?:has|have) {_HAS}\b|\bsuffers? from\b|\?$"),
    (-3.0, r"https?://|\bgithub\b|\bavailable (?:at|on|here|upon|from)\b|\bwe hope\b|\bfuture (?:work|research)\b"),
)


def _compiled(cues: Sequence[tuple[float, str]]) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in cues)


_TELLING = _compiled(_WHAT_WAS_DONE_OR_FOUND)
_SCORED = _TELLING + _compiled(_HINTS)
_SHORT = 70
"""Characters; a shorter sentence rarely says enough."""
_ON_SUBJECT = 2.0
"""Added for a sentence that has all words of the title, proportionally for fewer."""
_LATER = 0.15
"""Subtracted per preceding sentence: the first sentence to say something says it most generally."""


def gist(abstract: str, title: str = "") -> str:
    """Return the best sentence with readable LaTeX and single blanks; ``""`` for a blank abstract.

    Every word is the abstract's. A sentence longer than :data:`LIMIT` is cut at a clause, with an ellipsis.
    """
    found = sentences(readable(abstract))
    if not found:
        return ""
    telling = scores(found, readable(title))
    return _cut(found[telling.index(max(telling))])


def scores(found: Sequence[str], title: str) -> list[float]:
    """Score each sentence of an abstract by cues, by words shared with the title, and by position."""
    subject = _stems(title)
    return [
        _score(sentence) + _ON_SUBJECT * len(subject & _stems(sentence)) / max(1, len(subject)) - _LATER * index
        for index, sentence in enumerate(found)
    ]


def _stems(text: str) -> set[str]:
    """The first five letters of each word that has at least four."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())}


def sentences(text: str) -> list[str]:
    """Split ``text`` into sentences with single blanks, but not after ``e.g.``, ``et al.``, ``Fig.`` or ``J.``"""
    line = " ".join(text.split())
    found: list[str] = []
    start = 0
    for match in _END.finditer(line):
        if _ends(line, start, match):
            found.append(line[start : match.end()].strip())
            start = match.end()
    found.append(line[start:])
    return [sentence for sentence in found if sentence]


def _ends(line: str, start: int, match: re.Match[str]) -> bool:
    following = line[match.end() : match.end() + 12]
    if following[:1].islower():
        return False
    if match[0].startswith("."):
        before = line[max(start, match.start() - 12) : match.start()]
        abbreviation = _ABBREVIATION.search(before)
        return abbreviation is None or (len(abbreviation[0]) == 1 and bool(_OPENING.match(following)))
    return True


def _score(sentence: str) -> float:
    score = sum(weight for weight, cue in _SCORED if cue.search(sentence))
    too_short, too_long = max(0, _SHORT - len(sentence)) / _SHORT, max(0, len(sentence) - LIMIT) / LIMIT
    return score - 2 * too_short - too_long


def _cut(sentence: str) -> str:
    """Cut to ``LIMIT`` characters: start at the cue if it comes late, end after the last clause that fits."""
    if len(sentence) <= LIMIT:
        return sentence
    cue = next((match for _, each in _TELLING if (match := each.search(sentence))), None)
    if cue is not None and LIMIT // 2 < cue.start() < len(sentence) - _SHORT:
        rest = sentence[cue.start() :]
        return "… " + (rest if len(rest) <= LIMIT - 2 else _cut_end(rest, LIMIT - 2))
    return _cut_end(sentence, LIMIT)


def _cut_end(sentence: str, limit: int) -> str:
    room = sentence[: limit - 1]
    clauses = [match.start() for match in _CLAUSE.finditer(room) if match.start() >= limit // 2]
    blank = len(room) if sentence[len(room)].isspace() else room.rfind(" ")
    end = clauses[-1] if clauses else max(blank, 0) or len(room)
    end = next((opened for opened in _unclosed(room[:end]) if opened > limit // 2), end)
    return (_DANGLING.sub("", room[:end]) or room[:end].rstrip()) + "…"


def _unclosed(text: str) -> Iterator[int]:
    """The positions of unclosed brackets, quotes and formulas."""
    opened: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if opened and _CLOSING[opened[-1][0]] == mark[0]:
            opened.pop()
        elif mark[0] in _CLOSING:
            opened.append(mark)
    return (mark.start() for mark in opened)
