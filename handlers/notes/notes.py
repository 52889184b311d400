"""``/notes``: the latest notes, ten per page, filtered by tag, paper or date; and the tags in use."""

import re

from bot.core.commands import Action, Command, Replies, nothing
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.messages import Items, ListItem, Reply, Text, message
from bot.core.model.notes import NoteFilter
from bot.core.parsing import parse_period, shorten
from bot.core.tags import find_tags
from handlers.notes.view import note_items
from handlers.shared.paging import ListingPage, pager, parse_page, words_of
from handlers.shared.sharing import with_share
from handlers.shared.turning import page_turned
from papers.arxiv.identifiers import parse_paper_id

PAGE = 10
TAGS_SHOWN = 100

# A Chinese or Korean date (``2023年12月29日``, ``2023년 12월 29일``), which is one word despite its blanks.
_WRITTEN_OUT = re.compile(r"(?<!\S)([0-9]{4})[년年](?:\s?([0-9]{1,2})[월月](?:\s?([0-9]{1,2})[일日])?)?(?!\S)")
_PERIOD = re.compile(r"[0-9]{4}(?:[-./].*)?")


def parse_filter(text: str) -> NoteFilter:
    """Read a tag, a paper and a year, month or day (as ``on:`` in a search), each at most once.

    Raises ``UsageError`` for any other word and ``PersonError`` for a month or day that does not exist.
    """
    words: dict[str, str] = {}
    with_dashes = _WRITTEN_OUT.sub(lambda date: "-".join(filter(None, date.groups())), text)
    for word in with_dashes.split():
        kind, value = _classify(word)
        if kind in words:
            raise UsageError("notes-filter-twice", text=shorten(word))
        words[kind] = value
    after, before = parse_period(words["period"]) if "period" in words else (None, None)
    return NoteFilter(words.get("tag", ""), words.get("paper", ""), after, before)


def _classify(word: str) -> tuple[str, str]:
    paper = parse_paper_id(word)
    if paper:
        return "paper", paper.paper_id
    if _PERIOD.fullmatch(word):
        return "period", word
    name = word.strip("#＃")
    if find_tags(word) == (name,):
        return "tag", name
    raise UsageError("notes-filter-unknown", text=shorten(word))


def parse_notes(text: str) -> ListingPage:
    """The first page of the notes that the words describe. Its buttons carry the words."""
    words = " ".join(text.split())
    parse_filter(words)
    return ListingPage(0, words)


async def show_page(ctx: Context, asked: ListingPage) -> Replies:
    words = await words_of(ctx, asked)
    page = await ctx.work.notes.page(ctx.space, parse_filter(words), asked.offset, PAGE)
    if not page.notes:
        return [Reply(message(ctx.say("notes-none-of" if words else "notes-none", words=shorten(words))))]
    shown = message(
        ctx.heading("notes-heading-of" if words else "notes-heading", count=page.total, words=shorten(words)),
        await note_items(ctx, page.notes),
        None if ctx.is_elsewhere else ctx.say("notes-open", number=page.notes[0].number),
        await pager(ctx, PAGES, words, offset=asked.offset, size=PAGE, total=page.total),
    )
    return [with_share(ctx, Reply(shown))]


async def turn_page(ctx: Context, asked: ListingPage) -> Replies:
    return [page_turned(ctx, page) for page in await show_page(ctx, asked)]


async def tags(ctx: Context, _: None) -> Replies:
    """Every tag with the number of notes that carry it, the most used first."""
    counts = await ctx.work.notes.tags(ctx.space)
    if not counts:
        return [Reply(message(ctx.say("tags-none")))]
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    lines = tuple(ListItem((Text(f"#{tag} · {count}"),)) for tag, count in ordered[:TAGS_SHOWN])
    hidden = len(ordered) - len(lines)
    shown = message(
        ctx.heading("tags-heading", count=len(ordered)),
        Items(lines),
        ctx.say("tags-more", count=hidden) if hidden else None,
        ctx.say("tags-open", tag=ordered[0][0]),
    )
    return [Reply(shown)]


PAGES = Action("notes.page", parse_page, turn_page, for_one=True)

COMMAND = Command(
    name="notes",
    for_one=True,
    parse=parse_notes,
    handle=show_page,
    usage="[#tag] [paper] [2023 | 2023-12 | 2023-12-29]",
    examples=("/notes #multimodal", "/notes", "/notes 2312.13286", "/notes 2023-12", "/notes #agent 2023年12月"),
    subcommands=(Command("tags", nothing, tags, examples=("/notes tags",)),),
    actions=(PAGES,),
)
