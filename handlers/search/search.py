"""``/search``: notes and to-dos ranked by words and by meaning, five per page."""

from dataclasses import replace

from bot.core.commands import Action, Answer, Command, Replies
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.meaning import only_words, with_meaning
from bot.core.messages import Block, Buttons, Reply, message
from bot.core.model.query import Query
from bot.core.parsing import shorten
from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitPage
from handlers.search.hits import hit_items, how_to_open, load
from handlers.search.query import as_typed, parse_query
from handlers.shared.paging import ListingPage, page_action, pager, parse_page, words_of
from handlers.shared.sharing import SHARE, with_share
from handlers.shared.turning import page_turned

PAGE = 5

ME = "me"
"""The name that means the person who is searching, in ``by:me``."""

_LABEL = 20
"""Longest excerpt of the typed words on a button, in characters."""


def parse_search(text: str) -> Query:
    """Raises ``UsageError`` for an empty query and ``PersonError`` like ``parse_query``."""
    query = parse_query(text)
    if query.is_empty:
        raise UsageError("search-what")
    return query


async def search(ctx: Context, query: Query) -> Answer:
    return await _page(ctx, query, offset=0)


async def show_page(ctx: Context, asked: ListingPage) -> Answer:
    return await _page(ctx, parse_query(await words_of(ctx, asked)), asked.offset)


async def _page(ctx: Context, query: Query, offset: int) -> Answer:
    """The hits from ``offset`` onwards. Words in quotes are meant literally, so they have no vector."""
    return await with_meaning(ctx, query.text, lambda ctx, meaning: _shown(ctx, query, offset, meaning))


async def _shown(ctx: Context, typed: Query, offset: int, meaning: Vector | None) -> Replies:
    page = await ctx.work.search.find(ctx.space, asked_by(ctx, typed), offset, PAGE, meaning)
    taken = replace(typed, words=page.corrected) if page.corrected else typed
    found = await load(ctx, page.hits)
    perhaps = hit_items(ctx, [hit for hit in page.hits if hit.perhaps], found, taken)
    shown = message(
        _heading(ctx, page, as_typed(taken)),
        ctx.say("search-only-words") if only_words(ctx, typed.text, meaning) else None,
        await _corrected(ctx, typed, taken) if page.corrected else None,
        hit_items(ctx, [hit for hit in page.hits if not hit.perhaps], found, taken),
        [ctx.say("search-perhaps"), perhaps] if perhaps else None,
        how_to_open(ctx, page.hits, found),
        await pager(ctx, PAGES, as_typed(typed), offset=offset, size=PAGE, total=page.total),
    )
    return [page_turned(ctx, with_share(ctx, Reply(shown)))]


def asked_by(ctx: Context, query: Query) -> Query:
    """``query`` with the person's own name for ``by:me``."""
    return replace(query, authors=tuple(ctx.actor.name if name.lower() == ME else name for name in query.authors))


def _heading(ctx: Context, page: HitPage, words: str) -> Block:
    if page.total:
        return ctx.heading("search-found", count=page.total, words=shorten(words))
    return ctx.say("search-none", words=shorten(words))


async def _corrected(ctx: Context, typed: Query, taken: Query) -> list[Block]:
    """The correction that was made, and a button to search for exactly the typed words."""
    wrong = tuple(word for word in typed.words if word not in taken.words)
    exact = replace(
        typed, words=tuple(word for word in typed.words if word not in wrong), phrases=(*typed.phrases, *wrong)
    )
    action = await page_action(ctx, PAGES, as_typed(exact), offset=0)
    label = {"words": shorten(" ".join(wrong), _LABEL)}
    return [
        ctx.say("search-corrected", words=shorten(" ".join(taken.words)), typed=shorten(" ".join(wrong))),
        Buttons((ctx.button("search-exactly", action, **label),)),
    ]


PAGES = Action("search.page", parse_page, show_page, for_one=True)

COMMAND = Command(
    name="search",
    for_one=True,
    parse=parse_search,
    handle=search,
    usage='words "a phrase" -without #tag by:NAME after:2023-06 before:2024 paper:ID in:todo',
    examples=(
        "/search diffusion",
        "/search 检索增强 after:2023-06",
        '/search "in-context learning" tag:multimodal',
        "/search why is sampling slow in:all",
    ),
    actions=(PAGES, SHARE),
)
