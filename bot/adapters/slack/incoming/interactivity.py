"""From Slack's buttons, boxes, forms and shortcuts to the core's events: pure functions over the payloads."""

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from bot.adapters.slack.blockkit.blocks import PROMPT
from bot.adapters.slack.blockkit.views import joined
from bot.adapters.slack.incoming.decode import decode, mentioned
from bot.adapters.slack.incoming.payload import Json, ParseContext, event, thread_of
from bot.adapters.slack.manifest import SAVE_NOTE
from bot.adapters.slack.references import EPHEMERAL, reference_in
from bot.core.events import ButtonPress, Event, FormSubmission, TextMessage
from bot.core.ports.adapters import OpenForm

NOTE_FORM = "note.form"
"""The action behind *Save as note*: its form is opened with a ``MessageToNote`` as JSON."""


class MessageToNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """The message behind *Save as note*: the link to it and, until the form shows it, its ``text``."""

    url: str
    text: str = ""


class FormOrigin(msgspec.Struct, frozen=True, omit_defaults=True):
    """The opened form, and the message it was opened from, kept in the ``private_metadata`` of its modal."""

    form: str
    argument: str
    channel: str
    thread: str = ""
    message: str = ""
    via: str = ""


def private_metadata(form: OpenForm, press: Event) -> str:
    """Return the data that the submission of ``form`` brings back: no message text, because there is little room."""
    argument = form.argument
    if argument.startswith("{"):
        argument = _json(MessageToNote(msgspec.json.decode(argument, type=MessageToNote).url))
    origin = FormOrigin(
        form=form.name,
        argument=argument,
        channel=press.address.conversation_id,
        thread=press.address.thread_id or "",
        message=press.message,
        via=press.route.via,
    )
    return _json(origin)


def origin_of(view: Json) -> FormOrigin:
    return msgspec.json.decode(view["private_metadata"], type=FormOrigin)


def people_in(payload: Json) -> frozenset[str]:
    """Return the user ids whose names the functions below need."""
    return mentioned(payload.get("message", {}).get("text") or "") | {payload["user"]["id"]}


def parse_actions(payload: Json, context: ParseContext) -> list[Event]:
    """Return the events of ``block_actions``: pressed buttons, choices, ticked boxes, text typed into an input box."""
    return [parsed for action in payload["actions"] for parsed in _events_of(action, payload, context)]


def parse_submission(payload: Json, context: ParseContext) -> Event:
    """Return the event of a ``view_submission``.

    The key is the view with what was typed: a second press has no effect when our answer took too long, unless the
    person has changed something in the meantime.
    """
    view: Json = payload["view"]
    origin = origin_of(view)
    typed = joined(filled(view))
    return event(
        context,
        key=f"view/{view['id']}/{hashlib.sha256(msgspec.json.encode(typed, order='sorted')).hexdigest()[:16]}",
        user=payload["user"]["id"],
        name=_user_name(payload),
        channel=origin.channel,
        body=FormSubmission(origin.form, origin.argument, typed),
        thread=origin.thread,
        message=origin.message,
        via=origin.via,
    )


def parse_shortcut(payload: Json, context: ParseContext) -> Event:
    """Return the event of a ``message_action``; for *Save as note* it is a ``ButtonPress`` that opens a form."""
    message: Json = payload["message"]
    text = decode(message.get("text") or "", context.names)
    url = permalink(context.bot.url, payload["channel"]["id"], message)
    body: ButtonPress | TextMessage
    if payload["callback_id"] == SAVE_NOTE:
        body = ButtonPress(f"{NOTE_FORM}:{_json(MessageToNote(url, text))}")
    else:
        first_line = next((line.strip() for line in text.splitlines() if line.strip()), "")
        body = TextMessage(f"/todo add {first_line} {url}".replace("  ", " "), direct=True)
    return event(
        context,
        key=payload["trigger_id"],
        user=payload["user"]["id"],
        name=_user_name(payload),
        channel=payload["channel"]["id"],
        body=body,
        thread=thread_of(message),
        message=message["ts"],
        via=payload["response_url"],
    )


def permalink(workspace_url: str, channel: str, message: Json) -> str:
    """Return the link of Slack's *Copy link*; ``chat.getPermalink`` would work only in channels Paperboy is in."""
    link = f"{workspace_url}archives/{channel}/p{message['ts'].replace('.', '')}"
    thread = thread_of(message)
    return f"{link}?thread_ts={thread}&cid={channel}" if thread else link


def _events_of(action: Json, payload: Json, context: ParseContext) -> Iterator[Event]:
    if action["type"] == "checkboxes":
        surface = payload.get("view") or payload.get("message") or {}
        shown = surface.get("hash") or surface.get("edited", {}).get("ts", "")
        for value, ticked in _changed(action, surface):
            # When several boxes are ticked before the page is redrawn, each action also reports the earlier ones. The
            # same box in the same state of the same view is the same event.
            # What only one person sees says nothing about its state, but each action there comes alone.
            drawn = f"{_drawn_on(payload)}/{shown}/{value}/{ticked:d}"
            key = drawn if surface else payload["trigger_id"]
            yield _from_surface(payload, context, key, ButtonPress(value))
    elif action["type"] == "plain_text_input":
        command = action["action_id"].removeprefix(PROMPT)
        if typed := (action.get("value") or "").strip():
            yield _from_surface(payload, context, payload["trigger_id"], TextMessage(f"{command} {typed}", direct=True))
    elif value := _value(action):
        yield _from_surface(payload, context, payload["trigger_id"], ButtonPress(value))


def _from_surface(payload: Json, context: ParseContext, key: str, body: ButtonPress | TextMessage) -> Event:
    container: Json = payload["container"]
    reference = container.get("message_ts", "")
    message = _for_one(payload) if container.get("is_ephemeral") else reference
    thread = container.get("thread_ts") or payload.get("message", {}).get("thread_ts") or ""
    return event(
        context,
        key=key,
        user=payload["user"]["id"],
        name=_user_name(payload),
        channel=container.get("channel_id", ""),
        body=body,
        thread="" if thread == reference else thread,
        message=message,
        via=payload.get("response_url", ""),
        answers=message if container.get("is_ephemeral") else "",
    )


def _for_one(payload: Json) -> str:
    """Return the reference of the pressed message, which only one person sees."""
    pressed = payload["actions"][0].get("block_id", "")
    return reference_in(pressed) or EPHEMERAL + str(payload["container"]["message_ts"])


def _changed(action: Json, surface: Json) -> Iterator[tuple[str, bool]]:
    """Yield the value of each box that changed since it was drawn, and whether it is ticked now."""
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


def filled(view: Json) -> dict[str, str]:
    """Return the values of the inputs by block id, in the order shown."""
    values = view["state"]["values"]
    shown = (block["block_id"] for block in view["blocks"] if block["block_id"] in values)
    return {block_id: _value(element) for block_id in shown for element in values[block_id].values()}


def _drawn_on(payload: Json) -> str:
    container: Json = payload["container"]
    return container.get("view_id") or f"{container['channel_id']}/{container['message_ts']}"


def _value(element: Json) -> str:
    chosen: Mapping[str, str] = element.get("selected_option") or {}
    return chosen.get("value") or element.get("value") or ""


def _user_name(payload: Json) -> str:
    user: Json = payload["user"]
    return user.get("name") or user.get("username") or ""


def _json(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()
