"""Rich text as a tree. Handlers build it and adapters render it, so that no handler ever writes markup.

The nodes are ``msgspec`` structs because a message is stored as JSON in the outbox until it is sent.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from bot.core.identity import Address
from bot.core.subjects import Subject


class Node(msgspec.Struct, frozen=True, tag=str.lower, omit_defaults=True):
    """Base of every node; the JSON form carries the class name in lower case as its tag."""


class Text(Node, frozen=True):
    text: str


class Bold(Node, frozen=True):
    text: str


class Italic(Node, frozen=True):
    text: str


class Code(Node, frozen=True):
    text: str


class Marked(Node, frozen=True):
    """A word in a search result that matched the query."""

    text: str


class Spoiler(Node, frozen=True):
    text: str


class Link(Node, frozen=True):
    text: str
    url: str


Inline = Text | Bold | Italic | Code | Marked | Spoiler | Link
Inlines = tuple[Inline, ...]


class Heading(Node, frozen=True):
    content: Inlines


class Paragraph(Node, frozen=True):
    content: Inlines


class Verbatim(Node, frozen=True):
    """Text a person wrote, shown exactly as typed: markup is not interpreted and no character changes."""

    text: str


class Quote(Node, frozen=True):
    content: Inlines


class Divider(Node, frozen=True):
    pass


class ListItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """``marker`` is shown before the item: its number in the list that it came from, or nothing.

    ``action`` is sent when its box is ticked or unticked, on platforms whose boxes can be ticked.
    """

    content: Inlines
    depth: int = 0
    marker: str = ""
    box: Literal["", "open", "done", "dropped"] = ""
    action: str = ""


class Items(Node, frozen=True):
    items: tuple[ListItem, ...]


class Row(msgspec.Struct, frozen=True):
    label: str
    content: Inlines


class Table(Node, frozen=True):
    """Two columns: a label and its value."""

    rows: tuple[Row, ...]


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """A press sends ``action`` back (``name:argument``).

    With ``url`` it opens a page instead; only platforms that report such a press send ``action`` back. With ``start``
    it opens the private conversation with Paperboy, and sends ``/start`` with this word there. ``full_label`` is the
    label in a menu, and for screen readers where ``label`` is only a symbol. ``count`` is how many people have pressed
    it, which ``label`` says as well.
    """

    label: str
    action: str = ""
    url: str = ""
    full_label: str = ""
    count: int = 0
    start: str = ""


class Buttons(Node, frozen=True):
    buttons: tuple[Button, ...]


class Prompt(Node, frozen=True):
    """An input box, on platforms that have one in a page: the typed text becomes the argument of ``command``."""

    label: str
    command: str


class PaperCard(Node, frozen=True, tag="paper"):
    """One paper, as every platform shows it: linked title, authors, categories, links, gist, reasons.

    ``rank`` counts from 1 in a digest and is 0 for a paper shown alone. ``announced`` is arXiv's announcement date, in
    words. ``unfold`` opens and closes the card inside :class:`Papers`; an open card shows its ``abstract``.
    """

    title: str
    url: str
    authors: str
    categories: tuple[str, ...]
    gist: str = ""
    reasons: tuple[str, ...] = ()
    rank: int = 0
    announced: str = ""
    buttons: tuple[Button, ...] = ()
    paper_id: str = ""
    links: Inlines = ()
    abstract: str = ""
    unfold: Button | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The authors, the categories and the date of the announcement, as far as they are known."""
        return tuple(filter(None, (self.authors, " ".join(self.categories), self.announced)))


class Papers(Node, frozen=True):
    """Several papers in one message. ``opened`` is the rank of the paper that is shown in full, 0 for none."""

    cards: tuple[PaperCard, ...]
    opened: int = 0


class Attachment(Node, frozen=True):
    """A file that a person sent earlier. ``reference`` is the platform's own, ``url`` opens it in a browser."""

    name: str
    media_type: str
    size: int
    reference: str
    url: str = ""


class Document(Node, frozen=True):
    """A text file. Adapters send it as a file; the terminal saves it, or prints it when its output is piped.

    ``media_type`` is IANA's (``text/markdown``); ``content`` is written as UTF-8.
    """

    name: str
    media_type: str
    content: str


Single = (
    Heading
    | Paragraph
    | Verbatim
    | Quote
    | Divider
    | Items
    | Table
    | Buttons
    | Prompt
    | PaperCard
    | Attachment
    | Document
)
Block = Single | Papers


class Message(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]


TOAST_CHARACTERS = 200
"""The limit of Telegram's ``answerCallbackQuery``, the tightest of the platforms."""


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer.

    ``key`` names the reply within its conversation. A later reply that names it in ``edits`` replaces it in place, and
    one that names it in ``under`` follows in its thread; platforms that cannot do so send the later reply below.
    ``private`` asks for an answer that only the person sees, on platforms that have that. ``about`` lists, in order,
    the subjects of a reaction or reply to it; papers shown as cards need not be listed. A ``scheduled`` reply, which
    nobody waits for, lets answers to people go first.

    ``toast`` is one sentence about a press, at most :data:`TOAST_CHARACTERS` long, that disappears by itself. With
    ``edits`` it comes with the changed message; without, it takes the place of ``message`` on platforms that show
    toasts. A reply ``for_all`` goes to everybody in a group, although the event is answered to one person. A
    reply that ``asks`` is a question that the person's next message answers.
    """

    message: Message
    key: str = ""
    edits: str = ""
    under: str = ""
    private: bool = False
    about: tuple[Subject, ...] = ()
    scheduled: bool = False
    toast: str = ""
    for_all: bool = False
    asks: bool = False


class Route(msgspec.Struct, frozen=True, omit_defaults=True):
    """The route of the answers to an event, in the platform's own terms; stored with the answers until they are sent.

    ``recipient`` is the user id that a private answer is for, ``via`` a short-lived address to answer through
    (Slack's ``response_url``), and ``answers`` the reference of the message to reply to. ``private`` keeps all answers
    to ``recipient``. ``direct`` is the conversation with them alone, on platforms that cannot show a message in a group
    to one person; ``origin`` is the group whose question is answered there.
    """

    recipient: str = ""
    via: str = ""
    answers: str = ""
    private: bool = False
    direct: str = ""
    origin: Address | None = None


def message(*blocks: Block | Iterable[Block] | None) -> Message:
    """Build a message, leaving out ``None`` and flattening lists, so that optional blocks can be written in place."""
    flat: list[Block] = []
    for block in blocks:
        flat.extend([block] if isinstance(block, Node) else block or [])
    return Message(tuple(flat))


def first_words(shown: Message) -> str:
    """Return the text of the first block that has words."""
    return next((plain(each.content) for each in shown.blocks if isinstance(each, Heading | Paragraph)), "")


def plain(content: Inlines) -> str:
    """Return the characters of ``content`` without formatting."""
    return "".join(inline.text for inline in content)
