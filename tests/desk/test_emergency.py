"""Who is told of an emergency: Petugas Jaga or the admins, and whoever stands in for them today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from desk import emergency
from desk.context import Desk
from desk.journal import Journal
from desk.reference import accept
from desk.seeds import reference_rows
from tests.conftest import open_desk
from tests.desk.writing import Street

TODAY = date(2026, 11, 23)
Rows = Callable[..., None]


@pytest.fixture
def change(desk: Desk, now: datetime) -> Rows:
    """change(tab, where, value, **cells): other cells in the rows whose column has that value."""

    def changed(tab: str, where: str, value: str, **cells: str) -> None:
        rows = reference_rows(desk.sop, staff=True)[tab]
        new = [{**row, **cells} if row[where] == value else row for row in rows]
        with desk.journal.write() as connection:
            assert accept(connection, desk.sop, tab, new, now=now) == []

    return changed


def told(desk: Desk) -> tuple[str, ...]:
    return emergency.on_duty(desk, desk.reference(), TODAY)


def phone(desk: Desk, role: str) -> tuple[str, str]:
    found = next(one for one in desk.reference().staff if role in one.roles and one.phone)
    return found.email, found.phone


def test_the_admins_are_told_while_nobody_is_on_duty(desk: Desk) -> None:
    assert phone(desk, "Admin Kota")[1] in told(desk)


def test_the_stand_in_is_told_in_the_place_of_an_admin(desk: Desk, change: Rows) -> None:
    (admin, own), (deputy, other) = phone(desk, "Admin Kota"), phone(desk, "Tim Pengaduan Kota")
    change("Petugas", "Email", admin, Pengganti=deputy)
    assert own not in told(desk)
    assert other in told(desk)


@pytest.mark.parametrize("days", [{"Dari": "24-11-2026"}, {"Sampai": "22-11-2026"}])
def test_outside_their_days_the_stand_in_is_not_told(
    desk: Desk, change: Rows, days: dict[str, str]
) -> None:
    (admin, own), (deputy, _) = phone(desk, "Admin Kota"), phone(desk, "Tim Pengaduan Kota")
    change("Petugas", "Email", admin, Pengganti=deputy, **days)
    assert own in told(desk)


def test_the_officer_on_duty_has_a_stand_in_too(desk: Desk, change: Rows) -> None:
    (admin, own), (deputy, other) = phone(desk, "Admin Kota"), phone(desk, "Tim Pengaduan Kota")
    change("Pengaturan", "Kunci", "Petugas Jaga", Nilai=f"{own}, 6281299998888")
    assert told(desk) == (own, "6281299998888")
    change("Petugas", "Email", admin, Pengganti=deputy)
    assert told(desk) == (other, "6281299998888")


def test_who_needs_help_reads_three_lines_and_nothing_of_forms(
    sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> None:
    street = Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)
    street.writes("Kebakaran! tolong cepat")
    (reply,) = street.replies()
    lines = [line for line in reply.splitlines() if line]
    assert lines[0].startswith("*Bila ini keadaan darurat, segera telepon")
    assert street.complaint()["number"] in lines[1]
    assert lines[2:] == ["Mohon balas singkat: nama dan lokasi."]
