"""The people, groups and workspaces that an operator serves: ``PAPERBOY_ALLOWED``."""

import re
from dataclasses import dataclass

from bot.core.errors import SettingsError
from bot.core.identity import Address, UserRef

_ENTRY = re.compile(r"telegram:-?[1-9][0-9]*|slack:[TE][A-Z0-9]+(?:/[UWCGD][A-Z0-9]+)?")

_SCHEMES = ("telegram", "slack")
"""The platforms that strangers can reach."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Entries as they are typed: ``telegram:ID``, ``slack:TEAM``, ``slack:TEAM/ID``. Without any, everybody is served.

    The id is a person's or a conversation's. A person is served everywhere, a group serves all its members in it.
    """

    entries: frozenset[str] = frozenset()

    def admits(self, person: UserRef, address: Address) -> bool:
        if not self.entries or address.platform not in _SCHEMES:
            return True
        ids = (person.user_id, address.conversation_id)
        if address.platform == "telegram":
            return any(f"telegram:{each}" in self.entries for each in ids)
        team = f"slack:{address.workspace}"
        return team in self.entries or any(f"{team}/{each}" in self.entries for each in ids)


EVERYBODY = Allowed()


def read_allowed(text: str) -> Allowed:
    """Read entries with commas or blanks between them. Raises ``SettingsError`` for one that names nobody."""
    entries = text.replace(",", " ").split()
    for entry in entries:
        if not _ENTRY.fullmatch(entry):
            raise SettingsError(
                f"PAPERBOY_ALLOWED has {entry!r}; write telegram:12345 for a person, telegram:-10012345 for a group or"
                " channel, slack:T0123 for a workspace, slack:T0123/U456 for a person or slack:T0123/C456 for a channel"
            )
    return Allowed(frozenset(entries))
