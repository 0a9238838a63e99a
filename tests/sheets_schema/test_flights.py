"""A batch of unknown outcome, and people who type before it is sent again."""

from __future__ import annotations

from desk import editing
from sheets_schema.typed import PUT_BACK
from tests.conftest import person
from tests.sheets_schema.office import Office


def test_what_is_typed_before_a_batch_is_sent_again_is_not_written_over(office: Office) -> None:
    number = office.complain()
    office.passes(2)
    admin = person(office.desk, "Admin Kota")
    editing.edit(office.desk, admin, number, {"answer": "Dari aplikasi"}, now=office.now)
    office.stand_in.fault("cut_before", count=1)
    office.broken_pass()
    office.type(number, Jawaban="Dari Lembar")
    office.passes(4)
    (kept,) = [event for event in office.events(number) if event["action"] == PUT_BACK]
    assert kept["data"]["typed"] == {"Jawaban": "Dari Lembar"}
    assert office.row(number)["Jawaban"] == "Dari aplikasi" and office.pending() == 0
