"""Cells of a confidential complaint, which say "(rahasia)": what people type over them.

Words typed over one are its new value, and it says "(rahasia)" again. An emptied one keeps what it
hides: nobody sees what they would delete; a hyphen empties it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheets_schema.rows import CONFIDED, HIDDEN_HEADERS
from sheets_schema.tables import ADUAN

EMPTIES = "-"
STAYS = (
    "isinya rahasia dan tetap tersimpan; untuk menghapusnya ketik tanda hubung (-) atau pakai "
    "halaman aduan."
)
NO_WORDS = "itu tanda bahwa isinya rahasia; ketik isinya saja."


def refusal(complaint: Mapping[str, Any], header: str, cell: str) -> str:
    """Why this cell is put back; "" when what it says counts."""
    if header not in HIDDEN_HEADERS:
        return ""
    if cell.strip() == CONFIDED:
        return NO_WORDS
    return STAYS if not cell.strip() and _hides(complaint, header) else ""


def typed(complaint: Mapping[str, Any], header: str, cell: str) -> str:
    """The words that were meant."""
    empties = cell.strip() == EMPTIES and header in HIDDEN_HEADERS and _hides(complaint, header)
    return "" if empties else cell


def _hides(complaint: Mapping[str, Any], header: str) -> bool:
    column = ADUAN.column(header)
    return bool(complaint["confidential"] and column and complaint[column.field])
