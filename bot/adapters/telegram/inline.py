"""Answers to ``@bot words`` typed in any chat: a list of notes to send one from.

https://core.telegram.org/bots/api#answerinlinequery
"""

import logging

from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import BadRequest, TelegramError

from bot.adapters.telegram.render import Text, render
from bot.core.ports.adapters import InlineHit, InlinePage

log = logging.getLogger(__name__)

CACHE_SECONDS = 2
"""A note written a moment ago should be found; typing on and back need not ask twice."""

START = "inline"
"""What ``/start`` gets from a person who tapped the hint above an empty list."""


async def answer(bot: Bot, query_id: str, page: InlinePage) -> None:
    """Show the page. A query that cannot be answered (any more) is let go: the person types on, and asks anew."""
    hint = InlineQueryResultsButton(page.hint, start_parameter=START) if page.hint and not page.hits else None
    try:
        await bot.answer_inline_query(
            query_id,
            [_result(hit) for hit in page.hits],
            cache_time=CACHE_SECONDS,
            is_personal=True,
            next_offset=page.next_offset,
            button=hint,
        )
    except BadRequest as error:
        log.info("inline query %s: %s", query_id, error)
    except TelegramError as error:
        log.warning("inline query %s was not answered: %s", query_id, error)


def _result(hit: InlineHit) -> InlineQueryResultArticle:
    """One result is one message, so of a very long note the first part is sent, and of a note with a file the words.

    There are no buttons: a press where the message is sent to would come without a conversation to answer in.
    """
    first = next(iter(render(hit.message)), None)
    body = first.body if first else Text()
    shown = body if isinstance(body, Text) else body.caption
    content = InputTextMessageContent(shown.text or hit.title, entities=shown.entities)
    return InlineQueryResultArticle(hit.id, hit.title, content, description=hit.summary)
