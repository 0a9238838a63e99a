"""Words beside a picture: which say that it is an identity card, and which only speak of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.card_words import says_card


@pytest.mark.parametrize(
    "text",
    [
        "ini KTP saya",
        "KTP",
        "foto KTP",
        "Foto ktp pak",
        "e-ktp",
        "E-KTP an Siti",
        "itu tadi ktp saya",
        "ini foto ktp",
        "berikut KTP saya",
        "KTP Siti Aminah",
        (
            "Ini KTP saya, mau lapor lampu jalan di depan pasar mati sejak hari Senin "
            "kemarin pak tolong diperbaiki"
        ),
        (
            "Selamat siang pak, saya mau lapor lampu jalan mati di Jl. Mawar sejak seminggu, "
            "terlampir foto KTP saya"
        ),
        (
            "Nama: Siti Aminah\nAlamat: Desa Candi RT 2 RW 1 Plaosan\nLampu mati di depan "
            "pasar sejak Senin lalu\nKTP terlampir"
        ),
        "foto KTP saya dan KK",
        "ktp kulo nggih pak",
        "KTP saya an. Siti Aminah, lapor jalan rusak di depan SD 2 Candi sudah satu bulan",
        "Kartu identitas saya",
        (
            "Assalamualaikum pak, mohon maaf baru bisa kirim sekarang, kelengkapan yang "
            "diminta kemarin yaitu KTP atas nama Siti Aminah"
        ),
    ],
)
def test_a_caption_says_that_it_is_a_card(text: str) -> None:
    assert says_card(text)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Petugas kelurahan meminta uang 200 ribu untuk mengurus KTP (pungli). NIK saya "
            "33••••••••••0042, kejadian hari Senin di kantor kelurahan"
        ),
        "loket KTP tutup terus",
        "antre KTP sampai sore",
        (
            "Sudah tiga bulan KTP saya belum jadi, katanya blangko habis, padahal tetangga "
            "bayar langsung jadi hari itu juga"
        ),
        "bukti transfer ke petugas untuk pembuatan KTP",
        (
            "Pak lurah minta fotokopi KK, KTP, dan uang 50 ribu tiap orang yang minta surat "
            "keterangan tidak mampu"
        ),
        (
            "KTP saya ditahan petugas desa sejak bulan lalu, kalau mau diambil diminta uang "
            "500 ribu, ini kuitansinya"
        ),
        "lampu mati",
        "pengurusan ktp bukti",
        (
            "Nama: Siti\nKTP: 33••••••••••0042\nJalan berlubang di depan pasar Plaosan sudah "
            "tiga bulan belum diperbaiki, banyak yang jatuh"
        ),
    ],
)
def test_who_tells_of_a_service_or_a_story_shows_no_card(text: str) -> None:
    assert not says_card(text)


def test_a_long_caption_that_complains_of_nothing_is_protected() -> None:
    said = (
        "Selamat pagi bapak ibu admin, sesuai permintaan kemarin sore saya sampaikan KTP istri saya"
    )
    assert says_card(said)


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    says_card(f"{text} KTP {text}")


def test_a_very_long_text_is_read_quickly() -> None:
    says_card("ini foto saya " * 3000 + "KTP " * 3000 + "...\n" * 3000)
