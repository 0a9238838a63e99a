"""What was typed together with a Status and is none of its action's inputs."""

from __future__ import annotations

import pytest

from sheets_schema.typed import PUT_BACK
from tests.sheets_schema.clerk import hold
from tests.sheets_schema.office import Office


@pytest.fixture
def number(office: Office) -> str:
    found = office.complain()
    office.passes()
    return found


def test_inputs_that_the_action_does_not_take_become_drafts(office: Office, number: str) -> None:
    office.type(number, Status="Ditutup", Alasan_Tutup="Spam", Jawaban="Sudah kami catat")
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == office.row(number)["Status"] == "Ditutup"
    assert office.complaint(number)["answer"] == office.row(number)["Jawaban"]
    assert office.row(number)["Jawaban"] == "Sudah kami catat"
    assert office.pending() == 0


def test_a_reason_that_the_action_does_not_take_is_kept_in_riwayat(
    office: Office, number: str
) -> None:
    office.type(number, Status="Diteruskan ke OPD", OPD="Dinhub", Jenis_Aduan="Teknis")
    office.type(number, Alasan_Tutup="Duplikat")
    office.passes(2)
    hold(office)
    assert office.complaint(number)["kind"] == "Teknis"
    assert office.complaint(number)["close_reason"] == "" == office.row(number)["Alasan Tutup"]
    (returned,) = [e for e in office.events(number) if e["action"] == PUT_BACK]
    assert returned["data"]["typed"] == {"Alasan Tutup": "Duplikat"}
    assert returned["from_state"] == "Diteruskan ke OPD"
