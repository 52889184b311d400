"""From Slack's commands and events to the core's events: pure functions over the payloads."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.adapters.slack.incoming.decode import decode, mentioned, without_mention
from bot.adapters.slack.incoming.payload import Json, ParseContext, event, thread_of
from bot.adapters.slack.names import core_line
from bot.adapters.slack.references import is_private
from bot.core.events import Edited, Event, IncomingFile, Joined, Left, Reaction, TextMessage
from bot.core.model.digests import Signal
from papers.arxiv.identifiers import parse_paper_id

_LIKES = frozenset({
    "+1", "100", "bulb", "clap", "exploding_head", "fire", "gem", "heart", "heart_eyes", "hearts", "ok_hand",
    "raised_hands", "rocket", "sparkles", "sparkling_heart", "star", "star-struck", "star2", "tada", "thumbsup",
})  # fmt: skip
_DISLIKES = frozenset({"-1", "broken_heart", "no_entry_sign", "put_litter_in_its_place", "sleeping", "thumbsdown",
                       "wastebasket", "yawning_face", "zzz"})  # fmt: skip
_TYPED = frozenset({None, "file_share", "me_message", "thread_broadcast"})
"""The subtypes of messages that a person typed."""
_CLOSED = frozenset({"channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted",
                     "group_deleted"})  # fmt: skip
_OPENED = frozenset({"channel_unarchive", "group_unarchive"})
_NO_CONTENT = frozenset({"tombstone", "hidden_by_limit"})
"""The modes of files that are deleted or hidden by the free plan."""


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """A person opened their Home tab. ``request`` says who; ``shown`` is the hash of the view there, or empty."""

    request: Event
    shown: str


@dataclass(frozen=True, slots=True)
class LinkShared:
    """A person posted, or is writing, links to papers: ``papers`` are paper ids by link.

    ``request`` says who and where. ``target`` are the arguments that name the message to ``chat.unfurl``.
    """

    request: Event
    papers: Mapping[str, str]
    target: Json


Parsed = Event | HomeOpened | LinkShared | None


def people_in(payload: Json) -> frozenset[str]:
    """Return the user ids whose names :func:`parse_event` and :func:`parse_command` need."""
    happened = payload.get("event", payload)
    message = happened.get("message", happened)
    who = happened.get("inviter") or message.get("user") or happened.get("user") or happened.get("user_id") or ""
    return mentioned(message.get("text") or "") | ({who} if isinstance(who, str) and who else set())


def parse_command(payload: Json, context: ParseContext) -> Event:
    """Return the event of a slash command. Only its ``trigger_id`` is new with every call."""
    line = core_line(payload["command"], payload.get("text", ""), context.commands)
    return event(
        context,
        key=payload["trigger_id"],
        user=payload["user_id"],
        name=payload.get("user_name", ""),
        channel=payload["channel_id"],
        body=TextMessage(decode(line, context.names), direct=True),
        via=payload["response_url"],
    )


def parse_event(payload: Json, context: ParseContext) -> Parsed:
    """Parse an ``event_callback``; ``None`` when it was not meant for Paperboy."""
    happened: Json = payload["event"]
    key: str = payload["event_id"]
    kind: str = happened["type"]
    if kind == "message":
        return _message(key, happened, context)
    if kind == "app_mention":
        return _mention(happened, context)
    if kind in {"reaction_added", "reaction_removed"}:
        return _reaction(key, happened, context)
    if kind == "app_home_opened" and happened["tab"] == "home":
        return HomeOpened(_request(key, happened, context), happened.get("view", {}).get("hash", ""))
    if kind == "link_shared":
        return _links(key, happened, context)
    return _membership(key, kind, happened, context)


def _message(key: str, happened: Json, context: ParseContext) -> Event | None:
    if happened.get("subtype") == "message_changed":
        return _edited(key, happened, context)
    # In channels people talk to each other; a message to Paperboy there also arrives as an app_mention.
    if happened.get("subtype") not in _TYPED or not is_private(happened["channel"]) or _by_a_bot(happened, context):
        return None
    return _said(happened, context)


def _mention(happened: Json, context: ParseContext) -> Event | None:
    if is_private(happened["channel"]) or _by_a_bot(happened, context):
        return None
    return _said(happened, context)


def _said(happened: Json, context: ParseContext) -> Event:
    """Return the event of a message to Paperboy.

    An edit can bring the same mention again under another event id, so the key is the message's own id.
    """
    thread = thread_of(happened)
    files = tuple(_file(file) for file in happened.get("files", ()) if file.get("mode") not in _NO_CONTENT)
    return event(
        context,
        key=f"{happened['channel']}/{happened['ts']}",
        user=happened["user"],
        channel=happened["channel"],
        body=TextMessage(_text(happened, context) or ("" if files else "/help"), True, thread, files),
        thread=thread,
        message=happened["ts"],
        answers=thread,
    )


def _edited(key: str, happened: Json, context: ParseContext) -> Event | None:
    """Return the event of a person's edit, not of a changed link preview or of our own messages."""
    message: Json = happened["message"]
    to_us = is_private(happened["channel"]) or context.bot.user_id in mentioned(message.get("text", ""))
    same = message.get("text") == happened.get("previous_message", {}).get("text")
    if same or not to_us or message.get("subtype") not in _TYPED or _by_a_bot(message, context):
        return None
    return event(
        context,
        key=key,
        user=message["user"],
        channel=happened["channel"],
        body=Edited(_text(message, context)),
        thread=thread_of(message),
        message=message["ts"],
        answers=thread_of(message),
    )


def _reaction(key: str, happened: Json, context: ParseContext) -> Event | None:
    item: Json = happened["item"]
    signal = _signal(happened["reaction"])
    on_us = happened.get("item_user", context.bot.user_id) == context.bot.user_id
    if signal is None or not on_us or item["type"] != "message" or happened["user"] == context.bot.user_id:
        return None
    return event(
        context,
        key=key,
        user=happened["user"],
        channel=item["channel"],
        body=Reaction(signal if happened["type"] == "reaction_added" else None),
        message=item["ts"],
    )


def _membership(key: str, kind: str, happened: Json, context: ParseContext) -> Event | None:
    ours = happened.get("user") == context.bot.user_id
    if kind in _OPENED or (kind == "member_joined_channel" and ours):
        body: Joined | Left = Joined()
    elif kind in _CLOSED or (kind == "member_left_channel" and ours):
        body = Left()
    else:
        return None
    who = happened.get("inviter") or happened.get("user") or context.bot.user_id
    return event(context, key=key, user=who, channel=happened["channel"], body=body)


def _links(key: str, happened: Json, context: ParseContext) -> LinkShared | None:
    if happened["user"] == context.bot.user_id:
        return None
    found = {link["url"]: parse_paper_id(decode(link["url"], {})) for link in happened["links"]}
    papers = {url: paper.paper_id for url, paper in found.items() if paper}
    if not papers:
        return None
    if "unfurl_id" in happened:
        target = {"unfurl_id": happened["unfurl_id"], "source": happened["source"]}
    else:
        target = {"channel": happened["channel"], "ts": happened["message_ts"]}
    # A message that is being written is in no conversation yet, and Slack also reports links in conversations that
    # Paperboy is not in. The person's own conversation takes the place of both.
    elsewhere = happened.get("source") == "composer" or not happened.get("is_bot_user_member", True)
    return LinkShared(
        _request(key, {**happened, "channel": "" if elsewhere else happened["channel"]}, context), papers, target
    )


def _request(key: str, happened: Json, context: ParseContext) -> Event:
    nothing_said = TextMessage("", direct=True)
    return event(context, key=key, user=happened["user"], channel=happened["channel"], body=nothing_said)


def _text(message: Json, context: ParseContext) -> str:
    return decode(without_mention(message.get("text") or "", context.bot.user_id), context.names)


def _by_a_bot(message: Json, context: ParseContext) -> bool:
    return bool(message.get("bot_id")) or message.get("user", context.bot.user_id) == context.bot.user_id


def _signal(reaction: str) -> Signal | None:
    name = reaction.partition("::")[0]  # thumbsup::skin-tone-3
    if name in _LIKES:
        return Signal.LIKED
    return Signal.DISLIKED if name in _DISLIKES else None


def _file(file: Json) -> IncomingFile:
    return IncomingFile(
        reference=file["id"],
        name=file.get("name") or file.get("title") or file["id"],
        media_type=file.get("mimetype") or "application/octet-stream",
        size=file.get("size", 0),
        url=file.get("permalink", ""),
    )
