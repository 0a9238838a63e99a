"""The tab Pengaturan: kinds, bounds, defaults."""

from __future__ import annotations

from dataclasses import fields

import pytest

from desk import preferences
from desk.cells import Senseless
from desk.preferences import PREFERENCES, Preferences
from sop.wadul_aladin import WADUL_ALADIN

CITY = {"Nomor Darurat": "112"}


def read(key: str, value: object) -> object:
    return preferences.read(preferences.find(key), value)


def test_every_field_has_exactly_one_row_of_the_tab() -> None:
    attributes = [preference.attribute for preference in PREFERENCES]
    assert sorted(attributes) == sorted(field.name for field in fields(Preferences))


def test_the_defaults_make_sense_and_come_from_the_sop_and_the_city() -> None:
    chosen = preferences.compose(preferences.defaults(WADUL_ALADIN, CITY))
    assert chosen.service_name == "Wadul Aladin"
    assert chosen.number_prefix == "ALADIN"
    assert chosen.emergency_number == "112"
    assert chosen.required_details == WADUL_ALADIN.wanted
    assert (chosen.send_delay_s, chosen.bulk_limit, chosen.close_days) == (60, 10, 10)
    assert chosen.sheet_acts_for_leaders is False
    assert "kebakaran" in chosen.emergency_words
    assert chosen.zone.key == "Asia/Jakarta"


def test_every_preference_is_explained() -> None:
    assert all(preference.explanation.endswith(".") for preference in PREFERENCES)


def test_a_key_is_found_whatever_its_capitals() -> None:
    assert preferences.find(" jeda kirim ").attribute == "send_delay_s"
    with pytest.raises(Senseless, match="tidak dikenal"):
        preferences.find("Warna")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Jeda Kirim", 601),
        ("Jeda Kirim", -1),
        ("Jeda Kirim", "2,5"),
        ("Jeda Kirim", "semenit"),
        ("Jeda Kirim", ""),
        ("Hari Tutup", 0),
        ("Awalan Nomor", "WADUL ALADIN"),
        ("Awalan Nomor", "A"),
        ("Awalan Nomor", "aladin"),
        ("Zona Waktu", "Europe/Paris"),
        ("Nama Layanan", " "),
        ("Nama Layanan", "x" * 201),
        ("Kirim Survei", "kadang"),
        ("Petugas Jaga", "0812 3456 7890, Budi"),
        ("Perubahan Serentak", "abaikan"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(key: str, value: object) -> None:
    with pytest.raises(Senseless):
        read(key, value)


@pytest.mark.parametrize(
    ("key", "value", "meant"),
    [
        ("Jeda Kirim", 0, 0),
        ("Jeda Kirim", "600", 600),
        ("Nama Layanan", "Lapor  Ajib", "Lapor Ajib"),
        ("Kata Darurat", "api, banjir bandang", ("api", "banjir bandang")),
        ("Kata Darurat", "", ()),
        ("Petugas Jaga", "0812 3456 7890", ("6281234567890",)),
        ("Lembar boleh mewakili pimpinan", True, True),
        ("Zona Waktu", "asia/makassar", "Asia/Makassar"),
        ("Perubahan Serentak", "Terapkan", "terapkan"),
    ],
)
def test_a_value_is_read_by_its_kind(key: str, value: object, meant: object) -> None:
    assert read(key, value) == meant
