"""Time left, turns and amounts in the words of the pages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pages.parts import words
from pages.parts.flash import JOINER, plain
from sop import SOPS
from sop.model import Limit, Unit
from tests.conftest import JAKARTA, MONDAY

SOP = SOPS["wadul_aladin"]


def left(state: str, due_at: datetime | None) -> tuple[str, str]:
    return words.time_left(SOP, {"state": state, "due_at": due_at}, now=MONDAY, zone=JAKARTA)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (12, ("sisa 12 menit", "good")),
        (10, ("sisa 10 menit", "soon")),
        (0.5, ("sisa kurang dari 1 menit", "soon")),
        (-65, ("terlambat 1 jam 5 menit", "late")),
        (24 * 60, ("batas Sel, 24 Nov 09.00", "good")),
    ],
)
def test_what_is_left_of_a_limit(minutes: float, expected: tuple[str, str]) -> None:
    assert left("Baru", MONDAY + timedelta(minutes=minutes)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("Menunggu Pelapor", ("Jeda", "pause")),
        ("Diproses OPD", ("Tanpa batas waktu", "")),
        ("Hasil Terkirim", ("", "")),
        ("Ditutup", ("", "")),
    ],
)
def test_where_no_limit_runs(state: str, expected: tuple[str, str]) -> None:
    assert left(state, None) == expected


def test_the_turn_of_an_opd_is_told_with_its_name() -> None:
    row = {"state": "Diteruskan ke OPD", "agency": "Dinhub"}
    assert words.turn(SOP, row) == "Admin OPD Dinhub"


def test_amounts_are_told_in_the_unit_of_their_limit() -> None:
    assert words.amount(65, Limit(30)) == "1 jam 5 menit"
    assert words.amount(2.5, Limit(3, Unit.WORKING_DAY)) == "2,5 hari kerja"
    assert words.limit_words(Limit(30)) == "30 menit"


def test_typed_words_are_no_markdown() -> None:
    assert plain("*a* [b](c) :red[d] $e$").replace(JOINER, "") == (
        r"\*a\* \[b\](c) \:red\[d\] \$e\$"
    )
