from __future__ import annotations

import pytest

from sheets_schema import wording

STATUSES = {
    name: name
    for name in ("Menunggu Pelapor", "Selesai", "Diteruskan ke OPD", "Dikembalikan OPD", "Ditutup")
}


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Selesai", "Selesai"),
        (" selesai ", "Selesai"),
        ("SELESAI.", "Selesai"),
        ("selsai", "Selesai"),
        ("diteruskan", "Diteruskan ke OPD"),
        ("diteruskan  ke  opd", "Diteruskan ke OPD"),
        ("menunggu", "Menunggu Pelapor"),
        ("dikembalikan", "Dikembalikan OPD"),
        ("dite", "Diteruskan ke OPD"),
        ("di", None),
        ("dit", None),
        ("", None),
        ("  ", None),
        ("oke", None),
        ("sudah beres", None),
    ],
)
def test_a_near_miss_counts_when_it_means_one_thing(typed: str, meaning: str | None) -> None:
    assert wording.closest(typed, STATUSES) == meaning


def test_two_words_for_one_thing_are_one_meaning() -> None:
    words = {"Teruskan ke OPD": "teruskan", "Diteruskan ke OPD": "teruskan"}
    assert wording.closest("diteruskan ke opd", words) == "teruskan"


def test_a_beginning_of_two_things_means_neither() -> None:
    words = {name: name for name in ("Kec. Pekalongan Barat", "Kec. Pekalongan Timur")}
    assert wording.closest("Kec. Pekalongan", words) is None


def test_what_was_typed_is_quoted_on_one_short_line() -> None:
    assert wording.quoted("a\nb") == '"a b"'
    assert len(wording.quoted("x" * 500)) <= wording.MOST_QUOTED + 2
