"""One cell, as Google hands it over or a person types it."""

from __future__ import annotations

from datetime import date, time

import pytest

from desk import cells
from desk.cells import Senseless


@pytest.mark.parametrize(
    ("value", "meant"),
    [(None, ""), (" a ", "a"), (60.0, "60"), (2.5, "2,5"), (True, "Ya"), ("a\r\nb", "a\nb")],
)
def test_text_is_what_a_person_would_have_typed(value: object, meant: str) -> None:
    assert cells.text(value) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [(10, 10), ("10", 10), ("2,5", 2.5), ("1.000", 1000), ("2.5", 2.5), ("-5", -5), (1.125, 1.125)],
)
def test_a_number_comes_as_a_number_or_as_text(value: object, meant: float) -> None:
    assert cells.number(value) == meant
    assert cells.number(cells.text(value)) == meant


@pytest.mark.parametrize("value", ["", "lima", "nan", "inf", "1e999", True, "5 menit"])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(Senseless, match="bukan angka"):
        cells.number(value)


@pytest.mark.parametrize(
    "value",
    [46350, 46350.75, "46350", "24/11/2026", "24-11-2026", "2026-11-24", "24/11/26"]
    + ["24 November 2026", "Selasa, 24 Nov 2026", "24 nov. 2026"],
)
def test_a_date_comes_as_a_serial_number_or_as_text(value: object) -> None:
    assert cells.day(value) == date(2026, 11, 24)


@pytest.mark.parametrize("value", ["31/02/2026", "besok", "24/11", 12, "24 Foo 2026", "99999"])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(Senseless, match="bukan tanggal"):
        cells.day(value)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (0.3125, time(7, 30)),
        ("07.30", time(7, 30)),
        ("7:30", time(7, 30)),
        ("07:30:00", time(7, 30)),
        ("07.30 WIB", time(7, 30)),
        (7.3, time(7, 30)),
        (7, time(7)),
        ("24.00", time(0)),
        (1, time(0)),
    ],
)
def test_a_time_comes_as_a_fraction_or_as_text(value: object, meant: time) -> None:
    assert cells.clock(value) == meant


@pytest.mark.parametrize("value", ["25:00", "07.75", "pagi", "", 25, -0.5, "24.30"])
def test_what_is_no_time_is_refused(value: object) -> None:
    with pytest.raises(Senseless, match="bukan jam"):
        cells.clock(value)


@pytest.mark.parametrize(
    ("value", "meant"), [("Ya", True), ("tidak", False), (True, True), ("FALSE", False), ("", True)]
)
def test_a_flag_is_ya_or_tidak_or_a_tick(value: object, meant: bool) -> None:
    assert cells.flag(value, empty=True) is meant


def test_a_flag_that_is_neither_is_refused() -> None:
    with pytest.raises(Senseless, match="Ya atau Tidak"):
        cells.flag("mungkin", empty=True)


@pytest.mark.parametrize("value", ["Jumat", "jum", "Jum'at", "JUMAT"])
def test_a_weekday_may_be_shortened(value: str) -> None:
    assert cells.weekday(value) == 4


@pytest.mark.parametrize("value", ["", "Se", "Friday", "Senin-Kamis"])
def test_what_is_no_weekday_is_refused(value: str) -> None:
    with pytest.raises(Senseless, match="bukan nama hari"):
        cells.weekday(value)


@pytest.mark.parametrize(
    "value", ["081234567890", "+62 812-3456-7890", 6281234567890, 81234567890.0]
)
def test_a_telephone_number_gets_its_country_code(value: object) -> None:
    assert cells.phone(value) == "6281234567890"


@pytest.mark.parametrize("value", ["0812", "nomor Budi", "08123456789012345", "٠٨١٢٣٤٥٦٧٨٩"])
def test_what_is_no_telephone_number_is_refused(value: str) -> None:
    with pytest.raises(Senseless, match="omor WA"):
        cells.phone(value)


@pytest.mark.parametrize("value", ["ani", "ani@kota", "ani @kota.id", "a@b.id, c@d.id", "@b.id"])
def test_what_is_no_email_is_refused(value: str) -> None:
    with pytest.raises(Senseless, match="bukan alamat e-mail"):
        cells.email(value)


def test_a_list_may_be_separated_by_commas_semicolons_or_lines() -> None:
    assert cells.words("a, b;c\nb,, ") == ("a", "b", "c")


def test_a_choice_comes_back_in_its_own_spelling() -> None:
    assert cells.one_of("LUAR", ("OPD", "Luar")) == "Luar"
    with pytest.raises(Senseless, match="pilihan: OPD, Luar"):
        cells.one_of("kantor", ("OPD", "Luar"))
