"""Cells as values that can be compared, stored and written.

A cell is a plain text here: "" when empty, an ISO moment in the spreadsheet's own timezone for a
date, digits for a number, Ya or Tidak for a flag. Two cells are equal when these texts are.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from typing import Any

from desk import identity_numbers
from sheets_schema.columns import Kind, Raw

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number has no timezone
MOST_LETTERS = 50_000
CUT = "\n… (dipotong; teks lengkap ada di aplikasi)"
DATED = {Kind.MOMENT: "%Y-%m-%dT%H:%M:%S", Kind.DAY: "%Y-%m-%d"}
TYPED_MOMENT = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]+(?:pukul )?(\d{1,2})[.:](\d{2}))?"
)
#: What Google shows in place of a formula's result.
ERRORS = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#ERROR!", "Loading..."}
)
# Databases, JSON or Google refuse or drop these; they reach us in pasted text.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def parse(raw: Raw | None, kind: Kind) -> str:
    """What this cell says, without full identity numbers. Text in a date's place stays text:
    somebody will be told."""
    if raw is None or raw == "":
        return ""
    if isinstance(raw, bool):
        return ("Ya" if raw else "Tidak") if kind is Kind.FLAG else str(raw).upper()
    if isinstance(raw, int | float):
        return identity_numbers.masked(_number(raw, kind))
    text = UNSTORABLE.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
    return _typed_moment(text, kind) if kind in DATED else identity_numbers.masked(text)


def _number(raw: float, kind: Kind) -> str:
    if kind in DATED:
        return from_serial(raw).strftime(DATED[kind])
    return str(int(raw)) if float(raw).is_integer() else repr(float(raw))


def _typed_moment(text: str, kind: Kind) -> str:
    """A date typed as text: 21/11/2026 08.30."""
    match = TYPED_MOMENT.fullmatch(text.strip())
    if not match:
        return text
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    try:
        # A cell carries no zone: it is the spreadsheet's.
        return datetime(year, month, day, hour, minute).strftime(DATED[kind])  # noqa: DTZ001
    except ValueError:
        return text


def shows_identity_number(raw: Raw | None) -> bool:
    """Whether a full NIK or KK number stands in this cell: it is masked there."""
    return isinstance(raw, str | int | float) and bool(identity_numbers.found(str(raw)))


def is_error(cell: str) -> bool:
    """Whether a formula stands there that has no result."""
    return cell in ERRORS


def value(cell: str, kind: Kind) -> dict[str, Any]:
    """The cell as Google's typed value: text is never read as a formula, a number or a date."""
    if not cell:
        return {}
    number = _as_number(cell, kind)
    if number is not None:
        return {"userEnteredValue": {"numberValue": number}}
    return {"userEnteredValue": {"stringValue": cut(cell)}}


def _as_number(cell: str, kind: Kind) -> float | None:
    try:
        if kind in DATED:
            # A serial number carries no zone: it is the spreadsheet's.
            return to_serial(datetime.strptime(cell, DATED[kind]))  # noqa: DTZ007
        return float(cell) if kind is Kind.NUMBER else None
    except ValueError:
        return None


def cut(text: str) -> str:
    """Google refuses more than 50,000 characters; it counts as JavaScript does, in UTF-16."""
    if len(text) <= MOST_LETTERS // 2 or _letters(text) <= MOST_LETTERS:
        return text
    room = (MOST_LETTERS - _letters(CUT)) * 2
    kept = text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore")
    return kept + CUT


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def moment(when: datetime | None, zone: tzinfo) -> str:
    """An instant as a cell of the spreadsheet whose timezone is `zone`, to the second."""
    return "" if when is None else when.astimezone(zone).strftime(DATED[Kind.MOMENT])


def instant(cell: str, zone: tzinfo) -> datetime | None:
    """The instant that a cell shows; None when it is empty or no date."""
    try:
        return datetime.strptime(cell, DATED[Kind.MOMENT]).replace(tzinfo=zone)
    except ValueError:
        return None


def from_serial(serial: float) -> datetime:
    """Days since 1899-12-30, rounded to the second; naive, like the cell."""
    try:
        return EPOCH + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return EPOCH


def to_serial(when: datetime) -> float:
    return (when - EPOCH).total_seconds() / 86400
