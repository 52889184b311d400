"""The reasons for a pick, in sentences that a reader believes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.model.community import CommunitySignal
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.ranking import Interaction, Profile
from bot.core.ports.text import Translator
from papers.community.signals import strongest
from papers.ranking.history import HistoryItem
from papers.ranking.matching import name_parts

STATED_SHOWN = 3
"""Reasons about stated authors and keywords; further ones add little."""
TITLE_SHOWN = 80

_CLOSE: Mapping[Interaction | None, str] = MappingProxyType({
    None: "reason-note",
    Interaction.LIKED: "reason-liked",
    Interaction.DONE: "reason-read",
    Interaction.LISTED: "reason-listed",
    Interaction.OPENED: "reason-opened",
})  # fmt: skip
_SAME: Mapping[Interaction | None, str] = MappingProxyType({
    None: "reason-note-same",
    Interaction.LIKED: "reason-liked-same",
    Interaction.DONE: "reason-read-same",
    Interaction.LISTED: "reason-listed-same",
    Interaction.OPENED: "reason-opened-same",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grounds:
    """The evidence for one candidate that its reasons can name.

    ``authors`` maps ``(author, followed name)`` to its weight, ``title_keywords`` and ``keywords`` (found only in the
    abstract) likewise. ``closest`` is the item of the history so similar that a reader sees why.
    """

    paper: Paper
    authors: Mapping[tuple[str, str], float]
    title_keywords: Mapping[str, float]
    keywords: Mapping[str, float]
    closest: HistoryItem | None
    community: Sequence[CommunitySignal] = ()


def reasons(grounds: Grounds, profile: Profile, year: int, language: Translator) -> tuple[str, ...]:
    """The strongest first; without any, the category of a cross-list. Dates in ``year`` are written without it."""
    found = [_author_reason(*each, language) for each in grounds.authors]
    found += [language.text("reason-keyword-title", keyword=shorten(each)) for each in grounds.title_keywords]
    found += [language.text("reason-keyword", keyword=shorten(each)) for each in grounds.keywords]
    del found[STATED_SHOWN:]
    if grounds.closest:
        found.append(_history_reason(grounds.closest, grounds.paper, year, language))
    if grounds.community:
        key, data = strongest(grounds.community).sentence
        found.append(language.text(key, **data))
    return tuple(found) or _category_reasons(grounds.paper, profile, language)


def surprise_reasons(language: Translator) -> tuple[str, ...]:
    return (language.text("reason-different"),)


def _author_reason(author: str, followed: str, language: Translator) -> str:
    if name_parts(author) == name_parts(followed):
        return language.text("reason-author", author=author)
    return language.text("reason-author-like", author=author, followed=followed)


def _history_reason(item: HistoryItem, paper: Paper, year: int, language: Translator) -> str:
    title, on = shorten(item.title, TITLE_SHOWN), language.day(item.on, with_year=item.on.year != year)
    if item.paper and item.paper.paper_id == paper.paper_id:
        return language.text(_SAME[item.interaction], number=item.note_number, on=on)
    if item.people > 1:
        return language.text("reason-people", people=item.people, title=title)
    key = _CLOSE[item.interaction] if title else "reason-note-untitled"
    return language.text(key, number=item.note_number, title=title, on=on)


def _category_reasons(paper: Paper, profile: Profile, language: Translator) -> tuple[str, ...]:
    """Return the followed category of a paper from another one. That a paper is in its own says nothing."""
    stated = [category for category in paper.categories if category in profile.interests.categories]
    if stated and stated[0] != paper.categories[0]:
        return (language.text("reason-cross", category=stated[0]),)
    return ()
