"""Put a tab's header row back without touching what stands below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheets_schema import header_row, requests
from sheets_schema.columns import Owner
from sheets_schema.finding import Finding, Wanted
from sheets_schema.found import FoundTab
from sheets_schema.header_row import Gap
from sheets_schema.layout import letters
from sheets_schema.requests import Request


def is_fresh(found: FoundTab) -> bool:
    """Nothing stands in the tab."""
    return found.empty and not any(found.layout.header_row)


def of_tab(found: FoundTab, wanted: Wanted) -> Iterator[Finding]:
    title = found.tab.title
    remembered = (wanted.remembered or {}).get(title)
    if found.height < 2:
        grow = requests.add_rows(found.sheet_id, 1)
        yield Finding(f"Tab {title}: tidak ada baris di bawah judul.", (grow,), again=True)
    if is_fresh(found):
        yield Finding(f"Tab {title}: baris judul belum ada.", _written(found, found.tab.headers))
    elif found.headers_at:
        sentence = f"Tab {title}: baris judul ada di baris {found.headers_at + 1}, bukan baris 1."
        yield Finding(
            sentence, (requests.move_row(found.sheet_id, found.headers_at, 0),), again=True
        )
    elif not header_row.is_header(found.layout):
        yield _lost(found, remembered)
    else:
        yield from _doubled(found)
        yield from _missing(found, remembered)


def _lost(found: FoundTab, remembered: Sequence[str] | None) -> Finding:
    """The header row is gone; it comes back as it stood, above what stands in row 1 now."""
    sentence = f"Tab {found.tab.title}: baris judul tidak ada."
    if not remembered:
        return Finding(f"{sentence} Ketik judul kolom seperti di docs/columns.md.")
    above = (requests.insert(found.sheet_id, "ROWS", 0),) if any(found.layout.header_row) else ()
    return Finding(sentence, (*above, *_written(found, remembered)), again=True)


def _written(found: FoundTab, headers: Sequence[str]) -> tuple[Request, ...]:
    work = {c.header: c.owner is not Owner.MACHINE for c in found.tab.columns}
    cells = [requests.header_cell(name, work=work.get(name, False)) for name in headers]
    spare = len(headers) - found.width
    grow = (requests.add_columns(found.sheet_id, spare),) if spare > 0 else ()
    return (*grow, requests.write_headers(found.sheet_id, 0, cells))


def _doubled(found: FoundTab) -> Iterator[Finding]:
    for header in found.layout.doubled:
        row = found.layout.header_row
        places = " dan ".join(letters(at) for at, name in enumerate(row) if name == header)
        yield Finding(
            f'Tab {found.tab.title}: judul "{header}" ada dua kali, di kolom {places}; '
            "hapus atau ganti yang salah."
        )


def _missing(found: FoundTab, remembered: Sequence[str] | None) -> Iterator[Finding]:
    """A header over its column again; where the column itself is gone, a new one in its place."""
    gaps = header_row.gaps(found.layout, remembered)
    for gap in header_row.in_order_of_mending(gaps):
        sentence = f'Tab {found.tab.title}: judul "{gap.header}" tidak ada.'
        yield Finding(sentence, tuple(_mended(found, gap)), again=True)


def _mended(found: FoundTab, gap: Gap) -> Iterator[Request]:
    column = found.tab.column(gap.header)
    work = column is not None and column.owner is not Owner.MACHINE
    if gap.at >= found.width:
        yield requests.add_columns(found.sheet_id, gap.at + 1 - found.width)
    elif gap.there is None:
        yield requests.insert(found.sheet_id, "COLUMNS", gap.at)
    cell = requests.header_cell(gap.header, work=work)
    yield requests.write_headers(found.sheet_id, gap.at, [cell])
    if gap.there is None and column is not None:
        yield requests.width(found.sheet_id, gap.at, column.width)
