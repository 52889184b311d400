"""The input of a handler: who, where, when, the open transaction, and the language to answer in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from bot.core.access.rights import require
from bot.core.codec import to_json
from bot.core.events import IncomingFile
from bot.core.identity import Address
from bot.core.messages import Button, Heading, Inlines, Message, Paragraph, Reply, Route, message, plain
from bot.core.model.papers import Paper, PaperLink
from bot.core.model.rights import Right, Standing
from bot.core.model.spaces import Space, User
from bot.core.ports.commands import Described
from bot.core.ports.embedding import Embedder
from bot.core.ports.queues import DEFAULT_ROUTE
from bot.core.ports.ranking import Ranker, TasteSummarizer
from bot.core.ports.storage import UnitOfWork
from bot.core.ports.text import Snippets, Translator


@dataclass(frozen=True, slots=True)
class Services:
    """Pure functions that handlers may call but not import; put together in ``bot/app.py``."""

    snippets: Snippets
    ranker: Ranker
    summarize_taste: TasteSummarizer
    readable: Callable[[str], str]
    """Turn the LaTeX in a title or an abstract into the characters it stands for."""
    gist: Callable[[str, str], str]
    """Pick from an abstract, given the title, the sentence that says what was done or found; in readable characters."""
    links: Callable[[Paper], Sequence[PaperLink]]
    """Find the few links to code, project, model or data in an abstract or a comment that deserve a button."""
    latest: Callable[[datetime], date]
    """``PaperSource.latest``: the newest announcement date at a time (aware)."""
    upcoming: Callable[[datetime], tuple[date, datetime] | None]
    """``PaperSource.upcoming``: the next announcement date, and when it goes out."""
    mailings: Callable[[date, date], Sequence[date]]
    """``PaperSource.mailings``: the announcement dates from one date to another."""
    commands: Mapping[str, Described]
    """Every command by its name."""
    translator: Callable[[str], Translator]
    """The sentences of a language, by its code."""
    embedder: Embedder | None = None
    """``None``: search uses words alone."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one transaction. ``now`` is aware, UTC; ``address`` is where answers go.

    ``message``, ``answers`` and ``album`` are the platform's references of the message being handled, of the message
    that it replies to, and of the album of its ``files``; all four are empty in a job. ``standing`` is ``None``
    until the platform was asked about the person. ``pressed`` is the message of ours whose button was pressed, as it is
    now; ``None`` if it is too old or nothing was pressed.
    """

    work: UnitOfWork
    space: Space
    address: Address
    actor: User
    now: datetime
    services: Services
    message: str = ""
    answers: str = ""
    files: tuple[IncomingFile, ...] = ()
    album: str = ""
    route: Route = DEFAULT_ROUTE
    standing: Standing | None = None
    pressed: Reply | None = None
    shown_at: Address | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether a group's answer is read in a private conversation, where typed numbers mean other notes."""
        return self.route.origin is not None

    @property
    def place(self) -> Address:
        """The conversation of the messages that are referred to."""
        return self.shown_at or self.space.address

    @property
    def language(self) -> Translator:
        """The sentences to answer with."""
        return self.services.translator(self.space.language)

    @property
    def today(self) -> date:
        """The current date in this space."""
        return self.space.date_of(self.now)

    def require(self, right: Right, *, author: int | None = None) -> None:
        """Return if the person may do this here; ``author`` is the user id of the person whose thing it is.

        Raises what ends or repeats the event: see ``bot.core.access.rights``. Call it before the first change.
        """
        require(right, self.space, self.standing, is_author=author == self.actor.id)

    async def later(self, kind: str, payload: object) -> None:
        """Queue a job of this kind in the open transaction; its answers take the route of this event's answers."""
        await self.work.jobs.put(
            kind, to_json(payload), self.space, self.actor, self.address, self.now, route=self.route
        )

    def say(self, key: str, **data: Any) -> Paragraph:
        """Return a sentence of ``bot/locales`` as a paragraph; inline nodes in ``data`` keep their form."""
        return Paragraph(self.language.inlines(key, **data))

    def heading(self, key: str, **data: Any) -> Heading:
        return Heading(self.language.inlines(key, **data))

    def words(self, key: str, **data: Any) -> Inlines:
        return self.language.inlines(key, **data)

    def button(self, key: str, action: str, **data: Any) -> Button:
        return Button(self.language.text(key, **data), action)

    def toast(self, key: str, **data: Any) -> Reply:
        """Say one sentence about a press that changes nothing on the screen."""
        said = self.words(key, **data)
        return Reply(message(Paragraph(said)), private=True, toast=plain(said))

    def in_place(self, changed: Message, said: Inlines = ()) -> Reply:
        """Change the message that was pressed. Raises ``ValueError`` when it is not known."""
        if self.pressed is None:
            raise ValueError("no message to change")
        key = self.pressed.key
        return replace(self.pressed, message=changed, edits=key, scheduled=False, toast=plain(said))
