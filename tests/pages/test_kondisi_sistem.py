"""Kondisi Sistem: what waits in plain sentences, and what only a person can decide."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import conditions, outbox
from desk.actors import Actor
from desk.context import Desk
from desk.reference import accept
from desk.seeds import reference_rows
from pages.parts import screens
from tests.conftest import SITI
from tests.pages.conftest import Open, texts
from tests.pages.test_access import remove


@pytest.fixture
def uncertain(desk: Desk, number: str, now: datetime) -> str:
    """A message of which nobody knows whether it arrived."""
    with desk.journal.write() as connection:
        message = outbox.queue(
            connection,
            now=now,
            chat_id=SITI,
            gateway="green_api",
            body="Sedang kami periksa.",
            purpose="answer",
            number=number,
        )
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message, error="timeout", uncertain=True)], now=now)
    return message


def state_of(desk: Desk, message: str) -> str:
    with desk.journal.write() as connection:
        return str(outbox.row_of(connection, message)["state"])


def test_a_worker_that_never_ran_is_an_alarm(admin: Actor, open_as: Open) -> None:
    assert "Pekerja belum berjalan" in texts(open_as(admin, screens.CONDITION))


def test_a_healthy_system_says_so(desk: Desk, admin: Actor, now: datetime, open_as: Open) -> None:
    conditions.beat(desk.journal, "pull", now=now, good=True)
    assert "Semua berjalan baik." in texts(open_as(admin, screens.CONDITION))


@pytest.mark.parametrize(("sent", "state"), [(True, "accepted"), (False, "queued")])
def test_a_person_decides_about_an_uncertain_message(
    desk: Desk, admin: Actor, uncertain: str, sent: bool, state: str, open_as: Open
) -> None:
    page = open_as(admin, screens.CONDITION)
    assert "Sedang kami periksa." in texts(page)
    page.button(key=f"{sent}_{uncertain}").click().run()
    assert state_of(desk, uncertain) == state


def test_who_lost_the_role_decides_nothing(
    desk: Desk, city_team: Actor, uncertain: str, now: datetime, open_as: Open
) -> None:
    page = open_as(city_team, screens.CONDITION)
    remove(desk, city_team, now)
    page.button(key=f"True_{uncertain}").click().run()
    assert state_of(desk, uncertain) == "unknown"


def test_a_leader_is_not_shown_whom_a_message_was_for(
    leader: Actor, uncertain: str, open_as: Open
) -> None:
    page = open_as(leader, screens.CONDITION)
    assert SITI.partition("@")[0] not in texts(page)
    assert [button.key for button in page.button] == ["sign_out"]


def test_what_makes_no_sense_in_a_tab_is_listed(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    rows = reference_rows(desk.sop, staff=True)["Petugas"]
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Petugas", [*rows, {"Email": "bukan alamat"}], now=now)
    assert f"Petugas baris {len(rows) + 2}" in texts(open_as(admin, screens.CONDITION))
