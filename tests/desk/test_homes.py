"""Where its writer lives is taken out of a sentence; the place of a complaint never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import homes, masking

WORD = "(disamarkan)"


def told(text: str, whole: str = "", *, place: str = "", secret: bool = False) -> str:
    return homes.without(text, whole, word=WORD, place=place, secret=secret)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Nama saya Siti, HP 0812-3456-7890, rumah saya Jl. Melati 5, lampu Jl. Mawar mati",
            "Nama saya Siti, HP 0812-3456-7890, rumah saya (disamarkan), lampu Jl. Mawar mati",
        ),
        (
            "Saya tinggal di Jl. Melati No. 5 RT 02 RW 03, mau lapor sampah di Pasar Banjarsari",
            "Saya tinggal di (disamarkan), mau lapor sampah di Pasar Banjarsari",
        ),
        (
            "alamat saya Jl. Melati 5, Desa Candi, Kec. Parang. Lubang di Jl. Raya Sarangan",
            "alamat saya (disamarkan). Lubang di Jl. Raya Sarangan",
        ),
        (
            "saya Siti warga Jl. Melati 5 mau lapor lampu mati di Jl. Hayam Wuruk",
            "saya Siti warga (disamarkan) mau lapor lampu mati di Jl. Hayam Wuruk",
        ),
        (
            "Domisili saya Perum Griya Asri Blok C3 ingin melaporkan parkir liar di Jl. Kenanga",
            "Domisili saya (disamarkan) ingin melaporkan parkir liar di Jl. Kenanga",
        ),
        (
            "nama saya Budi, alamat desa candi rt 3 rw 2, mau lapor pungli di kelurahan",
            "nama saya Budi, alamat (disamarkan), mau lapor pungli di kelurahan",
        ),
        (
            "Nama Siti, alamat Jl. Mawar 3, bansos belum cair",
            "Nama Siti, alamat (disamarkan), bansos belum cair",
        ),
        (
            "rumah saya di jl melati no 5, bansos saya belum cair",
            "rumah saya di (disamarkan), bansos saya belum cair",
        ),
        (
            "omahku jl melati no 5, lampu jl hayam wuruk mati",
            "omahku (disamarkan), lampu jl hayam wuruk mati",
        ),
        (
            "Saya tinggal di Jl. KH. Ahmad Dahlan No. 12. Mohon jalan Jl. Merdeka diperbaiki",
            "Saya tinggal di (disamarkan). Mohon jalan Jl. Merdeka diperbaiki",
        ),
        (
            "alamat rumah saya di gang 3 rt 2, mau lapor sampah di Jl. Truntum",
            "alamat rumah saya di (disamarkan), mau lapor sampah di Jl. Truntum",
        ),
        (
            "Rumah saya Jl. Melati No. 5",
            "Rumah saya (disamarkan)",
        ),
        (
            "perkenalkan saya Joko tinggal di Jl. Melati No. 5, pohon tumbang di Jl. Kenanga",
            "perkenalkan saya Joko tinggal di (disamarkan), pohon tumbang di Jl. Kenanga",
        ),
        (
            "saya berdomisili di Jl. Melati 5 RT 2 RW 1; petugas loket minta uang",
            "saya berdomisili di (disamarkan); petugas loket minta uang",
        ),
        (
            "Griya kulo wonten Jl. Melati 5, bade lapor dalan Jl. Kenanga rusak",
            "Griya kulo wonten (disamarkan), bade lapor dalan Jl. Kenanga rusak",
        ),
        (
            "Saya tinggal di Jl. Melati No. 5 dekat SD 2, mau lapor lampu Jl. Hayam Wuruk mati",
            "Saya tinggal di (disamarkan), mau lapor lampu Jl. Hayam Wuruk mati",
        ),
        (
            "rumah saya rt4 rw1 desa candi, petugas balai desa minta uang",
            "rumah saya (disamarkan), petugas balai desa minta uang",
        ),
        (
            "rumahku jl.melati 5, mau tanya bansos",
            "rumahku (disamarkan), mau tanya bansos",
        ),
        (
            "Perkenalkan nama saya Budi, warga Jl. Mawar Gang 3 No. 12. Pungli di Kelurahan Medono",
            "Perkenalkan nama saya Budi, warga (disamarkan). Pungli di Kelurahan Medono",
        ),
        (
            "Lampu di Jl. Hayam Wuruk mati. Saya Siti, rumah Jl. Melati 5",
            "Lampu di Jl. Hayam Wuruk mati. Saya Siti, rumah (disamarkan)",
        ),
        (
            "Domisili Jl. Melati No. 5, lampu Jl. Hayam Wuruk mati",
            "Domisili (disamarkan), lampu Jl. Hayam Wuruk mati",
        ),
        (
            "rumah saya (Jl. Melati 5), mau lapor lubang di Jl. Kenanga",
            "rumah saya (disamarkan), mau lapor lubang di Jl. Kenanga",
        ),
        (
            "RUMAH SAYA JL MELATI NO 5, MAU LAPOR LAMPU JL HAYAM WURUK MATI",
            "RUMAH SAYA (disamarkan), MAU LAPOR LAMPU JL HAYAM WURUK MATI",
        ),
        (
            "Saya tinggal di Jl. Melati No. 5. Jalan di depan SD 2 Medono rusak",
            "Saya tinggal di (disamarkan). Jalan di depan SD 2 Medono rusak",
        ),
    ],
)
def test_an_address_that_only_is_the_writers_is_taken_out(text: str, shown: str) -> None:
    assert told(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Lampu jalan di Jl. Hayam Wuruk mati",
        "rumah saya di Jl. Melati No. 5 kebanjiran",
        "Saya tinggal di Jl. Melati, lampunya mati",
        "Saya warga Jl. Melati, mohon jalan diperbaiki",
        "Saya tinggal di Jl. Melati No 5, lampu jalan depan rumah mati",
        "Saya tinggal di Jl. Melati, di sini banjir terus",
        "alamat Jl. Hayam Wuruk, lampu mati",
        "alamat kejadian Jl. Hayam Wuruk",
        "Kami warga Jl. Mawar mengeluh banjir",
        "warga RT 03 RW 02 Desa Candi resah sound horeg",
        "tetangga saya tinggal di Jl. Melati 5, membakar sampah di Jl. Melati",
        "nama pelaku Budi, alamat Jl. Kenanga 3",
        "saya dari Jl. Melati menuju Jl. Hayam Wuruk ada lubang besar",
        "saya tinggal di jl hayam wuruk lampu mati",
        "rumah saya kemasukan air rob",
        "Nama saya Budi dari Kelurahan Tirto, sampah menumpuk di Jl. Kenanga",
        "Rumah saya Jl. Melati 5, banjir masuk rumah sejak pagi",
        "saya lewat Jl. Melati No. 5, ada pohon tumbang",
        "warung itu beralamat di Jl. Melati 5, buang limbah ke kali",
        "RUMAH SAYA JL MELATI LAMPU MATI",
        "lampu depan rumah saya Jl. Melati No. 5 mati",
        "Saya warga Jl. Melati RT 2, jalan kampung kami rusak seperti Jl. Kenanga",
        "Jalan rusak di Jl. Melati, saya tinggal di sekitar situ",
        "ibu saya tinggal di Jl. Melati 5 tidak dapat bansos",
        "Jl. Melati No. 5 rumah saya kebanjiran",
        "saya tinggal di Perum Griya Asri, sampah perumahan tidak diangkut",
        "Rumah saya di Jl. Melati No. 5 sering banjir kalau hujan",
        "di rumah saya Jl. Melati No. 5 air PDAM mati",
        "pelaku domisili Jl. Kenanga 3, menjual miras di Jl. Mawar",
    ],
)
def test_what_may_be_the_place_of_the_complaint_stays(text: str) -> None:
    assert told(text) == text


def test_a_message_is_read_with_the_story_that_it_is_part_of() -> None:
    said = "Saya tinggal di Jl. Melati No. 5"
    assert told(said, f"Lampu jalan mati\n{said}") == said
    assert told(said, f"Lampu Jl. Hayam Wuruk mati\n{said}") == f"Saya tinggal di {WORD}"
    assert told(said, f"Lampu depan rumah saya mati\n{said}") == said


def test_where_the_place_is_known_the_address_is_not_needed() -> None:
    said = "Saya tinggal di Jl. Melati No. 5, lampu jalan mati"
    assert told(said) == said
    assert told(said, place="Jl. Hayam Wuruk") == f"Saya tinggal di {WORD}, lampu jalan mati"


def test_of_a_secret_complaint_it_is_taken_out_even_so() -> None:
    said = "rumah saya Jl. Melati No. 5, bau dari pabrik depan rumah saya"
    assert told(said) == said
    assert told(said, secret=True) == f"rumah saya {WORD}, bau dari pabrik depan rumah saya"


def test_who_may_not_know_the_citizen_reads_the_rest_as_it_was_written() -> None:
    row = {"name": "Siti Aminah", "confidential": False, "phone": "6281234567890"}
    said = (
        "Nama saya Siti Aminah, HP 0812-3456-7890, rumah saya Jl. Melati No. 5, mau lapor lampu "
        "jalan Jl. Hayam Wuruk mati"
    )
    assert masking.told(row, said) == (
        "Nama saya (disamarkan), HP (nomor tidak dicantumkan), rumah saya (disamarkan), mau lapor "
        "lampu jalan Jl. Hayam Wuruk mati"
    )


@given(st.text(max_size=300), st.sampled_from(["rumah saya Jl. ", "saya tinggal di ", "alamatku "]))
def test_no_text_is_too_strange(text: str, before: str) -> None:
    shown = told(before + text)
    assert shown.startswith(before.split()[0])


def test_a_very_long_text_is_read_quickly() -> None:
    told("nama Siti, rumah saya Jl. Melati " * 600 + "saya " * 4000)
