"""What somebody sees of messages that are about to leave: what they may read of the complaint."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.previewing import Preview, preview
from desk.recording import open_complaint
from desk.schema import complaints
from sop.model import Field
from tests.conftest import SITI, open_desk, person
from tests.desk.magetan import Magetan
from tests.desk.test_acting import hand_to_dinhub, sent_to
from tests.desk.test_confidants import TEAM, name_them
from tests.desk.writing import by_siti

ACCEPT, FINISH = "Terima dan Teruskan ke Tim OPD", "Selesai Ditindaklanjuti"
DONE = {Field.FOLLOW_UP: "Sudah kami jelaskan kepada Siti Aminah di 0812-3456-7890."}


@pytest.fixture
def number(desk: Desk, admin: Actor, now: datetime) -> str:
    """Siti's complaint, handed to Dinhub; its words name her."""
    words = "Petugas parkir meminta pungutan. Saya Siti Aminah, 0812-3456-7890"
    opened = by_siti(desk, words, now=now)
    hand_to_dinhub(desk, admin, opened, now)
    return opened


def chat_of(desk: Desk, who: Actor) -> str:
    known = desk.reference().person(who.id)
    assert known is not None
    return f"{known.phone}@c.us"


def finishing(desk: Desk, who: Actor, number: str, now: datetime) -> Preview:
    (letter,) = preview(desk, who, number, FINISH, values=DONE, now=now)
    return letter


def test_an_opd_does_not_read_the_citizens_name_in_what_the_city_is_told(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    act(desk, agency_admin, number, ACCEPT, now=now)
    letter = finishing(desk, agency_admin, number, now)
    assert letter.to == admin.name and number in letter.text
    assert "meminta pungutan" in letter.text and "Sudah kami jelaskan" in letter.text
    assert "Siti" not in letter.text and "0812" not in letter.text
    act(desk, agency_admin, number, FINISH, values=DONE, now=now)
    assert "Saya Siti Aminah" in sent_to(desk, chat_of(desk, admin))[-1]  # what is sent is whole


def test_an_opd_reads_it_whole_where_the_identity_was_released(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    act(desk, agency_admin, number, ACCEPT, now=now)
    act(desk, admin, number, "Buka Identitas", values={Field.REASON: "disurvei"}, now=now)
    assert "Saya Siti Aminah" in finishing(desk, agency_admin, number, now).text


def test_of_a_secret_one_an_opd_reads_no_name_in_any_preview(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, "Rahasia", now=now)
    act(desk, agency_admin, number, ACCEPT, now=now)
    text = finishing(desk, agency_admin, number, now).text
    assert "Saya (rahasia)" in text and "Siti" not in text


def test_who_passes_it_on_reads_the_message_to_the_citizen_without_their_name(
    journal: Journal, tmp_path: Path, now: datetime
) -> None:
    office = Magetan(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)
    office.stands("Di Kadis Kominfo")
    with journal.write() as connection:
        connection.execute(update(complaints).values(name="Siti Aminah"))
    kadis, to_opd = person(office.desk, "Kadis Kominfo"), {Field.AGENCY: "Dishub"}
    action = "Disposisi ke OPD"
    letters = preview(
        office.desk, kadis, office.number, action, values=to_opd, now=office.street.now
    )
    (letter,) = [one for one in letters if one.to_citizen]
    assert letter.to == "(disamarkan)"
    assert "(disamarkan)" in letter.text and "Siti" not in letter.text
    act(office.desk, kadis, office.number, action, values=to_opd, now=office.street.now)
    assert "Siti Aminah" in sent_to(office.desk, SITI)[-1]


def test_a_secret_double_is_not_in_the_preview_of_who_may_not_know_of_it(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    fields = {"gateway": "green_api", "chat_id": "6289876543210@c.us", "name": "Budi"}
    with desk.journal.write() as connection:
        double = str(open_complaint(connection, desk, fields, now=now)["number"])
    act(desk, admin, double, "Gabungkan", values={Field.MAIN_COMPLAINT: number}, now=now)
    act(desk, admin, double, "Rahasia", now=now)
    act(desk, agency_admin, number, ACCEPT, now=now)
    act(desk, agency_admin, number, FINISH, values=DONE, now=now)
    assert [letter.number for letter in results(desk, admin, number, now)] == [number, double]
    name_them(desk, TEAM, now)
    assert [letter.number for letter in results(desk, admin, number, now)] == [number]


def results(desk: Desk, who: Actor, number: str, now: datetime) -> tuple[Preview, ...]:
    return preview(desk, who, number, "Kirim Hasil", values={}, now=now)
