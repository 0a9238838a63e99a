"""PDF and XLSX of a monthly report, made when they are pressed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from desk.actors import Actor
from desk.context import Desk
from desk.problems import DeskError
from desk.reports import reading, refusing
from desk.reports.records import Report
from pages.parts import access, running

logger = logging.getLogger(__name__)

FAILED = "Berkas gagal dibuat. Mohon dicoba lagi; bila tetap gagal, laporkan kepada admin sistem."
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Make = Callable[[Desk, Actor, str, datetime], bytes]


def _pdf(desk: Desk, actor: Actor, month: str, now: datetime) -> bytes:
    return reading.pdf(desk, actor, month, now=now)


def _xlsx(desk: Desk, actor: Actor, month: str, now: datetime) -> bytes:
    return reading.xlsx(desk, actor, month, now=now)


def draw(report: Report) -> None:
    with st.container(horizontal=True, gap="small"):
        _button(report, "pdf", "application/pdf", _pdf)
        _button(report, "xlsx", SHEET, _xlsx)


def _button(report: Report, kind: str, mime: str, make: Make) -> None:
    st.download_button(
        f"Unduh {kind.upper()}",
        partial(made, access.bound(), report.month, kind, make),
        file_name=reading.file_name(running.desk(), report, kind),
        mime=mime,
        icon=":material/download:",
        key=f"report_{kind}",
        on_click="ignore",
    )


def made(who: Callable[[], Actor | None], month: str, kind: str, make: Make) -> bytes:
    """The file, or one that says why there is none: it runs without the page."""
    now = running.now()
    try:
        actor = who()
        if actor is None:
            return refusing.file(kind, access.EXPIRED, now=now)
        return make(running.desk(), actor, month, now)
    except DeskError as problem:
        return refusing.file(kind, problem.sentence, now=now)
    except Exception:
        logger.exception("the %s of report %s could not be made", kind, month)
        return refusing.file(kind, FAILED, now=now)
