"""Laporan Bulanan: each month's report, its figures, its words, and who has the turn."""

from __future__ import annotations

import streamlit as st

from desk import texts
from desk.problems import DeskError
from desk.reports import counting, reading
from desk.reports.reading import Shown
from desk.reports.records import Report, State
from pages.parts import (
    access,
    drawer,
    look,
    report_downloads,
    report_figures,
    report_form,
    running,
    screens,
    table,
)
from pages.parts.flash import plain
from sop.model import Scope

actor = access.require(*screens.CITY)

MONTH = "bulan"  # in the address
CHOSEN = "report_month"
SINCE = (
    "Daftar menurut data sekarang; bila ada yang diubah sesudah laporan terbit, jumlahnya dapat "
    "berbeda dari angka laporan dan dimuat sebagai koreksi di laporan berikutnya."
)
NONE = {
    True: "Belum ada laporan. Konsep bulan lalu dibuat sendiri pada hari kerja pertama bulan ini.",
    False: "Belum ada laporan yang terbit.",
}
TONES = {State.DRAFT: "", State.SENT: "soon", State.AGREED: "soon", State.PUBLISHED: "good"}


def choose(found: list[Report]) -> Report:
    """The month of the address, else the newest."""
    months = {report.month: report for report in found}
    asked = st.query_params.get(MONTH, "")
    st.session_state[CHOSEN] = asked if asked in months else found[0].month
    if asked and asked not in months:
        st.warning("Laporan bulan itu belum ada atau belum terbit; yang tampil bulan terbaru.")
    st.selectbox(
        "Bulan",
        list(months),
        key=CHOSEN,
        format_func=lambda month: f"{month_words(months[month])} – {months[month].state}",
        on_change=chosen,
        width=320,
    )
    return months[st.session_state[CHOSEN]]


def chosen() -> None:
    """The callback of the choice: a link shows a colleague the same report."""
    st.query_params[MONTH] = st.session_state[CHOSEN]
    drawer.forget()


def month_words(report: Report) -> str:
    return texts.month(report.first_day)


def standing(shown: Shown) -> None:
    report = shown.report
    zone = running.desk().timezone()
    look.draw(look.tags((report.state, TONES[report.state])))
    facts = [
        ("Nomor", report.number),
        ("Batas data", shown.contents.facts["cut_off"] if report.published_at else "sekarang"),
        ("Tujuan", shown.contents.facts["addressee"]),
        ("Sidik laporan", report.digest[:16]),
    ]
    look.draw(look.facts(facts))
    if report.returned_for and report.state is State.DRAFT:
        st.warning(f"Dikembalikan peninjau: {plain(report.returned_for)}")
    with st.expander("Riwayat laporan"):
        table.draw(
            ["Kapan", "Apa", "Oleh", "Catatan"],
            [
                [texts.short_moment(one.at, zone), one.action, who(one.actor), one.note]
                for one in shown.history
            ],
            caption="Yang dilakukan dengan laporan ini",
        )


def who(email: str) -> str:
    found = running.desk().reference().person(email)
    return found.name if found else email


def page() -> None:
    found = reading.listed(running.desk(), actor)
    if not found:
        st.info(NONE[Scope.CITY in access.scopes(actor)])
        return
    chosen_one = choose(found)
    now = running.now()
    try:
        with st.spinner("Menghitung angka…"):
            shown = reading.shown(running.desk(), actor, chosen_one.month, now=now)
    except DeskError as problem:
        st.error(plain(problem.sentence))
        return
    standing(shown)
    report_form.draw(shown)
    report_downloads.draw(shown.report)
    if Scope.CITY in access.scopes(actor):
        report_downloads.draw_exports(shown.report)
    report_figures.draw(shown.contents)
    behind(shown)


def behind(shown: Shown) -> None:
    """The complaints of the figure that somebody picked: those known when it was published, by
    what is known of them now."""
    report = shown.report
    cutoff = report.published_at or running.now()
    asked = counting.asked(running.desk(), report.first_day, cutoff=cutoff, actor=actor)
    note = SINCE if report.published_at else ""
    drawer.draw(actor, asked, report_figures.names(shown.contents), note=note)


for styles in report_figures.STYLES:
    st.html(styles)
st.title("Laporan Bulanan", anchor=False)
page()
