"""The controls of a message, modal or Home tab: finding one by its label, using it, and its value after that."""

from collections.abc import Iterator
from typing import Any

from tests.servers.slack.text import Json, object_shown

State = dict[str, dict[str, Json]]

_VALUES = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
_MANY = {name for name in _VALUES.values() if name.endswith("s")}


def controls(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    for block in blocks:
        if block["type"] in {"actions", "context_actions"}:
            yield from ((block, element) for element in block["elements"])
        elif block["type"] == "input":
            yield block, block["element"]
        elif block["type"] == "section" and block.get("accessory", {}).get("type", "image") != "image":
            yield block, block["accessory"]


def pressable(blocks: list[Json]) -> list[Json]:
    """Every button, and every option of a menu or of checkboxes."""
    found: list[Json] = []
    for _, element in controls(blocks):
        found += [element] if "text" in element else options(element)
    return found


def options(element: Json) -> list[Json]:
    groups: list[Json] = element.get("option_groups", [])
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def labels(blocks: list[Json]) -> list[str]:
    """The labels of every control: the text of a button, the options of the others."""
    found = []
    for _, element in controls(blocks):
        if "text" in element:
            found.append(object_shown(element["text"]))
        found += [object_shown(option["text"]) for option in options(element)]
    return found


def initial_state(blocks: list[Json]) -> State:
    state: State = {}
    for block, element in controls(blocks):
        field = _VALUES.get(element["type"])
        if field:
            name = field.replace("selected", "initial").replace("rich_text_value", "initial_value")
            value = element.get("initial_value" if field == "value" else name)
            state.setdefault(block["block_id"], {})[element["action_id"]] = held(element, value)
    return state


def held(element: Json, value: Any) -> Json:
    """An entry of ``state.values``."""
    field = _VALUES[element["type"]]
    return {"type": element["type"], field: [] if value is None and field in _MANY else value}


def find(blocks: list[Json], wanted: str) -> tuple[Json, Json, Json | None]:
    """The block, element and option (for an option) named ``wanted``: by id, label, placeholder or option's text.

    Raises ``LookupError``, which lists the names, unless exactly one control has this name.
    """
    rules = (_has_id, _has_value, _has_label, _has_option, _starts_with)
    for rule in rules:
        matches = [(block, element) for block, element in controls(blocks) if rule(block, element, wanted)]
        if len(matches) == 1:
            block, element = matches[0]
            return block, element, _option(element, wanted)
        if matches:
            raise LookupError(f"{len(matches)} controls are called {wanted!r}")
    there = [element.get("action_id") for _, element in controls(blocks)]
    raise LookupError(f"nothing is called {wanted!r}; there are {labels(blocks)} with the ids {there}")


def _has_id(block: Json, element: Json, wanted: str) -> bool:
    return wanted in {element.get("action_id"), block.get("block_id")} and (
        wanted == element.get("action_id") or len(list(controls([block]))) == 1
    )


def _has_label(block: Json, element: Json, wanted: str) -> bool:
    texts = [element.get("text"), element.get("placeholder"), block.get("label")]
    if block["type"] == "section" and element["type"] != "button":
        texts.append(block.get("text"))
    return any(text and object_shown(text) == wanted for text in texts)


def _has_option(_block: Json, element: Json, wanted: str) -> bool:
    return _option(element, wanted) is not None


def _starts_with(block: Json, element: Json, wanted: str) -> bool:
    """Return whether a label begins with ``wanted``: Slack cuts long labels."""
    texts = [element.get("text"), block.get("label"), *(option["text"] for option in options(element))]
    return any(text and object_shown(text).startswith(wanted) for text in texts)


def _has_value(_: Json, element: Json, wanted: str) -> bool:
    return bool(element.get("value") == wanted)


def _option(element: Json, wanted: str) -> Json | None:
    chosen = [option for option in options(element) if wanted in {object_shown(option["text"]), option.get("value")}]
    begun = [option for option in options(element) if object_shown(option["text"]).startswith(wanted)]
    return next(iter(chosen or begun), None)


def entered(element: Json, value: Any) -> Json:
    """The value of an element after a person entered ``value``: a text, an id, an option's text, or a list of those."""
    field = _VALUES[element["type"]]
    if field == "selected_options":
        return held(element, [_chosen(element, one) for one in value])
    if field == "selected_option" and value is not None:
        return held(element, _chosen(element, value))
    return held(element, value)


def _chosen(element: Json, value: Any) -> Json:
    if isinstance(value, dict):  # an option that the app suggested
        return value
    option = _option(element, value)
    if option is None:
        raise LookupError(f"no option {value!r} among {[object_shown(option['text']) for option in options(element)]}")
    return option


def toggled(element: Json, now: Json, option: Json) -> Json:
    """The value of checkboxes after a person ticked or unticked one, in the order of the options."""
    ticked = now["selected_options"]
    return held(element, [one for one in options(element) if (one in ticked) != (one == option)])


def empty(value: Json) -> bool:
    return not any(value[field] for field in value if field != "type")


def action(block: Json, element: Json, value: Json | None, option: Json | None, ts: str) -> Json:
    """An entry of ``actions`` in a ``block_actions`` payload."""
    told: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    if element["type"] == "overflow":
        told["selected_option"] = option
    elif value is not None:
        told |= {name: held for name, held in value.items() if name != "type"}
    else:
        told |= {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    return told | {"action_ts": ts}
