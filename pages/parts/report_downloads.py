"""Files of a monthly report and of the register, made when they are pressed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import streamlit as st

from desk import exchange
from desk.actors import Actor
from desk.context import Desk
from desk.exchange import Export
from desk.problems import DeskError
from desk.reports import reading, refusing
from desk.reports.records import Report
from pages.parts import access, running

logger = logging.getLogger(__name__)

FAILED = "Berkas gagal dibuat. Mohon dicoba lagi; bila tetap gagal, laporkan kepada admin sistem."
MIMES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
EXPORTS = {
    Export.NATIONAL: "Aduan yang diterima pada bulan ini, dengan istilah SP4N-LAPOR!, tanpa "
    "identitas pelapor.",
    Export.REGISTER: "Seluruh aduan dengan semua kolom, untuk arsip. Berisi data pribadi: simpan "
    "di tempat yang aman. Setiap unduhan dicatat.",
}
Make = Callable[[Desk, Actor, datetime], bytes]


def draw(report: Report) -> None:
    desk = running.desk()
    with st.container(horizontal=True, gap="small"):
        for kind in ("pdf", "xlsx"):
            name = reading.file_name(desk, report, kind)
            _button(f"Unduh {kind.upper()}", name, _report(report.month, kind))


def draw_exports(report: Report) -> None:
    """For the city's desk: complaints as files for others."""
    with st.expander("Unduh data aduan"):
        for export, meaning in EXPORTS.items():
            month = report.first_day if export is Export.NATIONAL else None
            st.markdown(f"**{export}**")
            st.caption(running.in_words(meaning))
            with st.container(horizontal=True, gap="small"):
                for kind in ("csv", "xlsx"):
                    name = exchange.file_name(export, kind, month=month)
                    _button(f"{export} ({kind.upper()})", name, _export(export, kind, month))


def _button(label: str, name: str, make: Make) -> None:
    kind = name.rpartition(".")[2]
    st.download_button(
        label,
        partial(made, access.bound(), kind, make),
        file_name=name,
        mime=MIMES[kind],
        icon=":material/download:",
        key=f"file_{label}",
        on_click="ignore",
    )


def _report(month: str, kind: str) -> Make:
    make = reading.pdf if kind == "pdf" else reading.xlsx
    return lambda desk, actor, now: make(desk, actor, month, now=now)


def _export(export: Export, kind: str, month: date | None) -> Make:
    return lambda desk, actor, now: exchange.made(desk, actor, export, kind, now=now, month=month)


def made(who: Callable[[], Actor | None], kind: str, make: Make) -> bytes:
    """The file, or one that says why there is none: it runs without the page, in a thread of its
    own, and Streamlit would tell of a failure in English."""
    now = running.now()
    try:
        actor = who()
        if actor is None:
            return refusing.file(kind, access.EXPIRED, now=now)
        return make(running.desk(), actor, now)
    except DeskError as problem:
        return refusing.file(kind, problem.sentence, now=now)
    except Exception:
        logger.exception("a file of the monthly report could not be made")
        return refusing.file(kind, FAILED, now=now)
