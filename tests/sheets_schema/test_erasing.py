"""What was erased in the journal goes from the Sheet, too: row, history, conversation, archive."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import editing
from desk.acting import act
from desk.privacy import purging
from sop.model import Field
from tests.conftest import person
from tests.desk.writing import LAMP, PHOTO, Street
from tests.sheets_schema.archive_room import TAB, archive_all, in_aduan, in_archive, old_ones, rest
from tests.sheets_schema.office import Office

CLOSED = {Field.CLOSE_REASON: "Bukan Kewenangan", Field.REASON: "Menurut Siti milik provinsi"}
SECRETS = ("Siti", "siti", "Hayam", "Lampu jalan", "provinsi", "81234567890", "rahasia sekali")
TABS = ("Aduan", "Percakapan", "Riwayat")


@pytest.fixture
def number(office: Office) -> str:
    """A closed complaint with a conversation and a history, all of it in the Sheet."""
    street = Street(office.desk, office.now)
    street.writes(LAMP, attachment=PHOTO)
    (row,) = street.complaints()
    admin = person(office.desk, "Admin Kota")
    edited = {"name": "Siti Aminah", "internal_note": "rahasia sekali"}
    editing.edit(office.desk, admin, row["number"], fields=edited, now=office.now)
    act(office.desk, admin, row["number"], "Tutup", values=CLOSED, now=office.now)
    office.passes(3)
    return str(row["number"])


def erase(office: Office) -> None:
    office.later(days=366 * 5)
    while purging.look(office.desk, now=office.now):
        pass


def everything(office: Office) -> str:
    return str([office.rows(tab) for tab in TABS])


def test_nothing_personal_is_left_in_any_tab_and_the_rest_stands(
    office: Office, number: str
) -> None:
    before = {tab: len(office.rows(tab)) for tab in TABS}
    assert all(secret in everything(office) for secret in SECRETS)
    erase(office)
    office.passes(4)
    for secret in SECRETS:
        assert secret not in everything(office), secret
    row = office.row(number)
    assert (row["Nama"], row["Isi Aduan"], row["Status"]) == ("(dihapus)", "(dihapus)", "Ditutup")
    assert "No. WA" not in row or not row["No. WA"]
    after = {tab: len(office.rows(tab)) for tab in TABS}
    assert after == before | {"Riwayat": before["Riwayat"] + 1}
    assert office.pending() == 0


def test_it_is_written_once(office: Office, number: str) -> None:
    erase(office)
    office.passes(4)
    assert not office.passes().moved


def test_a_new_process_finds_the_rows_again(office: Office, number: str) -> None:
    erase(office)
    office.restart()
    office.passes(4)
    assert not [secret for secret in SECRETS if secret in everything(office)]


def test_an_archived_complaint_is_erased_too_and_goes_back_to_the_archive(office: Office) -> None:
    office.now = office.now.replace(hour=2) + timedelta(days=1)
    (number,) = old_ones(office, 1)
    archive_all(office)
    (shown,) = office.rows(TAB)
    assert shown["Nama"] == "Siti"
    erase(office)
    for _ in range(3):
        archive_all(office)
        office.passes(3)
        rest(office)
    archive_all(office)
    assert in_aduan(office) == [] and in_archive(office) == [number]
    (shown,) = office.rows(TAB)
    assert (shown["Nama"], shown["Isi Aduan"]) == ("(dihapus)", "(dihapus)")
    assert "Siti" not in str(office.events(number)) + everything(office)
