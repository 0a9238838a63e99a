"""A journal of an older Wadul: brought up to date, with all that waits in it, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text, update

from desk import inbox, outbox, upgrades
from desk.context import Desk
from desk.engines import build
from desk.journal import MADE, VERSION, Journal, JournalError, recall, remember
from desk.schema import complaints, events, media, messages
from sop import SOPS
from tests.conftest import open_desk, own_schema
from tests.desk.writing import LAMP, Street
from workers import backup, restore
from workers.gateways import green_api_reading

OLD = Path(__file__).with_name("journal_version_1.sql")


def lay_out(url: str) -> str:
    """Version 1 at this address, as the old program left it."""
    words = "\n".join(line for line in OLD.read_text().splitlines() if not line.startswith("--"))
    if url.startswith("postgresql"):
        words = words.replace("BLOB", "BYTEA").replace(
            "TABLE inbox (\n    id INTEGER", "TABLE inbox (\n    id SERIAL"
        )
    engine = build(url, "old")
    with engine.begin() as connection:
        for statement in words.split(";\n"):
            if statement.strip():
                connection.execute(text(statement.replace(":", r"\:")))
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return lay_out(f"sqlite:///{tmp_path}/journal.db")
    return lay_out(own_schema(request.getfixturevalue("postgres_url")))


@pytest.fixture
def old_desk(old_url: str, tmp_path: Path, now: datetime) -> Iterator[Desk]:
    made = open_desk(Journal(old_url).create(), tmp_path, now)
    yield made
    made.journal.close()


def test_an_older_journal_is_of_this_version_afterwards(old_desk: Desk) -> None:
    journal = old_desk.journal
    with journal.read() as connection:
        assert recall(connection, VERSION) == upgrades.SCHEMA_VERSION
        found = {one["name"] for one in inspect(connection).get_indexes("messages")}
    assert "messages_to_sheet" not in found and "messages_pending" in found
    journal.create()  # and once more: nothing left to do


def test_a_journal_that_is_as_it_should_be_opens_while_somebody_writes(journal: Journal) -> None:
    with journal.write() as connection:
        remember(connection, "a fact", 1, now=datetime.now(UTC))
        with closing(Journal(journal.url).create()) as other, other.read() as beside:
            assert recall(beside, "a fact") is None


def test_what_another_program_made_is_made_again(journal: Journal) -> None:
    with journal.write() as connection:
        connection.execute(text("drop index complaints_merged"))
        remember(connection, MADE, "of another program", now=datetime.now(UTC))
    with journal.create().read() as connection:
        found = {one["name"] for one in inspect(connection).get_indexes("complaints")}
        assert "complaints_merged" in found


def test_every_table_is_as_a_new_journal_has_it(old_desk: Desk, journal: Journal) -> None:
    if old_desk.journal.is_sqlite is not journal.is_sqlite:
        return  # the other pair
    with old_desk.journal.read() as ours, journal.read() as new:
        for name in inspect(new).get_table_names():
            columns = [
                {one["name"]: str(one["type"]) for one in inspect(each).get_columns(name)}
                for each in (ours, new)
            ]
            assert columns[0] == columns[1], name
            indexes = [
                {one["name"] for one in inspect(each).get_indexes(name)} for each in (ours, new)
            ]
            assert indexes[0] == indexes[1], name


def test_what_waits_to_leave_leaves_and_what_was_under_way_is_asked_about(
    old_desk: Desk, now: datetime
) -> None:
    assert outbox.crashed(old_desk, now=now) == 1
    assert [one.id for one in outbox.claim(old_desk, now=now, most=5)] == ["M3"]
    with old_desk.journal.read() as connection:
        query = select(messages.c.state).where(messages.c.id == "M2")
        assert connection.execute(query).scalar_one() == outbox.State.UNKNOWN


def test_what_waits_to_be_taken_in_becomes_a_complaint(old_desk: Desk, now: datetime) -> None:
    assert inbox.retry(old_desk, green_api_reading.read, now=now)
    with old_desk.journal.read() as connection:
        numbers = list(connection.execute(select(complaints.c.number)).scalars())
        assert len(inbox.parked(connection)) == 1
    assert sorted(numbers) == ["ALADIN-2026-00001", "ALADIN-2026-00002"]


def test_before_it_the_sqlite_file_is_kept_as_it_was(tmp_path: Path) -> None:
    Journal(lay_out(f"sqlite:///{tmp_path}/journal.db")).create().close()
    with closing(sqlite3.connect(tmp_path / "journal.db.versi-1")) as kept:
        columns = [row[1] for row in kept.execute("pragma table_info(messages)")]
        assert kept.execute("select count(*) from messages").fetchone() == (3,)
    assert "resent" not in columns


def test_a_step_that_fails_leaves_the_journal_as_it_was(
    old_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (*upgrades.UPGRADES, (upgrades.SCHEMA_VERSION, ("create table half (a text); oops",)))
    with monkeypatch.context() as patched:
        patched.setattr(upgrades, "UPGRADES", broken)
        with pytest.raises(JournalError):
            Journal(old_url).create()
    with closing(Journal(old_url)) as journal, journal.read() as connection:
        assert recall(connection, VERSION) == 1
        columns = [one["name"] for one in inspect(connection).get_columns("messages")]
    assert "resent" not in columns
    Journal(old_url).create().close()


def test_a_newer_journal_is_refused_and_not_touched(journal: Journal, now: datetime) -> None:
    with journal.write() as connection:
        remember(connection, VERSION, upgrades.SCHEMA_VERSION + 1, now=now)
        connection.execute(text("drop table alarms"))
    with pytest.raises(JournalError, match="lebih baru"):
        journal.create()
    with journal.read() as connection:
        assert not inspect(connection).has_table("alarms")


def test_programs_that_start_at_once_bring_it_up_to_date_once(old_url: str) -> None:
    def start(_: int) -> int:
        with closing(Journal(old_url).create()) as journal, journal.read() as connection:
            return int(recall(connection, VERSION))

    with ThreadPoolExecutor(6) as several:
        assert set(several.map(start, range(6))) == {upgrades.SCHEMA_VERSION}


def test_rows_of_both_versions_stand_beside_each_other(old_desk: Desk, now: datetime) -> None:
    with old_desk.journal.write() as connection:
        connection.execute(insert(messages), {"id": "M9", "at": now, "data": {}, "resent": True})
        flags = connection.execute(
            select(messages.c.resent).where(messages.c.id.in_(["M3", "M9"])).order_by("id")
        )
        assert list(flags.scalars()) == [False, True]


def test_a_backup_of_an_older_journal_is_restored_up_to_date(
    journal: Journal, tmp_path: Path, now: datetime
) -> None:
    def nothing(_what: str, _done: int, _total: int) -> None:
        pass

    with closing(Journal(lay_out(f"sqlite:///{tmp_path}/lama.db"))) as old:
        old_desk = Desk(old, SOPS["wadul_aladin"], tmp_path / "media", "")
        made = backup.backup(old_desk, tmp_path / "lama.zip", now=now, progress=nothing)
    desk = Desk(journal, SOPS["wadul_aladin"], tmp_path / "media", "")
    assert restore.restore(desk, made, now=now, progress=nothing).complaints == 1
    with journal.read() as connection:
        assert recall(connection, VERSION) == upgrades.SCHEMA_VERSION
        held = connection.execute(select(messages.c.id).where(messages.c.state == "unknown"))
        assert sorted(held.scalars()) == ["M2", "M3"]


def test_the_sheet_is_told_anew_what_it_showed_of_hidden_files(
    street: Street, now: datetime
) -> None:
    street.writes(LAMP)
    number = street.complaint()["number"]
    with street.desk.journal.write() as connection:
        file = {"at": now, "number": number, "origin": "follow_up"}
        event_id = connection.execute(select(events.c.id)).scalars().first()
        connection.execute(insert(media), {**file, "id": "F1", "event_id": event_id})
        connection.execute(update(complaints).values(confidential=True))
        for table in (events, messages):
            connection.execute(update(table).values(sheet_pending=False))
        upgrades.bring_up(connection, 4)
        pending = select(events.c.id).where(events.c.sheet_pending)
        assert list(connection.execute(pending).scalars()) == [event_id]
        again = select(messages.c.id).where(messages.c.sheet_pending)
        assert connection.execute(again).first() is not None
