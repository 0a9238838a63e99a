"""A person with several roles passes through at once what is a mere passing on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import reading
from desk.acting import act
from desk.journal import Journal
from desk.previewing import preview
from desk.reference import accept
from desk.seeds import reference_rows
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import SITI, open_desk, person
from tests.desk.magetan import Magetan
from tests.desk.writing import LET_PASS

KADIS = "kadis.kominfo@contoh.test"


@pytest.fixture
def office(journal: Journal, tmp_path: Path, now: datetime) -> Magetan:
    return Magetan(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)


def gives(office: Magetan, tab: str, **cells: dict[str, str]) -> None:
    """Rows of a tab say something else from now on: key -> cells."""
    rows = reference_rows(office.desk.sop, staff=True)[tab]
    changed = [{**row, **cells.get(str(next(iter(row.values()))), {})} for row in rows]
    with office.desk.journal.write() as connection:
        assert accept(connection, office.desk.sop, tab, changed, now=office.street.now) == []


def in_one_person(office: Magetan) -> None:
    """The Kadis is acting Kabid too."""
    gives(
        office,
        "Petugas",
        **{
            KADIS: {"Peran": "Kadis Kominfo, Kabid IKP"},
            "kabid.ikp@contoh.test": {"Aktif": "Tidak"},
        },
    )


def test_the_answer_goes_through_both_hands_at_once(office: Magetan) -> None:
    in_one_person(office)
    kadis = office.chat("Kadis Kominfo")
    office.stands("Di Kabid IKP")
    office.writes(kadis, "teruskan dishub")
    office.writes(kadis, "teruskan")
    office.writes(office.chat("Kepala OPD", "Dishub"), "Lampu sudah diganti")
    office.street.wait(minutes=6)
    before = len(office.sent(kadis))
    assert "Status: Siap Dikirim." in office.writes(kadis, "teruskan")
    first, second = office.history()[-2:]
    assert [first["to_state"], second["to_state"]] == ["Jawaban di Kabid IKP", "Siap Dikirim"]
    assert [first["role"], second["role"]] == ["Kadis Kominfo", "Kabid IKP"]
    assert len(office.sent(kadis)) == before + 1  # the confirmation, and nothing to oneself
    told = reading.history(office.desk, person(office.desk, "Administrator"), office.number)[-1]
    assert dict(told.shares) == {"Kadis Kominfo": 6.0, "Kabid IKP": 0.0}


def test_what_is_a_decision_is_never_passed_through(office: Magetan) -> None:
    in_one_person(office)
    office.stands("Di Kabid IKP")
    assert office.row["state"] == "Di Kabid IKP"
    office.writes(office.chat("Kadis Kominfo"), "teruskan dishub")
    assert office.row["state"] == "Di Kadis Kominfo"


def test_an_administrator_who_is_kabid_brings_it_to_the_kadis(office: Magetan) -> None:
    both = {"Peran": "Administrator, Kabid IKP"}
    gives(office, "Petugas", **{"administrator@contoh.test": both})
    who, values = person(office.desk, "Administrator"), LET_PASS | {Field.AGENCY: "Dishub"}
    seen = preview(
        office.desk, who, office.number, "Teruskan ke Kabid", values=values, now=office.street.now
    )
    done = act(
        office.desk, who, office.number, "Teruskan ke Kabid", values=values, now=office.street.now
    )
    assert (done.state, len(done.passed)) == ("Di Kadis Kominfo", 1)
    assert len(seen) == len(done.message_ids) == 1
    assert "Usulan: Dishub" in seen[0].text and office.sent(office.chat("Kabid IKP")) == []


def test_it_is_taken_back_whole(office: Magetan) -> None:
    in_one_person(office)
    office.stands("Di Kabid IKP")
    kadis = office.chat("Kadis Kominfo")
    for text in ("teruskan dishub", "teruskan"):
        office.writes(kadis, text)
    office.writes(office.chat("Kepala OPD", "Dishub"), "Lampu sudah diganti")
    office.writes(kadis, "teruskan")
    office.writes(kadis, "batal")
    assert office.row["state"] == "Dijawab OPD"
    assert [event["step"] for event in office.history()[-3:]] == ["", "", ""]


def test_jawab_langsung_can_be_switched_off(office: Magetan) -> None:
    desk, admin = office.desk, person(office.desk, "Administrator")
    answer, now = {Field.ANSWER: "Buka pukul 08.00"}, office.street.now
    gives(office, "Pengaturan", **{"Jawab Langsung": {"Nilai": "Tidak"}})
    with pytest.raises(NotAllowed, match="Pengaturan: Jawab Langsung"):
        act(
            office.desk,
            admin,
            office.number,
            "Jawab Langsung",
            values=answer,
            now=office.street.now,
        )
    gives(office, "Pengaturan")
    act(desk, admin, office.number, "Jawab Langsung", values=answer, now=now)
    assert office.history()[-1]["note"].endswith("Tambahan di luar SOP")
    assert "Buka pukul 08.00" in office.sent(SITI)[-1]["body"]


def plh(office: Magetan) -> str:
    return office.chat("Kepala OPD", "DPUPR")


@pytest.mark.parametrize("today", [True, False])
def test_on_the_days_of_the_plh_the_messages_are_the_plhs(office: Magetan, today: bool) -> None:
    day = "23/11/2026" if today else "24/11/2026"
    absent = {"Pengganti": "kepala.dpupr@contoh.test", "Dari": day, "Sampai": day}
    gives(office, "Petugas", **{KADIS: absent})
    office.stands("Di Kadis Kominfo")
    told = [bool(office.sent(chat)) for chat in (plh(office), office.chat("Kadis Kominfo"))]
    assert told == [today, not today]


def test_a_plh_acts_by_whatsapp_for_the_absent_one(office: Magetan) -> None:
    absent = {"Pengganti": "kepala.dpupr@contoh.test", "Dari": "23/11/2026", "Sampai": "25/11/2026"}
    gives(office, "Petugas", **{KADIS: absent})
    office.stands("Di Kabid IKP")
    office.writes(office.chat("Kabid IKP"), "teruskan")
    assert office.sent(office.chat("Kadis Kominfo")) == []
    assert "mohon arahan" in office.sent(plh(office))[-1]["body"]
    assert "Status: Diteruskan ke OPD." in office.writes(plh(office), "teruskan dishub")
    last = office.history()[-1]
    assert (last["actor"], last["role"]) == ("kepala.dpupr@contoh.test", "Kadis Kominfo")


def test_when_the_time_of_the_plh_is_over_so_are_the_rights(office: Magetan) -> None:
    absent = {"Pengganti": "kepala.dpupr@contoh.test", "Dari": "23/11/2026", "Sampai": "23/11/2026"}
    gives(office, "Petugas", **{KADIS: absent})
    office.stands("Di Kabid IKP")
    office.writes(office.chat("Kabid IKP"), "teruskan")
    office.street.wait(days=1)
    assert "tidak ditemukan" in office.writes(plh(office), "teruskan dishub")
    assert office.row["state"] == "Di Kadis Kominfo"
