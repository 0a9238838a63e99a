"""What is missing in a found tab, each with the requests that put it right.

A rule that stands is never sent again: Google would wipe the colours staff chose for its choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheets_schema import cells, guide, header_findings, requests
from sheets_schema.columns import Column, Kind, Owner, Use
from sheets_schema.finding import Finding, Wanted
from sheets_schema.found import FoundTab
from sheets_schema.layout import letters
from sheets_schema.tables import REPLY_WORD, STATUS
from sop.model import Sop

__all__ = ["Finding", "Wanted", "of_tab"]

MARK = "Wadul: "  # begins the description of a protection of ours
LATE_MARK, SOON_MARK = "wadul-terlambat", "wadul-segera"
A_QUARTER_OF_AN_HOUR = "1/96"  # no decimal comma, no separator: reads alike in every locale


def of_tab(found: FoundTab, wanted: Wanted) -> Iterator[Finding]:
    """Everything to put right in one tab, headers first: the rest needs to know its columns."""
    fresh = header_findings.is_fresh(found)
    headers = list(header_findings.of_tab(found, wanted))
    yield from headers
    if any(finding.again for finding in headers):
        return
    if not found.frozen:
        yield Finding(
            f"Tab {found.tab.title}: baris judul belum dibekukan.",
            (requests.freeze_header(found.sheet_id),),
        )
    columns = {name: at for at, name in enumerate(found.tab.headers)}
    columns = columns if fresh else dict(found.layout.columns)
    for column in found.tab.columns:
        if column.header in columns:
            yield from _column(found, column, columns[column.header], wanted, fresh=fresh)
    yield from _protections(found, columns, wanted)
    yield from _colours(found, columns)
    yield from _rows(found, wanted)


def _column(
    found: FoundTab, column: Column, at: int, wanted: Wanted, *, fresh: bool
) -> Iterator[Finding]:
    where = f"Tab {found.tab.title}, kolom {column.header}"
    if found.tab.use is not Use.GUIDE:
        kind = requests.NUMBER_FORMATS[column.kind]["type"]
        if found.number_format(at) != kind:
            request = requests.number_format(found.sheet_id, at, column.kind)
            yield Finding(f"{where}: format belum diatur.", (request,))
    rule = _dropdown(column, wanted.sop)
    if rule and found.dropdown(at) != (rule[0], frozenset(rule[1])):
        condition = requests.condition(*rule)
        request = requests.dropdown(found.sheet_id, at, condition)
        yield Finding(f"{where}: pilihan belum diatur.", (request,))
    if fresh:
        yield Finding(f"{where}: lebar.", (requests.width(found.sheet_id, at, column.width),))


def _dropdown(column: Column, sop: Sop) -> tuple[str, tuple[str, ...]] | None:
    if column.choices_from == STATUS:
        return "ONE_OF_LIST", (*(state.name for state in sop.states), REPLY_WORD)
    if column.choices_from:
        title = column.choices_from
        return "ONE_OF_RANGE", (f"='{title}'!$A$2:$A" if " " in title else f"={title}!$A$2:$A",)
    if column.choices:
        return "ONE_OF_LIST", column.choices
    return None


def _protections(found: FoundTab, columns: Mapping[str, int], wanted: Wanted) -> Iterator[Finding]:
    if found.tab.locked:
        yield from _locked(found, wanted)
        return
    header = f"{MARK}baris judul"
    places = {header: requests.span(found.sheet_id, rows=(0, 1))}
    if found.tab.use is Use.REGISTER:
        places |= {
            f"{MARK}kolom {column.header}": requests.below(found.sheet_id, columns[column.header])
            for column in found.tab.owned_by(Owner.MACHINE)
            if column.header in columns
        }
    for description, place in places.items():
        if description not in found.protections:
            yield Finding(
                f"Tab {found.tab.title}: {description.removeprefix(MARK)} belum dilindungi.",
                (requests.warn(place, description),),
            )


def _locked(found: FoundTab, wanted: Wanted) -> Iterator[Finding]:
    description = f"{MARK}seluruh tab"
    if description not in found.protections:
        request = requests.lock(found.sheet_id, description, wanted.admins)
        yield Finding(f"Tab {found.tab.title} belum dikunci.", (request,))


def _colours(found: FoundTab, columns: Mapping[str, int]) -> Iterator[Finding]:
    if found.tab.use is not Use.REGISTER or not {"Batas Waktu", "Ketepatan"} <= set(columns):
        return
    due, how = (requests.below(found.sheet_id, columns[n]) for n in ("Batas Waktu", "Ketepatan"))
    cell = f"${letters(columns['Batas Waktu'])}2"
    late = f'=({cell}<>"")*({cell}<NOW())*("{LATE_MARK}"<>"")'
    soon = f'=({cell}<>"")*({cell}-NOW()<{A_QUARTER_OF_AN_HOUR})*("{SOON_MARK}"<>"")'
    # The rule added last comes first: late must win over soon.
    rules = (
        ("CUSTOM_FORMULA", soon, SOON_MARK, due, requests.AMBER),
        ("CUSTOM_FORMULA", late, LATE_MARK, due, requests.RED),
        ("TEXT_EQ", "Terlambat", "Terlambat", how, requests.RED),
        ("TEXT_EQ", "Jeda", "Jeda", how, requests.GREY),
    )
    for kind, text, mark, place, background in rules:
        if not found.has_condition(kind, mark):
            rule = requests.condition(kind, [text])
            yield Finding(
                f"Tab {found.tab.title}: warna {mark} belum ada.",
                (requests.colour(place, rule, background),),
            )


def _rows(found: FoundTab, wanted: Wanted) -> Iterator[Finding]:
    """What an empty tab starts with: the guide's rows, the seeds of a reference tab."""
    if not found.empty:
        return
    rows: Sequence[Mapping[str, Any]] = wanted.seeds.get(found.tab.title, ())
    if found.tab.use is Use.GUIDE:
        rows = [dict(zip(found.tab.headers, row, strict=True)) for row in guide.rows(wanted.sop)]
    if not rows:
        return
    headers = found.tab.headers
    if any(found.layout.header_row):
        headers = found.layout.header_row
    kinds = {column.header: column.kind for column in found.tab.columns}
    values = [
        [_typed(row.get(name, ""), kinds.get(name, Kind.TEXT)) for name in headers] for row in rows
    ]
    # Written at row 2, not appended: two runs at once would then write the same cells.
    write = requests.write_cells(found.sheet_id, 1, 0, [])
    write["updateCells"]["rows"] = [{"values": row} for row in values]
    yield Finding(f"Tab {found.tab.title} masih kosong.", (write,))


def _typed(seed: Any, kind: Kind) -> dict[str, Any]:
    return cells.value(cells.parse(seed, kind), kind)
