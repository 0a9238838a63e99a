from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import cells
from sheets_schema.columns import Kind, Raw

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("raw", "kind", "cell"),
    [
        ("", Kind.TEXT, ""),
        (None, Kind.TEXT, ""),
        ("a\r\nb", Kind.TEXT, "a\nb"),
        ("a\x00b\ud800", Kind.TEXT, "ab"),
        (42.0, Kind.TEXT, "42"),
        (1.5, Kind.NUMBER, "1.5"),
        (True, Kind.FLAG, "Ya"),
        (False, Kind.TEXT, "FALSE"),
        (43831, Kind.MOMENT, "2020-01-01T00:00:00"),
        (36162.5, Kind.MOMENT, "1999-01-02T12:00:00"),
        ("21/11/2026 08.30", Kind.MOMENT, "2026-11-21T08:30:00"),
        ("21-11-2026", Kind.DAY, "2026-11-21"),
        ("31/02/2026", Kind.DAY, "31/02/2026"),
        ("besok", Kind.MOMENT, "besok"),
        (1e300, Kind.MOMENT, "1899-12-30T00:00:00"),
    ],
)
def test_a_cell_is_read_by_its_kind(raw: Raw | None, kind: Kind, cell: str) -> None:
    assert cells.parse(raw, kind) == cell


@given(st.timedeltas(timedelta(days=1), timedelta(days=109_000)))
def test_a_moment_comes_back_to_the_second(since: timedelta) -> None:
    aware = (cells.EPOCH + since).replace(tzinfo=JAKARTA)
    cell = cells.moment(aware, JAKARTA)
    written = cells.value(cell, Kind.MOMENT)["userEnteredValue"]["numberValue"]
    assert cells.parse(written, Kind.MOMENT) == cell
    assert cells.instant(cell, JAKARTA) == aware.replace(microsecond=0)


def test_an_instant_is_shown_in_the_timezone_of_the_sheet() -> None:
    noon = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
    assert cells.moment(noon, JAKARTA) == "2026-11-21T12:00:00"


@given(st.text(max_size=200))
def test_text_is_written_as_text_and_nothing_else(text: str) -> None:
    cell = cells.parse(text, Kind.TEXT)
    assert cells.value(cell, Kind.TEXT) in (
        {},
        {"userEnteredValue": {"stringValue": cell}},
    )


def test_text_in_a_dates_place_stays_text() -> None:
    assert cells.value("besok", Kind.MOMENT) == {"userEnteredValue": {"stringValue": "besok"}}


@given(st.integers(49_990, 50_010), st.sampled_from("aé😀"))
def test_no_cell_is_longer_than_google_takes(length: int, letter: str) -> None:
    text = cells.cut(letter * length)
    assert len(text.encode("utf-16-le")) // 2 <= cells.MOST_LETTERS
    assert cells.cut(text) == text


def test_what_fits_is_not_cut() -> None:
    assert cells.cut("a" * 50_000) == "a" * 50_000


def test_what_google_shows_for_a_formula_without_a_result_is_told_apart() -> None:
    assert cells.is_error("#REF!") and cells.is_error("#DIV/0!")
    assert not cells.is_error("#1 di Jl. Merdeka") and not cells.is_error("")


def test_serials_count_from_the_end_of_1899() -> None:
    assert cells.to_serial(cells.EPOCH + timedelta(days=43831, hours=6)) == 43831.25
