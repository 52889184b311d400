"""Views: a Home tab from a message, a modal from a form (https://docs.slack.dev/surfaces)."""

from collections.abc import Iterator, Mapping

from bot.adapters.shared.splitting import pieces
from bot.adapters.slack import limits
from bot.adapters.slack.blockkit.mrkdwn import Json, clean, escaped_size, plain_text
from bot.adapters.slack.blockkit.render import SlackRenderer
from bot.core.commands import Field
from bot.core.messages import Message
from bot.core.ports.adapters import OpenForm

ANSWER = "answer"
"""The ``action_id`` of every input of a modal; its ``block_id`` is the field's name."""

_CONTINUED = "#"


def home_view(message: Message, names: Mapping[str, str]) -> Json:
    """Return a Home tab, cut after ``limits.VIEW_BLOCKS``; ``names`` are as for :class:`SlackRenderer`."""
    return {"type": "home", "blocks": SlackRenderer(names).page(message)[: limits.VIEW_BLOCKS]}


def modal_view(form: OpenForm, private_metadata: str) -> Json:
    """Return a modal with an input for each field.

    A text that is too long for one input continues in further inputs; :func:`joined` puts it together again. Raises
    ``ValueError`` when ``private_metadata`` is too long.
    """
    if len(private_metadata) > limits.METADATA_CHARACTERS:
        raise ValueError(f"private_metadata of {len(private_metadata)} characters")
    return {
        "type": "modal",
        "title": plain_text(form.view.title, limits.MODAL_TITLE_CHARACTERS),
        "submit": plain_text(form.view.submit, limits.MODAL_TITLE_CHARACTERS),
        "private_metadata": private_metadata,
        "blocks": [block for field in form.view.fields for block in _inputs(field)],
    }


def joined(values: Mapping[str, str]) -> dict[str, str]:
    """Join the pieces of long texts in the values of a submitted modal, which are by block id."""
    fields: dict[str, str] = {}
    for block_id, value in values.items():
        name = block_id.partition(_CONTINUED)[0]
        fields[name] = fields.get(name, "") + value
    return fields


def _inputs(field: Field) -> Iterator[Json]:
    if field.choices:
        yield _input(field, field.name, _select(field))
        return
    for index, piece in enumerate(pieces(clean(field.value), limits.TEXT_INPUT_CHARACTERS, escaped_size) or [""]):
        element: Json = {"type": "plain_text_input", "action_id": ANSWER, "multiline": field.multiline}
        block_id = f"{field.name}{_CONTINUED}{index}" if index else field.name
        yield _input(field, block_id, element | ({"initial_value": piece} if piece else {}))


def _select(field: Field) -> Json:
    options = {
        value: {"text": plain_text(label, limits.OPTION_CHARACTERS), "value": value}
        for value, label in field.choices[: limits.SELECT_OPTIONS]
    }
    element: Json = {"type": "static_select", "action_id": ANSWER, "options": list(options.values())}
    return element | ({"initial_option": options[field.value]} if field.value in options else {})


def _input(field: Field, block_id: str, element: Json) -> Json:
    block: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(field.label, limits.INPUT_LABEL_CHARACTERS),
        "optional": field.optional or _CONTINUED in block_id,
        "element": element,
    }
    return block | ({"hint": plain_text(field.hint, limits.INPUT_LABEL_CHARACTERS)} if field.hint else {})
