"""What is typed into a monthly report, and the buttons of whoever has the turn.

Nothing typed is lost: a field is kept in the draft by itself as soon as it is left. Where a
colleague wrote in the same field meanwhile, both texts are shown and *Simpan* decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from desk import texts
from desk.actors import Actor
from desk.problems import Changed, DeskError
from desk.reports import records, rights, workflow
from desk.reports.reading import Shown
from desk.reports.records import Happening, Report, State
from desk.reports.rights import Step
from pages.parts import access, flash, kept_words, running

logger = logging.getLogger(__name__)

PLACE = "report"
FIELDS = workflow.WRITTEN
BASE, THEIRS, REASON = "report_base", "report_theirs", "report_reason"
UNDECIDED = "Belum tersimpan. Tekan Simpan bila tulisan di isian ini yang dipakai."
BY_ITSELF = "Yang diketik tersimpan sendiri begitu Bapak/Ibu pindah dari isian."
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


def draw(shown: Shown) -> None:
    report, steps = shown.report, shown.steps
    flash.draw(PLACE)
    if rights.SAVE in steps:
        _fields(report)
        _kept(shown)
    else:
        _words(report)
    _buttons(report, steps)


def _key(report: Report, name: str) -> str:
    return f"report_{name}_{report.month}"


def _base(report: Report) -> str:
    """Where the report is kept as it was when its fields were filled from it."""
    return f"{BASE}_{report.month}"


def _theirs(report: Report) -> str:
    """Where it is kept as a colleague wrote it, once that was shown beside what is typed here."""
    return f"{THEIRS}_{report.month}"


def _kept(shown: Shown) -> None:
    """Below the fields: that they are kept, or what stands against it until *Simpan* decides."""
    theirs: Report | None = st.session_state.get(_theirs(shown.report))
    if theirs is None:
        st.caption(_kept_when(shown.history))
        return
    for name, label in FIELDS.items():
        words = getattr(theirs, name)
        if words != getattr(st.session_state[_base(theirs)], name):
            st.warning(flash.plain(f"{label} yang kini tersimpan: {words or '(kosong)'}"))
    st.caption(UNDECIDED)


def _kept_when(history: Sequence[Happening]) -> str:
    """Tersimpan 09.14, or with the day and the colleague's name where they are others."""
    last = next((one for one in reversed(history) if one.action == rights.SAVE.name), None)
    if last is None:
        return BY_ITSELF
    desk, actor = running.desk(), access.visitor().actor
    at, today = (when.astimezone(desk.timezone()) for when in (last.at, running.now()))
    same = at.date() == today.date()
    when = texts.clock(at.time()) if same else texts.short_moment(at, desk.timezone())
    person = None if actor and actor.id == last.actor else desk.reference().person(last.actor)
    by = f" oleh {flash.plain(person.name)}" if person else ""
    return f"Tersimpan {when}{by}. {BY_ITSELF}"


def _fields(report: Report) -> None:
    """What a colleague saved meanwhile is taken over unless somebody has typed here."""
    base = st.session_state.get(_base(report))
    if base is None or _untouched(base):
        for name in FIELDS:
            st.session_state[_key(report, name)] = getattr(report, name)
        st.session_state[_base(report)] = report
        st.session_state.pop(_theirs(report), None)
    for name, label in FIELDS.items():
        st.text_area(
            label,
            key=_key(report, name),
            height=140,
            max_chars=workflow.LONGEST,
            persist_state="session",
            on_change=_left,
            args=(report,),
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


def _left(report: Report) -> None:
    """The callback of a field that was left: never over what a colleague wrote there."""
    base: Report = st.session_state[_base(report)]
    _done(report, rights.SAVE, lambda person: _save(person, base, running.now()))


def _press(report: Report, step: Step) -> None:
    """The callback of a button."""
    if _done(report, step, lambda person: _take(person, report, step)):
        flash.good(DONE[step.name], place=PLACE)
        st.session_state.pop(f"{REASON}_{report.month}", None)


def _done(report: Report, step: Step, work: Act) -> bool:
    """Petugas is asked again, and a refusal costs nothing typed."""
    person = access.again()
    if person is None:
        flash.bad(access.EXPIRED, place=PLACE)
        return False
    try:
        work(person)
    except Changed as changed:
        _show_theirs(report)
        flash.bad(changed.sentence, place=PLACE)
    except DeskError as problem:
        _put_aside(report)
        flash.bad(problem.sentence, place=PLACE)
    except (SQLAlchemyError, OSError) as problem:
        logger.error("report %s: %s failed: %s", report.month, step.name, type(problem).__name__)
        flash.bad(FAILED, place=PLACE)
    else:
        return True
    return False


def _put_aside(report: Report) -> None:
    """What stands in the fields, where a colleague has sent the draft on meanwhile."""
    with running.desk().journal.read() as connection:
        gone = records.find(connection, report.month).state is not State.DRAFT
    if gone:
        kept_words.keep(report.month)


def _take(person: Actor, report: Report, step: Step) -> None:
    desk, now, month = running.desk(), running.now(), report.month
    if step in (rights.SAVE, rights.SEND):
        seen: Report = st.session_state.get(_theirs(report)) or st.session_state[_base(report)]
        report = _save(person, seen, now)
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


def _save(person: Actor, seen: Report, now: datetime) -> Report:
    """`seen`: the report as the person last saw it; a field left alone may be a colleague's."""
    state, base = st.session_state, st.session_state[_base(seen)]
    typed = {name: str(state.get(_key(seen, name), "")) for name in FIELDS}
    own = {name: words for name, words in typed.items() if words != getattr(base, name)}
    before = {name: getattr(seen, name) for name in own}
    saved = workflow.save(running.desk(), person, seen.month, typed=own, before=before, now=now)
    state.pop(_theirs(saved), None)
    state[_base(saved)] = saved
    for name in FIELDS:
        state[_key(saved, name)] = getattr(saved, name)
        kept_words.settled(_key(saved, name))
    return saved


def _show_theirs(report: Report) -> None:
    """With *Simpan*, what is typed here replaces what the colleague wrote, which is shown."""
    with running.desk().journal.read() as connection:
        st.session_state[_theirs(report)] = records.find(connection, report.month)
