"""Rows of words as a file that a spreadsheet opens without reckoning with any of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import xlsxwriter

from desk.spreadsheet_text import inert

MOST_LETTERS = 32_767  # of an Excel cell
CUT = " … (dipotong)"


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """As Excel with Indonesian settings opens it: semicolons and a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(
    title: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, now: datetime
) -> bytes:
    """One sheet; every cell is text, so none is a formula."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True, "in_memory": False}) as book:
        book.set_properties({"title": title, "created": now.astimezone(UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("Data")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(header) - 1, 20)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, _fitting(cell))
    return kept.getvalue()


def _fitting(cell: str) -> str:
    return cell if len(cell) <= MOST_LETTERS else cell[: MOST_LETTERS - len(CUT)] + CUT
