from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import layout
from sheets_schema.columns import Rows
from sheets_schema.tables import ADUAN
from sheets_schema.view import blocks, index


@given(st.sets(st.integers(2, 30_000), max_size=400), st.integers(1, 60))
def test_blocks_cover_every_row_with_few_ranges(rows: set[int], most: int) -> None:
    found = blocks(rows, most=most)
    covered = {row for first, last in found for row in range(first, last + 1)}
    assert rows <= covered and len(found) <= most
    assert all(first in rows and last in rows for first, last in found)


def test_rows_far_apart_are_read_apart() -> None:
    assert blocks([2, 3, 4, 9000, 20_000]) == [(2, 4), (9000, 9000), (20_000, 20_000)]


def test_a_key_that_stands_twice_has_two_rows() -> None:
    assert index(["A", "", "B", "A"], first=2) == {"A": [2, 5], "B": [4]}


def test_columns_are_found_wherever_they_stand() -> None:
    found = layout.read(ADUAN, ["Milik kami", *reversed(ADUAN.headers), "", "Lain"])
    assert found.sound and found.columns["No. Aduan"] == len(ADUAN.headers)
    assert set(found.own) == {"Milik kami", "kolom AJ", "Lain"}


def test_a_missing_and_a_doubled_header_are_named() -> None:
    headers = [name for name in ADUAN.headers if name != "Status"]
    found = layout.read(ADUAN, [*headers, "OPD"])
    assert (found.missing, found.doubled, found.sound) == (("Status",), ("OPD",), False)


def test_a_row_is_read_by_header_without_its_empty_cells() -> None:
    rows: Rows = [["A-1", 46349.5, "", "=1+2"]]
    cells = layout.fresh(ADUAN).cells(rows[0])
    assert cells == {
        "No. Aduan": "A-1",
        "Tgl Diterima": "2026-11-23T12:00:00",
        "Isi Aduan": "=1+2",
    }


def test_letters_of_columns() -> None:
    assert [layout.letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
