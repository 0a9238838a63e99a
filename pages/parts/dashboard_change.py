"""One month beside the month before and the same month a year ago, for whoever has a minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import htpy
import streamlit as st

from desk import texts
from desk.figures import Asked, Kept, compliance, volumes
from desk.figures.asked import index_of, month_at
from pages.parts import charts, look
from pages.parts.dashboard_limits import percent_words
from pages.parts.words import plural
from sop.summary import Balance

Question = Callable[[date], Asked]  # the same filters, of another month


@dataclass(frozen=True)
class Past:
    """One month; None of both where the desk knew of nothing yet."""

    month: date
    balance: Balance | None
    kept: Kept | None


def compared(months: Sequence[date], *, first: date, this: date) -> tuple[date, date, date]:
    """The newest of the months that is over and of which the desk knows, else the last of them;
    then those beside it."""
    over = [month for month in months if first <= month < this]
    chosen = index_of(max(over, default=max(months)))
    return month_at(chosen), month_at(chosen - 1), month_at(chosen - 12)


def past(question: Question, month: date, *, first: date) -> Past:
    """`first`: the month of the oldest complaint."""
    if month < first:
        return Past(month, None, None)
    asked = question(month)
    return Past(month, volumes.total(asked), compliance.total(asked))


def draw(found: tuple[Past, Past, Past], *, running: bool, number: str) -> None:
    """`number`: of the published report of the first of these months; "" while there is none."""
    shown = found[0]
    with st.container(border=True, key="box_beside"):
        st.subheader(_title(shown.month, running=running), anchor=False)
        if number:
            st.badge(f"Laporan terbit: {number}", icon=":material/verified:", color="green")
        look.draw(htpy.p(".w-reading")[reading(found)])
        look.draw(_table(found))
        st.caption(
            f"Angka kecil: selisih {charts.month_words(shown.month)} terhadap bulan itu."
            + (" Laporan yang terbit tetap memuat angka saat terbit." if number else "")
        )


def reading(found: tuple[Past, Past, Past]) -> str:
    """Diterima 120 aduan: 20 lebih banyak dari Sep 2026, sama dengan Okt 2025."""
    shown, *others = found
    received = shown.balance.received if shown.balance else 0
    beside = [
        f"{_more(received - other.balance.received)} {charts.month_words(other.month)}"
        for other in others
        if other.balance
    ]
    said = f"Diterima {plural(received)} aduan"
    return f"{said}: {', '.join(beside)}." if beside else f"{said}; belum ada bulan pembanding."


def rows(found: tuple[Past, Past, Past]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Name -> for each month its number, and how far the first month is from it."""
    lines = [(name, [_count(past, number) for past in found]) for name, number in COUNTS]
    shares = [past.kept.percent if past.kept else None for past in found]
    words = [percent_words(past.kept) if past.kept else "–" for past in found]
    return [
        *(
            (name, _beside(numbers, [_shown(number) for number in numbers]))
            for name, numbers in lines
        ),
        ("Tepat waktu", _beside(shares, words)),
    ]


COUNTS: tuple[tuple[str, Callable[[Balance], int]], ...] = (
    ("Diterima", lambda balance: balance.received),
    ("Tuntas", lambda balance: balance.resolved),
    ("Ditutup lain", lambda balance: balance.closed_otherwise),
    ("Masih terbuka di akhir", lambda balance: balance.closing),
)


def _count(past: Past, number: Callable[[Balance], int]) -> float | None:
    return number(past.balance) if past.balance else None


def _shown(number: float | None) -> str:
    return "–" if number is None else plural(int(number))


def _beside(numbers: Sequence[float | None], words: Sequence[str]) -> list[tuple[str, str]]:
    first = numbers[0]
    changes = [""] + [
        "" if first is None or other is None else signed(first - other) for other in numbers[1:]
    ]
    return list(zip(words, changes, strict=True))


def signed(change: float) -> str:
    """+20, −3, ±0; of percents +2,3."""
    rounded = round(change, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return sign + texts.number(abs(rounded))


def _more(change: int) -> str:
    if not change:
        return "sama dengan"
    return f"{plural(abs(change))} lebih {'banyak' if change > 0 else 'sedikit'} dari"


def _title(month: date, *, running: bool) -> str:
    return f"{texts.month(month)}{', masih berjalan' if running else ''}"


def _table(found: tuple[Past, Past, Past]) -> htpy.Element:
    header = ["", *(charts.month_words(past.month) for past in found)]
    return htpy.div(".w-wide")[
        htpy.table(".w-figures.w-beside")[
            htpy.thead[htpy.tr[(htpy.th(scope="col")[name] for name in header)]],
            htpy.tbody[
                (
                    htpy.tr[htpy.td[name], (_cell(*cell) for cell in cells)]
                    for name, cells in rows(found)
                )
            ],
        ]
    ]


def _cell(value: str, change: str) -> htpy.Element:
    return htpy.td[htpy.b[value], htpy.em[change] if change else None]
