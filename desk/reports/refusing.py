"""A file that says why there is no other, where nothing but a file can be answered."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from desk.prints.paper import Paper

TITLE = "Berkas tidak dapat dibuat"


def file(kind: str, sentence: str, *, now: datetime) -> bytes:
    """`kind`: pdf, xlsx or csv."""
    if kind == "pdf":
        page = Paper(TITLE, "", now=now)
        page.heading(TITLE)
        page.words(sentence, most=1000)
        return page.bytes()
    if kind == "csv":
        return f"{TITLE}: {sentence}".encode("utf-8-sig")
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.add_worksheet(TITLE).write_string(0, 0, f"{TITLE}: {sentence}")
    return kept.getvalue()
