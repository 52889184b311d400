"""Button presses and inline queries, until the bot answers them."""

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers.telegram.keyboards import inline_keyboard
from tests.servers.telegram.limits import (
    CALLBACK_ANSWER_UNITS,
    CAPTION_UNITS,
    INLINE_OFFSET_BYTES,
    INLINE_RESULT_ID_BYTES,
    INLINE_RESULTS,
)
from tests.servers.telegram.messages import content, message_text
from tests.servers.telegram.model import CallbackAnswer, InlineAnswer, Json, Keyboard, Person, bad_request
from tests.servers.telegram.request import Parameters
from tests.servers.telegram.text import Entity, utf16_length

if TYPE_CHECKING:
    from tests.servers.telegram.server import TelegramStandIn

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(slots=True)
class Queries:
    _presses: dict[str, CallbackAnswer] = field(default_factory=dict)
    _inline: dict[str, InlineAnswer] = field(default_factory=dict)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(4_382_000_000_000_001))

    def pressed(self) -> tuple[str, CallbackAnswer]:
        query_id, answer = str(next(self._ids)), CallbackAnswer()
        self._presses[query_id] = answer
        return query_id, answer

    def asked(self, person: Person, query: str) -> tuple[str, InlineAnswer]:
        query_id, answer = str(next(self._ids)), InlineAnswer(person=person, query=query)
        self._inline[query_id] = answer
        return query_id, answer

    def expire(self) -> None:
        """Let all expire; Telegram waits seconds for an inline query, and minutes for a button."""
        self._presses.clear()
        self._inline.clear()

    def press(self, query_id: str) -> CallbackAnswer:
        answer = self._presses.pop(query_id, None)
        if answer is None:
            raise bad_request(_TOO_OLD)
        return answer

    def inline(self, query_id: str) -> InlineAnswer:
        answer = self._inline.get(query_id)
        if answer is None or answer.answered:
            raise bad_request(_TOO_OLD)
        return answer


def answer_callback_query(server: "TelegramStandIn", given: Parameters) -> bool:
    text = given.text("text")
    if utf16_length(text) > CALLBACK_ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = server.queries.press(given.text("callback_query_id"))
    answer.text, answer.alert, answer.url = text or None, given.flag("show_alert"), given.text("url") or None
    answer.done()
    return True


def answer_inline_query(server: "TelegramStandIn", given: Parameters) -> bool:
    results = given.json("results") or []
    contents = _contents(results)
    if len(given.text("next_offset").encode()) > INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = given.json("button")
    if button and "web_app" not in button and not _START.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")
    answer = server.queries.inline(given.text("inline_query_id"))
    answer.results, answer.contents, answer.button = results, contents, button
    answer.next_offset, answer.personal = given.text("next_offset"), given.flag("is_personal")
    cache_time = given.integer("cache_time")
    answer.cache_time = 300 if cache_time is None else cache_time
    answer.done()
    return True


def _contents(results: list[Json]) -> dict[str, tuple[str, list[Entity], Keyboard | None]]:
    if len(results) > INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    contents: dict[str, tuple[str, list[Entity], Keyboard | None]] = {}
    for result in results:
        result_id = result.get("id", "")
        if not 1 <= len(result_id.encode()) <= INLINE_RESULT_ID_BYTES:
            raise bad_request("RESULT_ID_INVALID")
        if result_id in contents:
            raise bad_request("RESULT_ID_DUPLICATE")
        contents[result_id] = _content(result)
    return contents


def _content(result: Json) -> tuple[str, list[Entity], Keyboard | None]:
    keyboard = inline_keyboard(result.get("reply_markup"))
    message = result.get("input_message_content")
    if message is not None:
        kept = message_text(message.get("message_text", ""), message.get("parse_mode", ""), message.get("entities"))
    else:
        caption, mode = result.get("caption", ""), result.get("parse_mode", "")
        kept = content(caption, mode, result.get("caption_entities"), limit=CAPTION_UNITS, what="caption")
    if result.get("type") == "article":
        if not result.get("title"):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if message is None:
            raise bad_request("can't parse inline query result: can't find field \"input_message_content\"")
    return kept.text, kept.entities, keyboard
