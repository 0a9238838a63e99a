"""What is taken out of words before they go on paper or to a telephone: both travel further."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

from desk import introductions

SECRET = "(rahasia)"
NUMBER_LEFT_OUT = "(nomor tidak dicantumkan)"
DIGITS = re.compile(r"\+?\d(?:[\d().\s-]{6,22})\d")
IDENTITY_DIGITS = 16  # of a NIK
SHORTEST_NAME = 4  # letters; "Pak" and "Bu" are nobody's name


def masked(row: Mapping[str, Any], text: str) -> str:
    """`text` without the citizen's own number and identity number, and, of a confidential
    complaint, without any telephone number and without the citizen's name, also one that only its
    words tell.

    `row` is the complaint as the journal has it, or those of its columns that were asked for.
    """
    own = {_national(row.get("phone", "")), _national(row.get("chat_id", "").partition("@")[0])}
    own -= {""}
    secret = bool(row["confidential"])
    clean = DIGITS.sub(lambda found: _number(found[0], own, secret=secret), text)
    return _nameless(_names(row, text), clean) if secret else clean


def _names(row: Mapping[str, Any], text: str) -> list[str]:
    """The citizen's: of the column, of the story, and of these words."""
    told = {
        each for words in (row.get("body", ""), text) for each in introductions.mentioned(words)
    }
    return [row.get("name", ""), *told]


def _number(found: str, own: set[str], *, secret: bool) -> str:
    digits = re.sub(r"\D", "", found)
    if len(digits) == IDENTITY_DIGITS or _national(digits) in own:
        return NUMBER_LEFT_OUT
    return NUMBER_LEFT_OUT if secret and _is_phone(found) else found


def _national(digits: str) -> str:
    plain = re.sub(r"\D", "", digits)
    return plain.removeprefix("62").removeprefix("0")


def _is_phone(text: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, "ID"))
    except phonenumbers.NumberParseException:
        return False


def _nameless(names: list[str], text: str) -> str:
    parts = {part for name in names for part in re.findall(r"\w+", name)}
    parts = {part for part in parts if len(part) >= SHORTEST_NAME}
    for part in sorted({*(name.strip() for name in names), *parts} - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", SECRET, text, flags=re.IGNORECASE)
    return text
