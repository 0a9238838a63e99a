"""When a pass is due: seldom while nothing happens, at once when something does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import seeds
from desk.context import Desk
from sheets_schema.findings import Wanted
from sheets_schema.provision import provision
from tests.sheets_schema.office import ZONE, Office
from tests.sheets_schema.stand_in import running
from workers.sync import Register

EVERY = timedelta(seconds=8)


class Watch:
    """A desk with its register, and a register's rhythm that goes by the office's clock."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.started = office.now
        self.register = Register(office.desk, office.sheet, lambda: office.now, every=EVERY)

    def reads(self, *, after_s: float = 0.0) -> int:
        """How often Google is read when the step looks again so much later."""
        self.office.later(seconds=after_s)
        self.office.stand_in.forget_calls()
        self.register.keep()
        return int(self.office.stand_in.calls()["reads"])


@pytest.fixture
def watch(small_desk: Desk, tmp_path: Path, now: datetime) -> Iterator[Watch]:
    with running(tmp_path / "sheets") as stand_in:
        stand_in.empty()
        office = Office(stand_in, small_desk, now)
        wanted = Wanted(small_desk.sop, seeds.reference_rows(small_desk.sop, staff=True))
        provision(office.sheet, wanted, timezone=ZONE)
        office.passes(2)
        made = Watch(office)
        assert made.reads() == 1
        yield made
        office.close()


def test_an_idle_desk_reads_as_seldom_as_it_is_set_to(watch: Watch) -> None:
    assert watch.reads(after_s=7.5) == 0
    assert watch.reads(after_s=0.5) == 1


def test_what_is_new_in_the_journal_is_written_at_once(watch: Watch) -> None:
    watch.office.complain()
    assert watch.reads(after_s=0.5) > 0
    assert len(watch.office.rows()) == 1


def test_what_staff_type_is_looked_at_again_soon(watch: Watch) -> None:
    number = watch.office.complain()
    while watch.reads(after_s=1):
        pass
    watch.office.type(number, Nama="Siti Aminah")
    assert watch.reads(after_s=8) == 1
    watch.reads(after_s=1)
    assert watch.office.complaint(number)["name"] == "Siti Aminah"


def test_what_can_not_be_written_now_asks_for_no_further_pass(watch: Watch) -> None:
    watch.office.stand_in.type("Aduan", "A1", "Nomor")
    watch.reads(after_s=8)
    watch.office.complain()
    while watch.reads(after_s=0.5):
        assert watch.office.now < watch.started + timedelta(minutes=1)
    assert watch.reads(after_s=0.5) == 0
    assert not watch.office.rows()
