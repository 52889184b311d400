"""What a handler is given: who, where, when, the open transaction, and the language to answer in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.core.codec import to_json
from bot.core.events import IncomingFile
from bot.core.identity import Address
from bot.core.messages import Button, Heading, Inlines, Paragraph, Route
from bot.core.model.spaces import Space, User
from bot.core.ports.storage import HERE, Work
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
    """One transaction's surroundings. ``now`` is aware, UTC; ``address`` is where answers go.

    ``message`` is the platform's reference of the message that is being handled, ``answers`` of the one it replies
    to, ``files`` what came with it, ``album`` of the album they are from; all empty in a job.
    """

    work: Work
    space: Space
    address: Address
    actor: User
    now: datetime
    language: Translator
    services: Services
    message: str = ""
    answers: str = ""
    files: tuple[IncomingFile, ...] = ()
    album: str = ""
    route: Route = HERE

    @property
    def today(self) -> date:
        """The date it is for the people in this space."""
        return self.now.astimezone(self.space.zone).date()

    async def later(self, kind: str, payload: object) -> None:
        """Queue a job of this kind in the open transaction; what it answers goes the way of this event's answers."""
        await self.work.jobs.put(
            kind, to_json(payload), self.space, self.actor, self.address, self.now, route=self.route
        )

    def say(self, key: str, **data: Any) -> Paragraph:
        """A sentence of ``bot/locales`` as a paragraph; inline nodes in ``data`` keep their form."""
        return Paragraph(self.language.inlines(key, **data))

    def heading(self, key: str, **data: Any) -> Heading:
        return Heading(self.language.inlines(key, **data))

    def words(self, key: str, **data: Any) -> Inlines:
        return self.language.inlines(key, **data)

    def button(self, key: str, action: str, **data: Any) -> Button:
        return Button(self.language.text(key, **data), action)
