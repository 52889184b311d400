"""From what Slack sends of commands and events to what the core understands; pure functions over the payloads."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.adapters.slack.incoming.decode import decode, mentioned, without_mention
from bot.adapters.slack.incoming.payload import Json, Surroundings, event, thread_of
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
"""The subtypes of messages a person typed."""
_CLOSED = frozenset({"channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted",
                     "group_deleted"})  # fmt: skip
_OPENED = frozenset({"channel_unarchive", "group_unarchive"})
_NO_CONTENT = frozenset({"tombstone", "hidden_by_limit"})
"""The modes of files that are gone or behind a paid plan."""


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """A person looks at their own page. ``asks`` is who; ``shown`` the hash of what stands there, if anything."""

    asks: Event
    shown: str


@dataclass(frozen=True, slots=True)
class LinkShared:
    """Links to papers that somebody posted, or is about to: paper id by link. ``asks`` is who, and where.

    ``target`` are the arguments that tell ``chat.unfurl`` which message is meant.
    """

    asks: Event
    papers: Mapping[str, str]
    target: Json


Parsed = Event | HomeOpened | LinkShared | None


def people_in(payload: Json) -> frozenset[str]:
    """The user ids whose names :func:`parse_event` and :func:`parse_command` need."""
    told = payload.get("event", payload)
    message = told.get("message", told)
    who = told.get("inviter") or message.get("user") or told.get("user") or told.get("user_id") or ""
    return mentioned(message.get("text") or "") | ({who} if isinstance(who, str) and who else set())


def parse_command(payload: Json, told: Surroundings) -> Event:
    """A slash command. Its ``trigger_id`` is new with every call, and the only thing in it that is."""
    return event(
        told,
        key=payload["trigger_id"],
        user=payload["user_id"],
        name=payload.get("user_name", ""),
        channel=payload["channel_id"],
        body=TextMessage(decode(core_line(payload["command"], payload.get("text", "")), told.names), direct=True),
        via=payload["response_url"],
    )


def parse_event(payload: Json, told: Surroundings) -> Parsed:
    """An ``event_callback``; ``None`` when nobody meant Paperboy by it."""
    happened: Json = payload["event"]
    key: str = payload["event_id"]
    kind: str = happened["type"]
    if kind == "message":
        return _message(key, happened, told)
    if kind == "app_mention":
        return _mention(happened, told)
    if kind in {"reaction_added", "reaction_removed"}:
        return _reaction(key, happened, told)
    if kind == "app_home_opened" and happened["tab"] == "home":
        return HomeOpened(_asks(key, happened, told), happened.get("view", {}).get("hash", ""))
    if kind == "link_shared":
        return _links(key, happened, told)
    return _membership(key, kind, happened, told)


def _message(key: str, happened: Json, told: Surroundings) -> Event | None:
    if happened.get("subtype") == "message_changed":
        return _edited(key, happened, told)
    # In channels people talk to one another; what is said to Paperboy there arrives as an app_mention as well.
    if happened.get("subtype") not in _TYPED or not is_private(happened["channel"]) or _by_a_bot(happened, told):
        return None
    return _said(happened, told)


def _mention(happened: Json, told: Surroundings) -> Event | None:
    if is_private(happened["channel"]) or _by_a_bot(happened, told):
        return None
    return _said(happened, told)


def _said(happened: Json, told: Surroundings) -> Event:
    """A message to Paperboy. An edit can bring the same mention again under another event id, so the message's own
    id is the key.
    """
    thread = thread_of(happened)
    files = tuple(_file(file) for file in happened.get("files", ()) if file.get("mode") not in _NO_CONTENT)
    return event(
        told,
        key=f"{happened['channel']}/{happened['ts']}",
        user=happened["user"],
        channel=happened["channel"],
        body=TextMessage(_words(happened, told) or ("" if files else "/help"), True, thread, files),
        thread=thread,
        message=happened["ts"],
        answers=thread,
    )


def _edited(key: str, happened: Json, told: Surroundings) -> Event | None:
    """A person's edit; previews of links and our own messages change without one."""
    message: Json = happened["message"]
    to_us = is_private(happened["channel"]) or told.bot.user_id in mentioned(message.get("text", ""))
    same = message.get("text") == happened.get("previous_message", {}).get("text")
    if same or not to_us or message.get("subtype") not in _TYPED or _by_a_bot(message, told):
        return None
    return event(
        told,
        key=key,
        user=message["user"],
        channel=happened["channel"],
        body=Edited(_words(message, told)),
        thread=thread_of(message),
        message=message["ts"],
        answers=thread_of(message),
    )


def _reaction(key: str, happened: Json, told: Surroundings) -> Event | None:
    item: Json = happened["item"]
    signal = _signal(happened["reaction"])
    on_us = happened.get("item_user", told.bot.user_id) == told.bot.user_id
    if signal is None or not on_us or item["type"] != "message" or happened["user"] == told.bot.user_id:
        return None
    return event(
        told,
        key=key,
        user=happened["user"],
        channel=item["channel"],
        body=Reaction(signal if happened["type"] == "reaction_added" else None),
        message=item["ts"],
    )


def _membership(key: str, kind: str, happened: Json, told: Surroundings) -> Event | None:
    ours = happened.get("user") == told.bot.user_id
    if kind in _OPENED or (kind == "member_joined_channel" and ours):
        body: Joined | Left = Joined()
    elif kind in _CLOSED or (kind == "member_left_channel" and ours):
        body = Left()
    else:
        return None
    who = happened.get("inviter") or happened.get("user") or told.bot.user_id
    return event(told, key=key, user=who, channel=happened["channel"], body=body)


def _links(key: str, happened: Json, told: Surroundings) -> LinkShared | None:
    if happened["user"] == told.bot.user_id:
        return None
    found = {link["url"]: parse_paper_id(decode(link["url"], {})) for link in happened["links"]}
    papers = {url: paper.paper_id for url, paper in found.items() if paper}
    if not papers:
        return None
    if "unfurl_id" in happened:
        target = {"unfurl_id": happened["unfurl_id"], "source": happened["source"]}
    else:
        target = {"channel": happened["channel"], "ts": happened["message_ts"]}
    # A message that is still being written is in no conversation yet, and links are told of in conversations that we
    # are not in: the person's own page stands for both.
    elsewhere = happened.get("source") == "composer" or not happened.get("is_bot_user_member", True)
    return LinkShared(
        _asks(key, {**happened, "channel": "" if elsewhere else happened["channel"]}, told), papers, target
    )


def _asks(key: str, happened: Json, told: Surroundings) -> Event:
    return event(told, key=key, user=happened["user"], channel=happened["channel"], body=TextMessage("", direct=True))


def _words(message: Json, told: Surroundings) -> str:
    return decode(without_mention(message.get("text") or "", told.bot.user_id), told.names)


def _by_a_bot(message: Json, told: Surroundings) -> bool:
    return bool(message.get("bot_id")) or message.get("user", told.bot.user_id) == told.bot.user_id


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
