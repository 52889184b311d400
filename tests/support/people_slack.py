"""One person on Slack, for ``tests/support/platforms.py``; see ``tests.support.people.ChatPerson``."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.adapters.slack.names import APP
from bot.core.identity import Address
from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.person import SlackPerson
from tests.servers.slack.server import SlackStandIn
from tests.servers.slack.surface import pressable
from tests.servers.slack.text import Json, texts

T = TypeVar("T")


@dataclass
class SlackSays:
    server: SlackStandIn
    me: SlackPerson
    chat: SlackChannel
    thread: str | None = None
    written: SlackMessage | None = None
    told: Sequence[Delivery] = ()

    @property
    def address(self) -> Address:
        return Address("slack", self.chat.team.id, self.chat.id)

    def in_a_group(self) -> "SlackSays":
        return replace(self, chat=self.server.channel("reading-group", self.me, self.server.person("Somebody Else")))

    async def newcomer(self, name: str) -> "SlackSays":
        """Another member of the same channel."""
        person = self.server.person(name)
        await self.chat.joins(person)
        return replace(self, me=person)

    def public(self) -> Sequence[str]:
        """The messages of Paperboy's that everybody there sees."""
        return ["\n".join([each.shown, *each.buttons]) for each in self.chat.kept() if each.by_bot]

    async def in_a_thread(self) -> "SlackSays":
        group = self.in_a_group()
        return replace(group, thread=(await group.chat.says(self.me, "Diffusion")).ts)

    async def invites(self) -> "SlackSays":
        there = replace(self, chat=self.server.channel("new-group", self.me, bot_member=False))
        await there.chat.add_bot(self.me)
        return there

    def another(self) -> "SlackSays":
        them = next(iter(self.chat.members - {self.me.id, self.me.team.bot_user}))
        return replace(self, me=self.server.world.people[them])

    def runs_the_group(self) -> None:
        self.me.is_admin = True

    def messages(self) -> list[SlackMessage]:
        seen = self.chat.seen_as(self.me)
        return [each for each in seen if each.by_bot and self.thread in {None, each.thread_ts}]

    def screen(self) -> Sequence[str]:
        return [
            "\n".join([each.shown, *(file["name"] for file in each.files), *each.buttons]) for each in self.messages()
        ]

    def pings(self) -> Sequence[str]:
        return [ping for each in self.messages() for ping in each.pings]

    async def says(self, text: str) -> None:
        if not text.startswith("/"):
            self.written = await self._does(self.chat.says(self.me, text))
            return
        await self._does(self.chat.commands(self.me, f"/{APP}", text[1:]))

    async def mentions(self, text: str) -> None:
        said = self.chat.says(self.me, f"{self.server.mention} {text}", thread=self.thread)
        self.written = await self._does(said)

    async def replies(self, text: str, to: str) -> None:
        """Reply in the thread of a message; in a channel, with a mention."""
        addressed = text if self.chat.kind == "im" else f"{self.server.mention} {text}"
        self.written = await self._does(self.chat.says(self.me, addressed, thread=self._reading(to)))

    async def edits(self, text: str) -> None:
        assert self.written
        await self._does(self.chat.edits(self.written, text))

    async def sends(self, name: str, content: bytes, caption: str) -> None:
        """Send a file with its command as plain words: Slack accepts no file with a slash command."""
        self.written = await self._does(self.chat.uploads(self.me, name, content, caption.removeprefix("/")))

    async def likes(self, to: str) -> None:
        await self._reacts("+1", "-1", to)

    async def dislikes(self, to: str) -> None:
        await self._reacts("-1", "+1", to)

    async def _reacts(self, name: str, other: str, to: str) -> None:
        message = self._reading(to)
        if self.me.id in message.reactions.get(other, ()):
            await self.chat.unreacts(self.me, message, other)
        await self._does(self.chat.reacts(self.me, message, name))

    async def presses(self, label: str) -> None:
        found = next(each for each in reversed(self.messages()) if any(label in button for button in each.buttons))
        pressed = next(each for each in pressable(found.blocks) if label in each["text"]["text"])
        await self._does(self.chat.presses(self.me, found, pressed["value"]))

    async def ticks(self, number: int) -> None:
        """Tick or untick the box of an item in the newest list that shows it."""
        wanted = (f"todo.tick:{number}/", f"todo.tick:-{number}/")
        message, label = next(
            (message, option["text"]["text"])
            for message in reversed(self.messages())
            for option in pressable(message.blocks)
            if option.get("value", "").startswith(wanted)
        )
        await self._does(self.chat.ticks(self.me, message, label))

    def opens(self, label: str) -> str:
        shown = self.messages()[-1].blocks
        drawn = [(each["text"]["text"], each) for each in pressable(shown)]
        drawn += [(each["text"], each) for each in texts(shown) if each.get("type") == "link"]
        return next(str(each["url"]) for words, each in drawn if words == label)

    async def presses_action(self, action: str) -> None:
        await self._does(self.chat.presses(self.me, self.messages()[-1], action))

    def actions(self) -> Sequence[str]:
        return [each["value"] for each in pressable(self.messages()[-1].blocks) if "value" in each]

    async def submits(self, answers: Mapping[str, str]) -> None:
        """Submit the open form, with its answers by the labels of its fields."""
        result = await self.me.submits(answers)
        assert result.closed, result

    async def redelivers(self) -> None:
        for delivery in self.told:
            await delivery.repeat()

    def leaves_unheard(self) -> None:
        self.chat.archived = True

    async def lets_in(self) -> None:
        await self.chat.unarchive(self.me)

    async def _does(self, doing: Awaitable[T]) -> T:
        """Keep the events of this action for ``redelivers``, without Slack's echoes of the app's own messages."""
        before = len(self.server.deliveries.log)
        done = await doing
        self.told = [each for each in self.server.deliveries.log[before:] if self.me.id in _who(each.payload)]
        return done

    def _reading(self, words: str) -> SlackMessage:
        return next(each for each in reversed(self.messages()) if words in each.shown)


def _who(payload: Json) -> tuple[object, ...]:
    told = payload.get("event", payload)
    user = told.get("message", told).get("user")
    return payload.get("user_id"), user, user.get("id") if isinstance(user, dict) else None
