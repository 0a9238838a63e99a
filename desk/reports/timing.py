"""The tables of the report about time: how limits were kept, and who took how long."""

from __future__ import annotations

from collections.abc import Mapping

from desk import texts
from desk.reports.contents import UNMEASURED, Column, Measure, Row, Section, Value
from sop.model import Limit, Sop
from sop.summary import Kept, Spread, Summary

MINUTES = (
    Column("Selesai", pick="step~{}"),
    Column("Median layanan", Measure.MINUTES, adds=False),
    Column("90% layanan", Measure.MINUTES, adds=False),
    Column("Median jam dinding", Measure.MINUTES, adds=False),
    Column("90% jam dinding", Measure.MINUTES, adds=False),
)
LIMITS = (
    Column("Terukur"),
    Column("Tepat waktu", pick="step~{}~tepat"),
    Column("Terlambat", pick="step~{}~terlambat"),
    Column("Tidak terukur", pick="step~{}~tidak terukur"),
    Column("Tepat waktu (%)", Measure.PERCENT, adds=False),
    Column("Masih berjalan", pick="running~{}"),
    Column("Lewat batas", pick="overdue~{}"),
)


def kept(sop: Sop, summary: Summary, limits: Mapping[str, Limit | None]) -> Section:
    """How each row of the SOP was kept."""
    rows = tuple(
        Row(_step(sop, line.step), _kept(line.kept), line.step, _verdict(line.kept))
        for line in summary.steps
    )
    note = (
        "Tahap dihitung pada bulan berakhirnya, menurut batas yang berlaku saat tahap itu dimulai. "
        "Tahap tanpa batas dalam SOP, dan tahap yang diambil dari OPD sebelum batasnya, tidak "
        "terukur dan tidak pernah dihitung tepat waktu."
    ) + _in_force(sop, limits)
    total = Row("Jumlah", _kept(summary.all_steps))
    return Section("sla", "Ketepatan Waktu menurut SOP", "Tahap SOP", LIMITS, rows, total, note)


def _in_force(sop: Sop, limits: Mapping[str, Limit | None]) -> str:
    """Which limit each row has now, with its unit and hours: working days are not calendar days."""
    said = [
        f"{step.number}. {_limit(limits[step.key])}"
        for step in sop.steps
        if step.measured and step.key in limits
    ]
    return f" Batas yang berlaku: {'; '.join(said)}." if said else ""


def _limit(limit: Limit | None) -> str:
    if limit is None:
        return "tanpa batas"
    return f"{texts.number(limit.amount)} {limit.unit} ({limit.hours})"


def _step(sop: Sop, key: str) -> str:
    step = sop.step(key)
    return f"{step.number}. {step.title}" if step else key


def _kept(kept: Kept) -> tuple[Value, ...]:
    counts = (kept.measured, kept.on_time, kept.late, kept.unmeasurable)
    return (*counts, kept.percent, kept.running, kept.overdue)


def _verdict(kept: Kept) -> str:
    return "" if kept.measured else UNMEASURED


def times(sop: Sop, summary: Summary) -> Section:
    """How long each row of the SOP took."""
    rows = tuple(
        Row(_step(sop, line.step), _spreads(line.kept), line.step) for line in summary.steps
    )
    note = (
        "Median: separuh selesai dalam waktu itu atau lebih cepat; 90%: sembilan dari sepuluh. "
        "Jam layanan menurut tab Jam Layanan dan Hari Libur, jam dinding 24 jam."
    )
    return Section("waktu", "Lama tiap Tahap SOP", "Tahap SOP", MINUTES, rows, note=note)


def _spreads(one: Kept) -> tuple[Value, ...]:
    service, wall = one.service, one.wall
    return (one.ended, service.median, service.ninetieth, wall.median, wall.ninetieth)


def holders(summary: Summary) -> Section:
    """How long each role had complaints before it."""
    columns = (
        Column("Giliran selesai", pick="holder~{}"),
        Column("Kembali", pick="holder~{}~kembali"),
        Column("Jumlah layanan", Measure.MINUTES, adds=False),
        *MINUTES[1:],
    )
    rows = tuple(
        Row(
            line.holder,
            (line.turns, line.returned, line.service.total, *_times_of(line.service, line.wall)),
            line.holder,
        )
        for line in summary.holders
    )
    return Section(
        "posisi", "Lama di tiap Pemegang", "Pemegang", columns, rows,
        note="Berapa lama aduan berada pada tiap pemegang, dan berapa kali dikembalikan.",
    )  # fmt: skip


def _times_of(service: Spread, wall: Spread) -> tuple[Value, ...]:
    return (service.median, service.ninetieth, wall.median, wall.ninetieth)
