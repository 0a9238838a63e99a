"""From figures to the dashboard's sections on time limits: by SOP row, by OPD, by both."""

from __future__ import annotations

from collections.abc import Mapping

from desk import texts
from desk.figures import Kept
from desk.reference import Reference
from pages.parts import charts, words
from pages.parts.charts import Cell
from pages.parts.figure_box import Section
from pages.parts.palette import Colours
from pages.parts.words import plural
from sop.model import Limit, Step, Unit
from sop.words import listed

NOT_MEASURABLE = "tidak terukur"
NO_LIMIT = "tanpa batas"
BEFORE_ANY = "Belum di OPD"
COUNTED = (
    "Setiap tahap dihitung pada bulan ia berakhir, dengan batas yang berlaku saat ia dimulai. "
    "Yang masih berjalan dan sudah lewat batas dihitung tersendiri."
)


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
    shown = list(found.items())[:8]
    rows = [(agency, _beside(kept), _shares(kept, f"agency~{agency}")) for agency, kept in shown]
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
                *(
                    _took(
                        both.get((agency, step.key), Kept()).median, reference.limits.get(step.key)
                    )
                    for step in steps
                ),
            )
            for agency, kept in found.items()
        ],
        picks={
            f"{agency}, lewat batas ({plural(kept.late)})": f"agency~{agency}~terlambat"
            for agency, kept in found.items()
            if kept.late
        },
        note=COUNTED,
    )


def heat(
    both: Mapping[tuple[str, str], Kept],
    agencies: list[str],
    colours: Colours,
    *,
    steps: tuple[Step, ...],
) -> Section:
    """`agencies` in the order of the rows; "" is before any OPD had it."""
    rows = [agency or BEFORE_ANY for agency in agencies]
    cells = [
        _cell(
            row,
            column,
            both[agency, step.key],
            f"{rows[row]}, tahap {step.number}",
            pick=f"cell~{agency}~{step.key}",
        )
        for row, agency in enumerate(agencies)
        for column, step in enumerate(steps)
        if (agency, step.key) in both
    ]
    return Section(
        key="peta",
        title="OPD dan tahap",
        reading=_worst_cell(both, {step.key: step for step in steps}),
        figure=charts.heat(
            tuple(rows), tuple(step.number for step in steps), tuple(cells), colours
        ),
        header=("OPD", *(f"Tahap {step.number}" for step in steps)),
        rows=[
            (name, *(_cell_words(both.get((agency, step.key))) for step in steps))
            for name, agency in zip(rows, agencies, strict=True)
        ],
        picks={cell.hover.replace("<br>", ": "): cell.pick for cell in cells},
        keys=_bands(colours),
        legend="Tahap " + " · ".join(f"{step.number}\u00a0{step.title}" for step in steps),
        note="Baris: OPD yang memegang aduan selama tahap itu. Tahap 4 dan 7 adalah pekerjaan "
        "admin kota atas aduan OPD tersebut.",
    )


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


def _worst_cell(both: Mapping[tuple[str, str], Kept], steps: Mapping[str, Step]) -> str:
    enough = {key: kept for key, kept in both.items() if kept.measured >= FEW and kept.late}
    if not enough:
        return "Persen tahap yang tepat waktu; belum ada yang sering lewat batas."
    agency, key = min(enough, key=lambda pair: enough[pair].percent or 0)
    kept = enough[agency, key]
    return (
        f"Persen tahap yang tepat waktu. Terendah: {agency or BEFORE_ANY} pada tahap "
        f"{steps[key].number} ({percent_words(kept)} dari {plural(kept.measured)})."
    )


FEW = 5  # under it, a share says nothing


def _cell(row: int, column: int, kept: Kept, name: str, *, pick: str) -> Cell:
    words_ = f"{percent_words(kept)} dari {plural(kept.measured)}"
    if kept.percent is None:
        words_ = f"{NO_LIMIT}, {plural(kept.unmeasurable)} {NOT_MEASURABLE}"
    label = f"{int(kept.percent)}" if kept.percent is not None else "–"  # 99,9 is not 100
    return Cell(row, column, kept.percent, label, pick, f"{name}<br>{words_}")


def _cell_words(kept: Kept | None) -> str:
    if kept is None:
        return "–"
    if kept.percent is None:
        return f"{NO_LIMIT} ({plural(kept.unmeasurable)})"
    return f"{percent_words(kept)} ({plural(kept.measured)})"


def _bands(colours: Colours) -> list[tuple[str, str]]:
    names = {90: "90 % ke atas", 75: "75–89 %", 50: "50–74 %", 0: "di bawah 50 %"}
    return [*((colour, names[least]) for least, colour in colours.bands), (colours.blank, NO_LIMIT)]
