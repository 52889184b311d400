"""Sending to Slack with its own client: once, to the right place and person."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.adapter import ClientFor, SlackAdapter
from bot.adapters.slack.blockkit.render import Blocks
from bot.adapters.slack.history import LOOK_FOR
from bot.adapters.slack.response_urls import ResponseUrls
from bot.core import messages as m
from bot.core.errors import ConversationGone, DeliveryError, MessageRefused, NotSent, PlatformAway, RateLimited
from bot.core.identity import Address
from bot.core.ports.adapters import Outgoing, Part
from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.limits import Fault, FaultKind
from tests.servers.slack.person import SlackPerson
from tests.servers.slack.server import SlackStandIn
from tests.support.conversation import MovableClock

TROUBLES = tuple(FaultKind)
NOTHING_COMPUTED = tuple(kind for kind in FaultKind if kind is not FaultKind.COMMIT_THEN_DROP)


@dataclass
class Lab:
    """A workspace with Ada in it, and the adapter that sends there."""

    slack: SlackStandIn
    adapter: SlackAdapter
    url: str
    clock: MovableClock
    client_for: ClientFor
    ada: SlackPerson = field(init=False)
    numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.ada = self.slack.person("Ada")

    def says(self, channel: SlackChannel, text: str, **options: object) -> Outgoing:
        return self.shows(channel, m.Verbatim(text), **options)

    def shows(self, channel: SlackChannel, block: m.Block, **options: object) -> Outgoing:
        (part,) = self.adapter.render(m.message(block))
        address = Address("slack", channel.team.id, channel.id)
        return replace(Outgoing(address, part, f"key-{next(self.numbers)}"), **options)

    def asked_in(self, channel: SlackChannel) -> m.Route:
        """The route of an answer to a slash command of Ada's."""
        return m.Route(self.ada.id, self.slack.world.response_url(channel, self.ada))

    async def delivers(self, outgoing: Outgoing) -> str:
        """Try again after each fault, as delivery does; return the reference."""
        began = self.clock()
        for _ in range(5):
            try:
                return await self.adapter.send(outgoing)
            except ConversationGone:
                raise
            except DeliveryError as error:
                outgoing = replace(outgoing, tried_since=began)
                self.clock.move(seconds=error.retry_after or 1.0)
        raise AssertionError("never sent")

    def restarts(self) -> None:
        self.adapter = SlackAdapter(self.client_for, {}, self.clock)

    async def loses_the_answer(self, outgoing: Outgoing) -> Outgoing:
        """Send a part that arrives although its answer does not; return what delivery tries next."""
        self.slack.faults.next("chat.postMessage", Fault(FaultKind.COMMIT_THEN_DROP))
        began = self.clock()
        with pytest.raises(DeliveryError):
            await self.adapter.send(outgoing)
        return replace(outgoing, tried_since=began)


def told(channel: SlackChannel) -> list[str]:
    return [message.shown for message in channel.messages]


@pytest.fixture
async def lab() -> AsyncIterator[Lab]:
    clock = MovableClock()
    slack = SlackStandIn(limits=False, clock=lambda: clock().timestamp())
    timeout = aiohttp.ClientTimeout(total=0.5)
    async with slack.serving() as url, aiohttp.ClientSession(timeout=timeout) as session:

        async def client_for(team: str) -> AsyncWebClient:
            token = slack.world.teams[team].bot_token
            return AsyncWebClient(token, f"{url}/api/", session=session, retry_handlers=[])

        yield Lab(slack, SlackAdapter(client_for, {}, clock), url, clock, client_for)
        assert [each for each in slack.rejected if each.error != "missing_scope"] == []


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_whatever_goes_wrong_a_message_arrives_once_in_its_thread(lab: Lab, trouble: FaultKind) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    root = await lab.adapter.send(lab.says(channel, "heading"))
    lab.slack.faults.next("chat.postMessage", Fault(trouble, times=2))
    reference = await lab.delivers(lab.says(channel, "hello", under=root))
    assert told(channel) == ["heading", "hello"]
    assert channel.messages[-1].ts == reference
    assert channel.messages[-1].thread_ts == root


async def test_a_lost_answer_is_found_among_what_others_said_meanwhile(lab: Lab) -> None:
    """The search reads a page a minute, and ignores another app's messages with our key."""
    channel = lab.slack.channel("lab", lab.ada)
    outgoing = await lab.loses_the_answer(lab.says(channel, "hello"))
    mine = channel.messages[-1]
    for number in range(40):
        await channel.says(lab.ada, f"chatter {number}")
    forged = channel.messages[-1]
    forged.metadata, forged.bot_id = mine.metadata, "B-OTHER"
    began = lab.clock()
    assert await lab.delivers(outgoing) == mine.ts
    assert lab.slack.calls["conversations.history"] == 3
    assert lab.clock() - began == timedelta(minutes=2)
    assert lab.slack.too_many == 0


async def test_a_message_is_not_looked_for_without_end(lab: Lab) -> None:
    """In a conversation where a hundred messages followed, it is rather there twice."""
    channel = lab.slack.channel("lab", lab.ada)
    outgoing = await lab.loses_the_answer(lab.says(channel, "hello"))
    for number in range(100):
        await channel.says(lab.ada, f"chatter {number}")
    began = lab.clock()
    await lab.delivers(outgoing)
    assert told(channel).count("hello") == 2
    assert lab.clock() - began <= LOOK_FOR


async def test_many_lost_answers_keep_slacks_speed_and_delay_nobody_for_long(lab: Lab) -> None:
    """Some are found, one a minute and workspace; the others are sent at once without looking, and none is lost."""
    channels = [lab.slack.channel(f"lab-{number}", lab.ada) for number in range(20)]
    other = lab.slack.team("Other Lab", installed=True)
    elsewhere = lab.slack.channel("lab", team=other)
    waiting = [await lab.loses_the_answer(lab.says(channel, "digest")) for channel in (*channels, elsewhere)]
    began = lab.clock()
    while waiting:
        later, pauses = [], []
        for outgoing in waiting:
            try:
                await lab.adapter.send(outgoing)
            except RateLimited as error:
                later.append(outgoing)
                pauses.append(error.retry_after or 0.0)
        waiting = later
        lab.clock.move(seconds=min(pauses, default=0.0))
    assert lab.clock() - began <= LOOK_FOR
    assert [told(channel) for channel in channels[:4]] == [["digest"]] * 4
    assert [told(channel) for channel in channels[4:]] == [["digest"] * 2] * 16
    assert told(elsewhere) == ["digest"]
    assert lab.slack.too_many == 0


async def test_a_new_process_that_reads_too_early_waits_as_slack_asks(lab: Lab) -> None:
    first, second = (lab.slack.channel(name, lab.ada) for name in ("first", "second"))
    lost = [await lab.loses_the_answer(lab.says(channel, "hello")) for channel in (first, second)]
    await lab.delivers(lost[0])
    lab.clock.move(seconds=20)
    lab.restarts()
    with pytest.raises(RateLimited) as limited:
        await lab.adapter.send(lost[1])
    assert limited.value.retry_after == 40
    await lab.delivers(lost[1])
    assert (told(first), told(second)) == (["hello"], ["hello"])


async def test_a_history_that_keeps_failing_is_not_waited_for_forever(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    outgoing = await lab.loses_the_answer(lab.says(channel, "hello"))
    lab.slack.faults.next("conversations.history", Fault(FaultKind.ERROR_500, 100))
    for _ in range(10):
        try:
            await lab.adapter.send(outgoing)
            break
        except DeliveryError:
            lab.clock.move(minutes=1)
    assert told(channel) == ["hello", "hello"]


async def test_a_message_that_may_not_be_looked_up_is_sent_again(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    lab.slack.workspace.scopes.remove("channels:history")
    lab.slack.workspace.scopes.remove("groups:history")
    lab.slack.workspace.scopes.remove("im:history")
    await lab.adapter.send(lab.says(channel, "hello", tried_since=lab.clock()))
    assert told(channel) == ["hello"]


async def test_a_deleted_answer_is_posted_again(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    reference = await lab.adapter.send(lab.says(channel, "looking it up …"))
    await lab.adapter.retract(Address("slack", channel.team.id, channel.id), reference)
    assert told(channel) == []
    assert await lab.adapter.send(lab.says(channel, "found", replaces=reference)) != reference
    assert told(channel) == ["found"]


async def test_deleting_a_message_that_is_gone_is_not_an_error(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    address = Address("slack", channel.team.id, channel.id)
    for reference in ("1700000000.000001", "~1700000000.000001", "~key", "=key"):
        await lab.adapter.retract(address, reference)


async def test_a_private_answer_is_seen_only_by_the_person_who_asked(lab: Lab) -> None:
    bob = lab.slack.person("Bob")
    channel = lab.slack.channel("lab", lab.ada, bob)
    reference = await lab.adapter.send(lab.says(channel, "psst", private=True, route=m.Route(lab.ada.id)))
    await lab.adapter.send(lab.says(channel, "pssst", private=True, route=lab.asked_in(channel)))
    assert reference.startswith("~")
    assert [message.shown for message in channel.seen_as(lab.ada)] == ["psst", "pssst"]
    assert channel.seen_as(bob) == []


async def test_in_a_direct_message_a_private_answer_is_an_ordinary_message(lab: Lab) -> None:
    channel = lab.slack.dm(lab.ada)
    reference = await lab.adapter.send(lab.says(channel, "psst", private=True, route=m.Route(lab.ada.id)))
    assert [message.ts for message in channel.kept()] == [reference]


@pytest.mark.parametrize("trouble", NOTHING_COMPUTED)
@pytest.mark.parametrize("path", ["response_url", "chat.postEphemeral"])
async def test_a_private_answer_outlives_trouble(lab: Lab, trouble: FaultKind, path: str) -> None:
    """A lost acknowledgement alone repeats these messages: no history has them."""
    channel = lab.slack.channel("lab", lab.ada)
    route = lab.asked_in(channel) if path == "response_url" else m.Route(lab.ada.id)
    lab.slack.faults.next(path, Fault(trouble))
    await lab.delivers(lab.says(channel, "psst", private=True, route=route))
    assert told(channel) == ["psst"]


async def test_a_long_private_answer_does_not_use_up_the_address(lab: Lab) -> None:
    """Five parts go through the command's address, the rest without it."""
    channel = lab.slack.channel("lab", lab.ada)
    route = lab.asked_in(channel)
    for number in range(8):
        await lab.adapter.send(lab.says(channel, f"part {number}", private=True, route=route))
    assert told(channel) == [f"part {number}" for number in range(8)]
    assert lab.slack.calls["chat.postEphemeral"] == 3


async def test_an_answer_arrives_without_an_expired_address(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    route = lab.asked_in(channel)
    for ticket in lab.slack.world.tickets.values():
        ticket.expires = 0.0
    for _ in range(2):
        await lab.adapter.send(lab.says(channel, "psst", private=True, route=route))
    assert told(channel) == ["psst", "psst"]
    assert lab.slack.calls["chat.postEphemeral"] == 2


async def test_half_an_hour_later_the_address_is_not_tried(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    now = 0.0
    addresses = ResponseUrls(lambda: now)
    client = AsyncWebClient(lab.slack.bot_token, f"{lab.url}/api/", retry_handlers=[])
    url = lab.asked_in(channel).via
    assert await addresses.answer(client, url, {"text": "in time"})
    now = 1801.0
    assert not await addresses.answer(client, url, {"text": "too late"})
    assert told(channel) == ["in time"]


async def test_a_pressed_private_answer_is_replaced_and_a_public_one_never(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    await lab.adapter.send(lab.says(channel, "page 1", private=True, route=m.Route(lab.ada.id)))
    whispered = channel.messages[-1]
    via = lab.slack.world.response_url(channel, lab.ada, whispered)
    route = m.Route(lab.ada.id, via, f"~{whispered.ts}")
    await lab.adapter.send(lab.says(channel, "page 2", private=True, replaces=f"~{whispered.ts}", route=route))
    assert told(channel) == ["page 2"]

    public = await lab.adapter.send(lab.says(channel, "for all"))
    via = lab.slack.world.response_url(channel, lab.ada, channel.message(public))
    route = m.Route(lab.ada.id, via, public)
    await lab.adapter.send(lab.says(channel, "for me", private=True, replaces="~key-0", route=route))
    assert told(channel) == ["page 2", "for all", "for me"]
    assert channel.messages[-1].only_for == lab.ada.id


@pytest.mark.parametrize("why", ["read-only", "archived"])
async def test_a_person_is_answered_where_paperboy_may_not_write(lab: Lab, why: str) -> None:
    """A command through its address, a mention in the direct message; a digest says that the conversation is gone."""
    channel = lab.slack.channel("announcements", lab.ada)
    route = lab.asked_in(channel)
    channel.read_only, channel.archived = why == "read-only", why == "archived"
    assert (await lab.adapter.send(lab.says(channel, "noted", route=route))).startswith("~")
    assert (await lab.adapter.send(lab.says(channel, "heard", route=m.Route(lab.ada.id)))).startswith("~")
    assert (await lab.adapter.send(lab.says(channel, "psst", private=True, route=m.Route(lab.ada.id)))).startswith("~")
    await lab.adapter.send(lab.shows(channel, EXPORT, route=m.Route(lab.ada.id)))
    assert [(message.shown, message.only_for) for message in channel.messages] == [("noted", lab.ada.id)]
    assert told(lab.slack.dm(lab.ada))[:2] == ["heard", "psst"]
    assert [file["name"] for message in lab.slack.dm(lab.ada).messages for file in message.files] == ["notes.md"]
    with pytest.raises(ConversationGone):
        await lab.adapter.send(lab.says(channel, "digest"))


async def test_without_the_right_to_write_a_command_is_answered_through_its_address(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    lab.slack.workspace.scopes.remove("chat:write")
    await lab.adapter.send(lab.says(channel, "noted", route=lab.asked_in(channel)))
    assert [(message.shown, message.only_for) for message in channel.messages] == [("noted", lab.ada.id)]


async def test_a_command_is_answered_where_paperboy_was_never_invited(lab: Lab) -> None:
    secret = lab.slack.channel("secret", lab.ada, bot_member=False, private=True)
    route = lab.asked_in(secret)
    reference = await lab.adapter.send(lab.says(secret, "noted", route=route))
    await lab.adapter.send(lab.says(secret, "changed", route=route, replaces=reference))
    await lab.adapter.send(lab.says(secret, "psst", private=True, route=route))
    assert [(message.shown, message.only_for) for message in secret.messages] == [
        ("noted", None),
        ("changed", None),
        ("psst", lab.ada.id),
    ]


async def test_a_person_who_left_the_channel_gets_a_private_answer_directly(lab: Lab) -> None:
    channel = lab.slack.channel("lab")
    outgoing = lab.says(channel, "psst", private=True, route=m.Route(lab.ada.id))
    lab.slack.faults.next("chat.postMessage", Fault(FaultKind.COMMIT_THEN_DROP))
    assert (await lab.delivers(outgoing)).startswith("~")
    assert told(channel) == []
    assert told(lab.slack.dm(lab.ada)) == ["psst"]


EXPORT = m.Document("notes.md", "text/markdown", "# Notes\n扩散\n")


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "files.upload", "files.completeUploadExternal"])
@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_file_arrives_once_and_whole(lab: Lab, step: str, trouble: FaultKind) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    root = await lab.adapter.send(lab.says(channel, "heading"))
    lab.slack.faults.next(step, Fault(trouble))
    reference = await lab.delivers(lab.shows(channel, EXPORT, under=root))
    _, message = channel.messages
    assert [file["id"] for file in message.files] == [reference]
    assert message.thread_ts == root
    assert lab.slack.world.files[reference].content == EXPORT.content.encode()
    assert lab.slack.world.files[reference].title == "notes.md"


async def test_a_private_file_is_not_put_before_everybody(lab: Lab) -> None:
    """Slack has no files for one person in a channel, so a file goes to their own conversation with Paperboy."""
    channel = lab.slack.channel("lab", lab.ada)
    apart = lab.slack.channel("apart", lab.ada, bot_member=False)
    await lab.adapter.send(lab.shows(channel, EXPORT, private=True, route=m.Route(lab.ada.id)))
    await lab.adapter.send(lab.shows(apart, EXPORT, route=m.Route(lab.ada.id)))
    assert told(channel) == told(apart) == []
    assert [file["name"] for message in lab.slack.dm(lab.ada).messages for file in message.files] == ["notes.md"] * 2


async def test_a_text_that_becomes_a_file_leaves_nothing_behind(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    reference = await lab.adapter.send(lab.says(channel, "exporting …"))
    await lab.adapter.send(lab.shows(channel, EXPORT, replaces=reference))
    (message,) = channel.messages
    assert message.files


async def test_an_unreachable_conversation_is_distinguished_from_an_outage(lab: Lab) -> None:
    archived, apart = lab.slack.channel("old", lab.ada), lab.slack.channel("apart", lab.ada, bot_member=False)
    await archived.archive()
    for channel in (archived, apart):
        with pytest.raises(ConversationGone):
            await lab.adapter.send(lab.says(channel, "hello"))
    revoked = lab.slack.channel("lab", lab.ada)
    lab.slack.workspace.revoked = True
    with pytest.raises(PlatformAway, match="token_revoked"):
        await lab.adapter.send(lab.says(revoked, "hello"))


async def test_a_missing_right_is_named_and_pauses_nothing(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    lab.slack.workspace.scopes.remove("chat:write")
    with pytest.raises(NotSent, match=r"missing_scope: chat:write") as missing:
        await lab.adapter.send(lab.says(channel, "hello"))
    assert not isinstance(missing.value, ConversationGone)


async def test_without_a_connection_nothing_was_sent(lab: Lab) -> None:
    async def client_for(_team: str) -> AsyncWebClient:
        return AsyncWebClient("xoxb-x", "http://127.0.0.1:9/api/", retry_handlers=[])

    with pytest.raises(NotSent):
        await SlackAdapter(client_for, {}).send(lab.says(lab.slack.channel("lab"), "hello"))


async def test_a_message_that_slack_would_never_accept_is_an_error(lab: Lab) -> None:
    channel = lab.slack.channel("lab", lab.ada)
    wrong = replace(lab.says(channel, "x"), part=Part(Blocks("x", ({"type": "section"},))))
    with pytest.raises(MessageRefused, match="must provide text"):
        await lab.adapter.send(wrong)
    lab.slack.rejected.clear()


async def test_a_client_that_would_repeat_itself_is_not_used(lab: Lab) -> None:
    async def client_for(_team: str) -> AsyncWebClient:
        return AsyncWebClient("xoxb-x", lab.url)

    with pytest.raises(ValueError, match="twice"):
        await SlackAdapter(client_for, {}).send(lab.says(lab.slack.channel("lab"), "hello"))
