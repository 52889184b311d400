"""Fingerprints: how a note or a to-do of a log is recognized when the log is read again."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256


def entry_fingerprint(day: date, title: str, body: str) -> str:
    """The `Entry.fingerprint` of the first note in a file with these values (SHA-256, hex).

    A note written in a space is recognized by it when the file it was exported to is imported again.
    """
    return _digest("entry", day.isoformat(), title, body)


def pending_fingerprint(text: str, under: str = "") -> str:
    """The `PendingItem.fingerprint` of the first to-do in a file with this text, below the item ``under`` (its own).

    It stays the same when the to-do is ticked off or moved to another section.
    """
    return _digest("pending", under, text)


@dataclass(slots=True)
class Fingerprints:
    """Tells entries with the same values apart by counting them from the top of the file."""

    seen: Counter[str] = field(default_factory=Counter)

    def of(self, digest: str) -> str:
        self.seen[digest] += 1
        count = self.seen[digest]
        return digest if count == 1 else _digest(digest, str(count))


def _digest(*parts: str) -> str:
    # Lengths keep ("ab", "c") apart from ("a", "bc"). Lone surrogates are also text.
    encoded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return sha256(b"".join(b"%d:%b" % (len(part), part) for part in encoded)).hexdigest()
