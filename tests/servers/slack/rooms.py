"""``conversations.*``, ``users.*``, ``reactions.*`` and the identity of the bot."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.servers.slack.limits import Tier
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.methods import Call, Method, Refused
from tests.servers.slack.text import Json

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel
    from tests.servers.slack.person import SlackPerson

_READ = "channels:read|groups:read|im:read"
_HISTORY = "channels:history|groups:history|im:history"
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im"}
_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def auth_test(call: Call) -> Json:
    team = call.team
    told = {"url": f"https://{team.domain}.slack.com/", "team": team.name, "user": "paperboy", "team_id": team.id}
    return told | {"user_id": team.bot_user, "bot_id": team.bot_id, "is_enterprise_install": False}


def open_direct(call: Call) -> Json:
    """Open direct messages with one person; the bot does not start groups."""
    users = [user for user in call.text("users").split(",") if user]
    if not users and not call.text("channel"):
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("invalid_user_combination")
    channel = call.person("users").direct() if users else call.channel()
    return {"channel": channel.as_json() if call.flag("return_im") else {"id": channel.id}, "no_op": False}


def info(call: Call) -> Json:
    channel = call.channel()
    members = {"num_members": len(channel.members)} if call.flag("include_num_members") else {}
    return {"channel": channel.as_json() | members}


def channels(call: Call) -> Json:
    return _channels(call, lambda channel: channel.seen_by(call.team.bot_user))


def own_channels(call: Call) -> Json:
    return _channels(call, lambda channel: call.team.bot_user in channel.members)


def _channels(call: Call, known: "Callable[[SlackChannel], bool]") -> Json:
    asked = call.text("types", "public_channel").replace(" ", "").split(",")
    if set(asked) - set(_TYPES) - {"mpim"}:
        raise Refused("invalid_types")
    kinds = {_TYPES.get(one) for one in asked}
    found = [
        channel
        for channel in call.world.channels.values()
        if channel.team is call.team and channel.kind in kinds and known(channel)
        if not (channel.archived and call.flag("exclude_archived"))
    ]
    page, cursor = call.page(found, 100, 999)
    return {"channels": [channel.as_json() for channel in page], "response_metadata": {"next_cursor": cursor}}


def members(call: Call) -> Json:
    page, cursor = call.page(sorted(call.channel().members), 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    channel.members.add(call.team.bot_user)
    return {"channel": channel.as_json()}


def leave(call: Call) -> Json:
    channel = call.joined()
    channel.members.remove(call.team.bot_user)
    return {}


def history(call: Call) -> Json:
    """The messages of a channel, newest first, without those that are only in threads."""
    channel = call.joined()
    top = [message for message in channel.kept() if message.thread_ts is None or message.broadcast]
    most = _most(call)
    page, cursor = call.page([message for message in reversed(top) if _between(call, message)], min(100, most), most)
    return _messages(call, page, cursor)


def replies(call: Call) -> Json:
    """A thread: its root, then the replies, oldest first."""
    channel, ts = call.joined(), call.required("ts")
    message = channel.message(ts)
    if message is None or message.only_for:
        raise Refused("thread_not_found")
    found = [reply for reply in message.replies if _between(call, reply)]
    page, cursor = call.page([message, *found], _most(call), _most(call))
    return _messages(call, page, cursor)


def _most(call: Call) -> int:
    return 999 if call.world.marketplace else 15


def _between(call: Call, message: SlackMessage) -> bool:
    inclusive = call.flag("inclusive")
    ts, oldest, latest = float(message.ts), float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    return oldest < ts < latest or (inclusive and ts in {oldest, latest})


def _messages(call: Call, page: list[SlackMessage], cursor: str) -> Json:
    shown = [message.as_json(metadata=call.flag("include_all_metadata")) for message in page]
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def user_info(call: Call) -> Json:
    if call.required("user") == call.team.bot_user:
        return {"user": {"id": call.team.bot_user, "team_id": call.team.id, "name": "paperboy", "is_bot": True}}
    return {"user": _user(call, call.person())}


def users(call: Call) -> Json:
    page, cursor = call.page([person for person in call.world.people.values() if person.team is call.team], 100)
    return {"members": [_user(call, one) for one in page], "response_metadata": {"next_cursor": cursor}}


def _user(call: Call, person: "SlackPerson") -> Json:
    offset = datetime.fromtimestamp(call.world.clock(), ZoneInfo(person.tz)).utcoffset()
    assert offset is not None
    return {
        "id": person.id,
        "team_id": person.home_team or person.team.id,
        "name": person.username,
        "real_name": person.name,
        "deleted": False,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()),
        "profile": {"real_name": person.name, "display_name": person.name, "team": person.team.id},
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(call.world.clock()),
    } | ({"locale": person.language} if call.flag("include_locale") else {})


def bot_info(call: Call) -> Json:
    if call.text("bot", call.team.bot_id) != call.team.bot_id:
        raise Refused("bot_not_found")
    bot = {"id": call.team.bot_id, "deleted": False, "name": "paperboy", "app_id": call.world.app_id}
    return {"bot": bot | {"user_id": call.team.bot_user}}


def team_info(call: Call) -> Json:
    return {"team": {"id": call.team.id, "name": call.team.name, "domain": call.team.domain}}


def react(call: Call) -> Json:
    message, name = _reacted(call)
    if call.team.bot_user in message.reactions.get(name, ()):
        raise Refused("already_reacted")
    message.reactions.setdefault(name, []).append(call.team.bot_user)
    call.world.echo(call.team, message.channel.event_of_reaction("reaction_added", message, call.team.bot_user, name))
    return {}


def unreact(call: Call) -> Json:
    message, name = _reacted(call)
    if call.team.bot_user not in message.reactions.get(name, ()):
        raise Refused("no_reaction")
    message.take_back(name, call.team.bot_user)
    call.world.echo(call.team, message.channel.event_of_reaction("reaction_removed", message, call.team.bot_user, name))
    return {}


def reactions(call: Call) -> Json:
    message = _item(call)
    return {"type": "message", "channel": message.channel.id, "message": message.as_json()}


def _reacted(call: Call) -> tuple[SlackMessage, str]:
    name = call.required("name")
    if not _EMOJI.fullmatch(name):
        raise Refused("invalid_name")
    return _item(call), name


def _item(call: Call) -> SlackMessage:
    if not call.text("timestamp"):
        raise Refused("no_item_specified")
    message = call.joined().message(call.text("timestamp"))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    return message


METHODS = {
    "auth.test": Method(auth_test, Tier.FREE),
    "bots.info": Method(bot_info, Tier.THREE, "users:read"),
    "team.info": Method(team_info, Tier.THREE, "team:read"),
    "conversations.open": Method(open_direct, Tier.THREE, "im:write"),
    "conversations.info": Method(info, Tier.THREE, _READ),
    "conversations.list": Method(channels, Tier.TWO, _READ),
    "conversations.members": Method(members, Tier.FOUR, _READ),
    "conversations.join": Method(join, Tier.THREE, "channels:join"),
    "conversations.leave": Method(leave, Tier.THREE, "channels:join"),
    "conversations.history": Method(history, Tier.HISTORY, _HISTORY),
    "conversations.replies": Method(replies, Tier.HISTORY, _HISTORY),
    "users.conversations": Method(own_channels, Tier.THREE, _READ),
    "users.info": Method(user_info, Tier.FOUR, "users:read"),
    "users.list": Method(users, Tier.TWO, "users:read"),
    "reactions.add": Method(react, Tier.THREE, "reactions:write"),
    "reactions.remove": Method(unreact, Tier.TWO, "reactions:write"),
    "reactions.get": Method(reactions, Tier.THREE, "reactions:read"),
}
