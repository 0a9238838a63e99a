"""The dashboard's map of OPD and step: what was in time where, darkest where it was not."""

from __future__ import annotations

from collections.abc import Mapping

from desk.figures import Kept
from pages.parts import charts
from pages.parts.charts import Cell
from pages.parts.dashboard_limits import NO_LIMIT, NOT_MEASURABLE, percent_words
from pages.parts.figure_box import Section
from pages.parts.palette import Colours
from pages.parts.words import plural
from sop.model import Step
from sop.words import listed

BEFORE_ANY = "Belum di OPD"
FEW = 5  # under it, a share says nothing


def heat(
    both: Mapping[tuple[str, str], Kept],
    agencies: list[str],
    colours: Colours,
    *,
    steps: tuple[Step, ...],
    theirs: tuple[Step, ...],
) -> Section:
    """`agencies` in the order of the rows; "" is before any OPD had it.

    `theirs`: the steps that an OPD performs.
    """
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
        note=_whose(both, steps, theirs),
    )


def _whose(
    both: Mapping[tuple[str, str], Kept], steps: tuple[Step, ...], theirs: tuple[Step, ...]
) -> str:
    """What a row's cells say of an OPD, and which of them are the work of others."""
    with_one = {step for agency, step in both if agency}
    others = [step.number for step in steps if step.key in with_one and step not in theirs]
    said = "Baris: OPD yang memegang aduan selama tahap itu."
    if others:
        said += f" Tahap {listed(others)} bukan pekerjaan OPD itu, melainkan petugas pengaduan."
    return said


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
