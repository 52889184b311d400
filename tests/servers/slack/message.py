"""A message in the stand-in Slack."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers.slack import text as slack_text
from tests.servers.slack.surface import State, labels
from tests.servers.slack.text import Json

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel


@dataclass(eq=False, slots=True)
class SlackMessage:
    """``user`` and ``only_for`` are user ids; texts are escaped, as Slack stores them; ``shown`` is readable."""

    channel: "SlackChannel"
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    edited: Json | None = None
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    unfurls: dict[str, Json] = field(default_factory=dict)
    attachments: list[Json] = field(default_factory=list)
    bot_id: str | None = None
    broadcast: bool = False
    replies: list["SlackMessage"] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)  # each person's choices in it, by user id

    @property
    def by_bot(self) -> bool:
        return self.bot_id is not None

    @property
    def shown(self) -> str:
        """The words that a reader sees: the blocks if there are any, otherwise the text."""
        return slack_text.blocks_shown(self.blocks) if self.blocks else slack_text.shown(self.text)

    @property
    def pings(self) -> list[str]:
        """The recipients of its notifications: user ids, user groups, ``here``, ``channel``, ``everyone``."""
        return list(dict.fromkeys(slack_text.pinged(self.text) + slack_text.pinged_by(self.blocks)))

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons and options."""
        return labels(self.blocks)

    async def redeliver(self, reason: str = "http_timeout") -> None:
        """Deliver the latest events of this message again, with the same event ids."""
        for delivery in self.channel.world.deliveries.about(self.ts):
            await delivery.repeat(reason)

    def take_back(self, reaction: str, user: str) -> None:
        self.reactions[reaction].remove(user)
        if not self.reactions[reaction]:
            del self.reactions[reaction]

    def as_json(self, *, metadata: bool = False) -> Json:
        """The message as JSON, for methods and events; with metadata only on request."""
        team = self.channel.team
        shown: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": team.id}
        if self.bot_id:
            app = self.channel.world.app_id
            profile = {"id": self.bot_id, "app_id": app, "name": "paperboy", "team_id": team.id, "deleted": False}
            shown |= {"bot_id": self.bot_id, "app_id": app, "bot_profile": profile}
        else:
            shown["client_msg_id"] = f"00000000-0000-4000-8000-{self.ts.replace('.', '')[-12:]}"
        optional = {"blocks": self.blocks, "files": self.files, "attachments": self.attachments, "edited": self.edited}
        shown |= {name: value for name, value in optional.items() if value}
        if self.files:
            shown["subtype"] = "file_share"
        if metadata and self.metadata:
            shown["metadata"] = self.metadata
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
            root = self.channel.message(self.thread_ts)
            if root:
                shown["parent_user_id"] = root.user
        elif self.replies:
            writers = list(dict.fromkeys(reply.user for reply in self.replies))
            shown |= {"thread_ts": self.ts, "reply_count": len(self.replies), "reply_users": writers}
            shown |= {"reply_users_count": len(writers), "latest_reply": self.replies[-1].ts}
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ]
        if self.unfurls:
            shown["attachments"] = [{"from_url": url, **unfurl} for url, unfurl in self.unfurls.items()]
        return shown
