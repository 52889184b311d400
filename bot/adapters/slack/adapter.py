"""Sending to Slack: messages, answers that one person sees, edits, files."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.blockkit.mrkdwn import Json
from bot.adapters.slack.blockkit.render import Blocks, File, SlackRenderer
from bot.adapters.slack.failures import NOT_IN, SHUT, code_of, translated
from bot.adapters.slack.history import History, Sought, Unread
from bot.adapters.slack.limits import PACE
from bot.adapters.slack.references import ELSEWHERE, EPHEMERAL, PLATFORM, block_id, is_file, is_private, is_timestamp
from bot.adapters.slack.response_urls import ResponseUrls
from bot.core.clock import Clock, system_clock
from bot.core.identity import Address
from bot.core.messages import Message
from bot.core.ports.adapters import Outgoing, Part

log = logging.getLogger(__name__)

ClientFor = Callable[[str], Awaitable[AsyncWebClient]]

PART_SENT = "paperboy_part"
"""The ``event_type`` of the message metadata that holds a part's key."""

_UNCHANGEABLE = frozenset({"cant_update_message", "edit_window_closed", "message_not_found"})
_ALREADY_GONE = frozenset({"cant_delete_message", "file_deleted", "file_not_found", "message_not_found"})


class SlackAdapter:
    """``client_for`` returns the Web API client of a workspace; ``names`` are as for :class:`SlackRenderer`.

    A message is posted once: after a try without an answer, the adapter looks for the part's key in the metadata of
    the messages there (for a file, for its name and size). Where it may not look, or not soon enough
    (``bot.adapters.slack.history``), a message whose answer was lost is posted twice. So is an answer that one person
    sees, which no history contains.
    """

    platform = PLATFORM
    pace = PACE

    def __init__(self, client_for: ClientFor, names: Mapping[str, str], clock: Clock = system_clock) -> None:
        self._client_for = client_for
        self._renderer = SlackRenderer(names)
        self._response_urls = ResponseUrls()
        self._history = History(clock)
        self._bot_ids: dict[str, str] = {}

    def render(self, message: Message) -> tuple[Part, ...]:
        return self._renderer.render(message)

    async def send(self, outgoing: Outgoing) -> str:
        """Send one part and return its reference: a ``ts``, a file's id, or one of ``bot.adapters.slack.references``.

        Raises ``MessageRefused`` for a message that Slack would never take, and the errors the port names.
        """
        client = await self._client(outgoing.address)
        sending = _Sending(client, outgoing, self._response_urls, self._history, self._bot_ids)
        with translated():
            return await sending.send()

    async def retract(self, address: Address, reference: str) -> None:
        client = await self._client(address)
        with translated():
            await _retract(client, address, reference)

    async def _client(self, address: Address) -> AsyncWebClient:
        client = await self._client_for(address.workspace)
        if client.retry_handlers:
            raise ValueError("a client that retries by itself posts twice when an answer is lost")
        return client


class _Sending:
    """One part on its way."""

    def __init__(
        self,
        client: AsyncWebClient,
        outgoing: Outgoing,
        response_urls: ResponseUrls,
        history: History,
        bot_ids: dict[str, str],
    ) -> None:
        self._client = client
        self._outgoing = outgoing
        self._route = outgoing.route
        self._response_urls = response_urls
        self._history = history
        self._bot_ids = bot_ids
        self._channel = outgoing.address.conversation_id
        self._thread = outgoing.address.thread_id or (outgoing.under if is_timestamp(outgoing.under) else None)

    async def send(self) -> str:
        body: Blocks | File = self._outgoing.part.body
        replaces = self._outgoing.replaces
        for_one = self._outgoing.private and not is_private(self._channel)
        if isinstance(body, File):
            reference = await self._upload(body, for_one=for_one)
        elif for_one or replaces.startswith(EPHEMERAL):
            return await self._whisper(body)
        elif is_timestamp(replaces) and await self._update(body):
            return replaces
        else:
            reference = await self._say(body)
        if replaces:
            await _retract(self._client, self._outgoing.address, replaces)
        return reference

    async def _say(self, body: Blocks) -> str:
        """Post for everybody in the conversation; where Paperboy is not, through the request's ``response_url``.

        Where it may not write, only the person who asked gets the answer, by the way that is left.
        """
        try:
            return await self._post(body, self._channel, self._thread)
        except SlackApiError as error:
            code = code_of(error)
            if code in NOT_IN and await self._respond(body, "in_channel"):
                return ELSEWHERE + self._outgoing.key
            if code not in SHUT | {"missing_scope"} or not self._route.recipient or is_private(self._channel):
                raise
            return await self._tell(body)

    async def _tell(self, body: Blocks) -> str:
        """Answer one person without the conversation: through the ``response_url`` or in their direct message."""
        if await self._respond(body, "ephemeral"):
            return EPHEMERAL + self._outgoing.key
        return EPHEMERAL + await self._post(body, await self._direct(), None)

    async def _whisper(self, body: Blocks) -> str:
        """Post for one person: where they asked or, if they have left, in their direct message with Paperboy."""
        if await self._respond(body, "ephemeral"):
            return EPHEMERAL + self._outgoing.key
        try:
            await self._client.chat_postEphemeral(
                channel=self._channel, user=self._recipient(), thread_ts=self._thread, **self._recognizable(body)
            )
        except SlackApiError as error:
            if code_of(error) not in NOT_IN | SHUT:
                raise
            return EPHEMERAL + await self._post(body, await self._direct(), None)
        return EPHEMERAL + self._outgoing.key

    def _recognizable(self, body: Blocks) -> Json:
        """Return the contents of a message for one person, in which a press says which message it is."""
        named = [{**block, "block_id": block_id(self._outgoing.key, i)} for i, block in enumerate(body.blocks)]
        return {**body.content, "blocks": named}

    async def _respond(self, body: Blocks, response_type: str) -> bool:
        """Answer through the ``response_url`` of the request; return ``False`` when there is none (any more).

        Such an answer can replace the message whose button was pressed. It does so only if one person sees that one.
        """
        if not self._route.via:
            return False
        replaces = self._outgoing.replaces.startswith(EPHEMERAL) and self._route.answers.startswith(EPHEMERAL)
        content = self._recognizable(body) if response_type == "ephemeral" else body.content
        answer: Json = {**content, "response_type": response_type, "replace_original": replaces}
        if self._thread:
            answer |= {"thread_ts": self._thread}
        return await self._response_urls.answer(self._client, self._route.via, answer)

    async def _update(self, body: Blocks) -> bool:
        """Change the earlier message in place; return ``False`` when it is gone or can no longer be changed."""
        try:
            await self._client.chat_update(
                channel=self._channel, ts=self._outgoing.replaces, metadata=self._metadata(), **body.content
            )
        except SlackApiError as error:
            if code_of(error) not in _UNCHANGEABLE:
                raise
            return False
        return True

    async def _post(self, body: Blocks, channel: str, thread: str | None) -> str:
        if found := await self._sent_before(channel, thread, self._carries_key):
            return str(found["ts"])
        answer = await self._client.chat_postMessage(
            **body.content,
            channel=channel,
            thread_ts=thread,
            unfurl_links=False,
            unfurl_media=False,
            metadata=self._metadata(),
        )
        return str(answer["ts"])

    async def _upload(self, file: File, *, for_one: bool) -> str:
        """Upload a file. Everybody in a channel sees it, so one person's file goes to their direct message."""
        if for_one:
            return await self._share(file, await self._direct(), None)
        try:
            return await self._share(file, self._channel, self._thread)
        except SlackApiError as error:
            if code_of(error) not in NOT_IN | SHUT or not self._route.recipient:
                raise
            return await self._share(file, await self._direct(), None)

    async def _share(self, file: File, channel: str, thread: str | None) -> str:
        def is_it(shared: Json) -> bool:
            return (shared.get("name"), shared.get("size")) == (file.name, len(file.content))

        found = await self._sent_before(channel, thread, lambda message: any(map(is_it, message.get("files", ()))))
        if found:
            return next(str(shared["id"]) for shared in found["files"] if is_it(shared))
        answer = await self._client.files_upload_v2(
            filename=file.name, title=file.name, content=file.content, channel=channel, thread_ts=thread
        )
        return str(answer["files"][0]["id"])

    async def _sent_before(self, channel: str, thread: str | None, is_it: Callable[[Json], bool]) -> Json | None:
        """Return the message that an earlier try left there; ``None`` also if the history cannot be read."""
        since = self._outgoing.tried_since
        if since is None:
            return None
        key, team, bot_id = self._outgoing.key, self._outgoing.address.workspace, await self._bot_id()
        ours = Sought(key, team, channel, thread, since, lambda each: each.get("bot_id") == bot_id and is_it(each))
        try:
            return await self._history.find(self._client, ours)
        except Unread as error:
            log.warning("part %s is sent without looking for it in %s: %s", key, channel, error.__cause__ or "too busy")
            return None

    async def _bot_id(self) -> str:
        team = self._outgoing.address.workspace
        if team not in self._bot_ids:
            self._bot_ids[team] = str((await self._client.auth_test())["bot_id"])
        return self._bot_ids[team]

    def _carries_key(self, message: Json) -> bool:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        return metadata.get("event_type") == PART_SENT and payload.get("key") == self._outgoing.key

    def _metadata(self) -> dict[str, Any]:
        return {"event_type": PART_SENT, "event_payload": {"key": self._outgoing.key}}

    async def _direct(self) -> str:
        opened = await self._client.conversations_open(users=self._recipient())
        return str(opened["channel"]["id"])

    def _recipient(self) -> str:
        if not self._route.recipient:
            raise ValueError(f"part {self._outgoing.key} is private but has no recipient")
        return self._route.recipient


async def _retract(client: AsyncWebClient, address: Address, reference: str) -> None:
    """Delete a message or file. What one person sees, and messages where Paperboy is not, cannot be deleted."""
    try:
        if is_timestamp(reference):
            await client.chat_delete(channel=address.conversation_id, ts=reference)
        elif is_file(reference):
            await client.files_delete(file=reference)
    except SlackApiError as error:
        if code_of(error) not in _ALREADY_GONE:
            raise
