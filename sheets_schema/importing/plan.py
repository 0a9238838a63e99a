"""What would be taken in of a register, row by row, before anything is."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from desk.old_records import OldRecord
from desk.problems import Refused
from sheets_schema.importing import headers, moments, old_rows, statuses
from sheets_schema.importing.headers import BODY, RECEIVED, Header
from sheets_schema.importing.moments import Form
from sheets_schema.importing.old_rows import Terms, UnknownStatus
from sheets_schema.importing.registers import Grid

TOTALS = re.compile(r"(sub ?)?(total|jumlah)\b", re.IGNORECASE)
TOTAL, CLOSING, AGAIN, COUNTED = (
    "jumlah",
    "baris penutup (tanda tangan, catatan)",
    "judul kolom yang berulang",
    "nomor kolom",
)


@dataclass
class Plan:
    """`refused`, `skipped`: reason -> rows, as people count them."""

    grid: Grid
    header: Header
    has_status: bool
    records: list[tuple[int, OldRecord]] = field(default_factory=list)
    refused: dict[str, list[int]] = field(default_factory=dict)
    skipped: dict[str, list[int]] = field(default_factory=dict)
    dates: dict[Form, tuple[str, OldRecord]] = field(default_factory=dict)  # one example of each
    forms: Counter[Form] = field(default_factory=Counter)
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)  # theirs, ours
    unknown: Counter[str] = field(default_factory=Counter)  # statuses that were not understood
    words: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # column, theirs, ours

    @property
    def like_status(self) -> str:
        """A column that none of ours is, in which mostly statuses stand; "" for none."""
        for at, name in enumerate(self.header.names):
            cells = [row[at].strip() for row in self.grid.rows[self.header.row :] if at < len(row)]
            said = [statuses.is_known(cell) for cell in cells if cell]
            if name and at not in self.header.columns and sum(said) > len(said) / 2:
                return name
        return ""


def find_header(grid: Grid, given: Mapping[str, str]) -> Header:
    """Refused: no header row, or one without the columns that are needed."""
    header = headers.find(grid.rows, given)
    if header is None:
        raise Refused(f'Tab "{grid.tab}": judul kolom tidak ditemukan.')
    if header.missing:
        theirs = ", ".join(name for name in header.names if name)
        raise Refused(
            f'Tab "{grid.tab}": kolom untuk {" dan ".join(header.missing)} belum dikenali. '
            f'Judul di baris {header.row}: {theirs}. Tunjukkan dengan --map "judul=kolom Wadul".'
        )
    return header


def is_register(grid: Grid, given: Mapping[str, str]) -> bool:
    header = headers.find(grid.rows, given)
    return header is not None and not header.missing


def make(grid: Grid, terms: Terms, given: Mapping[str, str]) -> Plan:
    """Refused: the tab is no register."""
    header = find_header(grid, given)
    has_status = "Status" in header.columns.values()
    plan = Plan(grid, header, has_status)
    terms = replace(terms, has_status=has_status)
    last = _last(grid, header, terms.zone)
    seen: Counter[str] = Counter()
    for place, row in enumerate(grid.rows[header.row :], start=header.row + 1):
        if not any(cell.strip() for cell in row):
            continue
        if reason := _is_no_complaint(row, header, place, last):
            plan.skipped.setdefault(reason, []).append(place)
            continue
        _take(plan, terms, place, row, seen=seen)
    return plan


def _take(plan: Plan, terms: Terms, place: int, row: Sequence[str], *, seen: Counter[str]) -> None:
    header = plan.header
    named = dict(zip(header.names, row, strict=False))
    found = {column: row[at] for at, column in header.columns.items() if at < len(row)}
    left = {
        name: row[at]
        for at, name in enumerate(header.names)
        if name and at not in header.columns and at < len(row)
    }
    try:
        made = old_rows.record(terms, found, left)
    except Refused as refusal:
        if isinstance(refusal, UnknownStatus):
            plan.unknown[refusal.typed.strip()] += 1
        plan.refused.setdefault(refusal.sentence, []).append(place)
        return
    content = _content(named)
    seen[content] += 1  # two rows that say the same are two complaints
    source = f'{plan.grid.source}, tab "{plan.grid.tab}", baris {place}'
    made = replace(made, source=source, digest=_digest(content, seen[content]))
    plan.records.append((place, made))
    _count(plan, terms, found, made)


def _count(plan: Plan, terms: Terms, found: Mapping[str, str], made: OldRecord) -> None:
    understood = moments.understood(found[RECEIVED], terms.zone)
    if understood:
        plan.forms[understood[1]] += 1
        plan.dates.setdefault(understood[1], (found[RECEIVED], made))
    plan.statuses[found.get("Status", "").strip(), made.state] += 1
    for column, ours in (("OPD", made.agency), ("Kategori", made.category)):
        if typed := found.get(column, "").strip():
            plan.words[column, typed, ours] += 1


def _last(grid: Grid, header: Header, zone: ZoneInfo) -> int:
    """The last row that is a complaint: its day of receipt, and more than that, stands there."""
    body = next(at for at, column in header.columns.items() if column == BODY)
    received = next(at for at, column in header.columns.items() if column == RECEIVED)
    return max(
        (
            place
            for place, row in enumerate(grid.rows, start=1)
            if received < len(row) and _is_complaint(row, row[received], row[body : body + 1], zone)
        ),
        default=len(grid.rows),
    )


def _is_complaint(row: Sequence[str], received: str, body: Sequence[str], zone: ZoneInfo) -> bool:
    """Below the last one stand a place, a day and a name to sign: no day alone in its column."""
    if not received.strip():
        return False
    told = any(cell.strip() for cell in body)
    several = sum(bool(cell.strip()) for cell in row) > 1
    return told or (several and moments.understood(received, zone) is not None)


def _is_no_complaint(row: Sequence[str], header: Header, place: int, last: int) -> str:
    """Why this row is not meant to be one; "" when it is."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if TOTALS.match(filled[0]):
        return TOTAL
    if header.is_again(row):
        return AGAIN
    if place == header.row + 1 and len(filled) > 1 and _counts(filled):
        return COUNTED
    return CLOSING if place > last else ""


def _counts(filled: Sequence[str]) -> bool:
    """1, 2, 3, … below the header, as official forms have it."""
    return filled == [str(number) for number in range(1, len(filled) + 1)]


def _content(named: Mapping[str, str]) -> str:
    cells = {name: value.strip() for name, value in named.items() if value.strip()}
    return json.dumps(cells, ensure_ascii=False, sort_keys=True)


def _digest(content: str, turn: int) -> str:
    return hashlib.sha256(f"{turn}\n{content}".encode()).hexdigest()
