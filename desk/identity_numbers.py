"""NIK and KK numbers in anything that people write: masked before the first write.

Both are 16 digits (PP 40/2019, Permendagri 118/2017): six of the place, whose first two are the
province, a date (of birth, for women with 40 added to the day; of the card's first issue), four of
a series. The first two and the last four stay: they tell a clerk which card is meant, and nobody
when its owner was born or where.
"""

from __future__ import annotations

import re
from typing import Any

SHOWN_FIRST, SHOWN_LAST, LENGTH = 2, 4, 16
HIDDEN = "•"  # an asterisk is bold in WhatsApp, and gone
#: Between two digits: how people group them. "1. 2. 3." is a list.
_GAP = r"(?: - |[ .\-/\u00a0\u2013\u2009\u202f])?"


def _spread(*digits: str) -> str:
    return _GAP.join(digits)


_PROVINCE = _spread("[1-9]", r"\d")
_DISTRICT = _spread(r"\d", r"\d", r"\d", r"\d")
_DAY = (
    "(?:"
    + "|".join(_spread(*pair) for pair in (("[04]", "[1-9]"), ("[1256]", r"\d"), ("[37]", "[01]")))
    + ")"
)
_MONTH = "(?:" + "|".join(_spread(*pair) for pair in (("0", "[1-9]"), ("1", "[012]"))) + ")"
#: Not inside a longer number, nor inside the id of something (letters a to f between digits).
NUMBER = re.compile(
    r"(?<!\d)(?:(?<![0-9a-fA-F_])|(?<=\b[Ii][Dd]))"
    + _spread(_PROVINCE, _DISTRICT, _DAY, _MONTH, r"\d", r"\d", r"\d", r"\d", r"\d", r"\d")
    + r"(?!\d)(?![a-fA-F]+\d)"
)
#: Nothing is looked at closely without this: most texts hold no long row of digits.
_MANY_DIGITS = re.compile(r"\d[\d .\-/\u00a0\u2013\u2009\u202f]{14}")
FIRST, LAST = 11, 97  # provinces in use; a telephone number begins with 0 or 62 8


def found(text: str) -> list[str]:
    """The numbers that stand in the text, digits only, each once."""
    if not _MANY_DIGITS.search(text):
        return []
    numbers = (_digits(match[0]) for match in NUMBER.finditer(text) if _is_one(match[0]))
    return list(dict.fromkeys(numbers))


def masked(text: str) -> str:
    """ "NIK 3375 0123 0490 0042" → "NIK 33••••••••••0042"; what is no such number stays."""
    if len(text) < LENGTH or not _MANY_DIGITS.search(text):
        return text
    return NUMBER.sub(lambda match: _masked(match[0]), text)


def masked_tree(value: Any) -> Any:
    """The same for every text in a JSON value; its keys are ours."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: masked_tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked_tree(item) for item in value]
    return value


def shown(number: str) -> str:
    """How one is shown: its first two and last four digits."""
    hidden = HIDDEN * (len(number) - SHOWN_FIRST - SHOWN_LAST)
    return f"{number[:SHOWN_FIRST]}{hidden}{number[-SHOWN_LAST:]}"


def _masked(written: str) -> str:
    return shown(_digits(written)) if _is_one(written) else written


def _is_one(written: str) -> bool:
    return FIRST <= int(_digits(written)[:2]) <= LAST


def _digits(written: str) -> str:
    return "".join(str(int(letter)) for letter in written if letter.isdecimal())
