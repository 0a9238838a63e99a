"""The tabs and header rows as they stand, against how they stood when all was well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from desk.journal import recall, remember
from sheets_schema import header_row, renamed
from sheets_schema.known import HEADERS_FACT, Known
from sheets_schema.reference_tabs import TITLES
from sheets_schema.renamed import TABS_FACT
from sheets_schema.tables import ADUAN
from sheets_schema.view import View

COLUMNS_GONE_FACT = "sheet_columns_gone"  # headers of Aduan that were missing since it was sound


@dataclass(frozen=True)
class Facts:
    """What the journal remembers: header rows and sheetIds by tab, headers that Aduan lacked."""

    headers: Mapping[str, list[str]] = field(default_factory=dict)
    sheet_ids: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def facts(connection: Connection) -> Facts:
    return Facts(
        headers=recall(connection, HEADERS_FACT) or {},
        sheet_ids=recall(connection, TABS_FACT) or {},
        gone=tuple(recall(connection, COLUMNS_GONE_FACT) or ()),
    )


def after(before: Facts, known: Known, view: View) -> Facts:
    """What is to be remembered after this read; only a sound header row is kept."""
    headers = {
        title: list(layout.header_row) for title, layout in view.layouts.items() if layout.sound
    }
    aduan = view.layouts.get(ADUAN.title)
    lost = aduan.missing if aduan else ()
    return Facts(
        headers={**before.headers, **headers},
        sheet_ids=renamed.remembered(before.sheet_ids, known.sheet_ids),
        gone=tuple(dict.fromkeys((*before.gone, *lost))),
    )


def keep(connection: Connection, before: Facts, found: Facts, *, now: datetime) -> None:
    if found.headers != before.headers:
        remember(connection, HEADERS_FACT, dict(found.headers), now=now)
    if found.sheet_ids != before.sheet_ids:
        remember(connection, TABS_FACT, dict(found.sheet_ids), now=now)
    if found.gone != before.gone:
        remember(connection, COLUMNS_GONE_FACT, list(found.gone), now=now)


def sentences(known: Known, view: View, kept: Facts) -> dict[str, str]:
    """tab -> what keeps it from being read or written, and what a person can do."""
    ids = known.sheet_ids
    found = {
        title: renamed.sentence(
            title,
            renamed.now_called(title, kept.sheet_ids, ids),
            known.look_alikes.get(title, ""),
        )
        for title in TITLES
        if title not in (known.titles or frozenset())
    }
    for title, layout in view.layouts.items():
        if wrong := header_row.sentence(layout, kept.headers.get(title)):
            called = renamed.now_called(title, kept.sheet_ids, ids)
            hint = f' Tab {title} yang semula kini bernama "{called}".' if called else ""
            found[title] = f"Tab {title} tidak ditulis: {wrong}{hint}"
    return found
