"""The rows of the tab Rekap Bulanan: every figure of the published reports, as they say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.reports import records
from desk.reports.contents import UNMEASURED, Cell, Value
from desk.reports.records import State
from desk.reports.tables import reports

REPORT = "Laporan"


@dataclass(frozen=True)
class Line:
    """One row: Bulan, Bagian and Ukuran tell it apart; `value` None: Nilai stays empty."""

    month: str
    part: str
    name: str
    value: Value
    remark: str


def months(connection: Connection) -> tuple[str, ...]:
    """The published months, oldest first."""
    query = select(reports.c.month).where(reports.c.state == State.PUBLISHED)
    return tuple(connection.execute(query.order_by(reports.c.month)).scalars())


def lines(connection: Connection, month: str) -> list[Line]:
    """The rows of one published month, in the order of the report."""
    found = {(line.part, line.name): line for line in _lines(connection, month)}
    return list(found.values())


def _lines(connection: Connection, month: str) -> Iterator[Line]:
    report = records.find(connection, month)
    kept = records.frozen(connection, month)
    yield Line(month, REPORT, "Nomor", None, report.number)
    yield Line(month, REPORT, "Batas data", None, kept.facts["cut_off"])
    if kept.of_examples:
        yield Line(month, REPORT, "Sumber angka", None, kept.of_examples)
    yield Line(month, REPORT, "Sidik laporan (SHA-256)", None, report.digest)
    yield Line(month, REPORT, "Sidik kejadian (SHA-256)", None, kept.facts["events_digest"])
    for cell in kept.cells():
        yield Line(month, cell.part, cell.name, cell.value, _remark(cell))
    for one in kept.corrections:
        said = UNMEASURED if one.published is None else f"{one.published:.10g}"
        name = f"{one.part}: {one.name}"
        yield Line(
            month, f"Koreksi {one.month}", name, one.now, f"{one.measure}; diterbitkan {said}"
        )


def _remark(cell: Cell) -> str:
    """What the number is; why there is none."""
    parts = (UNMEASURED if cell.value is None else str(cell.measure), cell.remark)
    return "; ".join(dict.fromkeys(part for part in parts if part))
