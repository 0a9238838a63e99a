"""Reminders: whom, of what, when, once; on the clocks of both procedures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from desk import reminding
from desk.acting import act
from desk.context import Desk
from desk.journal import Journal
from desk.recording import open_complaint
from desk.reference import accept
from desk.schema import complaints, events, messages
from desk.seeds import reference_rows
from desk.seeds.templates import LONGEST
from sop.model import Field
from tests.conftest import SITI, open_desk, person
from tests.desk.writing import Street, quotable

Open = Callable[..., str]
OPD = {Field.AGENCY: "Dishub"}


class Night:
    """A desk whose time passes only when the test says so."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.desk, self.now = desk, now

    def opens(self, **fields: Any) -> str:
        row = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu mati", **fields}
        with self.desk.journal.write() as connection:
            return str(open_complaint(connection, self.desk, row, now=self.now)["number"])

    def does(self, role: str, number: str, action: str, **values: Any) -> None:
        actor = person(self.desk, role, "Dishub" if "OPD" in role else "")
        given = values.pop("values", {})
        act(self.desk, actor, number, action, values=given, now=self.now)

    def hands_out(self, **fields: Any) -> str:
        """A complaint of Magetan that Dishub has three working days for."""
        number = self.opens(**fields)
        with self.desk.journal.write() as connection:
            here = complaints.c.number == number
            connection.execute(update(complaints).where(here).values(state="Di Kadis Kominfo"))
        self.does("Kadis Kominfo", number, "Disposisi ke OPD", values=OPD)
        return number

    def rounds(self, **span: float) -> int:
        """How many are told in the round after so much time."""
        self.now += timedelta(**span)
        return reminding.go_round(self.desk, now=self.now)

    def told(self, role: str, agency: str = "") -> list[str]:
        found = person(self.desk, role, agency)
        phone = next(one.phone for one in self.desk.reference().staff if one.email == found.id)
        query = select(messages.c.body).where(
            messages.c.chat_id == f"{phone}@c.us", messages.c.template.like("pengingat%")
        )
        with self.desk.journal.read() as connection:
            return list(connection.execute(query.order_by(messages.c.id)).scalars())

    def reminders(self) -> list[Any]:
        query = select(messages).where(messages.c.template.like("pengingat%"))
        with self.desk.journal.read() as connection:
            return list(connection.execute(query.order_by(messages.c.id)).mappings())


@pytest.fixture
def aladin(desk: Desk, now: datetime) -> Night:
    return Night(desk, now)


@pytest.fixture
def bares(journal: Journal, tmp_path: Path, now: datetime) -> Night:
    return Night(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)


@pytest.fixture(params=["wadul_aladin", "wani_bares"])
def either(
    request: pytest.FixtureRequest, sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> Night:
    return Night(open_desk(sqlite_journal, tmp_path, now, procedure=request.param), now)


def test_a_short_limit_is_told_when_it_is_over_and_once(either: Night) -> None:
    number = either.opens(category="Penerangan Jalan Umum", location="Jl. Hayam Wuruk")
    assert either.rounds(minutes=4) == 0
    assert either.rounds(minutes=26) >= 1
    assert either.rounds(hours=1) == either.rounds(days=1) == 0
    body = either.reminders()[0]["body"]
    assert f"{number} – Penerangan Jalan Umum, Jl. Hayam Wuruk – terlambat" in body
    assert body.endswith(f"http://127.0.0.1:8501/aduan?nomor={number}")


def test_one_person_gets_one_message_in_half_an_hour(either: Night) -> None:
    first, second = either.opens(), either.opens()
    assert either.rounds(minutes=30) >= 1
    assert all(first in row["body"] and second in row["body"] for row in either.reminders())
    third = either.opens()
    before = len(either.reminders())
    assert either.rounds(minutes=29) == 0
    assert either.rounds(minutes=6) >= 1
    assert third in either.reminders()[before]["body"]
    assert first not in either.reminders()[before]["body"]


def test_a_long_limit_is_told_at_half_at_its_end_and_one_up_at_twice(bares: Night) -> None:
    number = bares.hands_out(category="Penerangan Jalan Umum")
    assert bares.rounds(days=1) == 0
    assert bares.rounds(hours=5) == 1  # one and a half working days
    assert f"{number} – Penerangan Jalan Umum – sisa" in bares.told("Kepala OPD", "Dishub")[0]
    assert bares.rounds(days=2) == 1
    assert "terlambat" in bares.told("Kepala OPD", "Dishub")[1]
    assert bares.told("Kadis Kominfo") == []
    assert bares.rounds(days=7) == 1
    assert f"{number} – Dishub, Penerangan Jalan Umum" in bares.told("Kadis Kominfo")[0]
    assert len(bares.told("Kepala OPD", "Dishub")) == 2
    assert bares.rounds(days=60) == 0


def test_what_goes_up_stands_in_the_history_with_who_was_told(bares: Night) -> None:
    number = bares.hands_out()
    bares.rounds(days=14)
    with bares.desk.journal.read() as connection:
        query = select(events).where(events.c.action == reminding.ESCALATED)
        (event,) = connection.execute(query).mappings()
    assert event["number"] == number
    assert event["note"] == "Diberi tahu: Tri Hartono (Kadis Kominfo)"


def test_nobody_is_reminded_at_night_of_what_counts_in_service_hours(aladin: Night) -> None:
    aladin.opens()
    aladin.now = aladin.now.replace(hour=15, minute=25)
    aladin.opens()
    assert aladin.rounds(hours=7) == 0
    aladin.now += timedelta(hours=9, minutes=30)
    assert aladin.rounds() >= 1


def test_a_paused_clock_reminds_nobody(either: Night) -> None:
    number = either.opens()
    role = "Administrator" if either.desk.sop.key == "wani_bares" else "Admin Kota"
    either.does(role, number, "Minta Kelengkapan", values={Field.REASON: "alamat"})
    assert either.rounds(days=2) == 0


def test_a_clock_that_starts_anew_reminds_anew(bares: Night) -> None:
    number = bares.hands_out()
    bares.rounds(days=4)
    bares.does("Kepala OPD", number, "Kembalikan", values={Field.REASON: "bukan urusan kami"})
    bares.does("Kadis Kominfo", number, "Disposisi ke OPD", values=OPD)
    assert bares.rounds(hours=1) == 0
    assert bares.rounds(days=4) == 1


def test_nothing_tells_who_complains_or_what_a_confidential_one_is_about(bares: Night) -> None:
    secret = bares.hands_out(
        confidential=True, body="Camat minta uang", category="Pungli", location="Kantor Poncol"
    )
    plain = bares.hands_out(
        name="Siti Aminah", phone="6281234567890", body="Lampu mati",
        location="rumah Siti Aminah 081234567890, NIK 3520011234567890",
    )  # fmt: skip
    bares.rounds(days=14)
    bodies = " ".join(row["body"] for row in bares.reminders())
    assert f"{secret} – rahasia – terlambat" in bodies and plain in bodies
    for word in ("Camat", "Pungli", "Poncol", "Siti", "0812", "3520", "Lampu mati"):
        assert word not in bodies


def test_people_without_a_number_are_passed_over(bares: Night) -> None:
    bares.hands_out()
    _change(bares, lambda row: {**row, "WA": ""} if "Kepala OPD" in str(row["Peran"]) else row)
    assert bares.rounds(days=4) == 1  # the OPD's own number
    rows = reference_rows(bares.desk.sop, staff=True)["OPD"]
    with bares.desk.journal.write() as connection:
        bare = [{**row, "WA": ""} for row in rows]
        accept(connection, bares.desk.sop, "OPD", bare, now=bares.now)
    bares.hands_out()
    assert bares.rounds(days=7) == 1  # the first one goes up; of the second nobody can be told
    assert bares.told("Kadis Kominfo")


def test_whoever_stands_in_is_told_instead(bares: Night) -> None:
    deputy = person(bares.desk, "Kepala OPD", "DLHP")
    head = person(bares.desk, "Kepala OPD", "Dishub")
    _change(bares, lambda row: {**row, "Pengganti": deputy.id} if row["Email"] == head.id else row)
    bares.hands_out()
    bares.rounds(days=4)
    assert bares.told("Kepala OPD", "DLHP") and not bares.told("Kepala OPD", "Dishub")


def _change(night: Night, changed: Callable[[Any], Any]) -> None:
    rows = [changed(row) for row in reference_rows(night.desk.sop, staff=True)["Petugas"]]
    with night.desk.journal.write() as connection:
        assert accept(connection, night.desk.sop, "Petugas", rows, now=night.now) == []


def test_a_small_desk_tells_the_next_one_up_who_is_somebody_else(aladin: Night) -> None:
    def alone(row: Any) -> Any:
        keep = row["Peran"] in ("Admin Kota", "Pimpinan")
        return row if keep else {**row, "Aktif": "Tidak"}

    _change(aladin, alone)
    rows = reference_rows(aladin.desk.sop, staff=True)["SOP"]
    rows = [{**row, "Waktu": 120} if row["No"] == "4" else row for row in rows]
    with aladin.desk.journal.write() as connection:
        accept(connection, aladin.desk.sop, "SOP", rows, now=aladin.now)
    aladin.opens()
    aladin.rounds(hours=5)
    assert "Bapak/Ibu" in aladin.told("Admin Kota")[0]
    assert "dua kali batas waktu" in aladin.told("Pimpinan")[0]


def test_a_long_list_names_the_most_urgent_and_counts_the_rest(aladin: Night) -> None:
    place = {"category": "Drainase, Banjir, dan Rob", "location": "Jl. Kuripan Lor sebelah warung"}
    numbers = [aladin.opens(**place) for _ in range(18)]
    aladin.rounds(hours=1)
    body = aladin.reminders()[0]["body"]
    assert numbers[4] in body and numbers[5] not in body and len(body) <= LONGEST
    assert "dan 13 aduan lain" in body and body.endswith("/kotak-masuk")


def test_the_messages_of_a_round_leave_one_after_the_other(bares: Night) -> None:
    bares.hands_out()
    bares.opens()
    assert bares.rounds(days=4) == 2
    first, second = (row["not_before"] for row in bares.reminders())
    assert second - first == reminding.APART


def test_after_a_rebuild_nothing_is_told_twice(bares: Night) -> None:
    bares.hands_out()
    bares.now += timedelta(days=4)
    with bares.desk.journal.write() as connection:
        reminding.hold(connection, bares.desk, now=bares.now)
    assert bares.rounds() == 0
    assert bares.rounds(days=7) == 1


def test_who_answers_a_list_is_asked_which_one_and_opens_no_complaint(bares: Night) -> None:
    bares.hands_out()
    bares.hands_out()
    bares.rounds(days=4)
    head = next(one for one in bares.desk.reference().staff if "Dishub" in one.agencies)
    chat = f"{head.phone}@c.us"
    street = Street(bares.desk, bares.now)
    street.replies(chat)
    street.writes("Siap", chat_id=chat, quoted_id=quotable(bares.desk, chat))
    assert street.replies(chat) == []
    street.writes("Besok kami kerjakan", chat_id=chat, quoted_id=quotable(bares.desk, chat))
    assert "mengutip pesan disposisinya" in street.replies(chat)[0]
    assert len(street.complaints()) == 2


def test_after_a_restart_nothing_is_told_again(either: Night) -> None:
    either.opens()
    assert either.rounds(hours=1) >= 1
    with closing(Journal(either.desk.journal.url)) as journal:
        either.desk = replace(either.desk, journal=journal)
        assert either.rounds(hours=1) == 0
