"""Notifications: on disk before they are acknowledged, taken in once, parked if they fail."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from desk import inbox, schema
from desk.incoming import Chat, Ignored, Incoming, Kind, News, NumberState
from desk.journal import recall
from desk.schema import inbox as table
from tests.conftest import SITI
from tests.desk.writing import GATEWAY, LAMP, PHOTO, Street


def message(street: Street, **fields: Any) -> Incoming:
    known: dict[str, Any] = {"id": "IN1", "chat_id": SITI, "text": LAMP, "kind": Kind.TEXT}
    return Incoming(gateway=GATEWAY, at=street.now, chat=Chat.PERSON, **(known | fields))


def states(street: Street) -> list[str]:
    return [row["state"] for row in street.rows(table)]


def test_the_raw_notification_is_kept_word_for_word(street: Street) -> None:
    raw = {"body": {"text": "jalan\x00rusak", "n": [1, None, True], "😀": "\ud800"}}
    assert street.receives(message(street), key="1", raw=raw)
    (row,) = street.rows(table)
    assert row["raw"]["body"]["n"] == [1, None, True]
    assert row["state"] == "done"


def test_a_known_key_changes_nothing(street: Street) -> None:
    assert street.receives(message(street), key="1")
    assert not street.receives(message(street, id="OTHER"), key="1")
    assert len(street.complaints()) == 1


def test_of_many_at_once_one_takes_it_in(street: Street) -> None:
    with ThreadPoolExecutor(6) as pool:
        news = [message(street, id=f"IN{n}", chat_id=f"62{n}@c.us") for n in range(6)]
        jobs = [(one, f"key{n}") for n, one in enumerate(news) for _ in range(3)]
        taken = list(pool.map(lambda job: street.receives(job[0], key=job[1]), jobs))
    assert taken.count(True) == 6
    numbers = [row["number"] for row in street.complaints()]
    assert numbers == [f"ALADIN-2026-{n:05d}" for n in range(1, 7)]


def test_the_same_key_of_another_gateway_is_another_notification(street: Street) -> None:
    assert street.receives(message(street), key="1")
    assert inbox.receive(
        street.desk, gateway="waha", key="1", raw={}, news=Ignored("x"), now=street.now
    )


def test_a_key_of_any_length_is_told_apart(street: Street) -> None:
    assert street.receives(Ignored("a"), key="k" * 5000)
    assert not street.receives(Ignored("a"), key="k" * 5000)
    assert street.receives(Ignored("a"), key="k" * 5001)


def test_what_cannot_be_read_waits_and_is_read_again(street: Street) -> None:
    street.receives(None, key="1", raw={"id": 1})
    assert states(street) == ["new"]
    assert inbox.retry(street.desk, lambda raw: message(street), now=street.now)
    assert states(street) == ["done"]
    assert len(street.complaints()) == 1
    assert not inbox.retry(street.desk, lambda raw: message(street), now=street.now)


def unreadable(raw: dict[str, Any]) -> News:
    raise KeyError("messageData")


def fail_three_times(street: Street) -> int:
    street.receives(None, key="bad", raw={"x": 1})
    while inbox.retry(street.desk, unreadable, now=street.now):
        pass
    (row,) = street.rows(table)
    assert row["attempts"] == 3
    return int(row["id"])


def test_the_third_failure_parks_it_with_an_alarm(street: Street) -> None:
    fail_three_times(street)
    assert states(street) == ["parked"]
    assert street.alarms() == ["inbox_parked"]
    with street.desk.journal.read() as connection:
        (row,) = inbox.parked(connection)
    assert row["error"].startswith("KeyError")


def test_a_parked_one_does_not_hold_up_the_next(street: Street) -> None:
    fail_three_times(street)
    street.writes(LAMP)
    assert len(street.complaints()) == 1


def test_a_person_may_have_it_tried_again_or_dismiss_it(street: Street) -> None:
    row_id = fail_three_times(street)
    with street.desk.journal.write() as connection:
        assert inbox.again(connection, row_id, now=street.now)
    assert street.alarms() == []
    assert inbox.retry(street.desk, lambda raw: message(street), now=street.now)
    assert states(street) == ["done"]


def test_dismissing_ends_the_alarm(street: Street) -> None:
    row_id = fail_three_times(street)
    with street.desk.journal.write() as connection:
        assert inbox.dismiss(connection, row_id, now=street.now)
        assert not inbox.dismiss(connection, row_id, now=street.now)
    assert (states(street), street.alarms()) == (["done"], [])


@pytest.fixture
def without_media(street: Street) -> Iterator[None]:
    """The journal has lost a table: a photo fails after the complaint was opened."""
    with street.desk.journal.write() as connection:
        schema.media.drop(connection)
    yield
    with street.desk.journal.write() as connection:
        schema.media.create(connection, checkfirst=True)


@pytest.mark.usefixtures("without_media")
def test_a_failure_undoes_what_it_did_and_keeps_the_raw_row(street: Street) -> None:
    photo = message(street, kind=Kind.IMAGE, attachment=PHOTO)
    street.receives(photo, key="1", raw={"kept": True})
    assert street.complaints() == street.kept() == []
    assert [(row["state"], row["raw"]) for row in street.rows(table)] == [("new", {"kept": True})]
    with street.desk.journal.write() as connection:
        schema.media.create(connection)
    inbox.retry(street.desk, lambda raw: photo, now=street.now)
    assert street.complaint()["number"] == "ALADIN-2026-00001"


@pytest.mark.usefixtures("without_media")
def test_the_log_never_repeats_a_message(street: Street, caplog: pytest.LogCaptureFixture) -> None:
    street.receives(message(street, kind=Kind.IMAGE, attachment=PHOTO), key="1")
    assert "Error" in caplog.text
    for secret in (LAMP, SITI, PHOTO.url):
        assert secret not in caplog.text


def test_the_state_of_the_number_is_remembered(street: Street) -> None:
    street.receives(NumberState(GATEWAY, "notAuthorized", street.now), key="s")
    with street.desk.journal.read() as connection:
        assert recall(connection, "gateway_state")["state"] == "notAuthorized"
