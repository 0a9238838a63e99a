"""What staff read of a complaint on their telephones, above all of a confidential one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from desk import agency_list, reading
from desk.acting import act
from desk.context import Desk
from desk.journal import Journal
from desk.reference import accept
from desk.schema import complaints
from desk.seeds import reference_rows
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.writing import Street

BODY = "Diminta uang di loket Poncol. Siti Aminah, 0812-3456-7890, NIK 3520011234567890"
GROUP = "120363000000000001@g.us"


@pytest.fixture
def bares(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    return Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)


def placed(street: Street, state: str, **columns: Any) -> str:
    """A complaint of Siti that stands here."""
    street.writes(BODY)
    values = {"name": "Siti Aminah", "location": "Kantor Poncol", "state": state, **columns}
    with street.desk.journal.write() as connection:
        connection.execute(update(complaints).values(**values))
    return str(street.complaint()["number"])


def phone(desk: Desk, role: str, agency: str = "") -> str:
    found = person(desk, role, agency)
    return next(f"{one.phone}@c.us" for one in desk.reference().staff if one.email == found.id)


def hand_out(street: Street, number: str) -> None:
    values = {Field.AGENCY: "Dishub"}
    kadis = person(street.desk, "Kadis Kominfo")
    act(street.desk, kadis, number, "Disposisi ke OPD", values=values, now=street.now)


def grouped(street: Street) -> None:
    rows = reference_rows(street.desk.sop, staff=True)["OPD"]
    rows = [{**row, "Grup WA": GROUP} if row["Singkatan"] == "Dishub" else row for row in rows]
    with street.desk.journal.write() as connection:
        assert accept(connection, street.desk.sop, "OPD", rows, now=street.now) == []


def test_whoever_only_passes_it_on_reads_nothing_of_a_confidential_one(bares: Street) -> None:
    number = placed(bares, "Di Kabid IKP", confidential=True)
    kabid = person(bares.desk, "Kabid IKP")
    act(bares.desk, kabid, number, "Teruskan ke Kadis", now=bares.now)
    (told,) = bares.replies(phone(bares.desk, "Kadis Kominfo"))
    assert number in told and "(rahasia)" in told
    assert "uang" not in told and "Poncol" not in told and "Siti" not in told


def test_a_confidential_one_goes_to_the_head_and_never_to_the_group(bares: Street) -> None:
    grouped(bares)
    hand_out(bares, placed(bares, "Di Kadis Kominfo", confidential=True))
    assert bares.replies(GROUP) == []
    (told,) = bares.replies(phone(bares.desk, "Kepala OPD", "Dishub"))
    assert "Diminta uang" in told
    assert "Siti" not in told and "0812" not in told and "3520" not in told


def test_a_name_in_the_middle_of_a_sentence_is_kept_from_the_opd(bares: Street) -> None:
    bares.writes("oknum puskesmas minta uang 50rb, mohon rahasiakan nama saya Wahyu Hidayat")
    row = bares.complaint()
    assert row["confidential"] and row["category"] == "Pelayanan Aparatur dan Pungli"
    with bares.desk.journal.write() as connection:
        connection.execute(update(complaints).values(state="Di Kadis Kominfo"))
    hand_out(bares, row["number"])
    head = person(bares.desk, "Kepala OPD", "Dishub")
    (told,) = bares.replies(phone(bares.desk, "Kepala OPD", "Dishub"))
    for words in (told, reading.complaint(bares.desk, head, row["number"])["body"]):
        assert "minta uang 50rb" in words and "nama saya (rahasia)" in words
        assert "Wahyu" not in words and "Hidayat" not in words
    (shown,) = agency_list.listed(bares.desk, head, agency_list.Pile.MINE).rows
    assert "Wahyu" not in shown["body"]


def test_an_ordinary_one_goes_to_the_group_without_number_and_nik(bares: Street) -> None:
    grouped(bares)
    hand_out(bares, placed(bares, "Di Kadis Kominfo"))
    (told,) = bares.replies(GROUP)
    assert "Diminta uang" in told and "0812" not in told and "3520" not in told
    assert bares.replies(phone(bares.desk, "Kepala OPD", "Dishub")) == []


def test_rahasia_is_confirmed_and_kept(bares: Street) -> None:
    bares.writes(BODY)
    bares.writes("RAHASIA")
    assert bares.complaint()["confidential"]
    assert bares.templates()[-1] == "rahasia_ok"
    assert bares.events()[-1] == "Rahasia"


def answered(street: Street, number: str) -> None:
    """The head of Dishub answers, with the citizen's own name and number in it."""
    values = {Field.FOLLOW_UP: f"Sudah kami periksa bersama {BODY}"}
    head = person(street.desk, "Kepala OPD", "Dishub")
    act(street.desk, head, number, "Jawab dan Tindak Lanjut", values=values, now=street.now)


def test_the_answer_travels_back_with_its_words_and_what_can_be_said(bares: Street) -> None:
    answered(bares, placed(bares, "Diteruskan ke OPD", agency="Dishub"))
    (told,) = bares.replies(phone(bares.desk, "Kadis Kominfo"))
    assert "Tindak lanjut: Sudah kami periksa bersama" in told
    assert "Balas (kutip): *teruskan*" in told
    assert "0812" not in told and "3520" not in told and "Foto:" not in told


def test_whoever_passes_on_a_confidential_answer_does_not_read_it(bares: Street) -> None:
    answered(bares, placed(bares, "Diteruskan ke OPD", agency="Dishub", confidential=True))
    (told,) = bares.replies(phone(bares.desk, "Kadis Kominfo"))
    assert "Tindak lanjut: (rahasia)" in told and "periksa" not in told
