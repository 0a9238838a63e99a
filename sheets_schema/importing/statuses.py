"""Status words of older registers: a state of the SOP and, when it is known, why it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.problems import Refused
from sheets_schema import wording
from sheets_schema.tables import CLOSE_REASONS
from sop.common import ANSWERED, FOLLOWED_UP
from sop.model import Scope, Sop

DONE, SHUT, IN_HAND, NEW = "selesai", "ditutup", "diproses", "baru"
WORDS = {
    DONE: "selesai, sudah, sudah selesai, done, tuntas, closed, close, finish, finished, ok, oke, "
    "sudah ditindaklanjuti, sudah ditindak lanjuti, sudah ditangani, sudah dijawab, terjawab, "
    "dijawab, teratasi, clear, sudah diselesaikan, telah selesai, telah ditindaklanjuti, rampung",
    SHUT: "ditutup, tutup, batal, dibatalkan, ditolak, tolak, arsip, diarsipkan, tidak diproses, "
    "tidak dapat ditindaklanjuti, tidak valid",
    IN_HAND: "proses, diproses, dalam proses, sedang diproses, on progress, in progress, progress, "
    "sedang ditangani, koordinasi, diteruskan, disposisi, didisposisikan, terdisposisi, "
    "sudah diteruskan, tindak lanjut, dalam penanganan, proses tindak lanjut",
    NEW: "baru, belum, belum selesai, belum diproses, belum ditangani, belum ditindaklanjuti, "
    "pending, menunggu, open, masuk, diterima, terima, tertunda, belum ada tindak lanjut",
}
#: Words that say why, beside the choices of Alasan Tutup themselves.
REASONS = {"bukan wewenang": "Bukan Kewenangan", "dobel": "Duplikat", "duplicate": "Duplikat"}
MEANS = {word.strip(): kind for kind, words in WORDS.items() for word in words.split(",")}
MEANS |= dict.fromkeys((*(reason.casefold() for reason in CLOSE_REASONS), *REASONS), SHUT)
NOT_YET = ("belum", "blm")


@dataclass(frozen=True)
class Stands:
    """Where an old complaint stands. `reason`: why it is closed, or ""."""

    state: str
    reason: str = ""


def given_statuses(pairs: Sequence[str], sop: Sop) -> dict[str, str]:
    """--status "their word=our status". Refused: no "=", or no such status."""
    states = {state.name: state.name for state in sop.states}
    found = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        state = wording.closest(ours, states)
        if not equals or state is None:
            raise Refused(f'--status "{pair}" tidak dimengerti. Status Wadul: {", ".join(states)}.')
        found[theirs.strip().casefold()] = state
    return found


def understood(
    typed: str,
    sop: Sop,
    *,
    given: Mapping[str, str],
    agency: str,
    follow_up: str = "",
    answer: str = "",
) -> Stands | None:
    """None: nobody can tell. Where an OPD is needed and none is known, it is the desk's turn."""
    plain = typed.strip().casefold()
    states = {state.name: state.name for state in sop.states}
    exact = {name.casefold(): name for name in states}
    state = given.get(plain) or exact.get(plain)
    kind = "" if state else _kind(plain)
    if state is None and not kind:
        state = wording.closest(typed, states)
    if state is None:
        state = _states(sop).get(kind)
    if state is None:
        return None
    if sop.state(state).open:
        return Stands(_without_agency(sop, state, agency))
    closed = state == _states(sop)[SHUT]
    return Stands(state, _why(plain) if closed else _how(plain, follow_up, answer))


def by_what_is_written(sop: Sop, *, follow_up: str, answer: str) -> Stands:
    """Where a register has no status at all: answered or followed up means it is over."""
    if follow_up or answer:
        return Stands(_states(sop)[DONE], _how("", follow_up, answer))
    return Stands(sop.first_state)


def is_known(cell: str) -> bool:
    """Whether this is one of the words that registers have for a status."""
    return cell.strip().casefold() in MEANS


def _kind(plain: str) -> str:
    if not plain:
        return NEW
    if plain in MEANS:
        return MEANS[plain]
    if plain.split()[0] in NOT_YET:
        return NEW
    return wording.closest(plain, MEANS) or ""


def _states(sop: Sop) -> dict[str, str]:
    return {
        DONE: sop.action("Selesai").target,
        SHUT: sop.action("Tutup").target,
        IN_HAND: sop.action("Buka Kembali").target_if_agency,
        NEW: sop.first_state,
    }


def _without_agency(sop: Sop, state: str, agency: str) -> str:
    holder = sop.state(state).holder
    of_agency = any(role.name == holder and role.scope is Scope.AGENCY for role in sop.roles)
    return sop.first_state if of_agency and not agency else state


def _why(plain: str) -> str:
    known = {reason.casefold(): reason for reason in CLOSE_REASONS} | REASONS
    return wording.closest(plain, known) or ""


def _how(plain: str, follow_up: str, answer: str) -> str:
    """Ditindaklanjuti or Dijawab, as far as it is written."""
    if follow_up or "tindak" in plain or "tangan" in plain:
        return FOLLOWED_UP
    return ANSWERED if answer or "jawab" in plain else ""
