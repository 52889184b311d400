"""Slack's checks of blocks and views, with the words of its refusals.

Numbers: https://docs.slack.dev/reference/block-kit. The limit of a whole message is undocumented; users saw
11,300 to 13,300 characters (slackapi/bolt-js#2509, #2867), where Slack's staff named 12,000.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from tests.servers.slack.text import Json, escape, stored, texts

MESSAGE_BLOCKS = 50
MESSAGE_CHARACTERS = 12_000
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000

# Longest texts by type, as paths below the object; "*" stands for every item of a list.
_LENGTHS: dict[str, dict[str, int]] = {
    "section": {"text/text": 3000, "fields/*/text": 2000},
    "header": {"text/text": 150},
    "context": {"elements/*/text": 3000},
    "image": {"alt_text": 2000, "title/text": 2000, "image_url": 3000},
    "input": {"label/text": 2000, "hint/text": 2000},
    "markdown": {"text": 12_000},
    "button": {"text/text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "plain_text_input": {"placeholder/text": 150, "initial_value": 3000},
    "modal": {"title/text": 24, "submit/text": 24, "close/text": 24, "private_metadata": 3000, "callback_id": 255},
    "home": {"private_metadata": 3000, "callback_id": 255},
}
_OPTIONS = {
    "options/*/text/text": 75,
    "options/*/value": 150,
    "options/*/description/text": 75,
    "placeholder/text": 150,
}
_CONFIRM = {"confirm/title/text": 100, "confirm/text/text": 300, "confirm/confirm/text": 30, "confirm/deny/text": 30}
_IDENTIFIERS = {"block_id": 255, "action_id": 255}
_COUNTS: dict[str, dict[str, int]] = {
    "section": {"fields": 10},
    "actions": {"elements": 25},
    "context": {"elements": 10},
    "checkboxes": {"options": 10, "initial_options": 10},
    "radio_buttons": {"options": 10},
    "overflow": {"options": 5},
    "static_select": {"options": 100, "option_groups": 100},
    "multi_static_select": {"options": 100, "option_groups": 100},
}
_WITH_OPTIONS = {"checkboxes", "radio_buttons", "overflow", "static_select", "multi_static_select"}


class Checks:
    """``schemas`` is the folder of ``slack-*.schema.json``; without it only the limits above are checked."""

    def __init__(self, schemas: Path | None = None) -> None:
        self.strict = schemas is not None
        self._blocks: dict[str, Draft7Validator] = {}
        self._views: dict[str, Draft7Validator] = {}
        if schemas:
            self._load(schemas)

    def _load(self, folder: Path) -> None:
        message = json.loads((folder / "slack-MessageBlocks.schema.json").read_text("utf-8"))["definitions"]
        for reference in message["KnownBlock"]["anyOf"]:
            name = reference["$ref"].rpartition("/")[2]
            shape = message[name]
            kind = shape.get("anyOf", [shape])[0]["properties"]["type"]["const"]
            self._blocks[kind] = Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": message})
        for kind, name in (("modal", "Modal"), ("home", "Home")):
            schema = json.loads((folder / f"slack-{name}.schema.json").read_text("utf-8"))
            self._views[kind] = Draft7Validator(schema)

    def message(self, blocks: Any) -> list[str]:
        """The errors in a message's blocks, in Slack's words."""
        return self._all(blocks, MESSAGE_BLOCKS, "/blocks")

    def view(self, view: Any) -> list[str]:
        """The errors in a modal or a Home tab, in Slack's words."""
        if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
            return ["[ERROR] must be a view of type modal or home [json-pointer:/view]"]
        wrong = [*_too_long(view, "/view"), *self._all(view.get("blocks"), VIEW_BLOCKS, "/view/blocks")]
        if not wrong and self.strict:
            error = best_match(self._views[view["type"]].iter_errors({**view, "blocks": []}))
            wrong = [_complaint(error, "/view")] if error else []
        if view["type"] == "modal":
            if not isinstance(view.get("title"), dict):
                wrong.append("[ERROR] missing required field: title [json-pointer:/view]")
            inputs = any(isinstance(block, dict) and block.get("type") == "input" for block in view.get("blocks") or ())
            if inputs and "submit" not in view:
                wrong.append(
                    "[ERROR] missing required field: submit, for a view with input blocks [json-pointer:/view]"
                )
        return wrong

    def _all(self, blocks: Any, most: int, path: str) -> list[str]:
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            return [f"[ERROR] must provide an array of objects [json-pointer:{path}]"]
        if len(blocks) > most:
            return [f"[ERROR] no more than {most} items allowed [json-pointer:{path}]"]
        wrong = [complaint for i, block in enumerate(blocks) for complaint in self._one(block, f"{path}/{i}")]
        return wrong + _repeated((block.get("block_id") for block in blocks), "block_id", path)

    def _one(self, block: Json, path: str) -> list[str]:
        wrong = list(_broken_limits(block, path))
        wrong += _repeated((element.get("action_id") for element in _elements(block)), "action_id", path)
        if wrong or not self.strict:
            return wrong
        schema = self._blocks.get(block.get("type", ""))
        if schema is None:
            return [f"[ERROR] unsupported type: {block.get('type')} [json-pointer:{path}/type]"]
        error = best_match(schema.iter_errors(block))
        if error:
            return [_complaint(error, path)]
        try:
            parsed = Block.parse(block)
            if parsed:
                parsed.to_dict()
        except SlackObjectFormationError as problem:
            return [f"[ERROR] {problem} [json-pointer:{path}]"]
        return []


def size(blocks: Iterable[Json]) -> int:
    """The characters of all texts in a message's blocks."""
    return sum(len(leaf.get("text", "")) for leaf in texts(list(blocks)))


def completed(blocks: list[Json], number: Iterator[int]) -> list[Json]:
    """Give the blocks ids and escape their texts, in place, as Slack stores them."""
    for block in blocks:
        block.setdefault("block_id", f"b{next(number)}")
        for element in _elements(block):
            if element.get("type") not in {"mrkdwn", "plain_text", "image"}:
                element.setdefault("action_id", f"a{next(number)}")
        for leaf in texts(block):
            if leaf.get("type") in {"mrkdwn", "plain_text"}:
                leaf["text"] = stored(leaf["text"], mrkdwn=leaf["type"] == "mrkdwn")
            elif leaf.get("type") in {"text", "link"} and "text" in leaf:
                leaf["text"] = escape(leaf["text"])
    return blocks


def _elements(block: Json) -> list[Json]:
    """The controls of a block; the elements of rich text are not controls."""
    if block.get("type") in {"actions", "context_actions"} and isinstance(block.get("elements"), list):
        return [element for element in block["elements"] if isinstance(element, dict)]
    one = block.get("element", block.get("accessory"))
    return [one] if isinstance(one, dict) else []


def _broken_limits(block: Json, path: str) -> Iterator[str]:
    yield from _too_long(block, path)
    for element in _elements(block):
        yield from _too_long(element, path)
        if element.get("type") in _WITH_OPTIONS:
            yield from _unknown_choices(element, path)
    if block.get("type") == "section" and "text" not in block and "fields" not in block:
        yield f"[ERROR] must provide text or fields [json-pointer:{path}]"
    for leaf in texts(block):
        if not leaf.get("text", "-") and leaf.get("type") in {"mrkdwn", "plain_text", "text"}:
            yield f"[ERROR] must be more than 0 characters [json-pointer:{path}/text/text]"


def _too_long(node: Json, path: str) -> Iterator[str]:
    kind = str(node.get("type"))
    for steps, limit in _longest(kind):
        for pointer, text in _at(node, steps, path) if steps[0] in node else ():
            if isinstance(text, str) and len(text) > limit:
                yield f"[ERROR] must be less than {limit + 1} characters [json-pointer:{pointer}]"
    for field, limit in _COUNTS.get(kind, {}).items():
        items = node.get(field)
        if isinstance(items, list) and not 1 <= len(items) <= limit:
            what = f"no more than {limit} items allowed" if items else "no fewer than 1 item allowed"
            yield f"[ERROR] {what} [json-pointer:{path}/{field}]"


@cache
def _longest(kind: str) -> list[tuple[list[str], int]]:
    most = _LENGTHS.get(kind, {}) | _IDENTIFIERS | _CONFIRM | (_OPTIONS if kind in _WITH_OPTIONS else {})
    return [(where.split("/"), limit) for where, limit in most.items()]


def _at(node: Any, steps: list[str], path: str) -> Iterator[tuple[str, Any]]:
    if not steps:
        yield path, node
    elif steps[0] == "*" and isinstance(node, list):
        for i, child in enumerate(node):
            yield from _at(child, steps[1:], f"{path}/{i}")
    elif isinstance(node, dict) and steps[0] in node:
        yield from _at(node[steps[0]], steps[1:], f"{path}/{steps[0]}")


def _unknown_choices(element: Json, path: str) -> Iterator[str]:
    groups = element.get("option_groups") or ()
    offered = [*element.get("options", ()), *(option for group in groups for option in group["options"])]
    chosen = [*element.get("initial_options", ()), *filter(None, [element.get("initial_option")])]
    for option in chosen:
        if option not in offered:
            yield f"[ERROR] initial option is not among the options [json-pointer:{path}/initial_options]"
    values = [option.get("value") for option in offered if isinstance(option, dict)]
    yield from _repeated(values, "value", path)


def _repeated(ids: Iterable[Any], name: str, path: str) -> list[str]:
    seen: set[Any] = set()
    wrong = []
    for one in ids:
        if one is not None and one in seen:
            wrong.append(f"[ERROR] `{name}` already exists [json-pointer:{path}] {one}")
        seen.add(one)
    return wrong


def _complaint(error: Any, path: str) -> str:
    pointer = "".join(f"/{step}" for step in error.absolute_path)
    return f"[ERROR] {error.message[:300]} [json-pointer:{path}{pointer}]"
