"""Dates as registers write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.importing import moments
from tests.conftest import JAKARTA


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("04/03/2024", "2024-03-04T00:00"),
        ("4-3-24", "2024-03-04T00:00"),
        ("4 / 3 / 2024 08.30", "2024-03-04T08:30"),
        ("4 Maret 2024", "2024-03-04T00:00"),
        ("Senin, 4 Mar 2024 pukul 10.30 WIB", "2024-03-04T10:30"),
        ("Jum'at, 3 Nopember 2023", "2023-11-03T00:00"),
        ("17-Agt-2023", "2023-08-17T00:00"),
        ("2024-03-04T10:30:00", "2024-03-04T10:30"),
        ("2024-03-04", "2024-03-04T00:00"),
        ("45355", "2024-03-04T00:00"),
        ("45355.5", "2024-03-04T12:00"),
    ],
)
def test_a_date_is_understood(typed: str, meant: str) -> None:
    found = moments.understood(typed, JAKARTA)
    assert found is not None and found[0].isoformat().startswith(meant)
    assert found[0].tzinfo is JAKARTA


@pytest.mark.parametrize(
    "typed",
    ["", "kemarin", "31/02/2024", "03/25/2024", "Januari 2024", "04/03/2024 s.d. 06/03/2024"]
    + ["12/2024", "04/03/1024", "99999999", "4 Foo 2024", "04/03/2024 25.10"],
)
def test_what_is_no_day_is_not_guessed_at(typed: str) -> None:
    assert moments.understood(typed, JAKARTA) is None


@pytest.mark.parametrize(
    ("clock", "meant"),
    [("14.05", "14:05"), ("0.5", "12:00"), ("pukul 8:00", "08:00"), ("", "00:00")],
)
def test_a_column_of_its_own_gives_the_time(clock: str, meant: str) -> None:
    found = moments.understood("04/03/2024", JAKARTA, clock=clock)
    assert found is not None and f"{found[0]:%H:%M}" == meant


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_fail(typed: str) -> None:
    moments.understood(typed, JAKARTA, clock=typed)


@given(st.dates(min_value=date(1990, 1, 2)), st.sampled_from("/.-"))
@settings(max_examples=100, deadline=None)
def test_every_day_comes_back_however_it_is_separated(day: date, sign: str) -> None:
    found = moments.understood(f"{day.day}{sign}{day.month}{sign}{day.year}", JAKARTA)
    assert found is not None and found[0].date() == day
