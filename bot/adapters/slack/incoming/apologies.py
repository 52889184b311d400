"""Telling a person that a request of theirs failed, and giving back what they typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.slack.blockkit.render import Blocks, SlackRenderer
from bot.adapters.slack.incoming.decode import decode
from bot.adapters.slack.incoming.interactivity import filled, origin_of
from bot.adapters.slack.incoming.payload import Json
from bot.adapters.slack.incoming.people import People
from bot.adapters.slack.response_urls import ResponseUrls
from bot.adapters.slack.workspaces import Workspaces
from bot.core.messages import Paragraph, Verbatim, message
from bot.core.ports.text import Translator


@dataclass(frozen=True, slots=True)
class Apologies:
    """``languages`` are the sentences by language code, English first."""

    workspaces: Workspaces
    people: People
    languages: Mapping[str, Translator]
    renderer: SlackRenderer
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)

    async def tell(self, team: str, payload: Json) -> None:
        """Answer a payload of Slack's where it was sent or, if its ``response_url`` is gone, in the direct message.

        Raises the errors of ``Workspaces.client`` and of the Web API client, and ``DeliveryError``.
        """
        user = payload.get("user_id") or payload["user"]["id"]
        client = await self.workspaces.client(team)
        words = self.languages.get(await self.people.language(team, user)) or next(iter(self.languages.values()))
        apology = message(Paragraph(words.inlines("not-done")), Verbatim(given(payload)))
        for part in self.renderer.render(apology):
            body = part.body
            if not isinstance(body, Blocks):
                continue
            answer: dict[str, Any] = {**body.content, "response_type": "ephemeral", "replace_original": False}
            url, thread = _where(payload)
            if thread:
                answer["thread_ts"] = thread
            if not url or not await self.response_urls.answer(client, url, answer):
                await client.chat_postMessage(channel=await self.people.conversation(team, user), **body.content)


def _where(payload: Json) -> tuple[str, str]:
    """Return the ``response_url`` and the thread of a payload. A form has the ones of the message that opened it."""
    if "response_url" not in payload and "view" in payload and "actions" not in payload:
        origin = origin_of(payload["view"])
        return origin.via, origin.thread
    return payload.get("response_url") or "", payload.get("container", {}).get("thread_ts") or ""


def given(payload: Json) -> str:
    """Return what a person typed, or the labels of what they pressed."""
    if "view" in payload and "actions" not in payload:
        return "\n\n".join(filter(None, filled(payload["view"]).values()))
    if "command" in payload:
        return decode(f"{payload['command']} {payload.get('text') or ''}".strip(), {})
    if "message" in payload and "actions" not in payload:
        return decode(payload["message"].get("text") or "", {})
    return "\n".join(filter(None, (_given(action) for action in payload["actions"])))


def _given(action: Json) -> str:
    if action["type"] == "plain_text_input":
        return action.get("value") or ""
    return ", ".join(_labels(action))


def _labels(action: Json) -> Iterator[str]:
    chosen = action.get("selected_option") or {}
    for labeled in (action, chosen, *(action.get("selected_options") or ())):
        label = labeled.get("text")
        if isinstance(label, Mapping) and label.get("text"):
            yield label["text"]
