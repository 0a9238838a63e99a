"""A tab that is missing may only have another name: known by its sheetId, or by its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sheets_schema import layout as layouts
from sheets_schema.client import Sheet
from sheets_schema.columns import Tab
from sheets_schema.header_row import COMMAND
from sheets_schema.layout import quoted
from sheets_schema.reference_tabs import TITLES

TABS_FACT = "sheet_tabs"  # tab -> its sheetId
FEWEST_HEADERS = 4  # a tab of the staff's own may well have a date and a remark
MOST_STRANGERS = 20  # tabs of the staff's own whose headers are read
ARCHIVE = re.compile(r"Arsip \d{4}")  # has the headers of Aduan


def remembered(kept: Mapping[str, int], sheet_ids: Mapping[str, int]) -> dict[str, int]:
    """What to remember of this file: a tab keeps its sheetId as long as that stands somewhere."""
    standing = set(sheet_ids.values())
    new = {
        title: sheet_ids[title]
        for title in TITLES
        if title in sheet_ids and kept.get(title) not in standing
    }
    return {**kept, **new}


def now_called(title: str, kept: Mapping[str, int], sheet_ids: Mapping[str, int]) -> str:
    """The present name of the tab that bore this title; "" when it is gone or still bears it."""
    wanted = kept.get(title)
    names = [name for name, sheet_id in sheet_ids.items() if sheet_id == wanted]
    return names[0] if names and names[0] != title else ""


def strangers(titles: Iterable[str]) -> list[str]:
    """Tabs that are not ours by their names."""
    return [name for name in titles if name not in TITLES and not ARCHIVE.fullmatch(name)]


def look_alikes(sheet: Sheet, titles: Iterable[str]) -> dict[str, str]:
    """missing tab -> another one that has all its headers; one read, when something is missing.

    A file without any tab of ours is a new one: nothing is missing there.
    """
    titles = list(titles)
    missing = [
        tab
        for title, tab in TITLES.items()
        if title not in titles and len(tab.headers) >= FEWEST_HEADERS
    ]
    others = strangers(titles)[:MOST_STRANGERS]
    if not missing or not others or not TITLES.keys() & set(titles):
        return {}
    answers = sheet.read([f"{quoted(name)}!1:1" for name in others])
    rows = {name: rows[0] if rows else [] for name, rows in zip(others, answers, strict=True)}
    return {
        tab.title: name
        for tab in missing
        for name, row in rows.items()
        if not _layout(tab, row).missing
    }


def _layout(tab: Tab, row: Iterable[object]) -> layouts.Layout:
    return layouts.read(tab, [str(cell) for cell in row])


def sentence(title: str, called: str, like: str) -> str:
    """What became of a missing tab, and what to do."""
    if called:
        return (
            f'Tab {title} kini bernama "{called}", sehingga tidak dibaca dan tidak ditulis. '
            f"Ganti kembali namanya menjadi {title}, atau jalankan: {COMMAND}"
        )
    if like:
        return (
            f'Tab {title} tidak ada; judul kolom tab "{like}" sama. Bila itu tab {title}, ganti '
            f"namanya menjadi {title}. Bila hanya salinan, kembalikan {title} lewat Riwayat versi."
        )
    return (
        f"Tab {title} tidak ada di Lembar. Kembalikan lewat Riwayat versi, atau jalankan: {COMMAND}"
    )
