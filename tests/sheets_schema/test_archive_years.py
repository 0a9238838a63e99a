"""Which complaints, years and rows leave, the same on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from desk import archive, outbox
from desk.archive import Place
from desk.context import Desk
from desk.recording import open_complaint
from desk.schema import complaints, events, messages
from sheets_schema import archive_choice, archive_years, bases
from sheets_schema.archive_years import Year
from sheets_schema.bases import Base
from tests.conftest import SITI

YEAR = Year(2024, "arsip")


def closed(desk: Desk, now: datetime) -> str:
    """A complaint of 2024 with one event and one message, all of it in the Sheet."""
    with desk.journal.write() as connection:
        fields = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu mati"}
        number = str(open_complaint(connection, desk, fields, now=now)["number"])
        outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body="1",
            purpose="receipt",
            number=number,
            now=now,
        )
        received = now.replace(year=2024)
        values = {"state": "Selesai", "closed_at": received, "received_at": received}
        connection.execute(update(complaints).values(**values, sheet_pending=False))
        connection.execute(update(events).values(sheet_pending=False))
        connection.execute(update(messages).values(sheet_pending=False, state="read"))
        bases.save(connection, "Aduan", number, Base({"No. Aduan": number}))
    return number


def test_a_complaint_is_chosen_until_it_is_archived(desk: Desk, now: datetime) -> None:
    number = closed(desk, now)
    with desk.journal.write() as connection:
        (old,) = archive_choice.closed_long_ago(connection, desk, now=now)
        assert (old.number, old.year) == (number, 2024)
        archive.put(connection, {number: Place("", "Arsip 2024")}, now=now)
        assert archive_choice.closed_long_ago(connection, desk, now=now) == []


def test_a_changed_one_is_asked_back_from_where_it_stands(desk: Desk, now: datetime) -> None:
    number = closed(desk, now)
    with desk.journal.write() as connection:
        archive.put(connection, {number: Place("arsip", "Arsip 2024")}, now=now)
        assert archive.changed(connection, elsewhere=True, most=9) == {}
        connection.execute(update(complaints).values(sheet_pending=True))
        assert list(archive.changed(connection, elsewhere=True, most=9)) == [number]
        assert archive.changed(connection, elsewhere=False, most=9) == {}


def test_a_years_rows_go_after_its_complaints_each_once(desk: Desk, now: datetime) -> None:
    number = closed(desk, now)
    gone = []
    with desk.journal.write() as connection:
        archive.put(connection, {number: Place("", "Arsip 2024")}, now=now)
        assert archive_years.oldest(connection, desk, now=now) == 2024
        while (found := archive_years.rows_of(connection, desk, YEAR)) != ("", []):
            gone.append(found[0])
            archive_years.say_moved(connection, YEAR, found[0], found[1], now=now)
        assert archive_years.oldest(connection, desk, now=now) is None
    assert gone == ["Arsip 2024", "Riwayat", "Percakapan"]


def test_messages_of_nobody_go_with_their_own_year(desk: Desk, now: datetime) -> None:
    with desk.journal.write() as connection:
        for at in (datetime(2024, 12, 31, 23, 0, tzinfo=now.tzinfo), now - timedelta(days=1)):
            outbox.queue(
                connection, chat_id=SITI, gateway="green_api", body="Halo", purpose="guide", now=at
            )
        connection.execute(update(messages).values(sheet_pending=False, state="read"))
        tab, keys = archive_years.rows_of(connection, desk, YEAR)
    assert (tab, len(keys)) == ("Percakapan", 1)
