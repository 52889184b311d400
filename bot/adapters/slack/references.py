"""Slack's ids, and the references to messages and files that Paperboy makes of them."""

PLATFORM = "slack"

EPHEMERAL = "~"
"""The prefix of the reference of a message that only one person sees; a part's key follows."""

ELSEWHERE = "="
"""The prefix of the reference of a message where Paperboy is not, which it can neither change nor delete."""


def is_private(channel: str) -> bool:
    """Return whether this is a direct message; https://docs.slack.dev/reference/objects/conversation-object."""
    return channel.startswith("D")


def is_timestamp(reference: str) -> bool:
    """Return whether this is a message's ``ts`` (``1355517523.000005``), by which it can be changed and deleted."""
    return reference.replace(".", "", 1).isdigit()


def is_file(reference: str) -> bool:
    return reference.startswith("F")


def block_id(key: str, index: int) -> str:
    """Return the id of a block in a message that only one person sees.

    When something is pressed there, Slack tells neither its contents nor anything else that was sent with it.
    """
    return f"{EPHEMERAL}{key}#{index}"


def reference_in(block_id: str) -> str:
    """Return the reference of the message that a block of :func:`block_id` is in; empty for other blocks."""
    return block_id.rpartition("#")[0] if block_id.startswith(EPHEMERAL) else ""
