"""Whether a text says when: "sejak Senin", "wis telung dino", "tiap hujan", "pukul 19.00"."""

from __future__ import annotations

import re

from desk import phrases

DAYS = "senin selasa rabu kamis jumat jum'at sabtu minggu ahad"
MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "jan feb mar apr jun jul agt ags sep sept okt nov des"
)
#: They place something in time by themselves.
ALONE = "kemarin kmrn kemaren wingi wingenane semalam sewengi barusan saiki sekarang skrg nembe"
TOGETHER = (
    *("hari ini", "dino iki", "dina iki", "saat ini", "malam ini", "bengi iki", "pagi ini"),
    *("isuk iki", "siang ini", "sore ini", "minggu ini", "bulan ini", "tahun ini"),
    *("tadi pagi", "tadi siang", "tadi sore", "tadi malam", "tadi subuh", "sejak tadi"),
    *("pagi tadi", "siang tadi", "sore tadi", "malam tadi", "subuh tadi", "dari tadi"),
    *("mau bengi", "mau esuk", "mau isuk", "mau awan", "mau sore", "lagi wae"),
)
UNITS = "menit jam hari dino dina dinten minggu pekan bulan bln sasi wulan tahun thn taun warsa"
COUNTS = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh belasan puluhan beberapa "
    "siji loro telu papat rong telung tigang kalih patang sekawan limang gangsal pirang-pirang "
    "pinten setengah"
)
WHOLE = "sehari seminggu sepekan sebulan setahun sejam sedino sedina sesasi setaun sewulan"
EVERY = "tiap setiap saben selalu terus kalau kalo klo yen nek bila ketika pas waktu saat"
OCCASIONS = (
    "hujan udan jawah malam bengi dalu pagi isuk enjing siang awan sore hari dino dina minggu "
    "bulan jam magrib maghrib isya subuh musim kemarau"
)


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in words.split())


SAYS_WHEN = re.compile(
    rf"\b(?:{'|'.join(TOGETHER)}|{_any(ALONE)}|{_any(DAYS)}|{_any(WHOLE)}|"
    rf"ber(?:hari|minggu|bulan|tahun|jam)[- ]?\w*|"
    rf"(?:\d+|{_any(COUNTS)})[\s-]*(?:{_any(UNITS)})|"
    rf"(?:{_any(EVERY)})\s+(?:{_any(OCCASIONS)})|"
    rf"(?:jam|pukul|pkl)\s*\d+|(?:tanggal|tgl)\s*\d+|\d{{1,2}}\s+(?:{_any(MONTHS)})|"
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2}[.:]\d{2}\s*(?:wib|wit|wita))\b",
)
#: A question about hours says nothing of when something happened.
ASKED = re.compile(r"\b(?:jam|hari|tanggal)\s+(?:berapa|brp|apa|pinten|piro)\b")


def says_when(text: str) -> bool:
    """Does the text say when it happened, or since when?"""
    return SAYS_WHEN.search(ASKED.sub(" ", phrases.plain(text))) is not None
