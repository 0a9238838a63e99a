"""What the city takes from an OPD before it was due says nothing of that OPD."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from desk import recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.figures import Months, ask, compliance
from sop.model import Field
from tests.conftest import JAKARTA


@pytest.mark.parametrize(
    ("minutes", "verdicts"),
    [(3, [0, 0, 1]), (3000, [0, 1, 0])],
    ids=["before it was due: not measurable", "after: late"],
)
def test_an_agency_is_not_on_time_with_what_was_taken_from_it(
    desk: Desk, admin: Actor, minutes: int, verdicts: list[int]
) -> None:
    then = datetime(2026, 3, 2, 9, 0, tzinfo=JAKARTA)
    with desk.journal.write() as connection:
        row = recording.open_complaint(connection, desk, {"body": "Lampu mati"}, now=then)
    for agency, action in (("Inspektorat", "Teruskan ke OPD"), ("DLH", "Alihkan OPD")):
        values = {Field.AGENCY: agency, Field.KIND: "Teknis"}
        act(desk, admin, row["number"], action, values=values, now=then)
        then += timedelta(minutes=minutes)
    march = Months(date(2026, 3, 1), date(2026, 3, 1))
    asked = ask(desk, admin, march, now=then)
    kept = compliance.by_agency(asked)["Inspektorat"]
    assert [kept.on_time, kept.late, kept.unmeasurable] == verdicts
    assert kept == replace(compliance.by_step(asked)["A5"], running=0, overdue=0)
