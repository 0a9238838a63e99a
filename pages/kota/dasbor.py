"""Dasbor: what leaders look at, months and limits. Nothing in it tells who a citizen is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import streamlit as st

from desk.figures import Asked, Kept, Line, Month, ask, compliance, listed, volumes
from desk.figures.asked import Months, first_month
from desk.figures.old import old_data
from desk.reports import records
from pages.parts import (
    access,
    dashboard,
    dashboard_change,
    dashboard_heat,
    dashboard_limits,
    drawer,
    figure_box,
    figure_filters,
    palette,
    running,
    screens,
    tiles,
    words,
)
from pages.parts.figure_filters import Chosen
from pages.parts.palette import Colours
from pages.parts.tiles import Tile
from sop.model import Scope

actor = access.require(*screens.STAFF)

STYLES = Path(__file__).parents[1] / "parts" / "dashboard.css"
LISTED = 6


def colours() -> Colours:
    return palette.DARK if st.context.theme.type == "dark" else palette.LIGHT


def numbers(lines: tuple[Month, ...], asked: Asked) -> None:
    total = compliance.total(asked)
    received = sum(line.received for line in lines)
    resolved = sum(line.resolved for line in lines)
    otherwise = sum(line.closed_otherwise for line in lines)
    now = Tile(
        "Terbuka sekarang",
        words.plural(listed.open_now(asked)),
        f"{words.plural(total.overdue)} lewat batas",
        "now",
        alarm=bool(total.overdue),
    )
    tiles.draw(
        (
            Tile("Diterima", words.plural(received), "dalam bulan yang dipilih", "received"),
            Tile(
                "Tuntas",
                words.plural(resolved),
                f"ditutup lain {words.plural(otherwise)}",
                "resolved",
            ),
            now,
            Tile("Tepat waktu", dashboard_limits.percent_words(total), measured(total), "step"),
        )
    )


def old_numbers(chosen: Chosen, now: datetime) -> None:
    """Data Lama, where there is any: apart, because none of the numbers above counts it."""
    found = old_data(running.desk(), actor, chosen.months, now=now, filters=chosen.filters)
    if found.received or found.still_open:
        st.caption(
            f"Data Lama, di luar angka di atas: {words.plural(found.received)} dari bulan yang "
            f"dipilih, {words.plural(found.still_open)} masih terbuka seluruhnya."
        )


def beside(chosen: Chosen, now: datetime) -> None:
    """The newest month that is over, beside the one before and the same one a year ago."""
    desk = running.desk()

    def question(month: date) -> Asked:
        return ask(desk, actor, Months(month, month), now=now, filters=chosen.filters)

    this = now.astimezone(desk.timezone()).date().replace(day=1)
    first = first_month(desk, now=now)
    months = dashboard_change.compared(chosen.months.all, first=first, this=this)
    shown, before, year_ago = (
        dashboard_change.past(question, month, first=first) for month in months
    )
    dashboard_change.draw(
        (shown, before, year_ago),
        running=months[0] >= this,
        number=published(months[0]),
    )


def published(month: date) -> str:
    """The number of that month's published report; "" without one, and for an OPD's people."""
    if not access.scopes(actor) & {Scope.CITY, Scope.LEADER}:
        return ""
    with running.desk().journal.read() as connection:
        report = records.published(connection, month)
    return report.number if report else ""


def measured(total: Kept) -> str:
    return f"{words.plural(total.measured)} tahap terukur, {words.plural(total.unmeasurable)} tidak"


def months(lines: tuple[Month, ...], paints: Colours) -> None:
    left, right = st.columns((3, 2))
    with left:
        figure_box.draw(dashboard.volumes(lines, paints))
    with right:
        figure_box.draw(dashboard.open_at_end(lines, paints))


def limits(asked: Asked, paints: Colours) -> None:
    reference = running.desk().reference()
    steps = compliance.measured_steps(asked)
    theirs = compliance.agency_steps(asked)
    both = compliance.by_both(asked)
    agencies = compliance.by_agency(asked)
    left, right = st.columns(2)
    with left:
        found = compliance.by_step(asked)
        figure_box.draw(dashboard_limits.by_step(steps, found, reference, paints))
    with right:
        figure_box.draw(
            dashboard_limits.by_agency(agencies, both, paints, steps=theirs, reference=reference)
        )
    held = {agency for agency, _ in both}
    order = [name for name in ("", *agencies) if name in held]
    order += sorted(held - set(order))
    figure_box.draw(dashboard_heat.heat(both, order, paints, steps=steps, theirs=theirs))


def subjects(asked: Asked, lines: tuple[Month, ...], paints: Colours) -> None:
    kinds = (("category", "Kategori"), ("district", "Kecamatan"), ("channel", "Kanal"))
    sections = [
        dashboard.shares(kind, title, volumes.received_by(asked, kind), paints)
        for kind, title in kinds
    ]
    sections.append(dashboard.reasons(lines, paints))
    for pair in (sections[:2], sections[2:]):
        for column, section in zip(st.columns(2), pair, strict=True):
            with column:
                figure_box.draw(section)


def slowest(asked: Asked) -> None:
    late, old = st.columns(2)
    with late, st.container(border=True, height="stretch"):
        st.subheader("Paling jauh melewati batas", anchor=False)
        lines(
            listed.most_overdue(running.desk(), actor, asked, limit=LISTED),
            "Tidak ada yang melewati batas.",
            asked,
        )
    with old, st.container(border=True, height="stretch"):
        st.subheader("Paling lama terbuka", anchor=False)
        lines(
            listed.oldest_open(running.desk(), actor, asked, limit=LISTED),
            "Tidak ada aduan terbuka.",
            asked,
        )


def lines(found: tuple[Line, ...], empty: str, asked: Asked) -> None:
    if not found:
        st.caption(empty)
    sop = running.desk().sop
    for line in found:
        turn = words.turn(sop, {"state": line.state, "agency": line.agency})
        overrun = listed.overrun(line, now=asked.now)
        parts = [f"giliran {turn}", f"terbuka {days(asked.now - line.received_at)}"]
        if overrun:
            parts.append(f"lewat batas {days(timedelta(minutes=overrun))}")
        drawer.row(line, " · ".join(parts))


def days(span: timedelta) -> str:
    """346 hari; under two days with hours and minutes."""
    return f"{words.plural(span.days)} hari" if span.days > 1 else words.duration(span)


def page() -> None:
    now = running.now()
    chosen = figure_filters.draw(actor, now=now)
    asked = ask(running.desk(), actor, chosen.months, now=now, filters=chosen.filters)
    lines_of_months = volumes.months(asked)
    paints = colours()
    numbers(lines_of_months, asked)
    old_numbers(chosen, now)
    beside(chosen, now)
    months(lines_of_months, paints)
    limits(asked, paints)
    subjects(asked, lines_of_months, paints)
    slowest(asked)
    drawer.draw(actor, asked)


st.html(STYLES)
st.title("Dasbor", anchor=False)
page()
