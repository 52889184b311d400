"""Updates that the library cannot read must not stop those behind them."""

import logging
from typing import Any

from telegram import Update

log = logging.getLogger(__name__)


def readable(update: Any) -> dict[str, Any]:
    """The update as it came, or one with nothing but its id when the library cannot read it.

    The library insists on fields that a Bot API server of another version may not send; such an update would come
    again for ever. Raises ``TypeError`` for what is no update at all.
    """
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise TypeError("not an update")
    try:
        Update.de_json(update)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        kinds = ", ".join(update.keys() - {"update_id"})
        log.warning("update %s (%s) is let pass, it cannot be read: %s", update["update_id"], kinds, error)
        return {"update_id": update["update_id"]}
    return update
