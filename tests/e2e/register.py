"""What the register and a phone say, and typing into a row by its headers."""

from __future__ import annotations

import re
from typing import Any

from tests.e2e.browser import Lembar
from tests.stack import Stack, wait_for

SHEET_STEP_WITHIN_S = 30.0  # two readings, the step itself, the line that tells of it
NUMBER = re.compile(r"ALADIN-\d{4}-\d{5}")


def number_of(stack: Stack, chat: str) -> str:
    """The number that the desk gave to this phone, "" before that."""
    bubbles = [b["text"] for b in stack.phone(chat) if b["direction"] == "out"]
    return next((found[0] for text in bubbles if (found := NUMBER.search(text))), "")


def row_of(stack: Stack, number: str) -> dict[str, Any]:
    return next((row for row in stack.rows("Aduan") if row["No. Aduan"] == number), {})


def history(stack: Stack, number: str) -> list[str]:
    return [row["Tindakan"] for row in stack.rows("Riwayat") if row["No. Aduan"] == number]


def sheet_says(stack: Stack, number: str, **cells: str) -> None:
    """Wait for these cells of the complaint's row; `_` in a name stands for a space."""
    wanted = _headers(cells)
    wait_for(
        f"{number}: {wanted}",
        lambda: wanted.items() <= row_of(stack, number).items(),
        within_s=SHEET_STEP_WITHIN_S,
    )


def type_row(stack: Stack, sheet: Lembar, number: str, **cells: str) -> None:
    """Type into this complaint's row, in the order given; `_` in a name stands for a space."""
    header = stack.control("GET", "sheets", "values/Aduan")[0]
    columns = {header.index(name) + 1: text for name, text in _headers(cells).items()}
    sheet.type_in(sheet_row(stack, number), columns)


def sheet_row(stack: Stack, number: str) -> int:
    """Where the complaint stands in the tab Aduan; the header is row 1."""
    return [row["No. Aduan"] for row in stack.rows("Aduan")].index(number) + 2


def _headers(cells: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", " "): text for name, text in cells.items()}
