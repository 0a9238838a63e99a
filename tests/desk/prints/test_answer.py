"""Jawaban dan Tindak Lanjut OPD, the paper of row 5 of Wani Bares."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from desk import prints, recording
from desk.acting import act
from desk.context import Desk
from desk.journal import Journal
from desk.media import Upload
from desk.prints import Document
from desk.problems import Refused
from desk.schema import complaints
from sop.model import Field
from tests.conftest import SITI, open_desk, person
from tests.desk.prints.papers import pages, photo, pictures, text


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares")


@pytest.fixture
def handed(desk: Desk, now: datetime) -> str:
    """A complaint of Siti for which Dishub has three working days."""
    row = {"chat_id": SITI, "phone": SITI.partition("@")[0], "name": "Siti Aminah"}
    row |= {"body": "Lampu mati, HP 0812-3456-7890", "location": "Jl. Yos Sudarso, Plaosan"}
    with desk.journal.write() as connection:
        number = str(recording.open_complaint(connection, desk, row, now=now)["number"])
        connection.execute(update(complaints).values(state="Di Kadis Kominfo", step="B4"))
    kadis = person(desk, "Kadis Kominfo")
    act(desk, kadis, number, "Disposisi ke OPD", values={Field.AGENCY: "Dishub"}, now=now)
    return number


@pytest.fixture
def answered(desk: Desk, handed: str, now: datetime) -> str:
    later = now + timedelta(days=1, hours=3)
    values = {Field.FOLLOW_UP: "Tiga lampu diganti LED dan sudah menyala."}
    head = person(desk, "Kepala OPD", "Dishub")
    act(desk, head, handed, "Jawab dan Tindak Lanjut", values=values, now=later,
        photos=[Upload("1.jpg", photo())])  # fmt: skip
    return handed


def printed(desk: Desk, role: str, number: str, now: datetime) -> bytes:
    who = person(desk, role, "Dishub" if "OPD" in role else "")
    return prints.make(desk, who, number, Document.ANSWER, now=now + timedelta(days=2))


@pytest.mark.parametrize("role", ["Kepala OPD", "Kadis Kominfo", "Administrator"])
def test_it_says_what_the_opd_answered_when_and_through_whose_hands(
    desk: Desk, answered: str, now: datetime, role: str
) -> None:
    kadis = person(desk, "Kadis Kominfo")
    act(desk, kadis, answered, "Teruskan Jawaban", now=now + timedelta(days=1, hours=4))
    made = printed(desk, role, answered, now)
    said = text(made)
    for wanted in (
        "PEMERINTAH KABUPATEN MAGETAN",
        "JAWABAN DAN TINDAK LANJUT OPD",
        f"Nomor: {answered}",
        "Dinas Perhubungan",
        "24 November 2026 pukul 12.00 WIB (dalam batas waktu)",
        "Tiga lampu diganti LED",
        "Teruskan Jawaban – Kadis Kominfo",
        "Bayu Kristanto",
        "Mengetahui, Kadis Kominfo",
    ):
        assert wanted in said
    assert (pages(made), pictures(made)) == (1, 1)
    assert "0812" not in said


def test_before_the_answer_there_is_none(desk: Desk, handed: str, now: datetime) -> None:
    with pytest.raises(Refused, match="Diteruskan ke OPD"):
        printed(desk, "Administrator", handed, now)


def test_each_procedure_has_its_own_papers(desk: Desk, answered: str) -> None:
    admin = person(desk, "Administrator")
    with desk.journal.read() as connection:
        row = recording.find(connection, answered)
    assert prints.possible(desk, admin, row) == (Document.DISPOSITION, Document.ANSWER)


def test_it_is_offered_until_the_complaint_is_over_and_not_while_it_is_repaired(
    desk: Desk, answered: str
) -> None:
    admin = person(desk, "Administrator")
    with desk.journal.read() as connection:
        row = recording.find(connection, answered)
    offered = {
        state.name
        for state in desk.sop.states
        if Document.ANSWER in prints.possible(desk, admin, {**row, "state": state.name})
    }
    assert offered == {
        *("Dijawab OPD", "Jawaban di Kabid IKP", "Siap Dikirim"),
        *("Hasil Terkirim", "Selesai", "Ditutup"),
    }
