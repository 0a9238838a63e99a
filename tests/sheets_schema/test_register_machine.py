"""Chance decides what people, citizens, pages, the network and the worker do, in any order.

Whatever it was: when it has come to rest, Sheet and journal agree, and nothing is lost, doubled
or sent twice.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from desk.journal import Journal
from sheets_schema.findings import Wanted
from tests.conftest import open_desk, own_schema
from tests.sheets_schema import settled
from tests.sheets_schema.acts import EVERYTHING
from tests.sheets_schema.office import Office
from tests.sheets_schema.stand_in import StandIn
from tests.sheets_schema.town import BEFORE_THE_WRITE, Town
from tests.sheets_schema.wire import Fault

STEPS = 100  # of one story
DICE = st.integers(0, 2**32 - 1)
ACTS = st.sampled_from(EVERYTHING)
POINTS = st.integers(BEFORE_THE_WRITE, 16)

OpenTown = Callable[[], tuple[Town, Wanted]]


class Story(RuleBasedStateMachine):
    """One world from an empty register to its rest."""

    def __init__(self, open_town: OpenTown, seen: Counter[str]) -> None:
        super().__init__()
        self.town, self.wanted = open_town()
        self.seen = seen
        self.dice = random.Random(0)
        self.town.one_pass()

    def teardown(self) -> None:
        try:
            settled.come_to_rest(self.town, self.wanted, self.dice)
            lost = settled.all_of_it(self.town)
            ledger = self.town.ledger
            self.seen.update(
                typed=len(ledger.typed),
                read=len(ledger.read),
                hasty=len(ledger.hasty),
                lost=len(lost),
                hasty_and_lost=len(lost & ledger.hasty),
            )
        finally:
            self.town.close()

    def _passes(self, times: int) -> None:
        for _ in range(times):
            self._holding(self.town.one_pass)

    def _holding(self, work: Callable[[], None]) -> None:
        """What is held before and after this, undecided, has not been acted on in between."""
        since, before = self.town.held_numbers()
        did = self._did(before)
        work()
        still, after = self.town.held_numbers()
        if since and since == still:
            left = set(before) & set(after)
            assert {n: did[n] for n in left} == self._did(tuple(left))

    def _did(self, numbers: tuple[str, ...]) -> dict[str, int]:
        """How much the Sheet has done with these complaints."""
        via = {
            n: [e for e in self.town.office.events(n) if e["data"].get("via") == "sheet"]
            for n in numbers
        }
        return {number: len(found) for number, found in via.items()}

    @rule(act=ACTS, dice=DICE, passes=st.integers(0, 2))
    def person_in_the_sheet(self, act: str, dice: int, passes: int) -> None:
        self.seen["acts"] += 1
        self.town.people.act(act, random.Random(dice))
        self._passes(passes)

    @rule(acts=st.lists(st.tuples(POINTS, ACTS), min_size=1, max_size=3), dice=DICE)
    def people_during_a_pass(self, acts: list[tuple[int, str]], dice: int) -> None:
        self.seen["acts during a pass"] += len(acts)
        self._holding(lambda: self.town.pass_with_people(random.Random(dice), acts))

    @rule(dice=DICE)
    def citizen_writes(self, dice: int) -> None:
        self.town.citizen_writes(random.Random(dice))

    @rule(dice=DICE, passes=st.integers(0, 1))
    def staff_act(self, dice: int, passes: int) -> None:
        self.town.staff_acts(random.Random(dice))
        self._passes(passes)

    @rule(dice=DICE)
    def staff_edit(self, dice: int) -> None:
        self.town.staff_edit(random.Random(dice))

    @rule(minutes=st.sampled_from([0.2, 1.1, 2.5, 11.0, 60 * 24 * 3]), passes=st.integers(0, 3))
    def time_passes(self, minutes: float, passes: int) -> None:
        self.town.time_passes(minutes)
        self.town.messages_go_out()
        self._passes(passes)

    @rule(point=POINTS)
    def worker_dies(self, point: int) -> None:
        self.seen["deaths"] += 1
        self._holding(lambda: self.town.worker_dies(point))

    @rule(fault=st.sampled_from(Fault), on_reads=st.booleans())
    def google_fails(self, fault: Fault, on_reads: bool) -> None:
        self.seen["faults"] += 1
        self._holding(lambda: self.town.pass_with_fault(fault, on_reads=on_reads))

    @rule()
    def a_late_request_arrives(self) -> None:
        self.town.wire.deliver_late()

    @rule(dice=DICE)
    def headers_are_broken(self, dice: int) -> None:
        self.town.people.act("break_header", random.Random(dice))
        self._passes(1)
        if dice % 5:
            settled.mend(self.town, self.wanted)

    @rule(dice=DICE)
    def an_admin_decides(self, dice: int) -> None:
        self.seen["decisions"] += self.town.decide(random.Random(dice))
        self._passes(1)


@pytest.fixture
def open_town(register: StandIn, tmp_path: Path, now: datetime, wanted: Wanted) -> OpenTown:
    """A new world each time; the journal with its reference tabs is made once."""
    first = Journal(f"sqlite:///{tmp_path}/first.db").create()
    open_desk(first, tmp_path, now)
    first.close()

    def opened() -> tuple[Town, Wanted]:
        register.restore()
        path = tmp_path / f"journal-{uuid4().hex}.db"
        shutil.copy(tmp_path / "first.db", path)
        desk = open_desk(Journal(f"sqlite:///{path}"), tmp_path, now)
        return Town(Office(register, desk, now)), wanted

    return opened


def told(open_town: OpenTown, chosen: settings) -> None:
    """`pytest -s` shows how much happened."""
    seen: Counter[str] = Counter()
    run_state_machine_as_test(lambda: Story(open_town, seen), settings=chosen)
    sys.stdout.write(f"{dict(seen)}\n")


CALM = settings(
    stateful_step_count=STEPS,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(600)  # a minute where nobody else works
def test_a_thousand_steps_in_the_same_order_every_time(open_town: OpenTown) -> None:
    told(open_town, settings(CALM, max_examples=11, derandomize=True, phases=[Phase.generate]))


def test_a_story_on_postgresql(
    register: StandIn, postgres_url: str, tmp_path: Path, now: datetime, wanted: Wanted
) -> None:
    def opened() -> tuple[Town, Wanted]:
        register.restore()
        journal = Journal(own_schema(postgres_url)).create()
        return Town(Office(register, open_desk(journal, tmp_path, now), now)), wanted

    told(opened, settings(CALM, max_examples=2, derandomize=True, phases=[Phase.generate]))


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_ten_thousand_steps_in_any_order(open_town: OpenTown) -> None:
    stories = int(os.environ.get("WADUL_STORIES", "100"))
    told(open_town, settings(CALM, max_examples=stories, phases=[Phase.generate]))  # as it is found
