"""Line breaks by cells on screen; a Chinese character takes two.

rich breaks only at blanks and so treats a Chinese sentence as one long word. Here a line may break after any ideograph
or kana, but closing punctuation never begins a line and an opening bracket never ends one. Korean breaks at blanks, as
is usual in typesetting.
"""

import re

from rich.cells import cell_len

_OPEN = "「『（《〈【〔"
_CLOSE = "、。，．！？：；）」』》〉】〕…·ー"
_IDEOGRAPH = "\u3005-\u3007\u3040-\u30fb\u30fd-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BLANK = r"[^\S\u00a0]"  # a no-break space keeps a button's words together
_PIECE = re.compile(
    rf"{_BLANK}+"
    rf"|[{_OPEN}]*[{_IDEOGRAPH}][{_CLOSE}]*{_BLANK}*"
    rf"|(?:[^\s{_OPEN}{_IDEOGRAPH}]|\u00a0)+{_BLANK}*"
    rf"|[{_OPEN}]+{_BLANK}*"
)


def line_breaks(line: str, width: int) -> list[int]:
    """Return the offsets at which new lines begin, so that each line fits into ``width`` cells.

    A longer word is left for the terminal to fold, so that a copied address contains no newline.
    """
    offsets = []
    column = 0
    for match in _PIECE.finditer(line):
        if column and column + cell_len(match[0].rstrip()) > width:
            offsets.append(match.start())
            column = 0
        column += cell_len(match[0])
    return offsets
