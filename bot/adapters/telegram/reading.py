"""Updates that the library cannot read, so that they do not block the ones after them."""

import logging
from typing import Any

from telegram import Update

log = logging.getLogger(__name__)


def readable(update: Any) -> dict[str, Any]:
    """Return the update, reduced to its id if the library cannot read it.

    The library requires fields that a Bot API server of another version may not send; Telegram would send such an
    update forever. Raises ``TypeError`` for anything that is not an update.
    """
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise TypeError("not an update")
    try:
        Update.de_json(update)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        kinds = ", ".join(update.keys() - {"update_id"})
        log.warning("update %s (%s) is skipped, it cannot be read: %s", update["update_id"], kinds, error)
        return {"update_id": update["update_id"]}
    return update
