"""The words of a subscription as typed: bare, in quotes, or the name of an author. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<by>(?:by|author|authors|作者|저자)[:：]\s*)?"
    r"(?:\"(?P<a>[^\"]*)\"?|[“”](?P<b>[^“”]*)[“”]?|「(?P<c>[^」]*)」?|『(?P<d>[^』]*)』?|«(?P<e>[^»]*)»?|《(?P<f>[^》]*)》?"
    r"|(?P<bare>[^\s,，、;；\"“”「『«《]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    quoted: bool
    author: bool


def tokens(text: str) -> Iterator[Token]:
    """Split at white space, commas and semicolons; a quotation mark may be left open."""
    for match in _TOKEN.finditer(text):
        bare = match["bare"]
        word = bare.strip("'‘’`") if bare else next((each for each in match.group(*"abcdef") if each), "")
        word = " ".join(word.replace('"', "").split())
        yield Token(word, bare is None, match["by"] is not None)


class TokenCursor:
    """Walks through tokens from left to right."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found
        self._index = 0

    def next(self) -> Token | None:
        """The next token, ``None`` at the end."""
        self._index += 1
        return self._tokens[self._index - 1] if self._index <= len(self._tokens) else None

    def peek_word(self) -> str:
        """The next token if it is a bare word, else an empty string; the cursor stays."""
        token = self._tokens[self._index] if self._index < len(self._tokens) else None
        return "" if token is None or token.quoted or token.author else token.text

    def next_word(self) -> str:
        """Like :meth:`peek_word`, and move past the word."""
        word = self.peek_word()
        self._index += bool(word)
        return word
