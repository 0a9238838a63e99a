"""What is typed into a monthly report, and the buttons of whoever has the turn.

Nothing typed is lost: the fields keep their words until they are saved, also when a colleague has
saved others meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from desk.actors import Actor
from desk.problems import Changed, DeskError
from desk.reports import records, rights, workflow
from desk.reports.records import Report
from desk.reports.rights import Step
from pages.parts import access, flash, kept_words, running

logger = logging.getLogger(__name__)

PLACE = "report"
FIELDS = {"obstacles": "Hambatan", "recommendations": "Rekomendasi"}
BASE, REASON = "report_base", "report_reason"
FAILED = "Belum tersimpan karena gangguan. Isian masih ada; mohon dicoba lagi."
DONE = {
    rights.SAVE.name: "Tersimpan.",
    rights.SEND.name: "Terkirim kepada peninjau.",
    rights.TAKE_BACK.name: "Kembali menjadi konsep.",
    rights.RETURN.name: "Dikembalikan kepada admin.",
    rights.AGREE.name: "Disetujui; laporan siap diterbitkan.",
    rights.PUBLISH.name: "Laporan terbit. Pimpinan menerima tautannya.",
}
YES = "Ya, terbitkan"
FOR_GOOD = (
    "Sesudah terbit, angka, teks, dan nomor laporan tidak dapat diubah; perubahan menyusul sebagai "
    "koreksi di laporan berikutnya. Pimpinan langsung menerima tautannya."
)
NO_SIGNER = "Penanda Tangan di Pengaturan masih kosong; di laporan tercetak titik-titik."
Act = Callable[[Actor], object]


def draw(report: Report, steps: Sequence[Step]) -> None:
    flash.draw(PLACE)
    if rights.SAVE in steps:
        _fields(report)
    else:
        _words(report)
    _buttons(report, steps)


def _key(report: Report, name: str) -> str:
    return f"report_{name}_{report.month}"


def _base(report: Report) -> str:
    """Where the report is kept as it was when its fields were filled from it."""
    return f"{BASE}_{report.month}"


def _fields(report: Report) -> None:
    """What a colleague saved meanwhile is taken over unless somebody has typed here."""
    base = st.session_state.get(_base(report))
    if base is None or _untouched(base):
        for name in FIELDS:
            st.session_state[_key(report, name)] = getattr(report, name)
        st.session_state[_base(report)] = report
    for name, label in FIELDS.items():
        st.text_area(
            label,
            key=_key(report, name),
            height=140,
            max_chars=workflow.LONGEST,
            persist_state="session",
        )
        kept_words.note(_key(report, name), label)


def _untouched(base: Report) -> bool:
    state = st.session_state
    return all(state.get(_key(base, name), "") == getattr(base, name) for name in FIELDS)


def _words(report: Report) -> None:
    for name, label in FIELDS.items():
        st.markdown(f"**{label}**")
        st.text(getattr(report, name) or "Tidak ada.")


def _buttons(report: Report, steps: Sequence[Step]) -> None:
    if rights.RETURN in steps:
        st.text_area("Alasan dikembalikan", key=f"{REASON}_{report.month}", height=80)
    with st.container(horizontal=True, gap="small"):
        first = next((step for step in steps if step is not rights.SAVE), None)
        for step in steps:
            if step is rights.PUBLISH:
                _publish(report)
            else:
                _button(report, step, step.name, primary=step is first)


def _button(report: Report, step: Step, label: str, *, primary: bool) -> None:
    st.button(
        label,
        key=f"report_step_{step.name}",
        type="primary" if primary else "secondary",
        help=step.explanation or None,
        on_click=_press,
        args=(report, step),
    )


def _publish(report: Report) -> None:
    """Asked once more: nothing takes a published report back."""
    with st.popover(rights.PUBLISH.name, type="primary"):
        st.markdown(FOR_GOOD)
        if not running.desk().reference().preferences.report_signer:
            st.warning(NO_SIGNER)
        _button(report, rights.PUBLISH, YES, primary=True)


def _press(report: Report, step: Step) -> None:
    """The callback of a button: Petugas is asked again, and a refusal costs nothing typed."""
    person = access.again()
    if person is None:
        flash.bad(access.EXPIRED, place=PLACE)
        return
    try:
        _take(person, report, step)
    except Changed as changed:
        _show_theirs(report)
        flash.bad(changed.sentence, place=PLACE)
    except DeskError as problem:
        flash.bad(problem.sentence, place=PLACE)
    except (SQLAlchemyError, OSError) as problem:
        logger.error("report %s: %s failed: %s", report.month, step.name, type(problem).__name__)
        flash.bad(FAILED, place=PLACE)
    else:
        flash.good(DONE[step.name], place=PLACE)
        st.session_state.pop(f"{REASON}_{report.month}", None)


def _take(person: Actor, report: Report, step: Step) -> None:
    desk, now, month = running.desk(), running.now(), report.month
    if step in (rights.SAVE, rights.SEND):
        report = _save(person, report, now)
    reason = str(st.session_state.get(f"{REASON}_{month}", ""))
    acts: dict[str, Act] = {
        rights.SEND.name: lambda who: workflow.send(
            desk, who, month, now=now, version=report.version
        ),
        rights.TAKE_BACK.name: lambda who: workflow.take_back(desk, who, month, now=now),
        rights.RETURN.name: lambda who: workflow.give_back(
            desk, who, month, reason=reason, now=now
        ),
        rights.AGREE.name: lambda who: workflow.agree(
            desk, who, month, now=now, version=report.version
        ),
        rights.PUBLISH.name: lambda who: workflow.publish(desk, who, month, now=now),
    }
    if step.name in acts:
        acts[step.name](person)


def _save(person: Actor, report: Report, now: datetime) -> Report:
    base: Report = st.session_state[_base(report)]
    typed = {name: str(st.session_state.get(_key(report, name), "")) for name in FIELDS}
    kept = partial(workflow.save, running.desk(), person, report.month, now=now)
    saved = kept(
        obstacles=typed["obstacles"],
        recommendations=typed["recommendations"],
        version=base.version,
    )
    st.session_state[_base(report)] = saved
    return saved


def _show_theirs(report: Report) -> None:
    """Pressed again, what is typed here replaces what the colleague wrote, which is shown."""
    with running.desk().journal.read() as connection:
        theirs = records.find(connection, report.month)
    st.session_state[_base(theirs)] = theirs
    for name, label in FIELDS.items():
        if words := getattr(theirs, name):
            flash.bad(f"{label} yang kini tersimpan: {words}", place=PLACE)
