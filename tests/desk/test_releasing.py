"""Buka Identitas: the admin lets a complaint's OPDs know who the citizen is, and takes it back."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import reading
from desk.acting import act, allowed
from desk.actors import Actor
from desk.context import Desk
from desk.problems import Refused
from desk.recording import find
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import SITI, person
from tests.desk.writing import by_siti

WHY = {Field.REASON: "petugas perlu menemui pelapor di lokasi"}
OPEN, CLOSE = "Buka Identitas", "Tutup Identitas"


@pytest.fixture
def number(desk: Desk, admin: Actor, now: datetime) -> str:
    """Siti's complaint at Dinhub, helped by DPUPR."""
    opened = by_siti(desk, "Lampu mati, saya Siti, 0812-3456-7890", name="Siti", now=now)
    to = {Field.AGENCY: "Dinhub", Field.SUPPORTERS: "DPUPR"}
    act(desk, admin, opened, "Teruskan ke OPD", values=to, now=now)
    return opened


def row_of(desk: Desk, number: str) -> dict[str, object]:
    with desk.journal.read() as connection:
        return find(connection, number)


def test_the_opds_see_name_and_number_and_nobody_else_sees_more(
    desk: Desk, admin: Actor, agency_team: Actor, leader: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, OPEN, values=WHY, now=now)
    for who in (agency_team, person(desk, "Admin OPD", "DPUPR")):
        shown = reading.complaint(desk, who, number)
        assert (shown["name"], shown["phone"]) == ("Siti", SITI.partition("@")[0])
        assert shown["body"] == "Lampu mati, saya Siti, 0812-3456-7890"
    assert "Siti" not in str(reading.complaint(desk, leader, number))


def test_it_stands_in_the_history_with_its_reason_and_not_in_alasan(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, OPEN, values=WHY, now=now)
    last = reading.history(desk, admin, number)[-1]
    assert (last.action, last.who, last.note) == (OPEN, admin.name, WHY[Field.REASON])
    assert row_of(desk, number)["reason"] == ""


def test_without_a_reason_it_stays_closed(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        act(desk, admin, number, OPEN, now=now)
    assert refusal.value.missing == (Field.REASON,)
    assert reading.complaint(desk, agency_admin, number)["name"] == "(disamarkan)"


@pytest.mark.parametrize("who", ["agency_admin", "agency_team", "leader", "city_team"])
def test_only_the_citys_admin_opens_or_closes_it(
    who: str, desk: Desk, number: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(who)
    for action in (OPEN, CLOSE):
        with pytest.raises(NotAllowed):
            act(desk, actor, number, action, values=WHY, now=now)
    assert not row_of(desk, number)["identity_released"]


def test_it_can_be_closed_again(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, OPEN, values=WHY, now=now)
    act(desk, admin, number, CLOSE, now=now)
    assert reading.complaint(desk, agency_admin, number)["name"] == "(disamarkan)"


def test_another_opd_has_to_be_given_it_anew(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, OPEN, values=WHY, now=now)
    act(desk, admin, number, "Alihkan OPD", values={Field.AGENCY: "DLH"}, now=now)
    shown = reading.complaint(desk, person(desk, "Admin OPD", "DLH"), number)
    assert shown["name"] == "(disamarkan)"


def test_a_secret_one_is_never_opened_and_an_open_one_closes(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, OPEN, values=WHY, now=now)
    act(desk, admin, number, "Rahasia", now=now)
    assert reading.complaint(desk, agency_admin, number)["name"] == "(rahasia)"
    assert not row_of(desk, number)["identity_released"]
    with pytest.raises(Refused, match="rahasia"):
        act(desk, admin, number, OPEN, values=WHY, now=now)


def test_what_makes_sense_is_offered(desk: Desk, admin: Actor, number: str, now: datetime) -> None:
    def offered() -> set[str]:
        return {one.name for one in allowed(desk, admin, row_of(desk, number))} & {OPEN, CLOSE}

    assert offered() == {OPEN}
    act(desk, admin, number, OPEN, values=WHY, now=now)
    assert offered() == {CLOSE}
