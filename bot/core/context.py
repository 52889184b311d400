"""What a handler is given: who, where, when, the open transaction, and the language to answer in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.core.identity import Address
from bot.core.messages import Button, Heading, Inlines, Paragraph
from bot.core.model.spaces import Space, User
from bot.core.ports.storage import Work
from bot.core.ports.text import Ranker, Snippets, Translator

if TYPE_CHECKING:
    from bot.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Services:
    """The pure parts that handlers may call but not import; built once in ``bot/app.py``."""

    snippets: Snippets
    ranker: Ranker
    gist: Callable[[str], str]
    """The sentence of an abstract that says what was done or found, in the abstract's own words."""
    latest: Callable[[datetime], date]
    """The announcement date that is the newest at a time (aware): ``PaperSource.latest``."""
    registry: "Registry"


@dataclass(frozen=True, slots=True)
class Context:
    """One transaction's surroundings. ``now`` is aware, UTC; ``address`` is where answers go."""

    work: Work
    space: Space
    address: Address
    actor: User
    now: datetime
    language: Translator
    services: Services

    @property
    def today(self) -> date:
        """The date it is for the people in this space."""
        return self.now.astimezone(self.space.zone).date()

    def say(self, key: str, **data: Any) -> Paragraph:
        """A sentence of ``bot/locales`` as a paragraph; inline nodes in ``data`` keep their form."""
        return Paragraph(self.language.inlines(key, **data))

    def heading(self, key: str, **data: Any) -> Heading:
        return Heading(self.language.inlines(key, **data))

    def words(self, key: str, **data: Any) -> Inlines:
        return self.language.inlines(key, **data)

    def button(self, key: str, action: str, **data: Any) -> Button:
        return Button(self.language.text(key, **data), action)
