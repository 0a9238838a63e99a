"""What a monthly report says, as plain data: it is frozen as JSON when the report is published.

Page, PDF, workbook and the tab Rekap Bulanan all show these same sections, so they cannot differ.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Value = float | None  # None: not measurable

BETWEEN = " – "  # row and column, in the name of a figure
UNMEASURED = "tidak terukur"
NOTHING = "Tidak ada."
EXAMPLES = "examples"  # the fact that says what of examples is counted; "": there are none
FROM_EXAMPLES = "Contoh: seluruh angka berasal dari aduan contoh."
WITHOUT_EXAMPLES = "Aduan contoh tidak dihitung dalam laporan."


class Measure(StrEnum):
    """What the numbers of a column are; the word stands in Keterangan of Rekap Bulanan."""

    COUNT = "jumlah"
    MINUTES = "menit"
    PERCENT = "persen"
    SCORE = "nilai"


@dataclass(frozen=True)
class Column:
    """`adds`: the rows of the section add up to its total in this column. `pick`: the figure behind
    a cell, as Dasbor's address names it, with {} for the row's word."""

    title: str
    measure: Measure = Measure.COUNT
    adds: bool = True
    pick: str = ""


@dataclass(frozen=True)
class Row:
    """One line. `word`: what its figures are picked by; None: they open into nothing. `measure`:
    where it is another one than the column's."""

    label: str
    values: tuple[Value, ...]
    word: str | None = None
    remark: str = ""
    measure: Measure | None = None


@dataclass(frozen=True)
class Section:
    """A table. `lead`: what its first column is; `chart`: the column that is drawn."""

    key: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    note: str = ""
    chart: int | None = None

    def picks(self) -> dict[str, str]:
        """Name of each figure above nothing that opens into complaints -> its pick."""
        return {
            _name(self, row, column): column.pick.replace("{}", row.word)
            for row in self.rows
            for column, value in zip(self.columns, row.values, strict=True)
            if column.pick and row.word is not None and value
        }

    def cells(self) -> Iterator[Cell]:
        for row in (*self.rows, *((self.total,) if self.total else ())):
            for column, value in zip(self.columns, row.values, strict=True):
                name = _name(self, row, column)
                yield Cell(self.title, name, value, row.measure or column.measure, row.remark)


def _name(section: Section, row: Row, column: Column) -> str:
    """Sampah – Diterima; the row alone where there is one column."""
    return row.label if len(section.columns) == 1 else f"{row.label}{BETWEEN}{column.title}"


@dataclass(frozen=True)
class Cell:
    """One figure by the names that it has in Rekap Bulanan (Bagian, Ukuran)."""

    part: str
    name: str
    value: Value
    measure: Measure
    remark: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.part, self.name


@dataclass(frozen=True)
class Correction:
    """A figure of an earlier month that is another one now."""

    month: str  # 2026-10
    part: str
    name: str
    published: Value
    now: Value
    measure: Measure = Measure.COUNT


@dataclass(frozen=True)
class Listed:
    """An unfinished complaint as a report may name it: never who wrote it or what."""

    number: str
    category: str
    district: str
    agency: str
    state: str
    holder: str
    received_at: str  # ISO, in the city's zone
    due_at: str = ""
    days: int | None = 0  # open; None: not told
    late: bool = False


@dataclass(frozen=True)
class Contents:
    """All of a report but its photos. `facts`: cover and signature as Pengaturan said.

    `complaints`: a row for each complaint that the month counts, by the columns of
    `desk.reports.annex`.
    """

    month: str
    title: str
    equation: str
    sections: tuple[Section, ...]
    unfinished: tuple[Listed, ...]
    corrections: tuple[Correction, ...]
    complaints: tuple[tuple[str | int | float | None, ...], ...]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_examples(self) -> str:
        """The sentence that says so where every figure is of example complaints; else ""."""
        said = self.facts.get(EXAMPLES, "")
        return said if said == FROM_EXAMPLES else ""

    def section(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)

    def cells(self) -> Iterator[Cell]:
        for section in self.sections:
            yield from section.cells()


def problem(contents: Contents) -> str:
    """The first sum that is wrong, in one sentence; "" when all of them are right."""
    for section in contents.sections:
        for place, column in enumerate(section.columns):
            if section.total and column.adds and not _adds_up(section, place):
                return (
                    f'Jumlah kolom "{column.title}" di bagian {section.title} tidak sama dengan '
                    "jumlah barisnya; laporan belum dapat diterbitkan."
                )
    return ""


def _adds_up(section: Section, place: int) -> bool:
    total = section.total.values[place] if section.total else 0
    parts = sum(row.values[place] or 0 for row in section.rows)
    return abs(parts - (total or 0)) < 1e-6


def frozen(contents: Contents) -> bytes:
    """The same contents are always the same bytes."""
    plain = json.dumps(asdict(contents), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(plain.encode(), compresslevel=6, mtime=0)


def thawed(kept: bytes) -> Contents:
    found = json.loads(gzip.decompress(kept))
    found["sections"] = tuple(map(_section, found["sections"]))
    found["unfinished"] = tuple(Listed(**each) for each in found["unfinished"])
    found["corrections"] = tuple(map(_correction, found["corrections"]))
    found["complaints"] = tuple(map(tuple, found["complaints"]))
    return Contents(**found)


def digest(contents: Contents) -> str:
    """SHA-256 of what the report says, in hexadecimal."""
    return hashlib.sha256(gzip.decompress(frozen(contents))).hexdigest()


def _correction(found: dict[str, Any]) -> Correction:
    return Correction(**{**found, "measure": Measure(found.get("measure", Measure.COUNT))})


def _section(found: dict[str, Any]) -> Section:
    columns = tuple(
        Column(**{**each, "measure": Measure(each["measure"])}) for each in found["columns"]
    )
    rows = tuple(map(_row, found["rows"]))
    total = _row(found["total"]) if found["total"] else None
    return Section(**{**found, "columns": columns, "rows": rows, "total": total})


def _row(found: dict[str, Any]) -> Row:
    return Row(
        found["label"],
        tuple(found["values"]),
        found["word"],
        found["remark"],
        found["measure"] and Measure(found["measure"]),
    )
