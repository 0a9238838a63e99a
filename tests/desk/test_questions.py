"""Who only asks something, and what they are answered."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import questions
from desk.journal import Journal
from tests.conftest import open_desk
from tests.desk.writing import Street

ASKED = "mau tanya syarat bikin akta kelahiran apa saja ya?"


@pytest.fixture
def magetan(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    return Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        "Jam berapa buka pelayanan KTP?",
        "nuwun sewu badhe tanglet, damel KK pripun carane",
        "bagaimana cara mengurus pindah datang",
        "Numpang nanya pak, kantor dukcapil jam buka e",
        "KTP anak saya kok belum jadi ya?\nsaya cuma tanya pak, bukan aduan",
    ],
)
def test_it_is_plainly_a_question(text: str) -> None:
    assert questions.only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "mau tanya, lampu jalan di Panekan kok mati terus?",
        "Gimana cara lapor jalan rusak",
        "mau tanya kapan jalan Kurinci diperbaiki",
        "syarat sudah lengkap tapi petugas minta uang",
        "ini bukan laporan palsu, jalan berlubang",
        "saya cuma tanya\nsekalian lampu depan balai desa mati",
        "jalan depan pasar amblas separuh",
    ],
)
def test_in_doubt_it_is_a_complaint(text: str) -> None:
    assert not questions.only_asks(text)


def test_who_asks_is_asked_for_nothing(magetan: Street) -> None:
    magetan.writes(ASKED)
    (reply,) = magetan.replies()
    number = magetan.complaint()["number"]
    assert f"Pertanyaan sudah kami terima dengan *No. Aduan {number}*" in reply
    assert "KTP" not in reply and "- nama" not in reply and "ditindaklanjuti" not in reply
    magetan.wait(minutes=1)
    magetan.writes("saya cuma tanya pak, bukan aduan")
    (reply,) = magetan.replies()
    assert "Yang belum disebut" not in reply and "- nama" not in reply


def test_what_turns_out_to_be_wrong_is_asked_about(magetan: Street) -> None:
    magetan.writes(ASKED)
    magetan.replies()
    magetan.wait(minutes=1)
    magetan.writes("petugasnya lambat dan kasar")
    assert "- nama" in magetan.replies()[0]
