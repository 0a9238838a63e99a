"""One worker for each journal, on both databases."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from desk import tenure
from desk.journal import Journal, remember
from desk.tenure import Replaced
from tests.conftest import own_schema
from tests.stack import wait_for
from tests.workers.conftest import Phones, green_api
from workers.fenced import fenced
from workers.gateways.base import GatewayError
from workers.lock import AlreadyRunning, only_worker


def test_a_second_worker_is_refused_in_one_sentence(journal: Journal) -> None:
    with closing(Journal(journal.url)) as second, only_worker(journal) as held:
        with pytest.raises(AlreadyRunning, match="Pekerja lain sedang berjalan") as caught:
            with only_worker(second):
                pass
        assert held()
    assert "\n" not in str(caught.value)


def test_after_it_has_ended_another_one_may_start(journal: Journal) -> None:
    for _ in range(2):
        with only_worker(journal) as held:
            assert held()


def test_a_file_is_the_same_by_whatever_way_it_is_named(
    sqlite_journal: Journal, tmp_path: Path
) -> None:
    (tmp_path / "lain").symlink_to(tmp_path)
    with closing(Journal(f"sqlite:///{tmp_path}/lain/journal.db")) as second:
        with only_worker(sqlite_journal), pytest.raises(AlreadyRunning), only_worker(second):
            pass


@pytest.fixture
def shared(postgres_url: str) -> str:
    """The address of a journal that several workers may stand by for."""
    url = own_schema(postgres_url)
    Journal(url).create().close()
    return url


def test_a_standby_says_that_it_waits_and_begins_at_once_after_a_clean_end(
    shared: str,
) -> None:
    said: list[str] = []
    begun, may_end = threading.Event(), threading.Event()

    def stand_by() -> None:
        with closing(Journal(shared)) as other, only_worker(other, waiting=said.append):
            begun.set()
            may_end.wait(30)

    standby = threading.Thread(target=stand_by)
    with closing(Journal(shared)) as first:
        with only_worker(first):
            standby.start()
            wait_for("it waits", lambda: said)
            with first.read() as connection:
                found = tenure.posts(connection)
            assert found.active and found.active.holder == first.name
            assert len(found.standing_by) == 1 and not begun.is_set()
        assert begun.wait(10)
        may_end.set()
        standby.join(10)


def test_a_worker_that_was_replaced_writes_nothing_more(shared: str, now: datetime) -> None:
    with closing(Journal(shared)) as old, closing(Journal(shared)) as new:
        with only_worker(old) as held:
            with old.write() as connection:
                remember(connection, "before", 1, now=now)
            with new.write() as connection:
                tenure.take(connection, tenure.Who(new.name, "lain", 1))
            with pytest.raises(Replaced), old.write() as connection:
                remember(connection, "after", 1, now=now)
            wait_for("it knows", lambda: not held())
        with new.read() as connection:
            assert tenure.posts(connection).active.holder == new.name


def test_who_takes_over_waits_for_a_write_that_is_open(shared: str, now: datetime) -> None:
    with closing(Journal(shared)) as old, closing(Journal(shared)) as new, only_worker(old):
        with old.write() as connection:
            remember(connection, "in hand", 1, now=now)
            with pytest.raises(Exception, match="lock timeout"), new.write() as other:
                tenure.take(other, tenure.Who(new.name, "lain", 1))


def test_one_that_sleeps_is_ousted_and_its_sessions_end(shared: str) -> None:
    with closing(Journal(shared)) as old, closing(Journal(shared)) as new:
        with only_worker(old) as held:
            hour_ago = text("update worker_tenure set renewed_at = renewed_at - 3600000000")
            with new.write() as connection:
                connection.execute(hour_ago)
                tenure.oust(connection, after_s=20)
            wait_for("it knows", lambda: not held())


def test_nothing_leaves_once_the_tenure_may_be_over(phones: Phones) -> None:
    ours = True
    gateway = fenced(green_api(phones.url), lambda: ours)
    assert gateway.state() == "authorized"
    assert gateway.send_text("6281234567890@c.us", "satu")
    ours = False
    with pytest.raises(GatewayError) as caught:
        gateway.send_text("6281234567890@c.us", "dua")
    assert not caught.value.uncertain and not caught.value.permanent
    phones.arrived(1)
