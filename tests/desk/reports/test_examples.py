"""Example complaints in a month's report: alone or not at all, and the report says which."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk import recording
from desk.actors import Actor
from desk.context import Desk
from desk.reports import making, reading, recap, records, samples, workflow
from desk.reports.contents import EXAMPLES, FROM_EXAMPLES, WITHOUT_EXAMPLES, Contents, Value
from desk.reports.counting import asked
from tests.desk.reports.conftest import FIRST_DAY, MONTH, OCTOBER, Finish, Open, in_october
from tests.desk.reports.test_document import book, words

NEXT = FIRST_DAY + timedelta(days=30)


@pytest.fixture
def examples(desk: Desk, opened: Open) -> str:
    """October's draft, of three examples and nothing else."""
    for day in (5, 9, 20):
        opened(day, example=True, category="Kesehatan")
    workflow.draft(desk, OCTOBER, now=FIRST_DAY)
    return MONTH


def real(desk: Desk, when: datetime, *, typed: datetime | None = None) -> None:
    """A citizen's own complaint of that moment; `typed`: when the desk knew of it."""
    fields = {"body": "Lampu mati", "received_at": when, "category": "Kesehatan"}
    with desk.journal.write() as connection:
        recording.open_complaint(connection, desk, fields, now=typed or when)


def live(desk: Desk, month_later: bool = False) -> Contents:
    month = OCTOBER.replace(month=11) if month_later else OCTOBER
    return making.live(desk, month, now=NEXT if month_later else FIRST_DAY + timedelta(days=1))


def received(found: Contents) -> Value:
    return found.section("ringkasan").rows[1].values[0]


def test_the_first_real_complaint_leaves_the_month_before_as_it_was(
    desk: Desk, examples: str
) -> None:
    real(desk, FIRST_DAY)
    assert (received(live(desk)), live(desk).of_examples) == (3, FROM_EXAMPLES)
    assert len(live(desk).complaints) == 3


def test_in_the_month_of_the_first_real_complaint_examples_are_left_out(
    desk: Desk, examples: str
) -> None:
    real(desk, FIRST_DAY)
    november = live(desk, month_later=True)
    assert (received(november), november.of_examples) == (1, "")
    assert november.facts[EXAMPLES] == WITHOUT_EXAMPLES


def test_where_there_are_no_examples_nothing_is_said_of_them(desk: Desk, draft: str) -> None:
    assert live(desk).facts[EXAMPLES] == ""


def test_a_visit_of_the_month_typed_in_later_takes_the_examples_out(
    desk: Desk, examples: str
) -> None:
    real(desk, in_october(30), typed=FIRST_DAY + timedelta(hours=1))
    assert received(live(desk)) == 1
    then = asked(desk, OCTOBER, cutoff=FIRST_DAY)  # as it was known then
    assert then.complaints.sum() == 3


def test_a_report_of_examples_is_never_corrected(
    desk: Desk, admin: Actor, city_team: Actor, examples: str
) -> None:
    _publish(desk, admin, city_team)
    real(desk, in_october(30), typed=FIRST_DAY + timedelta(hours=1))
    real(desk, FIRST_DAY)
    assert live(desk, month_later=True).corrections == ()


def test_every_paper_of_examples_says_so(
    desk: Desk, admin: Actor, city_team: Actor, leader: Actor, examples: str
) -> None:
    _publish(desk, admin, city_team)
    real(desk, FIRST_DAY + timedelta(hours=1))
    said = words(reading.pdf(desk, leader, MONTH, now=NEXT))
    assert f"Sumber angka {FROM_EXAMPLES}" in said and "CONTOH" in said
    assert said.count("jangan ditandatangani") == said.count("halaman ")
    assert book(reading.xlsx(desk, leader, MONTH, now=NEXT))["Sampul"]["A2"].value == FROM_EXAMPLES
    with desk.journal.read() as connection:
        remarks = [line.remark for line in recap.lines(connection, MONTH)]
    assert FROM_EXAMPLES in remarks


def test_a_paper_of_real_complaints_says_nothing_of_examples(
    desk: Desk, leader: Actor, opened: Open, published: str
) -> None:
    opened(20, example=True)
    said = words(reading.pdf(desk, leader, published, now=NEXT))
    assert "contoh" not in said.replace("Contoh Dokumentasi", "") and "CONTOH" not in said
    assert book(reading.xlsx(desk, leader, published, now=NEXT))["Sampul"]["A2"].value is None


def test_a_report_from_before_examples_were_said_still_opens(
    desk: Desk, leader: Actor, published: str
) -> None:
    with desk.journal.read() as connection:
        kept = records.frozen(connection, published)
    facts = {name: said for name, said in kept.facts.items() if name != EXAMPLES}
    old = Contents(**{**vars(kept), "facts": facts})
    assert old.of_examples == ""
    assert received(old) == 2


def test_photos_are_of_the_complaints_that_count(
    desk: Desk, opened: Open, finished: Finish
) -> None:
    numbers = [
        finished(opened(8, example=example, category="Kesehatan")) for example in (True, False)
    ]
    shown = samples.of_month(desk, OCTOBER, now=FIRST_DAY)
    assert [photo.caption.split(",")[0] for photo in shown] == numbers[1:]


def _publish(desk: Desk, admin: Actor, city_team: Actor) -> None:
    workflow.send(desk, admin, MONTH, now=FIRST_DAY)
    workflow.agree(desk, city_team, MONTH, now=FIRST_DAY)
    workflow.publish(desk, admin, MONTH, now=FIRST_DAY)
