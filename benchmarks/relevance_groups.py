"""Questions about the reading log, and the notes that answer them.

| group | question | searched texts |
|---|---|---|
| A | a paper's English title | notes without their titles, most of them Chinese |
| A* | the same | the same, without the words of the title in each note |
| B | the Chinese paragraph that closes a note | titles |
| E-ZH, E-KO, E-EN | what a person types months later (``relevance_questions.toml``) | complete notes |
| T | a title with a typo in every longer word | complete notes |
| S | a Chinese word of two characters; a name with a Korean particle; a name glued to a Chinese word | complete notes |
"""

import random
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exchange.papers_weekly.parse import parse

LOG = Path(__file__).resolve().parents[2] / "shared" / "data" / "seeds" / "papers-weekly.md"
QUESTIONS = Path(__file__).with_name("relevance_questions.toml")

MACRO = ("A", "A*", "B", "E-ZH", "E-KO", "E-EN")
"""The groups whose mean is the figure to compare; T and S are nearly solved."""

WORDS = 240
"""Questions of group S; five times as many exist, but they take long."""

RARE = 10
"""The most notes that a word of group S may be in."""

_PARTICLES = ("은", "는", "을", "를", "에서", "으로", "의", "에서는", "까지", "처럼")
_NOT_TEXT = re.compile(r"<img[^>]*>|!\[[^\]]*\]\([^)]*\)|https?://\S+")
_LIST_ITEM = re.compile(r"\s*(\d+\s*[.，、)）]|[a-z]\s?[.)）]|[*-]\s)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TWO_CHARACTERS = re.compile("(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?![\u4e00-\u9fff])")
_LATIN = re.compile("[A-Za-z0-9]+")
_WHOLE = "(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
_NAME = re.compile("(?<![A-Za-z0-9-])[A-Za-z][A-Za-z0-9]{3,}(?![A-Za-z0-9-])")


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Question:
    """``right`` holds the positions of the right answers in the texts."""

    text: str
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    texts: Sequence[Text]
    questions: Sequence[Question]


def groups(log: str, splits: Collection[str]) -> Iterator[Group]:
    """Return all groups; of the written questions only those of ``splits`` (``dev``, ``held``)."""
    notes = [Text(entry.title, entry.body) for entry in parse(log).entries if entry.title and len(entry.body) > 10]
    bodies = [Text("", note.body) for note in notes]
    titled = [
        Question(note.title, frozenset({place}))
        for place, note in enumerate(notes)
        if len(_read(note.body)) >= 60 and re.search("[A-Za-z]{2}", note.title)
    ]
    yield Group("A", bodies, titled)
    yield Group("A*", [Text("", _without(note.title, note.body)) for note in notes], titled)
    closings = ((place, _closing(note.body)) for place, note in enumerate(notes))
    closed = [Question(closing, frozenset({place})) for place, closing in closings if closing]
    yield Group("B", [Text(note.title, "") for note in notes], closed)
    for language, written in _written(notes, splits).items():
        yield Group(f"E-{language.upper()}", notes, written)
    yield Group("T", notes, _mistyped(titled))
    yield Group("S", notes, _words(notes))


def _written(notes: Sequence[Text], splits: Collection[str]) -> dict[str, list[Question]]:
    halves = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    found: dict[str, list[Question]] = {"zh": [], "ko": [], "en": []}
    for split in splits:
        for language, questions in halves[split].items():
            found[language] += [Question(text, _titled(notes, title)) for text, title in questions]
    return found


def _titled(notes: Sequence[Text], beginning: str) -> frozenset[int]:
    return frozenset(place for place, note in enumerate(notes) if note.title.startswith(beginning))


def _read(body: str) -> str:
    return _NOT_TEXT.sub("", body).strip()


def _without(title: str, body: str) -> str:
    words = {word.lower() for word in _LATIN.findall(title)}
    return _LATIN.sub(lambda match: "" if match[0].lower() in words else match[0], body)


def _closing(body: str) -> str:
    """Return the last line with 20 Chinese characters or more that is not a list item."""
    lines = [line.strip() for line in _read(body).split("\n") if len(_CHINESE.findall(line)) >= 20]
    return lines[-1] if lines and not _LIST_ITEM.match(lines[-1]) else ""


def _mistyped(titled: Sequence[Question]) -> list[Question]:
    draw = random.Random(5)
    found = []
    for question in titled:
        text = re.sub("[A-Za-z]{6,}", lambda match: _slip(match[0], draw), question.text)
        if text != question.text:
            found.append(Question(text, question.right))
    return found


def _slip(word: str, draw: random.Random) -> str:
    """Return ``word`` with two letters swapped, or one dropped, doubled or replaced, but never the first."""
    at = draw.randrange(1, len(word) - 1)
    letter = draw.choice("aeiounrst")
    return draw.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


def _words(notes: Sequence[Text]) -> list[Question]:
    """Find words in few notes: two characters long, before a Korean particle, or two words without a blank between."""
    draw = random.Random(7)
    texts = [f"{note.title}\n{_read(note.body)}" for note in notes]
    chinese = {word: _places(re.escape(word), texts) for text in texts for word in _TWO_CHARACTERS.findall(text)}
    names = {name: _places(_WHOLE.format(name), texts) for note in notes for name in _NAME.findall(note.title)}
    asked = dict(chinese)
    for name, places in names.items():
        asked[name + draw.choice(_PARTICLES)] = places
        beside = sorted(word for word, others in chinese.items() if others & places)
        if beside:
            word = draw.choice(beside)
            asked[name + word] = places & chinese[word]
    rare = [Question(text, places) for text, places in sorted(asked.items()) if len(places) <= RARE]
    return draw.sample(rare, min(WORDS, len(rare)))


def _places(pattern: str, texts: Sequence[str]) -> frozenset[int]:
    return frozenset(place for place, text in enumerate(texts) if re.search(pattern, text, re.IGNORECASE))
