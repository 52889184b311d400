"""From what Slack sends of buttons, boxes, forms and shortcuts to what the core understands; pure functions."""

from collections.abc import Iterator, Mapping

import msgspec

from bot.adapters.slack.blockkit.blocks import PROMPT
from bot.adapters.slack.blockkit.views import joined
from bot.adapters.slack.incoming.decode import decode, mentioned
from bot.adapters.slack.incoming.payload import Json, Surroundings, event, thread_of
from bot.adapters.slack.manifest import SAVE_NOTE
from bot.adapters.slack.references import EPHEMERAL
from bot.core.events import ButtonPress, Event, FormSubmission, TextMessage
from bot.core.ports.adapters import OpenForm

NOTE_FORM = "note.form"
"""The action behind *Save as note*: its form is opened with a ``MessageToNote`` as JSON."""


class MessageToNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """What *Save as note* was chosen on: the link to it, and its ``text`` until that stands in the form."""

    url: str
    text: str = ""


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a form remembers of how it was opened, in the ``private_metadata`` of its modal."""

    form: str
    argument: str
    channel: str
    thread: str = ""
    message: str = ""
    via: str = ""


def private_metadata(form: OpenForm, press: Event) -> str:
    """What the submission of ``form`` brings back; at most 3,000 characters fit, so no text of a message is in it."""
    argument = form.argument
    if argument.startswith("{"):
        argument = _json(MessageToNote(msgspec.json.decode(argument, type=MessageToNote).url))
    asked = Asked(
        form=form.name,
        argument=argument,
        channel=press.address.conversation_id,
        thread=press.address.thread_id or "",
        message=press.message,
        via=press.route.via,
    )
    return _json(asked)


def people_in(payload: Json) -> frozenset[str]:
    """The user ids whose names the functions below need."""
    return mentioned(payload.get("message", {}).get("text") or "") | {payload["user"]["id"]}


def parse_actions(payload: Json, told: Surroundings) -> list[Event]:
    """``block_actions``: presses of buttons, choices, ticked boxes and what was typed into an input box."""
    return [parsed for action in payload["actions"] for parsed in _acted(action, payload, told)]


def parse_submission(payload: Json, told: Surroundings) -> Event:
    """``view_submission``. A view can be submitted well only once, so its id is the key: whoever presses again,
    because our answer took too long, does not do it twice.
    """
    view: Json = payload["view"]
    asked = msgspec.json.decode(view["private_metadata"], type=Asked)
    return event(
        told,
        key=f"view/{view['id']}",
        user=payload["user"]["id"],
        name=_handle(payload),
        channel=asked.channel,
        body=FormSubmission(asked.form, asked.argument, joined(_filled(view))),
        thread=asked.thread,
        message=asked.message,
        via=asked.via,
    )


def parse_shortcut(payload: Json, told: Surroundings) -> Event:
    """``message_action``, by its ``callback_id``: *Save as note* is a ``ButtonPress`` that opens a form."""
    message: Json = payload["message"]
    text = decode(message.get("text") or "", told.names)
    url = permalink(told.bot.url, payload["channel"]["id"], message)
    body: ButtonPress | TextMessage
    if payload["callback_id"] == SAVE_NOTE:
        body = ButtonPress(f"{NOTE_FORM}:{_json(MessageToNote(url, text))}")
    else:
        first_line = next((line.strip() for line in text.splitlines() if line.strip()), "")
        body = TextMessage(f"/todo add {first_line} {url}".replace("  ", " "), direct=True)
    return event(
        told,
        key=payload["trigger_id"],
        user=payload["user"]["id"],
        name=_handle(payload),
        channel=payload["channel"]["id"],
        body=body,
        thread=thread_of(message),
        message=message["ts"],
        via=payload["response_url"],
    )


def permalink(workspace_url: str, channel: str, message: Json) -> str:
    """The link to a message that Slack's *Copy link* gives; ``chat.getPermalink`` needs us to be in the channel."""
    link = f"{workspace_url}archives/{channel}/p{message['ts'].replace('.', '')}"
    thread = thread_of(message)
    return f"{link}?thread_ts={thread}&cid={channel}" if thread else link


def _acted(action: Json, payload: Json, told: Surroundings) -> Iterator[Event]:
    if action["type"] == "checkboxes":
        surface = payload.get("view") or payload.get("message") or {}
        shown = surface.get("hash") or surface.get("edited", {}).get("ts", "")
        for value, ticked in _changed(action, surface):
            # Boxes ticked one after the other before the page is drawn anew each tell of the earlier ones again:
            # the same box in the same state of the same drawing is the same event.
            key = f"{_drawn_on(payload)}/{shown}/{value}/{ticked:d}"
            yield _from_surface(payload, told, key, ButtonPress(value))
    elif action["type"] == "plain_text_input":
        command = action["action_id"].removeprefix(PROMPT)
        if typed := (action.get("value") or "").strip():
            yield _from_surface(payload, told, payload["trigger_id"], TextMessage(f"{command} {typed}", direct=True))
    elif value := _value(action):
        yield _from_surface(payload, told, payload["trigger_id"], ButtonPress(value))


def _from_surface(payload: Json, told: Surroundings, key: str, body: ButtonPress | TextMessage) -> Event:
    container: Json = payload["container"]
    reference = container.get("message_ts", "")
    message = EPHEMERAL + reference if container.get("is_ephemeral") else reference
    thread = container.get("thread_ts") or payload.get("message", {}).get("thread_ts") or ""
    return event(
        told,
        key=key,
        user=payload["user"]["id"],
        name=_handle(payload),
        channel=container.get("channel_id", ""),
        body=body,
        thread="" if thread == reference else thread,
        message=message,
        via=payload.get("response_url", ""),
        answers=message if container.get("is_ephemeral") else "",
    )


def _changed(action: Json, surface: Json) -> Iterator[tuple[str, bool]]:
    """The boxes that are not as they were drawn, and whether each is ticked now."""
    drawn = _ticked(_element(surface, action) or action, "initial_options")
    now = _ticked(action, "selected_options")
    for value in [*(value for value in now if value not in drawn), *(value for value in drawn if value not in now)]:
        yield value, value in now


def _ticked(element: Json, name: str) -> list[str]:
    return [option["value"] for option in element.get(name) or ()]


def _element(surface: Json, action: Json) -> Json | None:
    for block in surface.get("blocks", ()):
        elements = block.get("elements") or [block.get("accessory") or block.get("element") or {}]
        for element in elements:
            if block.get("block_id") == action["block_id"] and element.get("action_id") == action["action_id"]:
                found: Json = element
                return found
    return None


def _filled(view: Json) -> dict[str, str]:
    """What stands in the inputs, by block id, in the order they are shown in."""
    values = view["state"]["values"]
    shown = (block["block_id"] for block in view["blocks"] if block["block_id"] in values)
    return {block_id: _value(element) for block_id in shown for element in values[block_id].values()}


def _drawn_on(payload: Json) -> str:
    container: Json = payload["container"]
    return container.get("view_id") or f"{container['channel_id']}/{container['message_ts']}"


def _value(element: Json) -> str:
    chosen: Mapping[str, str] = element.get("selected_option") or {}
    return chosen.get("value") or element.get("value") or ""


def _handle(payload: Json) -> str:
    user: Json = payload["user"]
    return user.get("name") or user.get("username") or ""


def _json(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()
