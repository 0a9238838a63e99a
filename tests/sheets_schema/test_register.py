"""The columns that every pass reads whole."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.client import turned
from sheets_schema.register import Numbers, numbers, statuses

CELLS = st.sampled_from(["", " ALADIN-1", "ALADIN-1", "ALADIN-2", "ALADIN-3", 42])
COLUMNS = st.lists(CELLS, max_size=12).map(lambda cells: ["No. Aduan", *cells])


@given(COLUMNS, COLUMNS)
def test_what_was_read_before_never_changes_what_is_found(before: Any, now: Any) -> None:
    assert numbers(now, numbers(before, Numbers())) == numbers(now, Numbers())


def test_a_column_that_only_grew_keeps_what_stood_there() -> None:
    first = numbers(["No. Aduan", "A-1", ""], Numbers())
    found = numbers(["No. Aduan", "A-1", "", "A-2", "A-1"], first)
    assert found.places == {"A-1": [2, 5], "A-2": [4]}
    assert (found.blanks, found.doubled) == ([3], {"A-1": [2, 5]})
    assert first.places == {"A-1": [2]}


def test_the_status_of_a_doubled_number_is_that_of_its_first_row() -> None:
    found = numbers(["No. Aduan", "A-1", "A-2", "A-1"], Numbers())
    assert statuses(["Status", "Baru", "", "Selesai"], found) == {"A-1": "Baru", "A-2": ""}
    assert statuses(["Status"], found) == {"A-1": "", "A-2": ""}


@given(st.lists(st.lists(st.sampled_from(["", "a", 1]), max_size=4), max_size=5))
def test_columns_turned_are_rows_without_what_is_empty_at_their_end(columns: Any) -> None:
    height = max(map(len, columns), default=0)
    for at, row in enumerate(turned(columns)):
        whole = [column[at] if at < len(column) else "" for column in columns]
        assert row == whole[: len(row)]
        assert not any(whole[len(row) :])
    assert len(turned(columns)) == height
