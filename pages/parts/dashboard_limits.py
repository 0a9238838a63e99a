"""From figures to the dashboard's sections on time limits: by SOP row and by OPD."""

from __future__ import annotations

from collections.abc import Mapping

from desk import texts
from desk.figures import Kept
from desk.reference import Reference
from pages.parts import charts, words
from pages.parts.dashboard import SHOWN
from pages.parts.figure_box import Section
from pages.parts.palette import Colours
from pages.parts.words import plural
from sop.model import Limit, Step, Unit
from sop.words import listed

NOT_MEASURABLE = "tidak terukur"
NO_LIMIT = "tanpa batas"
COUNTED = (
    "Setiap tahap dihitung pada bulan ia berakhir, dengan batas yang berlaku saat ia dimulai. "
    "Yang masih berjalan dan sudah lewat batas dihitung tersendiri."
)
CUT_SHORT = "Grafik: {} OPD yang paling banyak lewat batas; semua ada di tabel."


def percent_words(kept: Kept) -> str:
    """92,3 %, or that nothing could be measured."""
    if kept.percent is None:
        return NOT_MEASURABLE if kept.unmeasurable else "–"
    return f"{texts.number(round(kept.percent, 1))} %"


def by_step(
    steps: tuple[Step, ...], found: Mapping[str, Kept], reference: Reference, colours: Colours
) -> Section:
    limits = reference.limits
    rows = []
    for step in steps:
        kept = found[step.key]
        name = f"<b>{step.number}</b>  {step.title}"
        rows.append((name, _beside(kept), _shares(kept, f"step~{step.key}")))
    return Section(
        key="tahap",
        title="Ketepatan waktu per tahap SOP",
        reading=_worst_step(steps, found) + _running(found),
        figure=charts.kept(tuple(rows), colours),
        header=("Tahap", "Batas", *COLUMNS, "Median", "9 dari 10"),
        rows=[
            (
                f"{step.number}. {step.title}",
                words.limit_words(limits.get(step.key)),
                *_columns(found[step.key]),
                _took(found[step.key].median, limits.get(step.key)),
                _took(found[step.key].ninetieth, limits.get(step.key)),
            )
            for step in steps
        ],
        picks=_step_picks(steps, found),
        note=COUNTED,
    )


def _medians(
    agency: str, both: Mapping[tuple[str, str], Kept], steps: tuple[Step, ...], reference: Reference
) -> list[str]:
    found = ((step, both.get((agency, step.key), Kept())) for step in steps)
    return [_took(kept.median, reference.limits.get(step.key)) for step, kept in found]


COLUMNS = (
    "Terukur",
    "Tepat",
    "Lewat batas",
    "Tidak terukur",
    "Ketepatan",
    "Berjalan, lewat batas",
)


def by_agency(
    found: Mapping[str, Kept],
    both: Mapping[tuple[str, str], Kept],
    colours: Colours,
    *,
    steps: tuple[Step, ...],
    reference: Reference,
) -> Section:
    """`steps`: those that an OPD performs."""
    rows = [
        (agency, _beside(found[agency]), _shares(found[agency], f"agency~{agency}"))
        for agency in _most_late(found)
    ]
    medians = [f"Median tahap {step.number}" for step in steps]
    return Section(
        key="opd",
        title="Ketepatan waktu per OPD",
        reading=_worst_agency(found, steps) + _running(found),
        figure=charts.kept(tuple(rows), colours) if rows else None,
        header=("OPD", *COLUMNS, *medians),
        rows=[
            (
                agency,
                *_columns(kept),
                *_medians(agency, both, steps, reference),
            )
            for agency, kept in found.items()
        ],
        picks={
            f"{agency}, lewat batas ({plural(kept.late)})": f"agency~{agency}~terlambat"
            for agency, kept in found.items()
            if kept.late
        },
        note=COUNTED if len(rows) == len(found) else f"{CUT_SHORT.format(len(rows))} {COUNTED}",
    )


def _most_late(found: Mapping[str, Kept]) -> list[str]:
    """Those that the chart has room for; none that is late stands behind one that is not."""
    return sorted(found, key=lambda agency: -found[agency].late)[:SHOWN]


def _beside(kept: Kept) -> str:
    if kept.percent is not None:
        return f"<b>{percent_words(kept)}</b> dari {plural(kept.measured)}"
    if kept.unmeasurable:
        return f"{NO_LIMIT} · {NOT_MEASURABLE} ({plural(kept.unmeasurable)})"
    return "belum ada yang selesai"


def _shares(kept: Kept, pick: str) -> tuple[tuple[float, str, str], ...]:
    if kept.percent is None:
        return ()
    return (
        (kept.percent, f"{pick}~tepat", f"Tepat waktu: {plural(kept.on_time)}"),
        (100 - kept.percent, f"{pick}~terlambat", f"Lewat batas: {plural(kept.late)}"),
    )


def _columns(kept: Kept) -> tuple[str, ...]:
    numbers = (kept.measured, kept.on_time, kept.late, kept.unmeasurable)
    return (*map(plural, numbers), percent_words(kept), plural(kept.overdue))


def _took(amount: float | None, limit: Limit | None) -> str:
    if amount is None:
        return "–"
    if limit is None or limit.unit is Unit.MINUTE:
        if amount < 1:
            return f"{plural(round(amount * 60))} detik"
        if amount < 10:
            return f"{texts.number(round(amount, 1))} menit"
    return words.amount(amount, limit)


def _step_picks(steps: tuple[Step, ...], found: Mapping[str, Kept]) -> dict[str, str]:
    kinds = (
        ("lewat batas", "terlambat", "late"),
        ("tepat waktu", "tepat", "on_time"),
        (NOT_MEASURABLE, NOT_MEASURABLE, "unmeasurable"),
    )
    picks = {
        f"Tahap {step.number}, {name} ({plural(getattr(found[step.key], number))})": (
            f"step~{step.key}~{part}"
        )
        for step in steps
        for name, part, number in kinds
        if getattr(found[step.key], number)
    }
    late = {
        f"Tahap {step.number}, berjalan lewat batas ({plural(found[step.key].overdue)})": (
            f"overdue~{step.key}"
        )
        for step in steps
        if found[step.key].overdue
    }
    return picks | late


def _worst_step(steps: tuple[Step, ...], found: Mapping[str, Kept]) -> str:
    measured = [
        (kept.percent, step) for step in steps if (kept := found[step.key]).percent is not None
    ]
    if not measured:
        return "Belum ada tahap yang dapat diukur dalam bulan-bulan ini."
    share, step = min(measured, key=lambda pair: pair[0] or 0)
    worst = texts.number(round(share or 0, 1))
    sentence = (
        "Semua yang terukur tepat waktu."
        if share == 100
        else f"Paling sering lewat batas: tahap {step.number} ({worst} % tepat waktu)."
    )
    without = [step.number for step in steps if _never_measured(found[step.key])]
    if without:
        sentence += f" Tahap {listed(without)} tanpa batas, jadi tidak terukur."
    return sentence


def _running(found: Mapping[str, Kept]) -> str:
    late = sum(kept.overdue for kept in found.values())
    return f" Sedang berjalan dan sudah lewat batas: {plural(late)}." if late else ""


def _never_measured(kept: Kept) -> bool:
    return bool(kept.unmeasurable) and not kept.measured


def _worst_agency(found: Mapping[str, Kept], steps: tuple[Step, ...]) -> str:
    numbers = listed([step.number for step in steps])
    measured = {agency: kept for agency, kept in found.items() if kept.percent is not None}
    if not measured:
        return f"Belum ada pekerjaan OPD (tahap {numbers}) yang dapat diukur."
    most = max(measured, key=lambda agency: measured[agency].late)
    if not measured[most].late:
        return f"Semua OPD tepat waktu pada pekerjaannya sendiri (tahap {numbers})."
    return (
        f"Pekerjaan OPD sendiri (tahap {numbers}). Paling banyak lewat batas: {most} "
        f"({plural(measured[most].late)} dari {plural(measured[most].measured)})."
    )
