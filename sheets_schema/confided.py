"""Cells of a confidential complaint, which say "(rahasia)": what people type over them.

Nobody sees what they would change there. What the citizen gave and what staff noted is changed in
the complaint's page; a draft may be typed anew, and says "(rahasia)" again. An emptied draft keeps
what it hides; a hyphen empties it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sheets_schema.columns import Owner
from sheets_schema.rows import CONFIDED, HIDDEN_HEADERS
from sheets_schema.tables import ADUAN

EMPTIES = "-"
STAYS = (
    "isinya rahasia dan tetap tersimpan; untuk menghapusnya ketik tanda hubung (-) atau pakai "
    "halaman aduan."
)
ELSEWHERE = "isinya rahasia dan tetap tersimpan; ubah di halaman aduan."
NO_WORDS = "itu tanda bahwa isinya rahasia; ketik isinya saja."


def refusal(complaint: Mapping[str, Any], header: str, cell: str) -> str:
    """Why this cell is put back; "" when what it says counts."""
    if header not in HIDDEN_HEADERS:
        return ""
    hides = _hides(complaint, header)
    if hides and not _is_draft(header):
        return ELSEWHERE
    if cell.strip() == CONFIDED:
        return NO_WORDS
    return STAYS if hides and not cell.strip() else ""


def typed(complaint: Mapping[str, Any], header: str, cell: str) -> str:
    """The words that were meant."""
    empties = cell.strip() == EMPTIES and header in HIDDEN_HEADERS and _hides(complaint, header)
    return "" if empties else cell


def taken(complaint: Mapping[str, Any], headers: Iterable[str]) -> str:
    """What to tell who typed these cells, which count: their words are seen no more."""
    hidden = [header for header in headers if header in HIDDEN_HEADERS]
    if not hidden or not complaint["confidential"]:
        return ""
    return f"{', '.join(hidden)} tersimpan; di Lembar tampil sebagai {CONFIDED}."


def _is_draft(header: str) -> bool:
    column = ADUAN.column(header)
    return column is not None and column.owner is Owner.INPUT


def _hides(complaint: Mapping[str, Any], header: str) -> bool:
    column = ADUAN.column(header)
    return bool(complaint["confidential"] and column and complaint[column.field])
