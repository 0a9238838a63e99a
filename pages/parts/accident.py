"""Kondisi Sistem: what was changed in the Sheet all at once, and the decision about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from desk import accidents, decisions
from desk.accidents import SENTENCES, Decision, Hold, Line, Sign
from desk.problems import DeskError
from pages.parts import access, flash, running, table, words

REFRESH_S = 5
ASKED = "accident_asked"  # (decision, digest of what was on the screen)
OUTCOME = "accident_outcome"  # "" or why it was refused
SHOWN_AT_ONCE = 5
MOST_ROWS = 50
LABELS = {Decision.APPLY: "Terapkan", Decision.PUT_BACK: "Kembalikan"}


@st.fragment(run_every=REFRESH_S)
def draw() -> None:
    person = access.again()
    _outcome()
    hold = accidents.held_for(running.desk(), person) if person else None
    if person is None or hold is None:
        return
    st.subheader("Perubahan serentak di Lembar")
    for sign in hold.signs:
        st.markdown(flash.plain(SENTENCES[Sign(sign)]))
    st.caption(
        f"{accidents.extent(hold)}. Belum ada yang dijalankan atau ditimpa; aduan lain dan balasan "
        "tetap berjalan."
    )
    _cells(hold)
    _rows("Baris aduan yang hilang", hold.gone)
    _rows("Baris baru tanpa nomor", hold.typed.values())
    if hold.decision:
        st.info(f"Sedang di{hold.decision}; selesai pada putaran berikut.", icon=":material/sync:")
    elif decisions.may_decide(running.desk(), person):
        _choice(hold)
    else:
        st.caption(running.in_words("Yang memutuskan: Admin Kota."))


def _cells(hold: Hold) -> None:
    """The first ones at once; on a phone the buttons must not be fifty cards away."""
    if not hold.lines:
        return
    _lines(hold.lines[:SHOWN_AT_ONCE])
    more = hold.lines[SHOWN_AT_ONCE:]
    if more:
        with st.expander(f"{words.plural(len(more))} sel lagi"):
            _lines(more)
    if hold.cells > len(hold.lines):
        st.caption(f"dan {words.plural(hold.cells - len(hold.lines))} sel lainnya.")


def _lines(found: Sequence[Line]) -> None:
    table.draw(
        ["No. Aduan", "Kolom", "Semula", "Sekarang di Lembar"],
        [
            [line.number, line.column, line.was or "(kosong)", line.now or "(kosong)"]
            for line in found
        ],
        caption="Sel yang berubah",
    )


def _rows(name: str, found: Iterable[str]) -> None:
    every = list(found)
    if not every:
        return
    table.draw([name], [[one] for one in every[:MOST_ROWS]], caption=name)
    if len(every) > MOST_ROWS:
        st.caption(f"dan {words.plural(len(every) - MOST_ROWS)} baris lainnya.")


def _choice(hold: Hold) -> None:
    """Two buttons; each asks once more and says what will happen."""
    asked, digest = st.session_state.get(ASKED, (None, ""))
    if asked is not None and digest == hold.digest and accidents.may(hold, asked):
        _confirm(hold, asked)
        return
    with st.container(horizontal=True):
        for decision in Decision:
            if accidents.may(hold, decision):
                st.button(
                    LABELS[decision],
                    key=f"accident_{decision}",
                    on_click=_ask,
                    args=(decision, hold.digest),
                )
    if not hold.may_apply or not hold.may_put_back:
        missing = Decision.PUT_BACK if hold.may_apply else Decision.APPLY
        st.caption(accidents.refusal(missing))


def _confirm(hold: Hold, decision: Decision) -> None:
    st.warning(flash.plain(_consequence(hold, decision)), icon=":material/help:")
    with st.container(horizontal=True):
        st.button(
            f"Ya, {decision.value}",
            key="accident_yes",
            type="primary",
            on_click=_decide,
            args=(decision, hold.digest),
        )
        st.button("Batal", key="accident_no", on_click=_ask, args=(None, ""))


def _consequence(hold: Hold, decision: Decision) -> str:
    """What will happen, for somebody who has never done it."""
    if decision is Decision.PUT_BACK:
        parts = [
            "Semua sel di daftar ditulis kembali seperti semula; yang diketik disimpan di Riwayat."
            if hold.numbers
            else "",
            "Baris yang hilang dikembalikan utuh." if hold.gone else "",
            "Baris baru dibiarkan dan ditanyakan lagi." if hold.typed else "",
            "Tidak ada pesan yang dikirim karenanya.",
        ]
    else:
        delay = running.desk().reference().preferences.send_delay_s
        parts = [
            "Setiap perubahan dijalankan seperti diketik sekarang, dengan aturan yang biasa: pesan "
            f"kepada pelapor berangkat setelah {delay} detik dan batal bila selnya dikembalikan."
            if hold.numbers
            else "",
            "Setiap baris baru menjadi aduan bernomor dengan batas waktu." if hold.typed else "",
            "Baris yang hilang dikembalikan: aduan tidak dapat dihapus." if hold.gone else "",
        ]
    return running.in_words(" ".join(part for part in parts if part))


def _ask(decision: Decision | None, digest: str) -> None:
    st.session_state[ASKED] = (decision, digest)


def _decide(decision: Decision, digest: str) -> None:
    """The callback of Ya: for whoever is signed in now."""
    st.session_state.pop(ASKED, None)
    person = access.again()
    if person is None:
        st.session_state[OUTCOME] = access.EXPIRED
        return
    try:
        accidents.decide(running.desk(), person, decision, digest=digest, now=running.now())
    except DeskError as problem:
        st.session_state[OUTCOME] = problem.sentence
        return
    st.session_state[OUTCOME] = ""


def _outcome() -> None:
    """What became of the decision, where it was made."""
    refusal = st.session_state.pop(OUTCOME, None)
    if refusal:
        st.error(flash.plain(refusal), icon=":material/error:")
    elif refusal is not None:
        st.success("Keputusan dicatat; dijalankan sebentar lagi.", icon=":material/check_circle:")
