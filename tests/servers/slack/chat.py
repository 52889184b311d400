"""``chat.*``: posting, changing and deleting messages."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.servers.slack import text as slack_text
from tests.servers.slack.blocks import MESSAGE_CHARACTERS, completed, size
from tests.servers.slack.limits import Tier
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.methods import Call, Method, Refused
from tests.servers.slack.text import Json
from tests.servers.slack.world import Team

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel

TEXT_CHARACTERS = 40_000
METADATA_BYTES = 16_000  # undocumented; near the sizes that Slack was seen to refuse
_TS = re.compile(r"\d{10}\.\d{6}")


@dataclass(slots=True)
class Content:
    text: str
    blocks: list[Json]
    attachments: list[Json]
    metadata: Json | None
    truncated: bool = False


def content(call: Call, *, respond: bool = False) -> Content:
    """Check the content of a message; ``respond`` is for a ``response_url``, which does not limit the whole.

    Raises ``Refused``.
    """
    blocks = call.structure("blocks")
    if blocks is not None and not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    attachments = call.structure("attachments") or []
    text, blocks = _text(call, blocks or [])
    if not text and not blocks and not attachments:
        raise Refused("no_text")
    if len(attachments) > 100:
        raise Refused("too_many_attachments")
    wrong = call.world.checks.message(blocks)
    if wrong:
        raise Refused("invalid_blocks", *wrong)
    if not respond and size(blocks) > MESSAGE_CHARACTERS:
        raise Refused("msg_blocks_too_long")
    kept = slack_text.stored(text[:TEXT_CHARACTERS], mrkdwn=True)
    blocks = completed(blocks, call.world.numbers)
    return Content(kept, blocks, attachments, _metadata(call), len(text) > TEXT_CHARACTERS)


def _text(call: Call, blocks: list[Json]) -> tuple[str, list[Json]]:
    markdown = call.text("markdown_text")
    text = call.text("text")
    if not markdown:
        if call.flag("link_names") or call.text("parse") == "full":
            text = re.sub(r"(?<!<)@(here|channel|everyone)\b", r"<!\1>", text)
        return text, blocks
    if text or blocks:
        raise Refused("markdown_text_conflict")
    if len(markdown) > 12_000:
        raise Refused("msg_too_long")
    return markdown, [{"type": "markdown", "text": markdown}]


def _metadata(call: Call) -> Json | None:
    metadata: Any = call.structure("metadata")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    shape = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not shape or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(str(metadata)) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    assert isinstance(metadata, dict)
    return metadata


def post(
    channel: "SlackChannel", said: Content, thread_ts: str | None = None, *, broadcast: bool = False
) -> SlackMessage:
    """Post a message of the bot; the app gets its event like everyone else."""
    team = channel.team
    message = SlackMessage(
        channel,
        channel.world.timestamp(),
        team.bot_user,
        said.text,
        blocks=said.blocks,
        attachments=said.attachments,
        metadata=said.metadata or None,
        thread_ts=thread_ts,
        bot_id=team.bot_id,
        broadcast=broadcast,
    )
    if thread_ts and not channel.is_root(thread_ts):
        channel.world.lost.append(message)  # Slack accepts it and never shows it (slackapi/python-slack-sdk#840)
    else:
        channel.add(message)
        channel.world.echo(team, channel.event_of(message))
    return message


def whisper(channel: "SlackChannel", said: Content, user: str, thread_ts: str | None = None) -> SlackMessage:
    """Post a message of the bot that one person sees, once."""
    ts, team = channel.world.timestamp(), channel.team
    message = SlackMessage(channel, ts, team.bot_user, said.text, said.blocks, thread_ts, only_for=user)
    message.bot_id = team.bot_id
    channel.add(message)
    return message


def _destination(call: Call) -> "SlackChannel":
    """The conversation with this id or ``#name``, or the direct messages with the person of this id."""
    wanted = call.required("channel")
    if wanted in call.world.people:
        return call.person("channel").direct()
    for channel in call.world.channels.values() if not wanted[0].isalpha() else ():
        if channel.team is call.team and wanted == f"#{channel.name}":
            return writable(call, channel)
    return writable(call, call.channel())


def writable(call: Call, channel: "SlackChannel") -> "SlackChannel":
    public = channel.kind == "channel" and "chat:write.public" in call.team.scopes
    if call.team.bot_user not in channel.members and not public:
        raise Refused("not_in_channel")
    if channel.archived:
        raise Refused("is_archived")
    if channel.read_only:
        raise Refused("restricted_action_read_only_channel")
    return channel


def _thread(call: Call) -> str | None:
    """The ``thread_ts``; Slack refuses an invalid ``ts``, even an empty one (vercel/chat#268)."""
    if call.arguments.get("thread_ts") is None:
        return None
    ts = call.text("thread_ts")
    if not _TS.fullmatch(ts):
        raise Refused("invalid_thread_ts", f"[ERROR] {ts} is not a valid thread_ts")
    return ts


def post_message(call: Call) -> Json:
    channel = _destination(call)
    said = content(call)
    message = post(channel, said, _thread(call), broadcast=call.flag("reply_broadcast"))
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": message.as_json(metadata=True)}
    return answer | ({"warning": "message_truncated"} if said.truncated else {})


def post_ephemeral(call: Call) -> Json:
    channel, user = _destination(call), call.required("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    return {"message_ts": whisper(channel, content(call), user, _thread(call)).ts}


def update(call: Call) -> Json:
    channel, message = _own(call, "cant_update_message")
    if call.structure("blocks") is None and not (call.text("text") or call.text("markdown_text")):
        raise Refused("no_text")
    said = content(call)
    before = message.as_json()
    message.text = said.text
    if call.structure("blocks") is not None or said.blocks:  # otherwise the present blocks stay
        message.blocks = said.blocks
    if said.metadata is not None:
        message.metadata = said.metadata or None
    change(channel, message, before, call.team)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.as_json(metadata=True)}


def change(channel: "SlackChannel", message: SlackMessage, before: Json, team: Team) -> None:
    message.edited = {"user": team.bot_user, "ts": channel.world.timestamp()}
    channel.world.echo(team, channel.event_of_edit(message, before))


def delete(call: Call) -> Json:
    channel, message = _own(call, "cant_delete_message")
    channel.remove(message)
    channel.world.echo(call.team, channel.event_of_deletion(message))
    return {"channel": channel.id, "ts": message.ts}


def _own(call: Call, refusal: str) -> tuple["SlackChannel", SlackMessage]:
    channel = call.channel()
    message = channel.message(call.required("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.bot_id != call.team.bot_id:
        raise Refused(refusal)
    if channel.archived:
        raise Refused("is_archived")
    return channel, message


def permalink(call: Call) -> Json:
    channel, ts = call.channel(), call.required("message_ts")
    message = channel.message(ts)
    if message is None:
        raise Refused("message_not_found")
    link = f"https://{call.team.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def unfurl(call: Call) -> Json:
    unfurls = call.structure("unfurls")
    if not isinstance(unfurls, dict) or not unfurls:
        raise Refused("missing_unfurls")
    if call.text("unfurl_id"):
        channel_id, _, ts = call.text("unfurl_id").partition("/")
        channel = call.world.channels[channel_id]
    else:
        channel, ts = call.channel(), call.required("ts")
    message = channel.message(ts)
    if message is None:
        raise Refused("cannot_find_message")
    for url, card in unfurls.items():
        if url not in slack_text.links(message.text):
            raise Refused("cannot_unfurl_url", f"[ERROR] {url} is not in the message")
        wrong = call.world.checks.message(card.get("blocks") or [])
        if wrong:
            raise Refused("invalid_blocks", *wrong)
        completed(card.get("blocks") or [], call.world.numbers)
    message.unfurls |= unfurls
    return {}


METHODS = {
    "chat.postMessage": Method(post_message, Tier.POSTING, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, Tier.POSTING, "chat:write"),
    "chat.update": Method(update, Tier.THREE, "chat:write"),
    "chat.delete": Method(delete, Tier.THREE, "chat:write"),
    "chat.getPermalink": Method(permalink, Tier.FREE),
    "chat.unfurl": Method(unfurl, Tier.THREE, "links:write"),
}
