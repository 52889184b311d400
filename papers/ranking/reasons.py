"""Why a paper was picked, in sentences a person believes, and what its score is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.model.community import CommunitySignal
from bot.core.model.digests import Interests
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.ranking import Deed
from bot.core.ports.text import Translator
from papers.community.signals import strongest
from papers.ranking.matching import name_parts
from papers.ranking.teaching import Anchor

STATED_SHOWN = 3
"""Reasons that are stated authors and keywords; more of them say little more."""
TITLE_SHOWN = 80

_CLOSE: Mapping[Deed | None, str] = MappingProxyType({
    None: "reason-note",
    Deed.LIKED: "reason-liked",
    Deed.DONE: "reason-read",
    Deed.LISTED: "reason-listed",
    Deed.OPENED: "reason-opened",
})  # fmt: skip
_SAME: Mapping[Deed | None, str] = MappingProxyType({
    None: "reason-note-same",
    Deed.LIKED: "reason-liked-same",
    Deed.DONE: "reason-read-same",
    Deed.LISTED: "reason-listed-same",
    Deed.OPENED: "reason-opened-same",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks for one candidate in words. Authors are ``(name, the followed name it matches)``, each with a weight.

    ``closest`` is what it is so close to that a reader sees why, of what the space thinks well of; ``community`` what
    others say of it.
    """

    paper: Paper
    authors: Mapping[tuple[str, str], float]
    title_keywords: Mapping[str, float]
    keywords: Mapping[str, float]
    closest: Anchor | None
    community: Sequence[CommunitySignal] = ()


def reasons(finding: Finding, interests: Interests, year: int, language: Translator) -> tuple[str, ...]:
    """The strongest first; where nothing else speaks for it, the category it is in. Dates of ``year`` go without it."""
    found = [_author_reason(*each, language) for each in finding.authors]
    found += [language.text("reason-keyword-title", keyword=shorten(each)) for each in finding.title_keywords]
    found += [language.text("reason-keyword", keyword=shorten(each)) for each in finding.keywords]
    del found[STATED_SHOWN:]
    if finding.closest:
        found.append(_anchor_reason(finding.closest, finding.paper, year, language))
    if finding.community:
        key, data = strongest(finding.community).sentence
        found.append(language.text(key, **data))
    return tuple(found) or (_category_reason(finding.paper, interests, language),)


def _author_reason(author: str, followed: str, language: Translator) -> str:
    if name_parts(author) == name_parts(followed):
        return language.text("reason-author", author=author)
    return language.text("reason-author-like", author=author, followed=followed)


def _anchor_reason(anchor: Anchor, paper: Paper, year: int, language: Translator) -> str:
    title, on = shorten(anchor.title, TITLE_SHOWN), language.day(anchor.on, with_year=anchor.on.year != year)
    if anchor.paper and anchor.paper.paper_id == paper.paper_id:
        return language.text(_SAME[anchor.deed], number=anchor.number, on=on)
    if anchor.people > 1:
        return language.text("reason-people", people=anchor.people, title=title)
    key = _CLOSE[anchor.deed] if title else "reason-note-untitled"
    return language.text(key, number=anchor.number, title=title, on=on)


def _category_reason(paper: Paper, interests: Interests, language: Translator) -> str:
    stated = [category for category in paper.categories if category in interests.categories]
    if not stated:
        return language.text("reason-announced")
    key = "reason-category" if stated[0] == paper.categories[0] else "reason-cross"
    return language.text(key, category=stated[0])
