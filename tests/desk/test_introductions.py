"""Names and places as people write them."""

from __future__ import annotations

import pytest

from desk import introductions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nama: Siti Aminah", "Siti Aminah"),
        ("1. Nama : Siti Aminah\n2. Alamat : Jl. Mawar 3", "Siti Aminah"),
        ("nama lengkap = Budi", "Budi"),
        ("Nama Siti Aminah, alamat Jl. Mawar 3, lampu mati", "Siti Aminah"),
        ("Nama saya Siti Aminah dari Kelurahan Medono. Lampu jalan mati", "Siti Aminah"),
        ("Assalamualaikum, nama saya budi santoso warga Tirto", "budi santoso"),
        ("Lampu mati pak. Nama saya Joko", "Joko"),
        ("Perkenalkan saya Muh. Ali, jalan rusak", "Muh. Ali"),
        ("Lampu mati. Nama Joko. Lampu sudah lama mati", "Joko"),
        ("perkenalkan nama saya Nur'aini rt 02", "Nur'aini"),
        ("a.n. Slamet Riyadi\nJl. Seruni", "Slamet Riyadi"),
        ("saya bernama Dewi ingin melapor", "Dewi"),
        ("nama saya A. Rahman lapor lampu mati", "A. Rahman"),
        ("NM: TONO", "TONO"),
    ],
)
def test_a_name_is_recognised(text: str, name: str) -> None:
    assert introductions.found(text).get("name") == name


@pytest.mark.parametrize(
    "text",
    [
        "nama saya jangan disebut ya pak",
        "Nama jalan Mawar, lampu mati",
        "nama dirahasiakan",
        "Lampu di Jl. Hayam Wuruk mati sejak Senin",
        "nama toko itu Barokah",
        "saya mau lapor jalan rusak",
        "kenapa nama orang tersebut tidak keluar di bansos",
        "nama saya belum",
        "",
    ],
)
def test_what_is_no_name_is_left_alone(text: str) -> None:
    assert "name" not in introductions.found(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Lokasi: Jl. Mawar depan SD 2", "Jl. Mawar depan SD 2"),
        ("3) tempat kejadian = pasar", "pasar"),
        ("TKP: perempatan", "perempatan"),
    ],
)
def test_a_place_is_recognised(text: str, place: str) -> None:
    assert introductions.found(text)["location"] == place


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("oknum minta uang, mohon rahasiakan nama saya Wahyu Hidayat", ["Wahyu Hidayat"]),
        ("mohon rahasiakan nama saya wahyu hidayat ya pak", ["wahyu hidayat"]),
        ("ada pungli kata jenengku Tini", ["Tini"]),
        ("kemarin saya Wahyu dari Desa Panekan diminta uang", ["Wahyu"]),
        ("kemarin saya (Wahyu) warga Panekan diminta uang", ["Wahyu"]),
        ("ini nama saya Wahyu Hidayat pungutan itu tidak benar", ["Wahyu Hidayat"]),
        ("Nama saya Tukiyem. Lampu mati di Medono", ["Tukiyem"]),
        ("nama saya Hj. Siti Aminah. Air mati", ["Hj. Siti Aminah", "Hj Siti Aminah"]),
        ("mohon nama saya jangan disebut", []),
        ("saya melapor dari rumah, saya minta tolong dari dinas", []),
        ("saya diminta uang oleh oknum dari Panekan", []),
        ("kenapa nama saya tidak ada di daftar", []),
    ],
)
def test_a_name_is_mentioned_anywhere(text: str, names: list[str]) -> None:
    assert list(introductions.mentioned(text)) == names


def test_what_is_only_mentioned_is_not_taken_for_the_writers_name() -> None:
    assert "name" not in introductions.found("mohon rahasiakan nama saya Wahyu Hidayat")
