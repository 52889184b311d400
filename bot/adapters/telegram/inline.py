"""Answers to ``@bot words`` typed in any chat: a list of notes to choose from.

https://core.telegram.org/bots/api#answerinlinequery
"""

import logging

from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import BadRequest, TelegramError

from bot.adapters.telegram.render import Text, render
from bot.core.ports.adapters import InlineHit, InlinePage

log = logging.getLogger(__name__)

CACHE_SECONDS = 2
"""Long enough for typing back and forth, short enough to find a note written a moment ago."""

START = "inline"
"""The argument of ``/start`` when a person taps the hint above an empty list."""


async def answer(bot: Bot, query_id: str, page: InlinePage) -> None:
    """Show the page. Errors are only logged, because the person types on and so asks again."""
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
    """Return one result, which is one message: the first part of a very long note, the text of a note with a file.

    It has no buttons, because a press in the other chat would come without a conversation to answer in.
    """
    first = next(iter(render(hit.message)), None)
    body = first.body if first else Text()
    shown = body if isinstance(body, Text) else body.caption
    content = InputTextMessageContent(shown.text or hit.title, entities=shown.entities)
    return InlineQueryResultArticle(hit.id, hit.title, content, description=hit.summary)
