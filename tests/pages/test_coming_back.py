"""Work that came back says why, and a message about to leave tells nobody more than they may
read."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import editing
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from pages.parts import screens
from sop.model import Field
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.form import choose, field

FINISH = "Selesai Ditindaklanjuti"


@pytest.fixture
def sent_back(desk: Desk, accepted: str, admin: Actor, agency_team: Actor, now: datetime) -> str:
    """Finished by the OPD, and given back by the city to be mended."""
    act(desk, agency_team, accepted, FINISH, values={Field.FOLLOW_UP: "Lampu diganti."}, now=now)
    why = {Field.REASON: "Foto lampu menyala belum ada, kata Siti."}
    act(desk, admin, accepted, "Minta Perbaikan", values=why, now=now)
    return accepted


@pytest.mark.parametrize("screen", [screens.COMPLAINT, screens.AGENCY_INBOX])
def test_an_opd_reads_why_its_work_came_back(
    admin: Actor, agency_team: Actor, sent_back: str, screen: screens.Screen, open_as: Open
) -> None:
    query = {"nomor": sent_back} if screen is screens.COMPLAINT else {}
    read = texts(open_as(agency_team, screen, **query))
    assert f"Minta Perbaikan · {admin.name}" in read
    assert "Foto lampu menyala belum ada, kata (disamarkan)." in read


def test_a_complaint_that_did_not_come_back_says_nothing(
    agency_team: Actor, accepted: str, open_as: Open
) -> None:
    page = open_as(agency_team, screens.COMPLAINT, nomor=accepted)
    assert 'class="w-came-back"' not in texts(page)


def test_the_box_of_messages_to_staff_masks_the_citizens_name(
    desk: Desk, admin: Actor, agency_team: Actor, accepted: str, now: datetime, open_as: Open
) -> None:
    named = {"body": f"{LAMP}. Saya Siti Aminah"}
    editing.edit(desk, admin, accepted, named, now=now)
    page = choose(open_as(agency_team, screens.COMPLAINT, nomor=accepted), accepted, FINISH)
    field(page, Field.FOLLOW_UP).set_value("Lampu diganti.").run()
    assert f"Kepada {admin.name}" in texts(page) and "Siti" not in texts(page)
