"""Why work came back to an OPD, told where the work is done."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import agency_list, came_back, reading
from desk.acting import act
from desk.actors import Actor
from desk.agency_list import Pile
from desk.came_back import CameBack
from desk.context import Desk
from desk.recording import open_complaint
from sop.model import Field
from tests.conftest import SITI
from tests.desk.test_acting import hand_to_dinhub

ACCEPT, FINISH = "Terima dan Teruskan ke Tim OPD", "Selesai Ditindaklanjuti"
MEND = "Minta Perbaikan"
WHY = {Field.REASON: "Foto belum jelas; hubungi Siti Aminah di 0812-3456-7890."}


@pytest.fixture
def number(desk: Desk, admin: Actor, agency_admin: Actor, now: datetime) -> str:
    """Siti's complaint, in the hands of Dinhub's team."""
    fields = {"gateway": "green_api", "chat_id": SITI, "name": "Siti Aminah", "body": "Lampu mati"}
    with desk.journal.write() as connection:
        opened = str(open_complaint(connection, desk, fields, now=now)["number"])
    hand_to_dinhub(desk, admin, opened, now)
    act(desk, agency_admin, opened, ACCEPT, now=now)
    return opened


def told(desk: Desk, who: Actor, number: str) -> CameBack | None:
    return came_back.of(desk, who, reading.complaint(desk, who, number))


def finish(desk: Desk, who: Actor, number: str, now: datetime) -> None:
    act(desk, who, number, FINISH, values={Field.FOLLOW_UP: "Lampu diganti."}, now=now)


def test_what_is_to_be_mended_is_told_on_the_page_and_on_the_card(
    desk: Desk, admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    finish(desk, agency_team, number, now)
    act(desk, admin, number, MEND, values=WHY, now=now)
    found = told(desk, agency_team, number)
    assert found is not None
    assert (found.action, found.who, found.at) == (MEND, admin.name, now)
    assert found.words.startswith("Foto belum jelas; hubungi (disamarkan) di ")
    assert "0812" not in found.words
    assert agency_list.listed(desk, agency_team, Pile.MINE).came_back == {number: found}
    by_city = told(desk, admin, number)
    assert by_city is not None and by_city.words == WHY[Field.REASON]


def test_it_is_told_no_more_when_the_work_is_done(
    desk: Desk, admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    finish(desk, agency_team, number, now)
    act(desk, admin, number, MEND, values=WHY, now=now)
    finish(desk, agency_team, number, now)
    assert told(desk, agency_team, number) is None


def test_the_newest_reason_counts(
    desk: Desk, admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    finish(desk, agency_team, number, now)
    act(desk, admin, number, MEND, values=WHY, now=now)
    newer = {Field.REASON: "Perlu truk tangga."}
    act(desk, agency_team, number, "Kembalikan ke Admin OPD", values=newer, now=now)
    found = told(desk, agency_team, number)
    assert found is not None and found.words == "Perlu truk tangga."


def test_a_complaint_opened_again_says_why(
    desk: Desk, admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    finish(desk, agency_team, number, now)
    act(desk, admin, number, "Kirim Hasil", now=now)
    again = {Field.REASON: "Lampu mati lagi."}
    act(desk, admin, number, "Buka Kembali", values=again, now=now)
    found = told(desk, agency_team, number)
    assert found is not None and found.words == "Lampu mati lagi."


def test_another_opd_is_not_told_why_the_first_gave_it_back(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    not_ours = {Field.REASON: "Bukan urusan OPD ini"}
    act(desk, agency_admin, number, "Kembalikan", values=not_ours, now=now)
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "DLH"}, now=now)
    assert told(desk, admin, number) is None
