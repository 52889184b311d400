"""Uses of buttons, fields, shortcuts and commands: the payloads for the app, and the effects of its answers."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers.slack import chat as slack_chat
from tests.servers.slack.deliveries import Outcome
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.methods import Call, Refused, Rejection
from tests.servers.slack.surface import State, action, controls, entered, find, held, initial_state, toggled
from tests.servers.slack.text import Json

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel
    from tests.servers.slack.person import SlackPerson

# The messages that a client shows when the app does not answer as it must.
TIMEOUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The app's acknowledgement after ``latency`` seconds, with its ``body`` and the ``message`` made from it.

    ``error`` is the word that a client shows in place of an answer.
    """

    acked: bool
    latency: float
    body: Json = field(default_factory=dict)
    message: SlackMessage | None = None
    error: str | None = None


def told(person: "SlackPerson", kind: str, **more: object) -> Json:
    """A payload with the fields of every interaction, and a trigger that is valid for three seconds."""
    team, world = person.team, person.world
    user = {"id": person.id, "username": person.username, "name": person.username, "team_id": team.id}
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": user,
        "api_app_id": world.app_id,
        "token": "verification-token",
        "trigger_id": world.trigger(person),
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def state_of(message: SlackMessage, person: "SlackPerson") -> State:
    """The person's choices in a message."""
    state = message.states.setdefault(person.id, {})
    for block_id, values in initial_state(message.blocks).items():
        for action_id, value in values.items():
            state.setdefault(block_id, {}).setdefault(action_id, value)
    return state


def use(person: "SlackPerson", blocks: list[Json], state: State, wanted: str, value: object = None) -> Json:
    """Press, tick or fill the control named ``wanted`` and change ``state``; return the action for the app."""
    block, element, option = find(blocks, wanted)
    ts = person.world.timestamp()
    now = state.get(block["block_id"], {}).get(element["action_id"])
    if now is None:  # a button or a menu, which have no value
        return action(block, element, None, option, ts)
    if value is not None:
        now = entered(element, value)
    elif element["type"] == "checkboxes":
        if option is None:
            raise LookupError(f"{wanted!r} is no option")
        now = toggled(element, now, option)
    else:
        now = held(element, option)
    state[block["block_id"]][element["action_id"]] = now
    return action(block, element, now, option, ts)


async def in_message(person: "SlackPerson", message: SlackMessage, wanted: str, value: object = None) -> Outcome:
    """Use a control of a message; return the app's acknowledgement."""
    channel = message.channel
    if message.only_for not in {None, person.id}:
        raise LookupError(f"{person.name} does not see this message")
    state = state_of(message, person)
    used = use(person, message.blocks, state, wanted, value)
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = message.only_for is not None
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = told(
        person,
        "block_actions",
        container=container,
        channel={"id": channel.id, "name": channel.name_for_apps},
        state={"values": state},
        actions=[used],
        response_url=channel.world.response_url(channel, person, message),
    )
    if message.only_for is None:
        payload["message"] = message.as_json()
    return await channel.world.deliveries.ask("interactive", payload)


async def shortcut(person: "SlackPerson", callback_id: str) -> Outcome:
    """Use a shortcut of the search box or the message field; raises ``LookupError`` if the app declares no such one."""
    _declared(person, callback_id)
    payload = told(person, "shortcut", callback_id=callback_id, action_ts=person.world.timestamp())
    return await person.world.deliveries.ask("interactive", payload)


async def message_shortcut(person: "SlackPerson", message: SlackMessage, callback_id: str) -> Outcome:
    """Use a shortcut of a message's menu."""
    _declared(person, callback_id)
    channel = message.channel
    payload = told(
        person,
        "message_action",
        callback_id=callback_id,
        message_ts=message.ts,
        message=message.as_json(),
        channel={"id": channel.id, "name": channel.name_for_apps},
        response_url=channel.world.response_url(channel, person, message),
        action_ts=channel.world.timestamp(),
    )
    return await channel.world.deliveries.ask("interactive", payload)


def _declared(person: "SlackPerson", callback_id: str) -> None:
    shortcuts = person.world.shortcuts
    if shortcuts is not None and callback_id not in shortcuts:
        raise LookupError(f"the app declares no shortcut {callback_id!r}, only {sorted(shortcuts)}")


async def command(channel: "SlackChannel", person: "SlackPerson", name: str, text: str) -> CommandResult:
    world, team = channel.world, channel.team
    if world.commands is not None and name not in world.commands:
        return CommandResult(acked=False, latency=0.0, error="not_a_valid_command")
    payload: Json = {
        "token": "verification-token",
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name_for_apps,
        "user_id": person.id,
        "user_name": person.username,
        "command": name,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": world.response_url(channel, person),
        "trigger_id": world.trigger(person),
    }
    outcome = await world.deliveries.ask("slash_commands", payload)
    if not outcome.acked:
        error = TIMEOUT if "timeout" in outcome.reason else FAILED
        return CommandResult(acked=False, latency=outcome.seconds, error=error)
    message = None
    if outcome.answer:
        call = Call(world, team, outcome.answer)
        try:
            message = respond(call, channel, person.id)
        except Refused as refusal:
            world.rejected.append(Rejection(f"answer to {name}", refusal.error, refusal.messages, outcome.answer))
            return CommandResult(True, outcome.seconds, outcome.answer, error=refusal.error)
    return CommandResult(True, outcome.seconds, outcome.answer, message)


def respond(call: Call, channel: "SlackChannel", user: str, thread: str | None = None) -> SlackMessage:
    """Post a message in answer to an interaction: for that person only, unless it says ``in_channel``."""
    said = slack_chat.content(call, respond=True)
    thread_ts = call.text("thread_ts") or thread
    if call.text("response_type") == "in_channel":
        return slack_chat.post(channel, said, thread_ts)
    return slack_chat.whisper(channel, said, user, thread_ts)


def fill(blocks: list[Json], state: State, wanted: str, value: object) -> None:
    """Put a value into the field with this block id, action id or label."""
    named = [(block, element) for block, element in controls(blocks) if block["block_id"] == wanted]
    block, element = named[0] if len(named) == 1 else find(blocks, wanted)[:2]
    state[block["block_id"]][element["action_id"]] = entered(element, value)
