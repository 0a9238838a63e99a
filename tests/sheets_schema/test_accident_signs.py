"""What counts as an accident, and what is a person's work."""

from __future__ import annotations

import pytest

from desk.accidents import Sign
from sheets_schema.accident_signs import (
    Change,
    is_from_elsewhere,
    permuted,
    signs,
    suspicious,
    too_many_gone,
)
from sheets_schema.bases import Base


def column(header: str, pairs: list[tuple[str, str]]) -> dict[str, Change]:
    """One changed cell in each row: what stood there, and what does now."""
    return {
        str(row): Change(Base({header: was}), {header: now}) for row, (was, now) in enumerate(pairs)
    }


@pytest.mark.parametrize(
    ("pairs", "is_sorted"),
    [
        ([("a", "b"), ("b", "a")], False),
        ([("a", "c"), ("b", "a"), ("c", "b")], True),
        # a handful of choices set anew
        ([("Umum", "Teknis"), ("Teknis", "Umum")] * 2, False),
        ([("Umum", "Teknis"), ("Teknis", "Umum")] * 3, True),
        # filled down
        ([("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")], False),
        # two answers moved to the rows where they belong
        ([("a", ""), ("", "a"), ("b", ""), ("", "b")], False),
        # pushed down by one
        ([("a", ""), ("b", "a"), ("c", "b"), ("d", "c")], True),
        # sorted while a colleague types into one of the rows
        ([("a", "c"), ("b", "a"), ("c", "b"), ("d", "e"), ("e", "d"), ("f", "baru")], True),
        # work that moves on: half of the values stood in other rows
        ([("Baru", "Diproses")] * 6 + [("Diproses", "Selesai")] * 6, False),
    ],
)
def test_a_column_is_sorted_alone_when_its_values_stand_at_other_numbers(
    pairs: list[tuple[str, str]], is_sorted: bool
) -> None:
    assert permuted(column("Jawaban", pairs)) == ({"Jawaban"} if is_sorted else set())


@pytest.mark.parametrize(("rows", "found"), [(10, set()), (11, {Sign.MANY})])
def test_action_cells_of_more_complaints_than_the_limit_are_a_sign(
    rows: int, found: set[Sign]
) -> None:
    assert signs(column("Status", [("Baru", "Ditutup")] * rows), limit=10) == found


@pytest.mark.parametrize("header", ["Petugas", "Lokasi", "Kategori", "Catatan Internal", "Posisi"])
def test_other_cells_are_none(header: str) -> None:
    assert signs(column(header, [("", "x")] * 30), limit=10) == set()


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ({"Terakhir Diubah": "2026-11-23T08:00:00", "Lokasi": "lama"}, {Sign.OLDER}),
        ({"Terakhir Diubah": "2026-11-23T08:00:00"}, set()),  # put back with a note
        ({"Terakhir Diubah": "2026-11-23T10:00:00", "Lokasi": "baru"}, set()),
        ({"Terakhir Diubah": "", "Lokasi": "baru"}, set()),
    ],
)
def test_a_row_as_it_was_before_its_last_change_is_an_old_version(
    edits: dict[str, str], found: set[Sign]
) -> None:
    row = Change(Base({"Terakhir Diubah": "2026-11-23T09:00:00", "Lokasi": "x"}), edits)
    assert signs({"1": row}, limit=10) == found


@pytest.mark.parametrize(
    ("gone", "rows", "many"),
    [
        (1, 1, False),
        (2, 2, False),
        (3, 10, True),
        (3, 15, False),
        (20, 1000, False),
        (21, 1000, True),
    ],
)
def test_rows_gone_are_too_many_by_number_or_share(gone: int, rows: int, many: bool) -> None:
    assert too_many_gone(gone, rows) is many


def test_a_column_is_doubtful_when_its_cells_say_what_other_rows_said() -> None:
    found = suspicious(column("Nama", [("a", "x"), ("b", "y"), ("c", "z")]))
    assert is_from_elsewhere(found, {"Nama": {"x", "y", "z"}})
    assert not is_from_elsewhere(found, {"Nama": {"x", "y"}})


def test_rows_whose_status_changed_as_well_are_not_doubtful() -> None:
    both = Change(Base({}), {"Status": "Ditutup", "Alasan Tutup": "Spam"})
    assert suspicious({str(row): both for row in range(5)}) == frozenset()
