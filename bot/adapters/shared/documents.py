"""Documents as files and bytes."""

import re
from itertools import count
from pathlib import Path

from bot.core.messages import Document

_UNSAFE = re.compile(r"[^\w.-]+")
_NAME_LENGTH = 60
"""Characters; with four bytes each and a number appended, a name stays below the 255 bytes of file systems."""


def save(document: Document, folder: Path) -> Path:
    """Write the document into ``folder`` under its own name and return the path.

    If a file of that name exists, the new one gets a number. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = Path(_UNSAFE.sub("_", document.name)[-_NAME_LENGTH:].lstrip(".") or "document")
    for number in count(2):
        path = folder / name
        try:
            with path.open("xb") as file:
                file.write(exact_bytes(document.content))
        except FileExistsError:
            name = name.with_stem(f"{name.stem.removesuffix(f'-{number - 1}')}-{number}")
        else:
            return path.absolute()
    raise AssertionError("unreachable")


def exact_bytes(text: str) -> bytes:
    """Encode as UTF-8, restoring the bytes of input that was not UTF-8; other surrogates become U+FFFD."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", text).encode("utf-8", "surrogateescape")
