"""A conversation in the stand-in Slack, and people's actions in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tests.servers.slack import interactions as slack_interactions
from tests.servers.slack import text as slack_text
from tests.servers.slack.deliveries import Outcome
from tests.servers.slack.files import file_json
from tests.servers.slack.interactions import CommandResult
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.text import Json
from tests.servers.slack.world import StoredFile, Team, World

if TYPE_CHECKING:
    from tests.servers.slack.person import SlackPerson


@dataclass(eq=False, slots=True)
class SlackChannel:
    """``members`` are user ids, with the bot's where it was invited. ``creator`` is a user id, too."""

    world: World
    team: Team
    id: str
    name: str
    kind: Literal["channel", "group", "im"]
    members: set[str]
    archived: bool = False
    read_only: bool = False
    creator: str = ""
    _messages: dict[str, SlackMessage] = field(default_factory=dict)
    _tombstones: set[str] = field(default_factory=set)

    @property
    def messages(self) -> list[SlackMessage]:
        """All messages, oldest first, including those in threads and those for one person only."""
        return list(self._messages.values())

    @property
    def name_for_apps(self) -> str:
        """The name in commands and interactions, which hide the name of a private channel."""
        return {"im": "directmessage", "group": "privategroup"}.get(self.kind, self.name)

    def kept(self) -> list[SlackMessage]:
        """The messages that Slack stores; it forgets those for one person only."""
        return [message for message in self._messages.values() if message.only_for is None]

    def seen_as(self, person: "SlackPerson") -> list[SlackMessage]:
        """The messages that this person sees."""
        return [message for message in self._messages.values() if message.only_for in {None, person.id}]

    def message(self, ts: str) -> SlackMessage | None:
        found = self._messages.get(ts)
        return found if found and found.only_for is None else None

    def is_root(self, ts: str) -> bool:
        """Return whether a message can have replies; a deleted one with replies stays as a tombstone."""
        found = self.message(ts)
        return ts in self._tombstones or (found is not None and found.thread_ts is None)

    def seen_by(self, user: str) -> bool:
        return self.kind == "channel" or user in self.members

    def add(self, message: SlackMessage) -> None:
        self._messages[message.ts] = message
        root = self.message(message.thread_ts) if message.thread_ts else None
        if root and message.only_for is None:
            root.replies.append(message)

    def remove(self, message: SlackMessage) -> None:
        del self._messages[message.ts]
        root = self.message(message.thread_ts) if message.thread_ts else None
        if root and message in root.replies:
            root.replies.remove(message)
        if message.replies:
            self._tombstones.add(message.ts)

    def as_json(self) -> Json:
        shown: Json = {"id": self.id, "created": 1_700_000_000, "is_im": self.kind == "im", "is_org_shared": False}
        shown |= {"context_team_id": self.team.id, "is_archived": self.archived}
        if self.kind == "im":
            return shown | {"user": next(iter(self.members - {self.team.bot_user})), "is_user_deleted": False}
        public = self.kind == "channel"
        shown |= {"name": self.name, "is_channel": public, "is_group": not public, "is_private": not public}
        shown |= {"creator": self.creator} if self.creator else {}
        return shown | {"is_member": self.team.bot_user in self.members, "num_members": len(self.members)}

    # Actions of people. Each returns once the app has acknowledged, refused or missed the first delivery.

    async def says(
        self,
        person: "SlackPerson",
        text: str,
        *,
        thread: SlackMessage | str | None = None,
        files: Iterable[StoredFile] = (),
    ) -> SlackMessage:
        """Send a message as typed; ``<@U…>`` in the text is a mention picked from the list."""
        assert person.id in self.members, f"{person.name} is not in {self.name}"
        wire, rich = slack_text.typed(text)
        shown = [file_json(self.world, file) for file in files]
        root = (thread.thread_ts or thread.ts) if isinstance(thread, SlackMessage) else thread
        block = rich | {"block_id": f"b{next(self.world.numbers)}"}
        message = SlackMessage(
            self, self.world.timestamp(), person.id, wire, [block] if text else [], root, files=shown
        )
        self.add(message)
        await self._told(*self._events_about(message))
        return message

    async def uploads(self, person: "SlackPerson", name: str, content: bytes, comment: str = "") -> SlackMessage:
        file = StoredFile(
            self.world.identifier("F"), self.team, name, len(content), content, user=person.id, shared=True
        )
        self.world.files[file.id] = file
        return await self.says(person, comment, files=[file])

    async def shares_link(self, person: "SlackPerson", url: str) -> SlackMessage:
        return await self.says(person, url)

    async def edits(self, message: SlackMessage, text: str) -> None:
        before = message.as_json()
        message.text, rich = slack_text.typed(text)
        message.blocks = [rich | {"block_id": f"b{next(self.world.numbers)}"}]
        message.edited = {"user": message.user, "ts": self.world.timestamp()}
        await self._told(self.event_of_edit(message, before))

    async def deletes(self, message: SlackMessage) -> None:
        self.remove(message)
        await self._told(self.event_of_deletion(message))

    async def reacts(self, person: "SlackPerson", message: SlackMessage, name: str) -> None:
        message.reactions.setdefault(name, []).append(person.id)
        await self._told(self.event_of_reaction("reaction_added", message, person.id, name))

    async def unreacts(self, person: "SlackPerson", message: SlackMessage, name: str) -> None:
        message.take_back(name, person.id)
        await self._told(self.event_of_reaction("reaction_removed", message, person.id, name))

    async def commands(
        self, person: "SlackPerson", name: str, text: str = "", *, thread: SlackMessage | None = None
    ) -> CommandResult:
        """Send a slash command, escaped as Slack escapes it; Slack refuses it inside a thread."""
        if thread is not None:
            return CommandResult(acked=False, latency=0.0, error="not_supported_in_threads")
        return await slack_interactions.command(self, person, name, slack_text.escape(text))

    async def presses(self, person: "SlackPerson", message: SlackMessage, wanted: str) -> Outcome:
        """Press a button or pick an option, named by its action id or its label."""
        return await slack_interactions.in_message(person, message, wanted)

    async def ticks(self, person: "SlackPerson", message: SlackMessage, option: str) -> Outcome:
        """Tick or untick a box."""
        return await slack_interactions.in_message(person, message, option)

    async def types(self, person: "SlackPerson", message: SlackMessage, label: str, value: object) -> Outcome:
        """Fill a field of a message and press Enter."""
        return await slack_interactions.in_message(person, message, label, value)

    async def shortcut(self, person: "SlackPerson", message: SlackMessage, callback_id: str) -> Outcome:
        return await slack_interactions.message_shortcut(person, message, callback_id)

    async def global_shortcut(self, person: "SlackPerson", callback_id: str) -> Outcome:
        return await person.shortcut(callback_id)

    async def joins(self, person: "SlackPerson") -> None:
        self.members.add(person.id)
        await self._told(self._membership("member_joined_channel", person.id))

    async def leaves(self, person: "SlackPerson") -> None:
        self.members.remove(person.id)
        await self._told(self._membership("member_left_channel", person.id))

    async def add_bot(self, person: "SlackPerson") -> None:
        """Invite the bot, which gets an event and also sees the notice as a message."""
        bot = self.team.bot_user
        self.members.add(bot)
        ts = self.world.timestamp()
        notice: Json = {"type": "message", "subtype": "channel_join", "user": bot, "inviter": person.id, "ts": ts}
        notice |= {"text": f"<@{bot}> has joined the channel", "channel": self.id, "event_ts": ts}
        notice["channel_type"] = self.kind
        await self._told(self._membership("member_joined_channel", bot) | {"inviter": person.id}, notice)

    async def remove_bot(self, person: "SlackPerson") -> None:
        self.members.remove(self.team.bot_user)
        left = {"type": f"{self.kind}_left", "channel": self.id, "actor_id": person.id}
        await self.world.events(self.team, left | {"event_ts": self.world.timestamp()})

    async def archive(self, person: "SlackPerson | None" = None) -> None:
        self.archived = True
        await self._told(self._changed("archive", person))

    async def unarchive(self, person: "SlackPerson | None" = None) -> None:
        self.archived = False
        await self._told(self._changed("unarchive", person))

    async def rename(self, name: str) -> None:
        self.name = name
        renamed = {"id": self.id, "name": name, "created": 1_700_000_000}
        await self._told({"type": f"{self.kind}_rename", "channel": renamed, "event_ts": self.world.timestamp()})

    # Events of the conversation.

    def event_of(self, message: SlackMessage) -> Json:
        return message.as_json() | {"channel": self.id, "event_ts": message.ts, "channel_type": self.kind}

    def event_of_edit(self, message: SlackMessage, before: Json) -> Json:
        ts = self.world.timestamp()
        changed: Json = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": self.id, "ts": ts}
        changed |= {"message": message.as_json(), "previous_message": before}
        return changed | {"event_ts": ts, "channel_type": self.kind}

    def event_of_deletion(self, message: SlackMessage) -> Json:
        ts = self.world.timestamp()
        deleted: Json = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": self.id, "ts": ts}
        deleted |= {"deleted_ts": message.ts, "previous_message": message.as_json()}
        return deleted | {"event_ts": ts, "channel_type": self.kind}

    def event_of_reaction(self, kind: str, message: SlackMessage, user: str, name: str) -> Json:
        item = {"type": "message", "channel": self.id, "ts": message.ts}
        event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
        return event | {"event_ts": self.world.timestamp()}

    def _events_about(self, message: SlackMessage) -> list[Json]:
        event = self.event_of(message)
        events = [event]
        if self.team.mention in message.text and self.kind != "im":
            mention = {name: value for name, value in event.items() if name not in {"subtype", "channel_type"}}
            events.append(mention | {"type": "app_mention"})
        shared = [url for url in slack_text.links(message.text) if self.world.link_domain(url)]
        if shared:
            links = [{"url": url, "domain": self.world.link_domain(url)} for url in shared]
            link: Json = {"type": "link_shared", "user": message.user, "channel": self.id, "message_ts": message.ts}
            link |= {"links": links, "source": "conversations_history", "unfurl_id": f"{self.id}/{message.ts}"}
            link |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
            events.append(link | {"is_bot_user_member": True, "event_ts": message.ts})
        for file in message.files:
            told = {"type": "file_shared", "file_id": file["id"], "user_id": message.user, "file": {"id": file["id"]}}
            events.append(told | {"channel_id": self.id, "event_ts": message.ts})
        return events

    async def _told(self, *events: Json) -> None:
        if self.team.bot_user in self.members:
            await self.world.events(self.team, *events)

    def _membership(self, kind: str, user: str) -> Json:
        event = {"type": kind, "user": user, "channel": self.id, "channel_type": self.id[0], "team": self.team.id}
        return event | {"event_ts": self.world.timestamp()}

    def _changed(self, what: str, person: "SlackPerson | None") -> Json:
        event = {"type": f"{self.kind}_{what}", "channel": self.id, "event_ts": self.world.timestamp()}
        return event | ({"user": person.id} if person else {})
