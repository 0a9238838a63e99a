"""What a figure is called over the list of its complaints."""

from __future__ import annotations

from datetime import date

from desk import texts
from desk.figures import Pick
from sop.figures.picks import BACK
from sop.model import Sop

OF_A_MONTH = {
    "opening": "Masih terbuka di awal",
    "received": "Diterima",
    "resolved": "Tuntas",
    "otherwise": "Ditutup dengan alasan lain",
    "closed": "Ditutup",
    "reopened": "Dibuka kembali",
    "open": "Masih terbuka di akhir",
}
OF_A_STEP = {
    "now": "Masih terbuka sekarang",
    "running": "Sedang berjalan",
    "overdue": "Sedang berjalan, lewat batas",
}
OF_A_WORD = {
    "reason": "Ditutup",
    "classification": "Klasifikasi",
    "kind": "Jenis Aduan",
    "category": "Kategori",
    "district": "Kecamatan",
    "channel": "Kanal",
    "agency": "OPD",
    "holder": "Giliran",
    "handed": "Diserahkan kepada OPD",
    "returned": "Dikembalikan OPD",
    "here": "Terbuka, di OPD",
    "elsewhere": "Terbuka, di luar OPD",
    "rated": "Penilaian",
}


def name_of(sop: Sop, pick: Pick) -> str | None:
    """None: there is no such figure."""
    if pick.kind in ("step", "cell"):
        return _of_a_step(sop, pick)
    if pick.kind in OF_A_STEP:
        step = sop.step(pick.key)
        return OF_A_STEP[pick.kind] + (f": tahap {step.number}" if step else "")
    if pick.kind in OF_A_WORD:
        return _of_a_word(sop, pick)
    if pick.kind not in OF_A_MONTH:
        return None
    month = _month(pick.key)
    if pick.key and month is None:
        return None
    words = OF_A_MONTH[pick.kind] + (f" {texts.month(month)}" if month else "")
    return listed_with(words, _line(pick.part))


def listed_with(words: str, more: str) -> str:
    return f"{words}, {more}" if more else words


def _of_a_word(sop: Sop, pick: Pick) -> str:
    words = OF_A_WORD[pick.kind] + (f": {pick.key}" if pick.key else "")
    if pick.part == BACK:
        return f"{words}, dikembalikan olehnya"
    more = _line(pick.part) if "=" in pick.part else pick.part
    return listed_with(sop.in_words(words), more)


def _line(part: str) -> str:
    """channel=Surat -> Kanal: Surat"""
    column, _, word = part.partition("=")
    name = OF_A_WORD.get(column, "")
    return f"{name}: {word or 'tidak diisi'}" if name else ""


def _of_a_step(sop: Sop, pick: Pick) -> str | None:
    key = pick.key if pick.kind == "step" else pick.part
    step = sop.step(key)
    if step is None:
        return listed_with("Semua tahap", pick.part) if not key else None
    words = f"Tahap {step.number}"
    if pick.kind == "cell":
        return f"{words}, {pick.key or 'belum di OPD'}"
    return listed_with(words, pick.part)


def _month(key: str) -> date | None:
    try:
        return date.fromisoformat(f"{key}-01")
    except ValueError:
        return None
