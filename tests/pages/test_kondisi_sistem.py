"""Kondisi Sistem: what waits in plain sentences, and what only a person can decide."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import conditions, inbox, outbox, oversight
from desk.actors import Actor
from desk.context import Desk
from desk.reference import accept
from desk.seeds import reference_rows
from desk.settling import STILL_ASKING
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
    outbox.claim(desk, now=now - STILL_ASKING)
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


@pytest.fixture
def parked(desk: Desk, now: datetime) -> int:
    """A message that the program could not take in."""
    raw = {"messageData": {"text": "Pohon tumbang di Jl. Kurinci"}}
    inbox.receive(desk, gateway="green_api", key="1", raw=raw, news=None, now=now)
    for _ in range(inbox.MAX_TRIES - 1):
        inbox.retry(desk, lambda found: found["nothing"], now=now)
    with desk.journal.read() as connection:
        return int(inbox.parked(connection)[0]["id"])


def test_an_alarm_says_what_happens_meanwhile_and_what_to_do(
    admin: Actor, parked: int, open_as: Open
) -> None:
    shown = texts(open_as(admin, screens.CONDITION))
    for words in ("Sementara itu", "Pesan itu disimpan utuh", "Yang dilakukan", "Admin Kota"):
        assert words in shown


@pytest.mark.parametrize("press", ["again", "dismiss"])
def test_an_admin_decides_about_a_parked_message(
    desk: Desk, admin: Actor, parked: int, press: str, open_as: Open
) -> None:
    page = open_as(admin, screens.CONDITION)
    assert "Pohon tumbang di Jl. Kurinci" in texts(page)
    page.button(key=f"{press}_{parked}").click().run()
    assert oversight.parked(desk) == 0
    assert f"Pesan masuk {parked}" in texts(page)


def test_the_city_team_reads_a_parked_message_and_has_no_buttons(
    city_team: Actor, parked: int, open_as: Open
) -> None:
    page = open_as(city_team, screens.CONDITION)
    assert "Pohon tumbang" in texts(page)
    assert [button.key for button in page.button] == ["sign_out"]


def test_an_alarm_that_people_end_has_a_button(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    code = "data_pribadi_0190abc"
    with desk.journal.write() as connection:
        conditions.alarm(connection, code, "HAPUS DATA: mohon ditangani.", now=now)
    page = open_as(admin, screens.CONDITION)
    page.button(key=f"settle_{code}").click().run()
    assert not page.exception
    assert "Dicatat sebagai sudah ditangani." in texts(page)
    assert f"settle_{code}" not in [button.key for button in page.button]
    assert admin.name in texts(page)


@pytest.mark.parametrize("press", ["send_again", "let_be"])
def test_a_message_that_failed_is_decided_with_one_click(
    desk: Desk, city_team: Actor, uncertain: str, now: datetime, press: str, open_as: Open
) -> None:
    with desk.journal.write() as connection:
        outbox.move(connection, uncertain, outbox.State.FAILED, now=now, error="tidak terdaftar")
    page = open_as(city_team, screens.CONDITION)
    assert "tidak terdaftar" in texts(page)
    page.button(key=f"{press}_{uncertain}").click().run()
    assert oversight.failed(desk, city_team, now=now) == []
    assert state_of(desk, uncertain) == ("queued" if press == "send_again" else "failed")


@pytest.mark.parametrize(("waiting", "told"), [(5, False), (100, True)])
def test_a_flood_shows_how_long_it_takes_until_all_has_left(
    desk: Desk, admin: Actor, now: datetime, waiting: int, told: bool, open_as: Open
) -> None:
    with desk.journal.write() as connection:
        for _ in range(waiting):
            outbox.queue(
                connection, now=now, chat_id=SITI, gateway="green_api", body="x", purpose="answer"
            )
    shown = texts(open_as(admin, screens.CONDITION))
    assert ("habis terkirim dalam kira-kira 5 menit" in shown) is told
