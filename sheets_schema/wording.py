"""The sentences of Catatan Sistem, and what a person meant who nearly typed a known word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from rapidfuzz import fuzz

ALIKE = 84.0  # of 100; "diteruskn ke opd" is 97, "selsai" 92, "selesai"/"sesuai" 77
APART = 6.0  # the second best must be this much worse
SHORTEST_START = 4  # letters of a beginning that counts: "dite" is enough, "di" is not
MOST_QUOTED = 80


def closest(typed: str, meanings: Mapping[str, str]) -> str | None:
    """The meaning of what was typed; None when there is none or more than one.

    `meanings`: every word that counts, and what it means. Exact, then without regard to capitals
    and blanks, then as a beginning, then nearly.
    """
    wanted = _plain(typed)
    if not wanted:
        return None
    words = [(_plain(word), meaning) for word, meaning in meanings.items()]
    for found in (
        {meaning for word, meaning in words if word == wanted},
        {meaning for word, meaning in words if _begins(word, wanted)},
    ):
        if found:
            return found.pop() if len(found) == 1 else None
    return _nearest(wanted, words)


def _begins(word: str, wanted: str) -> bool:
    return len(wanted) >= SHORTEST_START and word.startswith(wanted)


def _nearest(wanted: str, words: Iterable[tuple[str, str]]) -> str | None:
    scores: dict[str, float] = {}
    for word, meaning in words:
        scores[meaning] = max(scores.get(meaning, 0.0), fuzz.ratio(wanted, word))
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < ALIKE:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < APART:
        return None
    return ranked[0][0]


def _plain(text: str) -> str:
    """Small letters and single blanks; the full stop at the end does not count."""
    return re.sub(r"[\s_\-]+", " ", text).strip(" .,;:!").casefold()


def quoted(typed: str) -> str:
    """What was typed, on one line and not too long, as a note quotes it."""
    line = " ".join(typed.split())
    return f'"{line if len(line) <= MOST_QUOTED else line[: MOST_QUOTED - 1] + "…"}"'


def put_back(header: str, typed: str, reason: str) -> str:
    what = f"{header} {quoted(typed)}" if typed else f"{header} yang dikosongkan"
    return f"{what} dikembalikan: {reason}"


def machine_cell(headers: Iterable[str]) -> str:
    names = ", ".join(headers)
    return f"{names} diisi oleh Wadul; perubahan dikembalikan."


def unused(headers: Iterable[str]) -> str:
    """Beside a row typed by hand."""
    return f"{', '.join(headers)} tidak dapat dipakai; yang diketik tersimpan di Riwayat."


def claims_nothing(header: str, typed: str) -> str:
    return put_back(header, typed, "Status tidak diubah bersamanya.")


def conflict(header: str, typed: str) -> str:
    return put_back(header, typed, "sudah lebih dahulu diubah di aplikasi.")


def choices(words: Iterable[str]) -> str:
    listed = ", ".join(words)
    return f"Yang dapat diketik sekarang: {listed}." if listed else ""


def not_understood(status: str, possible: Iterable[str]) -> str:
    reason = f"tidak dimengerti. {choices(possible)}".strip()
    return put_back("Status", status, reason)


def standing(reason: str, until: datetime) -> str:
    return f"{reason} Bila tidak diisi sampai pukul {until:%H.%M}, Status dikembalikan."


def held(action: str, until: datetime) -> str:
    return (
        f"{action} dijalankan pukul {until:%H.%M.%S}; kembalikan Status (Ctrl+Z) untuk membatalkan."
    )


def doubled(number: str, rows: Iterable[int]) -> str:
    places = " dan ".join(str(row) for row in rows)
    return f"No. Aduan {number} ada di baris {places}; hapus yang salah. Belum ada yang diproses."


def is_mark(number: str, note: str) -> bool:
    """Whether this note is the one that `doubled` puts beside a number."""
    return note.startswith(f"No. Aduan {number} ada di baris ")


def strange(number: str) -> str:
    """Beside a row whose number Wadul never gave."""
    return (
        f"No. Aduan {quoted(number)} tidak dikenal; baris ini tidak diproses. Bila aduan baru, "
        "kosongkan sel No. Aduan: nomornya diberi Wadul."
    )


def restored() -> str:
    return "Baris ini hilang dari Lembar dan dikembalikan."


def covered(headers: Iterable[str]) -> str:
    """Beside a row whose columns or place changed in the very moment of a write."""
    return f"Isian {', '.join(headers)} tertimpa saat Lembar digeser; tersimpan di Riwayat."


def accident_put_back() -> str:
    """Beside each row of an accident that a person had undone."""
    return "Perubahan serentak di baris ini dikembalikan; yang diketik tersimpan di Riwayat."


def is_same(typed: str, word: str) -> bool:
    """The same word, without regard to capitals and blanks."""
    return bool(_plain(typed)) and _plain(typed) == _plain(word)
