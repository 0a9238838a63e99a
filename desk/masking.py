"""What is taken out of words before they go on paper or to a telephone: both travel further."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

from desk.sight import SECRET

NUMBER_LEFT_OUT = "(nomor tidak dicantumkan)"
DIGITS = re.compile(r"\+?\d(?:[\d().\s-]{6,22})\d")
IDENTITY_DIGITS = 16  # of a NIK
SHORTEST_NAME = 4  # letters; "Pak" and "Bu" are nobody's name


def masked(row: Mapping[str, Any], text: str) -> str:
    """`text` without the citizen's own number and identity number, and, of a confidential
    complaint, without any telephone number and without the citizen's name.

    `row` is the complaint as the journal has it.
    """
    own = {_national(row["phone"]), _national(row["chat_id"].partition("@")[0])} - {""}
    secret = bool(row["confidential"])
    clean = DIGITS.sub(lambda found: _number(found[0], own, secret=secret), text)
    return _nameless(row["name"], clean) if secret else clean


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


def _nameless(name: str, text: str) -> str:
    parts = [part for part in re.findall(r"\w+", name) if len(part) >= SHORTEST_NAME]
    for part in sorted({name.strip(), *parts} - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", SECRET, text, flags=re.IGNORECASE)
    return text
