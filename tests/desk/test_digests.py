"""Each month's digest: sealed when the month is over, and the same until something is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import delete, insert, select, update

from desk import digests, events, verifying
from desk.actors import Actor
from desk.context import Desk
from desk.digest_tables import digests as sealed_months
from desk.digests import of_month
from desk.files import store
from desk.recording import open_complaint
from desk.schema import complaints, media
from desk.schema import events as happened
from desk.verifying import Findings

NOVEMBER = "2026-11"
SOON = timedelta(minutes=20)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody looks on."""


@pytest.fixture
def number(desk: Desk, now: datetime) -> str:
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, {"body": "Lampu mati"}, now=now)["number"])


def note(desk: Desk, number: str, actor: Actor, text: str, *, at: datetime) -> str:
    with desk.journal.write() as connection:
        return events.add(connection, number=number, action="Catat", actor=actor, note=text, now=at)


def keep_up(desk: Desk, *, now: datetime) -> None:
    while digests.keep_up(desk, now=now):
        pass


def sealed(desk: Desk, month: str = NOVEMBER) -> digests.Digest:
    with desk.journal.read() as connection:
        return of_month(connection, month, desk.timezone(connection))


def verified(desk: Desk, now: datetime, **choice: Any) -> Findings:
    return verifying.verify(desk, now=now, progress=quiet, **choice)


@pytest.fixture
def december(desk: Desk, number: str, admin: Actor, now: datetime) -> datetime:
    """November is over and sealed, with two notes in it."""
    note(desk, number, admin, "pertama", at=now)
    note(desk, number, admin, "kedua", at=now + SOON)
    keep_up(desk, now=now + 2 * SOON)
    later = now + timedelta(days=10)
    keep_up(desk, now=later)
    return later


def test_without_the_key_no_line_is_made_of_words_that_nobody_can_read(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    with desk.journal.write() as connection:
        fields = {"body": "Ada pungli", "confidential": True}
        number = str(open_complaint(connection, desk, fields, now=now)["number"])
    note(desk, number, admin, "kedua", at=now + SOON)
    replace(desk, media_key=Fernet.generate_key().decode())  # the journal knows only this one now
    keep_up(desk, now=now + 2 * SOON)
    assert verified(desk, now).events == 0
    replace(desk, media_key=desk.media_key)
    keep_up(desk, now=now + timedelta(days=10))
    assert verified(desk, now + timedelta(days=10)).differences == []


def change(desk: Desk, **values: Any) -> None:
    with desk.journal.write() as connection:
        connection.execute(update(happened).where(happened.c.note == "kedua").values(**values))


def test_a_month_is_sealed_when_it_is_over(desk: Desk, december: datetime) -> None:
    digest = sealed(desk)
    assert len(digest.hex) == 64
    assert digest.events >= 2
    assert verified(desk, december).differences == []


def test_a_month_that_is_not_over_has_no_digest_yet(
    desk: Desk, number: str, admin: Actor, now: datetime
) -> None:
    note(desk, number, admin, "pertama", at=now)
    keep_up(desk, now=now + SOON)
    assert sealed(desk).hex == ""
    assert sealed(desk).events >= 1


@pytest.mark.parametrize(
    "values",
    [
        {"note": "lain"},
        {"actor": "x@y.test"},
        {"data": {"a": 1}},
        {"minutes": 3.0},
        {"agency": "A"},
    ],
)
def test_a_changed_event_is_named(desk: Desk, december: datetime, values: dict[str, Any]) -> None:
    change(desk, **values)
    first, *rest = verified(desk, december).differences
    assert "berubah sesudah dicatat" in first
    assert ["Sidik bulan 2026-11 tidak sama" in one for one in rest] == [True]


def test_an_event_that_was_taken_out_is_named(desk: Desk, december: datetime) -> None:
    with desk.journal.write() as connection:
        connection.execute(delete(happened).where(happened.c.note == "kedua"))
    assert "hilang dari jurnal" in verified(desk, december).differences[0]


def test_an_event_that_was_slipped_in_is_named(
    desk: Desk, december: datetime, number: str, admin: Actor, now: datetime
) -> None:
    note(desk, number, admin, "susulan", at=now + timedelta(hours=1))
    (difference,) = verified(desk, december).differences
    assert "ditambahkan kemudian" in difference
    keep_up(desk, now=december)  # the worker sees it only when the next month is sealed
    before = sealed(desk).hex
    keep_up(desk, now=december + timedelta(days=31))
    assert sealed(desk).hex == before
    assert "sesudah bulan itu disegel" in verified(desk, december).notes[0]


def test_a_month_is_chained_to_the_one_before(desk: Desk, december: datetime) -> None:
    keep_up(desk, now=december + timedelta(days=31))
    assert sealed(desk, "2026-12").previous == sealed(desk).hex
    with desk.journal.write() as connection:
        november = sealed_months.c.month == NOVEMBER
        connection.execute(update(sealed_months).where(november).values(hex="0" * 64))
    found = verified(desk, december + timedelta(days=31)).differences
    assert any("tidak menyambung" in one for one in found)


def test_anonymising_changes_neither_digest_nor_verdict(
    desk: Desk, december: datetime, now: datetime
) -> None:
    before = sealed(desk).hex
    with desk.journal.write() as connection:
        query = select(happened.c.id).where(happened.c.note == "kedua")
        ids = list(connection.execute(query).scalars())
        digests.set_aside(connection, ids, why="anonim", zone=desk.timezone(connection))
    change(desk, note="", actor="(dihapus)", data={})
    found = verified(desk, december)
    assert (found.differences, sealed(desk).hex) == ([], before)
    assert "dianonimkan" in found.notes[0]


def test_what_is_set_aside_still_shows_a_change_of_its_facts(
    desk: Desk, december: datetime
) -> None:
    with desk.journal.write() as connection:
        ids = list(connection.execute(select(happened.c.id)).scalars())
        digests.set_aside(connection, ids, why="anonim", zone=desk.timezone(connection))
    change(desk, on_time=True)
    assert "berubah sesudah dicatat" in verified(desk, december).differences[0]


def test_one_month_can_be_verified_alone(desk: Desk, december: datetime) -> None:
    change(desk, note="lain")
    assert verified(desk, december, month="2026-10").differences == []
    assert verified(desk, december, month=NOVEMBER).differences != []


def keep_file(desk: Desk, number: str, data: bytes, *, identity: bool, now: datetime) -> None:
    stored = store(desk, data, identity=identity)
    row = {"id": f"{identity:d}f", "number": number, "at": now, "state": "stored"}
    facts = {"path": stored.path, "sha256": stored.sha256, "identity": identity}
    with desk.journal.write() as connection:
        connection.execute(insert(media).values(**row, **facts))


@pytest.mark.parametrize("identity", [False, True])
def test_files_are_read_again_and_missing_or_changed_ones_named(
    desk: Desk, number: str, now: datetime, identity: bool
) -> None:
    keep_file(desk, number, b"%PDF-1.7 bukti", identity=identity, now=now)
    assert verified(desk, now).files == 1
    assert verified(desk, now).differences == []
    (path,) = (one for one in desk.media_dir.rglob("*") if one.is_file())
    path.write_bytes(b"%PDF-1.7 lain")
    (difference,) = verified(desk, now).differences
    assert number in difference
    path.unlink()
    assert "tidak ada di penyimpanan" in verified(desk, now).differences[0]


def test_a_complaint_may_change_without_any_event_being_different(
    desk: Desk, december: datetime
) -> None:
    with desk.journal.write() as connection:
        connection.execute(update(complaints).values(name="Budi"))
    assert verified(desk, december).differences == []
