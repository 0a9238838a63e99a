"""A header row that is not as it should be: which column lost its header, and what it says now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from sheets_schema.layout import Layout, letters

NEAR = 65.0  # of 100, for a suggestion only: "Stauts"/"Status" is 83, "Nama"/"Lokasi" 20
COMMAND = "python -m sheets_schema"
UNDO = f"Batalkan dengan Ctrl+Z atau Riwayat versi, atau jalankan: {COMMAND}"


@dataclass(frozen=True)
class Gap:
    """Where a missing header belongs: over column `at`, which says `there` now.

    `there` is None when the column itself is gone: a new one belongs before `at`. `sure`: it is
    known where the header stood. Columns count from 0.
    """

    header: str
    at: int
    there: str | None
    sure: bool = True


def is_header(layout: Layout) -> bool:
    """Whether this row is the tab's header row at all: half of its headers are enough."""
    return 2 * len(layout.columns) >= len(layout.tab.headers)


def gaps(layout: Layout, remembered: Sequence[str] | None) -> list[Gap]:
    """One gap for each missing header, in the order of the columns.

    `remembered`: the header row as it was when it was last sound.
    """
    before = tuple(remembered or ())
    near = _near(layout, before)
    taken = {gap.at for gap in near}
    found = list(near)
    for header in layout.missing:
        if all(gap.header != header for gap in near):
            gap = _stood(layout, header, before)
            lost = gap.there is not None and gap.at in taken
            found.append(Gap(header, gap.at, None, gap.sure) if lost else gap)
    return sorted(found, key=lambda gap: gap.at)


def _near(layout: Layout, before: Sequence[str]) -> list[Gap]:
    """Headers that somebody nearly typed, the likeliest pair first."""
    strange = {
        name: at
        for name, at in layout.own.items()
        if layout.header_row[at] == name and name not in before
    }
    pairs = sorted(
        (
            (-fuzz.ratio(name.casefold(), header.casefold()), header, name)
            for header in layout.missing
            for name in strange
        ),
    )
    found: dict[str, Gap] = {}
    for score, header, name in pairs:
        if -score >= NEAR and header not in found and name in strange:
            found[header] = Gap(header, strange.pop(name), name)
    return list(found.values())


def _stood(layout: Layout, header: str, before: Sequence[str]) -> Gap:
    """By comparing with the header row as it was; at the end when it never was there."""
    now = layout.header_row
    if header not in before:
        return Gap(header, len(now), None, sure=False)
    was = before.index(header)
    changes = SequenceMatcher(a=before, b=now, autojunk=False).get_opcodes()
    _, start, _, first, end = next(change for change in changes if change[1] <= was < change[2])
    at = first + was - start
    if at >= len(now):
        return Gap(header, at, "")  # nothing is lost by writing behind the last header
    is_over = at < end and now[at] not in layout.tab.headers and now[at] not in before
    return (
        Gap(header, at, now[at])
        if is_over or (at < end and not now[at])
        else Gap(header, min(at, end), None)
    )


def sentence(layout: Layout, remembered: Sequence[str] | None) -> str:
    """What keeps the tab from being written, and what to type where; "" when it is sound."""
    if layout.doubled:
        return _doubled(layout)
    if not layout.missing:
        return ""
    if not is_header(layout):
        return f"baris 1 bukan baris judul lagi. {UNDO}"
    found = gaps(layout, remembered)
    more = f" (dan {len(found) - 1} judul lain)" if len(found) > 1 else ""
    return _gap(found[0]) + more


def _doubled(layout: Layout) -> str:
    header = layout.doubled[0]
    places = [letters(at) for at, name in enumerate(layout.header_row) if name == header]
    where = " dan ".join(places)
    return f"judul {header} ada dua kali, di kolom {where}. Hapus atau ganti yang salah di baris 1."


def _gap(gap: Gap) -> str:
    cell = f"{letters(gap.at)}1"
    if gap.there is None:
        where = f" (semula kolom {letters(gap.at)})" if gap.sure else ""
        return f"kolom {gap.header}{where} tidak ada. {UNDO}"
    if not gap.there:
        return f"judul {gap.header} tidak ada. Ketik {gap.header} di sel {cell}."
    if fuzz.ratio(gap.there.casefold(), gap.header.casefold()) >= NEAR:
        likely = f'judul "{gap.there}" di kolom {letters(gap.at)} mungkin {gap.header}.'
        return f"{likely} Ketik {gap.header} di sel {cell}."
    return (
        f'judul {gap.header} tidak ada; di kolom {letters(gap.at)} tertulis "{gap.there}". '
        f"Ketik {gap.header} di sel {cell}."
    )


def in_order_of_mending(found: Sequence[Gap]) -> Iterator[Gap]:
    """Headers over standing columns first, then new columns from right to left: none is shifted."""
    yield from (gap for gap in found if gap.there is not None)
    yield from reversed([gap for gap in found if gap.there is None])
