"""Wani Bares in the Sheet alone: the desk's own steps, and with the setting the leaders' too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desk import newcomers, seeds
from desk.acting import act
from desk.journal import Journal
from desk.recording import find
from desk.reference import accept
from sheets_schema.findings import Wanted
from sheets_schema.provision import provision
from sop.model import Field
from sop.wani_bares import WANI_BARES
from tests.conftest import open_desk, person
from tests.desk.writing import LET_PASS, Street, quotable
from tests.sheets_schema.clerk import hold, note
from tests.sheets_schema.office import ZONE, Office, client
from tests.sheets_schema.stand_in import StandIn

LEADERS = "Lembar boleh mewakili pimpinan"
DONE = "Lampu sudah diganti"
PASSES = LET_PASS[Field.COMPLETENESS]
TOLD = ("action", "from_state", "to_state", "agency", "step", "note")  # of an event


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
    says(office, LEADERS, "Ya")


def says(office: Office, key: str, value: str) -> None:
    """What the tab Pengaturan says from now on."""
    rows = list(seeds.reference_rows(WANI_BARES, staff=True)["Pengaturan"])
    rows = [{**row, "Nilai": value} if row["Kunci"] == key else row for row in rows]
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
    in_the_sheet(office, number)
    assert office.complaint(number)["agency"] == "Dishub"
    assert office.row(number)["Status"] == "Hasil Terkirim"


def in_the_sheet(office: Office, number: str) -> None:
    leaders_too(office)
    assert (
        typed(office, number, OPD="DPUPR", Kelengkapan=PASSES, Status="Di Kabid IKP")
        == "Di Kabid IKP"
    )
    assert typed(office, number, Status="Di Kadis Kominfo") == "Di Kadis Kominfo"
    assert typed(office, number, OPD="Dishub", Status="Diteruskan ke OPD") == "Diteruskan ke OPD"
    assert typed(office, number, Tindak_Lanjut=DONE, Status="Dijawab OPD") == "Dijawab OPD"
    assert typed(office, number, Status="Jawaban di Kabid IKP") == "Jawaban di Kabid IKP"
    assert typed(office, number, Status="Siap Dikirim") == "Siap Dikirim"
    assert typed(office, number, Status="Hasil Terkirim") == "Hasil Terkirim"


STEPS: tuple[tuple[str, str, dict[Field, str]], ...] = (
    ("Administrator", "Teruskan ke Kabid", {Field.AGENCY: "DPUPR", **LET_PASS}),
    ("Kabid IKP", "Teruskan ke Kadis", {}),
    ("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "Dishub"}),
    ("Kepala OPD", "Jawab dan Tindak Lanjut", {Field.FOLLOW_UP: DONE}),
    ("Kadis Kominfo", "Teruskan Jawaban", {}),
    ("Kabid IKP", "Teruskan Jawaban", {}),
    ("Administrator", "Kirim Hasil", {}),
)
SAID = {
    "Teruskan ke Kabid": f"teruskan dpupr, {PASSES}",
    "Teruskan ke Kadis": "teruskan",
    "Disposisi ke OPD": "teruskan dishub",
    "Jawab dan Tindak Lanjut": DONE,
    "Teruskan Jawaban": "teruskan",
    "Kirim Hasil": "kirim",
}


def in_the_pages(office: Office, number: str) -> None:
    for role, action, values in STEPS:
        office.later(seconds=30)
        actor = person(office.desk, role, "Dishub" if role == "Kepala OPD" else "")
        act(office.desk, actor, number, action, values=values, now=office.now)


def by_whatsapp(office: Office, number: str) -> None:
    """Everybody, from the message that tells the Administrator of it to the answer."""
    street = Street(office.desk, office.now)
    says(office, "Kabari Aduan Baru", "Ya")
    with office.desk.journal.write() as connection:
        newcomers.tell(connection, office.desk, find(connection, number), now=office.now)
    for role, action, _ in STEPS:
        street.wait(seconds=30)
        actor = person(office.desk, role, "Dishub" if role == "Kepala OPD" else "")
        known = office.desk.reference().person(actor.id)
        assert known is not None
        chat = f"{known.phone}@c.us"
        street.writes(
            SAID[action], chat_id=chat, phone=known.phone, quoted_id=quotable(office.desk, chat)
        )


@pytest.mark.parametrize("way", [in_the_pages, by_whatsapp])
def test_riwayat_is_the_same_whichever_way_it_went(
    office: Office, way: Callable[[Office, str], None]
) -> None:
    """But for author and channel."""
    first, second = office.complain(), office.complain()
    office.passes()
    in_the_sheet(office, first)
    way(office, second)
    told = [
        [tuple(event[name] for name in TOLD) for event in office.events(number)]
        for number in (first, second)
    ]
    assert told[0] == told[1] and len(told[0]) == 1 + len(STEPS)


def test_without_the_setting_the_leaders_steps_are_not_the_sheets(
    office: Office, number: str
) -> None:
    let_pass = {"Kelengkapan": PASSES, "Status": "Di Kabid IKP"}
    assert typed(office, number, **let_pass) == "Di Kabid IKP"
    assert typed(office, number, Status="Di Kadis Kominfo") == "Di Kabid IKP"
    assert "hanya dapat dilakukan oleh Kabid IKP" in note(office, number)


def test_the_proposal_stands_in_the_row_until_the_kadis_decides(
    office: Office, number: str
) -> None:
    typed(office, number, OPD="Dishub", Kelengkapan=PASSES, Status="Di Kabid IKP")
    assert (office.row(number)["OPD"], office.complaint(number)["agency"]) == ("Dishub", "")


def test_several_opds_stand_in_two_columns(office: Office, number: str) -> None:
    leaders_too(office)
    typed(office, number, Kelengkapan=PASSES, Status="Di Kabid IKP")
    typed(office, number, Status="Di Kadis Kominfo")
    two = {"OPD": "dishub", "OPD_Pendukung": "dlh, dpuprr"}
    assert typed(office, number, **two, Status="Diteruskan ke OPD") == "Diteruskan ke OPD"
    assert office.row(number)["OPD Pendukung"] == "DLHP, DPUPR"
    told = [message["template"] for message in office.sent(number)]
    assert told.count("disposisi_pendukung") == 2


def test_an_opd_that_nobody_knows_helps_nobody(office: Office, number: str) -> None:
    office.type(number, OPD_Pendukung="DPUPR, Dinas Anu")
    office.passes(3)
    assert '"Dinas Anu" tidak ada di tab OPD' in note(office, number)
    assert office.row(number).get("OPD Pendukung", "") == ""


def test_jawab_langsung_that_is_switched_off_is_put_back_with_a_sentence(
    office: Office, number: str
) -> None:
    says(office, "Jawab Langsung", "Tidak")
    question = {"Klasifikasi": "Permintaan Informasi", "Jawaban": "Pukul 08.00"}
    assert typed(office, number, **question, Status="Selesai") == "Baru"
    assert "Pengaturan: Jawab Langsung" in note(office, number)
