"""A secret complaint goes to an OPD only where somebody there may read it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import handing_over
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.problems import Refused
from desk.recording import open_complaint
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.magetan import Magetan
from tests.desk.test_acting import row_of

FORWARD = "Teruskan ke OPD"


@pytest.fixture
def number(desk: Desk, now: datetime) -> str:
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, {"body": "pungli di loket"}, now=now)["number"])


@pytest.fixture
def secret(desk: Desk, admin: Actor, number: str, now: datetime) -> str:
    act(desk, admin, number, "Rahasia", now=now)
    return number


def test_it_does_not_go_where_nobody_would_be_told_of_it(
    desk: Desk, admin: Actor, secret: str, now: datetime
) -> None:
    with pytest.raises(Refused, match="Dindik belum mempunyai Admin OPD yang aktif"):
        act(desk, admin, secret, FORWARD, values={Field.AGENCY: "Dindik"}, now=now)
    assert row_of(desk, secret)["state"] == "Baru"


def test_it_goes_where_there_is_an_admin(
    desk: Desk, admin: Actor, secret: str, now: datetime
) -> None:
    act(desk, admin, secret, FORWARD, values={Field.AGENCY: "Inspektorat"}, now=now)
    assert row_of(desk, secret)["agency"] == "Inspektorat"


def test_an_ordinary_one_goes_to_any(desk: Desk, admin: Actor, number: str, now: datetime) -> None:
    act(desk, admin, number, FORWARD, values={Field.AGENCY: "Dindik"}, now=now)
    assert row_of(desk, number)["agency"] == "Dindik"


def test_in_magetan_its_head_is_asked_for(
    sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> None:
    desk = open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares")
    magetan = Magetan(desk, now)
    magetan.stands("Di Kadis Kominfo")
    act(desk, person(desk, "Administrator"), magetan.number, "Rahasia", now=magetan.street.now)
    kadis = person(desk, "Kadis Kominfo")
    with pytest.raises(Refused, match="Dikpora belum mempunyai Kepala OPD"):
        to = {Field.AGENCY: "Dikpora"}
        act(desk, kadis, magetan.number, "Disposisi ke OPD", values=to, now=magetan.street.now)


def test_one_that_became_secret_where_nobody_may_read_it_is_told(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, FORWARD, values={Field.AGENCY: "Dindik"}, now=now)
    assert handing_over.stranded(desk, row_of(desk, number)) == ""
    act(desk, admin, number, "Rahasia", now=now)
    told = handing_over.stranded(desk, row_of(desk, number))
    assert "menunggu Dindik, tetapi di sana belum ada Admin OPD yang aktif" in told
    act(desk, admin, number, "Alihkan OPD", values={Field.AGENCY: "Inspektorat"}, now=now)
    assert handing_over.stranded(desk, row_of(desk, number)) == ""
