"""What people read of the reference tabs: the rows in force, what was refused, what it means."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk import conditions, rules
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.problems import NotFound
from desk.reference import accept
from desk.seeds import reference_rows
from desk.tabs import TABS
from desk.texts import PLACEHOLDER
from sop import SOPS
from tests.conftest import SITI


def take_in(desk: Desk, tab: str, rows: list[dict[str, object]], now: datetime) -> None:
    with desk.journal.write() as connection:
        accept(connection, desk.sop, tab, rows, now=now)


def test_a_refused_row_is_told_and_the_last_good_one_stays(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    rows = reference_rows(desk.sop, staff=True)["SOP"]
    spoilt = [{**row, "Waktu": "sebentar"} if row["No"] == "4" else row for row in rows]
    take_in(desk, "SOP", spoilt, now + timedelta(hours=1))
    found = rules.in_force(desk, admin, "SOP")
    (problem,) = found.problems
    assert (problem.row, problem.column) == (5, "Waktu")
    assert next(row.cells["Waktu"] for row in found.rows if row.number == 5) == "30"
    assert found.changed_at == now + timedelta(hours=1)


def test_before_the_first_read_the_seeds_stand_in(sqlite_journal: Journal, tmp_path: Path) -> None:
    fresh = Desk(sqlite_journal, SOPS["wadul_aladin"], tmp_path, "")
    found = rules.in_force(fresh, Actor("", "", ("Admin Kota",)), "Jam Layanan")
    assert (found.changed_at, len(found.rows)) == (None, 5)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_can_be_read(desk: Desk, leader: Actor, tab: str) -> None:
    assert rules.in_force(desk, leader, tab).tab == tab


def test_people_of_an_agency_read_nothing(desk: Desk, agency_admin: Actor) -> None:
    with pytest.raises(NotFound):
        rules.in_force(desk, agency_admin, "Petugas")
    with pytest.raises(NotFound):
        rules.choices(desk, agency_admin)


def test_numbers_and_chats_are_the_city_desks_alone(
    desk: Desk, admin: Actor, leader: Actor, now: datetime
) -> None:
    row: dict[str, object] = {"Chat": SITI, "Alasan": "spam", "Sampai": "", "Oleh": "Ani"}
    take_in(desk, "Blokir", [row], now)
    seen = [rules.in_force(desk, who, "Blokir").rows[0].cells["Chat"] for who in (admin, leader)]
    assert seen == [SITI, rules.HIDDEN]


def test_each_preference_has_its_value_in_the_words_of_the_sheet(desk: Desk, admin: Actor) -> None:
    found = {one.preference.key: one.value for one in rules.choices(desk, admin)}
    assert found["Kirim Survei"] == "Ya"
    assert found["Jeda Kirim"] == "60"
    assert found["Kelengkapan Wajib"] == "nama, alamat, lokasi kejadian, uraian/waktu"


def test_todays_deputy_is_named(desk: Desk, now: datetime) -> None:
    rows = reference_rows(desk.sop, staff=True)["Petugas"]
    rows[0] = {**rows[0], "Pengganti": rows[1]["Email"], "Sampai": "30/11/2026"}
    take_in(desk, "Petugas", list(rows), now)
    ((person, deputy),) = rules.deputies(desk.reference(), now=now)
    assert (person.email, deputy) == (rows[0]["Email"], rows[1]["Nama"])
    assert rules.deputies(desk.reference(), now=now + timedelta(days=30)) == []


def test_the_citys_own_holidays_stand_among_the_national_ones(desk: Desk, now: datetime) -> None:
    day: dict[str, object] = {"Tanggal": "01/04/2026", "Keterangan": "Hari Jadi"}
    take_in(desk, "Hari Libur", [day], now)
    found = rules.holidays(desk.reference(), 2026)
    assert found[date(2026, 4, 1)] == ("Hari Jadi", True)
    assert found[date(2026, 8, 17)][1] is False
    assert list(found) == sorted(found)


def test_an_example_of_every_reply_has_no_gap(desk: Desk, now: datetime) -> None:
    for key, text in desk.reference().templates.items():
        shown = rules.example(desk, key, now=now)
        assert not PLACEHOLDER.search(shown)
        assert bool(shown) == bool(text), key


def test_the_last_good_look_at_the_sheet_is_told(desk: Desk, now: datetime) -> None:
    assert rules.read_at(desk) is None
    conditions.beat(desk.journal, "sync", now=now, good=True)
    conditions.beat(desk.journal, "sync", now=now + timedelta(hours=1), good=False, error="mati")
    assert rules.read_at(desk) == now


def test_limits_stand_beside_those_of_the_sop(desk: Desk, now: datetime) -> None:
    rows = reference_rows(desk.sop, staff=True)["SOP"]
    changed = [{**row, "Waktu": 45} if row["No"] == "4" else row for row in rows]
    take_in(desk, "SOP", changed, now)
    found = {step.key: (limit, step.limit) for step, limit in rules.limits(desk)}
    limit, own = found["A4"]
    assert limit is not None and own is not None
    assert (limit.amount, own.amount) == (45, 30)
