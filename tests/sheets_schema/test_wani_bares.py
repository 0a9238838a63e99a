"""Wani Bares in the Sheet alone: the desk's own steps, and with the setting the leaders' too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desk import seeds
from desk.journal import Journal
from desk.reference import accept
from sheets_schema.findings import Wanted
from sheets_schema.provision import provision
from sop.wani_bares import WANI_BARES
from tests.conftest import open_desk
from tests.sheets_schema.clerk import hold, note
from tests.sheets_schema.office import ZONE, Office, client
from tests.sheets_schema.stand_in import StandIn

LEADERS = "Lembar boleh mewakili pimpinan"


@pytest.fixture
def office(
    stand_in: StandIn, sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> Iterator[Office]:
    """The desk of Magetan and its register."""
    made = client(stand_in)
    wanted = Wanted(WANI_BARES, seeds.reference_rows(WANI_BARES, staff=True))
    provision(made, wanted, timezone=ZONE)
    made.http.session.close()
    found = Office(stand_in, open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)
    found.passes()
    yield found
    found.close()


@pytest.fixture
def number(office: Office) -> str:
    found = office.complain()
    office.passes()
    return found


def leaders_too(office: Office) -> None:
    """What the tab Pengaturan says from now on."""
    rows = list(seeds.reference_rows(WANI_BARES, staff=True)["Pengaturan"])
    rows = [{**row, "Nilai": "Ya"} if row["Kunci"] == LEADERS else row for row in rows]
    with office.desk.journal.write() as connection:
        accept(connection, WANI_BARES, "Pengaturan", rows, now=office.now)


def typed(office: Office, number: str, **cells: str) -> str:
    """Type, and wait as long as Ctrl-Z would help; the Status that the row then shows."""
    office.type(number, **cells)
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == office.row(number)["Status"]
    return str(office.row(number)["Status"])


def test_the_sheet_alone_takes_a_complaint_through_every_hand(office: Office, number: str) -> None:
    leaders_too(office)
    assert typed(office, number, OPD="Dishub", Status="Di Kabid IKP") == "Di Kabid IKP"
    assert typed(office, number, Status="Di Kadis Kominfo") == "Di Kadis Kominfo"
    assert typed(office, number, OPD="DPUPR", Status="Diteruskan ke OPD") == "Diteruskan ke OPD"
    assert typed(office, number, Tindak_Lanjut="Lampu diganti", Status="Dijawab OPD")
    assert typed(office, number, Status="Jawaban di Kabid IKP") == "Jawaban di Kabid IKP"
    assert typed(office, number, Status="Siap Dikirim") == "Siap Dikirim"
    assert typed(office, number, Status="Hasil Terkirim") == "Hasil Terkirim"
    assert office.complaint(number)["agency"] == "DPUPR"
    assert office.did(number) == [
        "Aduan Diterima",
        "Teruskan ke Kabid",
        "Teruskan ke Kadis",
        "Disposisi ke OPD",
        "Jawab dan Tindak Lanjut",
        *("Teruskan Jawaban", "Teruskan Jawaban"),
        "Kirim Hasil",
    ]


def test_without_the_setting_the_leaders_steps_are_not_the_sheets(
    office: Office, number: str
) -> None:
    assert typed(office, number, Status="Di Kabid IKP") == "Di Kabid IKP"
    assert typed(office, number, Status="Di Kadis Kominfo") == "Di Kabid IKP"
    assert "hanya dapat dilakukan oleh Kabid IKP" in note(office, number)


def test_the_proposal_stands_in_the_row_until_the_kadis_decides(
    office: Office, number: str
) -> None:
    typed(office, number, OPD="Dishub", Status="Di Kabid IKP")
    assert (office.row(number)["OPD"], office.complaint(number)["agency"]) == ("Dishub", "")
