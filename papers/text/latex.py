r"""LaTeX in titles and abstracts, made readable: ``$O(n^{2})$`` becomes ``O(n²)``, ``{\L}ukasz`` ``Łukasz``.

Amounts of money, formulas with an unknown command, and anything else that is not understood stay unchanged.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unicodedata import normalize

from papers.text import latex_symbols as known

DEEPEST = 20
"""Levels of braces and scripts; deeper ones stay unchanged."""

_MARKUP = re.compile(r"[\\$`~]|--")
_TOKEN = re.compile(
    r"""(?P<plain> (?:https?://|\w[\w.]*\.[a-z]{2,3}/)[^\s{}$\\]* | [^\\${`'~\s-]+ | \s+ )
      | \$\$(?P<display> [^$]{1,500} )\$\$ | \\\[(?P<displayed> .{1,500}? )\\\] | \\\((?P<inline> .{1,500}? )\\\)
      | \$(?P<dollars> (?:[^$\\]|\\.){1,500} )\$
      | (?P<command> \\(?:[A-Za-z]+|[^A-Za-z]) )
      | (?P<group> \{(?=\\) )
      | (?P<opening> (?<!`)``(?!`) )
      | (?P<closing> '' )
      | (?P<single> (?<![\w`])`(?=[^`']{1,100}'(?!\w)) )
      | (?P<dash> (?<![-<!])(?:(?<=\S)---?|---?(?=\s))(?![->]) )
      | (?P<tie> (?<=[\w.,:)}$\]])~(?=\S|\Z) )
      | (?P<other> -+|. )""",
    re.VERBOSE | re.DOTALL,
)
_SIGN = re.compile(r"[\\^_{=<>≤≥∼≈±×]")
_WORDS = re.compile(r"[A-Za-z]{3,}\s[A-Za-z]{3,}")
_ASIDE = re.compile(r"\d.*[(\[]", re.DOTALL)
_UNIT = re.compile(r"[\w.⁺⁻]+|.")
"""A numerator or denominator that needs no brackets."""
_NAME = re.compile(r"[A-Za-z]+|.", re.DOTALL)
_LETTER = re.compile(r"([A-Za-z])|\\([ij])\b")
_LETTER_APART = re.compile(rf"\s+(?:{_LETTER.pattern})")
_SIZED = ("\\left", "\\big", "\\Big")
_DOTLESS = str.maketrans("ıȷ", "ij")
_ESCAPED = re.compile(r"\\([_%#&~])(?:\{\})?")
_CITATION = re.compile(r"[cC]ite[a-z]*")
_CODE_POINT = re.compile(r"x([0-9A-Fa-f]{2,5})")


class _UnknownError(Exception):
    """A part of a formula is not understood."""


def readable(text: str) -> str:
    """Return ``text`` with its LaTeX as Unicode. Loses no words, never fails, and takes linear time."""
    return _LatexReader(text).prose(0, len(text)) if _MARKUP.search(text) else text


def _partners(text: str) -> dict[int, int]:
    """Map the position of each opening brace to that of its closing brace."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            found[opened.pop()] = match.start()
    return found


class _LatexReader:
    """Reads spans of one text. Methods that read one thing return it as Unicode, and the position after it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._partners = _partners(text)
        self._depth = 0
        self._quoting = False
        # Results for groups. A span that turns out not to be a formula is read again as prose; without this cache,
        # each level of nesting would double the time.
        self._read: dict[int, str] = {}
        self._no_formulas: set[int] = set()

    def prose(self, at: int, end: int) -> str:
        if self._depth > DEEPEST:
            return self._text[at:end]
        shown: list[str] = []
        with self._deeper():
            while at < end:
                token = _TOKEN.match(self._text, at, end)
                words, at = self._words(token, end) if token else (self._text[at], at + 1)
                shown.append(words)
        return "".join(shown)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def _words(self, token: re.Match[str], end: int) -> tuple[str, int]:
        words, at = token[0], token.end()
        match token.lastgroup:
            case "display" | "displayed" | "inline" | "dollars" as kind:
                return self._between(token, kind)
            case "command":
                return self._command(words[1:], at, end)
            case "group" if self._opens(token.start(), end):
                return self._group(token.start())
            case "opening":
                self._quoting = True
                words = "“"
            case "closing" if self._quoting:
                words = "”"
            case "single":
                words = "'"
            case "dash":
                words = "–" if len(words) == 2 else "—"
            case "tie":
                words = " "
        return words, at

    def _between(self, token: re.Match[str], kind: str) -> tuple[str, int]:
        """Read a formula; if its two dollars are amounts of money, read only the first dollar."""
        if kind == "dollars" and _is_money(token[kind], self._text[token.end() : token.end() + 1]):
            return "$", token.start() + 1
        try:
            return " ".join(self._formula(*token.span(kind)).split()), token.end()
        except _UnknownError:
            return token[0], token.end()

    def _opens(self, at: int, end: int) -> bool:
        """Return whether a group begins here that closes before ``end``."""
        return self._partners.get(at, end) < end

    def _group(self, at: int) -> tuple[str, int]:
        """Read the prose between two braces."""
        if at not in self._read:
            self._read[at] = self.prose(at + 1, self._partners[at])
        return self._read[at], self._partners[at] + 1

    def _command(self, name: str, at: int, end: int) -> tuple[str, int]:
        """Read a command in prose."""
        following = self._text[at : at + 1]
        if name in known.LETTERS:
            return known.LETTERS[name], at + (following == " " and self._text[at + 1 : at + 2].islower())
        if name in known.DECLARATIONS:
            return "", at + (following == " ")
        if name in known.ACCENTS and (accented := self._accented(name, at, end)):
            return accented
        try:
            return self._symbol(name, at, end, " ")
        except _UnknownError:
            return self._unknown(name, at, end)

    def _unknown(self, name: str, at: int, end: int) -> tuple[str, int]:
        """Read an unknown command, which stays unchanged, and the prose in its braces."""
        shown = "\\" + name
        while self._opens(at, end):
            words, at = self._group(at)
            shown += f"{{{words}}}"
        return shown, at

    def _accented(self, name: str, at: int, end: int) -> tuple[str, int] | None:
        """Read the letter under an accent; ``None`` if Unicode lacks the accented letter."""
        if self._opens(at, end):
            letters, at = self._group(at)
            if not letters.strip():
                return (name, at) if name in "~^" else None
        elif letter := (_LETTER_APART if name.isalpha() else _LETTER).match(self._text, at, end):
            letters, at = letter[1] or letter[2], letter.end()
        else:
            return None
        first = letters[0].translate(_DOTLESS)
        composed = normalize("NFC", first + known.ACCENTS[name])
        return (composed + letters[1:], at) if len(composed) == 1 else None

    def _formula(self, at: int, end: int) -> str:
        """Read a formula. This and the methods below raise ``_UnknownError`` for anything they do not understand."""
        if self._depth > DEEPEST:
            raise _UnknownError
        shown = ""
        with self._deeper():
            while at < end:
                piece, at = self._atom(at, end, shown[-1:])
                shown += piece
        return shown

    def _atom(self, at: int, end: int, before: str) -> tuple[str, int]:
        char = self._text[at]
        if char == "\\":
            name = _NAME.match(self._text, at + 1, end)
            if name is None:
                raise _UnknownError
            return self._symbol(name[0], name.end(), end, before)
        if char in "^_":
            content, at = self._argument(at + 1, end)
            return _script(char, content.strip()), at
        if char == "{" and self._opens(at, end) and at not in self._no_formulas:
            self._no_formulas.add(at)  # stays here if it is not understood
            shown = self._formula(at + 1, self._partners[at])
            self._no_formulas.remove(at)
            return shown, self._partners[at] + 1
        if char in "{}$":
            raise _UnknownError
        return " " if char == "~" else char, at + 1

    def _argument(self, at: int, end: int) -> tuple[str, int]:
        while at < end and self._text[at].isspace():
            at += 1
        if at >= end or self._depth > DEEPEST:
            raise _UnknownError
        with self._deeper():
            return self._atom(at, end, " ")

    def _symbol(self, name: str, at: int, end: int, before: str) -> tuple[str, int]:
        """Read a command that means the same in prose and formulas; ``before`` is the last character shown."""
        following = self._text[at : min(at + 1, end)]
        if name in known.SYMBOLS or name in known.DECLARATIONS:
            return known.SYMBOLS.get(name, ""), at + (name in {"left", "right"} and following == ".")
        if name in known.OPERATORS:
            return known.OPERATORS[name], at + (following == " " and not before.isspace())
        if name in known.FUNCTIONS:
            apart = following.isalnum() or (following == "\\" and not self._text.startswith(_SIZED, at))
            return " " * before.isalnum() + name + " " * apart, at
        if name in known.FRACTIONS:
            return self._fraction(at, end, before)
        if self._opens(at, end) and (read := self._braced(name, at, end)):
            return read
        return self._applied(name, at, end)

    def _braced(self, name: str, at: int, end: int) -> tuple[str, int] | None:
        """Read a command whose arguments are prose in braces."""
        inside = _ESCAPED.sub(r"\1", self._text[at + 1 : self._partners[at]])
        after = self._partners[at] + 1
        if name in known.PROSE or name == "footnote":
            words, after = self._group(at)
            return f" ({words})" if name == "footnote" else words, after
        if name in {"url", "color"}:
            return inside if name == "url" else "", after
        if _CITATION.fullmatch(name):
            return f"[{inside}]", after
        if name == "unicode" and (code := _CODE_POINT.fullmatch(inside)) and chr(int(code[1], 16)).isprintable():
            return chr(int(code[1], 16)), after
        if name in {"href", "textcolor"} and self._opens(after, end):
            words, after = self._group(after)
            return words if name == "textcolor" or words == inside else f"{words} ({inside})", after
        return None

    def _applied(self, name: str, at: int, end: int) -> tuple[str, int]:
        """Read a command and its one argument."""
        if name not in known.APPLIED or self._text[at : min(at + 1, end)] == "[":
            raise _UnknownError
        shown, at = self._argument(at + (self._text[at : at + 1] == "*"), end)
        if name == "sqrt":
            shown = "√" + _bracketed(shown)
        elif name in known.ALPHABETS:
            shown = shown.translate(known.ALPHABETS[name])
        elif name in known.SCRIPTS:
            shown = _script(known.SCRIPTS[name], shown)
        elif len(shown) == 1:
            shown = normalize("NFC", shown + known.MARKS.get(name, ""))
        return shown, at

    def _fraction(self, at: int, end: int, before: str) -> tuple[str, int]:
        above, at = self._argument(at, end)
        below, at = self._argument(at, end)
        shown = f"{_bracketed(above)}/{_bracketed(below)}"
        beside = before.isalnum() or self._text[at : min(at + 1, end)].isalnum()
        return f"({shown})" if beside else shown, at


def _is_money(between: str, after: str) -> bool:
    """Return whether two dollars are amounts of money, by the text ``between`` them; a formula's signs rule it out."""
    if _SIGN.search(between):
        return False
    apart = between[0].isspace() + between[-1].isspace()
    single = apart == 2 and len(between.strip()) == 1
    return bool((apart and not single) or after.isdigit() or _WORDS.search(between) or _ASIDE.fullmatch(between))


def _bracketed(shown: str) -> str:
    shown = shown.strip()
    return shown if _UNIT.fullmatch(shown) else f"({shown})"


def _script(sign: str, shown: str) -> str:
    """Use Unicode's super- or subscripts if it has all the characters and they are not a word."""
    table = known.RAISED if sign == "^" else known.LOWERED
    if all(char in table for char in shown) and sum(map(str.isalpha, shown)) <= 2:
        return "".join(table[char] for char in shown)
    return f"{sign}{shown}" if shown.isalnum() or len(shown) == 1 else f"{sign}({shown})"
