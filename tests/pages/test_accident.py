"""Kondisi Sistem: a change of many rows at once, its list, and the decision about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desk import accidents, decisions
from desk.accidents import Hold, Line
from desk.actors import Actor
from desk.context import Desk
from pages.parts import screens
from tests.pages.conftest import Open, texts
from tests.pages.test_access import remove


def hold(desk: Desk, now: datetime, **more: object) -> Hold:
    """Twelve complaints whose Status was changed, as the worker keeps it."""
    numbers = tuple(f"ALADIN-2026-{at:05}" for at in range(1, 13))
    lines = tuple(Line(number, "Status", "Baru", "Selesai") for number in numbers)
    plain = Hold(now.isoformat(), ("serentak",), numbers, cells=62, lines=lines)
    made = replace(plain, **more)  # type: ignore[arg-type]  # fields by name, as each test needs
    with desk.journal.write() as connection:
        accidents.keep(connection, made, now=now)
    return made


@pytest.mark.parametrize("decision", ["terapkan", "kembalikan"])
def test_an_admin_reads_the_list_and_decides_after_a_confirmation(
    desk: Desk, admin: Actor, now: datetime, decision: str, open_as: Open
) -> None:
    hold(desk, now)
    page = open_as(admin, screens.CONDITION)
    shown = texts(page)
    for words in ("ALADIN-2026-00012", "Semula", "Selesai", "dan 50 sel lainnya"):
        assert words in shown
    page.button(key=f"accident_{decision}").click().run()
    assert (found := accidents.held(desk)) is not None and not found.decision
    page.button(key="accident_yes").click().run()
    assert (found := accidents.held(desk)) is not None
    assert (found.decision, found.decided_by) == (decision, admin.name)
    assert f"Sedang di{decision}" in texts(page)
    assert decisions.lately(desk)[0].what.endswith(decision)


def test_of_vanished_rows_only_kembalikan_is_offered(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    hold(desk, now, signs=("hilang",), numbers=(), lines=(), cells=0, gone=("ALADIN-2026-00001",))
    page = open_as(admin, screens.CONDITION)
    keys = {button.key for button in page.button}
    assert "accident_kembalikan" in keys and "accident_terapkan" not in keys
    assert "tidak dapat dihapus dari register" in texts(page)


def test_a_list_that_changed_meanwhile_is_read_again(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    before = hold(desk, now)
    page = open_as(admin, screens.CONDITION)
    page.button(key="accident_terapkan").click().run()
    hold(desk, now, numbers=before.numbers[:2], lines=before.lines[:2])
    page.button(key="accident_yes").click().run()
    assert (found := accidents.held(desk)) is not None and not found.decision
    assert "sudah berubah lagi" in texts(page)


def test_the_city_team_reads_the_list_and_has_no_buttons(
    desk: Desk, city_team: Actor, now: datetime, open_as: Open
) -> None:
    hold(desk, now)
    page = open_as(city_team, screens.CONDITION)
    assert "Yang memutuskan: Admin Kota." in texts(page)
    assert not [button for button in page.button if str(button.key).startswith("accident")]


def test_a_leader_sees_that_it_is_so_but_not_what_citizens_wrote(
    desk: Desk, leader: Actor, now: datetime, open_as: Open
) -> None:
    hold(desk, now)
    shown = texts(open_as(leader, screens.CONDITION))
    assert "12 aduan berubah" in shown and "Sekarang di Lembar" not in shown


def test_who_lost_the_role_decides_nothing(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    hold(desk, now)
    page = open_as(admin, screens.CONDITION)
    page.button(key="accident_kembalikan").click().run()
    remove(desk, admin, now)
    page.button(key="accident_yes").click().run()
    assert (found := accidents.held(desk)) is not None and not found.decision
