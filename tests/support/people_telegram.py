"""One person on Telegram, for ``tests/support/platforms.py``; see ``tests.support.people.ChatPerson``."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.adapters.telegram.characters import linkable
from bot.core.identity import Address
from tests.servers.telegram.model import SentMessage
from tests.servers.telegram.queries import CallbackAnswer
from tests.servers.telegram.server import Person, TelegramChat, TelegramStandIn


@dataclass
class TelegramPerson:
    server: TelegramStandIn
    me: Person
    chat: TelegramChat
    topic: int | None = None
    written: SentMessage | None = None
    update_id: int | None = None
    answers: list[CallbackAnswer] = field(default_factory=list)

    @property
    def address(self) -> Address:
        return Address("telegram", "telegram", str(self.chat.id))

    def in_a_group(self) -> "TelegramPerson":
        """Enter a group where the bot is an administrator: other bots receive no reactions."""
        other = self.server.person("Somebody Else")
        return replace(self, chat=self.server.group("Reading Group", self.me, other, bot_admin=True))

    async def newcomer(self, name: str) -> "TelegramPerson":
        """Another member of the same group."""
        person = self.server.person(name)
        self.chat.with_members(person)
        return replace(self, me=person, answers=[])

    def public(self) -> Sequence[str]:
        """The messages of Paperboy's that everybody there sees."""
        return [linkable(each.text) for each in self.messages() if not each.deleted]

    async def in_a_thread(self) -> "TelegramPerson":
        forum = self.server.group("Reading Forum", self.me, forum=True, bot_admin=True)
        return replace(self, chat=forum, topic=await forum.opens_topic(self.me, "Diffusion"))

    async def invites(self) -> "TelegramPerson":
        there = replace(self, chat=self.server.group("New Group", self.me, with_bot=False))
        await there.chat.add_bot(self.me)
        return there

    def another(self) -> "TelegramPerson":
        return replace(self, me=next(each for each in self.chat.members.values() if each != self.me))

    def runs_the_group(self) -> None:
        self.chat.admins.add(self.me.id)

    def messages(self) -> list[SentMessage]:
        return [each for each in self.chat.messages if each.by_bot and self.topic in {None, each.topic}]

    def screen(self) -> Sequence[str]:
        """The messages, and below them the toasts of the person's presses."""
        messages = [
            "\n".join(
                [linkable(each.text), each.document.name if each.document else "", *(b["text"] for b in each.buttons())]
            )
            for each in self.messages()
        ]
        return [*messages, *(answer.text for answer in self.answers if answer.text)]

    def pings(self) -> Sequence[str]:
        kinds = {"mention", "text_mention", "bot_command"}
        return [entity["type"] for each in self.messages() for entity in each.entities if entity["type"] in kinds]

    async def says(self, text: str) -> None:
        if text.startswith("/") and self.chat.is_group:
            name, space, rest = text.partition(" ")
            text = f"{name}@{self.server.bot.username}{space}{rest}"
        self._wrote(await self.chat.says(self.me, text, topic=self.topic))

    async def mentions(self, text: str) -> None:
        self._wrote(await self.chat.says(self.me, f"@{self.server.bot.username} {text}", topic=self.topic))

    async def replies(self, text: str, to: str) -> None:
        self._wrote(await self.chat.says(self.me, text, reply_to=self._reading(to)))

    async def edits(self, text: str) -> None:
        assert self.written
        self.update_id = await self.chat.edits(self.written, text)

    async def sends(self, name: str, content: bytes, caption: str) -> None:
        self._wrote(await self.chat.posts_file(self.me, name, caption, content, "application/pdf"))

    async def likes(self, to: str) -> None:
        self.update_id = await self.chat.reacts(self.me, self._reading(to), "👍")

    async def dislikes(self, to: str) -> None:
        self.update_id = await self.chat.reacts(self.me, self._reading(to), "👎")

    async def presses(self, label: str) -> None:
        found = next(each for each in reversed(self.messages()) if any(label in b["text"] for b in each.buttons()))
        await self._presses(found, found.button(label)["callback_data"])

    async def _presses(self, message: SentMessage, action: str) -> None:
        answer = await self.chat.presses(self.me, message, action)
        self.answers.append(answer)
        self.update_id = answer.update_id

    async def opens_paper(self, rank: int) -> None:
        """Press the number of a paper below a digest in one message; do nothing where papers have their own buttons."""
        digest = self.messages()[-1]
        numbers = [button for button in digest.buttons() if button["text"] == str(rank)]
        if numbers:
            await self._presses(digest, numbers[0]["callback_data"])

    async def ticks(self, number: int) -> None:
        """Press the number of an item below the newest list that shows it."""
        wanted = (f"todo.tick:{number}/", f"todo.tick:-{number}/")
        message, action = next(
            (message, button["callback_data"])
            for message in reversed(self.messages())
            for button in message.buttons()
            if button.get("callback_data", "").startswith(wanted)
        )
        await self._presses(message, action)

    def opens(self, label: str) -> str:
        return str(self.messages()[-1].button(label)["url"])

    async def presses_action(self, action: str) -> None:
        await self._presses(self.messages()[-1], action)

    def actions(self) -> Sequence[str]:
        return [button["callback_data"] for button in self.messages()[-1].buttons() if "callback_data" in button]

    def offers(self, label: str) -> bool:
        """Return whether the newest message has a button with this label."""
        return any(button["text"] == label for button in self.messages()[-1].buttons())

    async def redelivers(self) -> None:
        assert self.update_id is not None
        await self.server.redeliver(self.update_id)

    def leaves_unheard(self) -> None:
        self.chat.bot_status = "kicked"

    async def lets_in(self) -> None:
        await self.chat.add_bot(self.me, admin=True)

    def _wrote(self, message: SentMessage) -> None:
        self.written, self.update_id = message, message.update_id

    def _reading(self, words: str) -> SentMessage:
        return next(each for each in reversed(self.messages()) if words in linkable(each.text))
