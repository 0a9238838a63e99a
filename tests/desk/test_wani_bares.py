"""Wani Bares: a complaint goes up to the Kadis, out to an OPD, and its answer travels back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import reading
from desk.acting import act
from desk.context import Desk
from desk.journal import Journal
from desk.recording import open_complaint
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import SITI, open_desk, person
from tests.desk.test_acting import events_of, row_of, sent_to
from tests.desk.writing import LET_PASS

LAMP = "Lampu jalan di Jl. Yos Sudarso mati sejak Senin"
OPD = {Field.AGENCY: "Dishub"}
PROPOSED = OPD | LET_PASS
WHY = {Field.REASON: "lokasi kurang jelas"}


class Office:
    """One complaint of Magetan, and a moment that goes on by four minutes with each action."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.desk, self.now = desk, now
        with desk.journal.write() as connection:
            row = {"gateway": "green_api", "chat_id": SITI, "body": LAMP, "location": "Plaosan"}
            self.number = str(open_complaint(connection, desk, row, now=now)["number"])

    def does(self, role: str, action: str, values: Mapping[Field, str] | None = None) -> str:
        self.now += timedelta(minutes=4)
        actor = person(self.desk, role, "Dishub" if role == "Kepala OPD" else "")
        done = act(self.desk, actor, self.number, action, values=values or {}, now=self.now)
        return done.state

    def told(self, role: str) -> list[str]:
        """What stands on this person's telephone."""
        people = self.desk.reference().staff
        one = next(each for each in people if role in each.roles and _concerns(each.agencies))
        return sent_to(self.desk, f"{one.phone}@c.us")


def _concerns(agencies: tuple[str, ...]) -> bool:
    return not agencies or "Dishub" in agencies


@pytest.fixture
def office(journal: Journal, tmp_path: Path, now: datetime) -> Office:
    return Office(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)


def handed_out(office: Office) -> None:
    office.does("Administrator", "Teruskan ke Kabid", PROPOSED)
    office.does("Kabid IKP", "Teruskan ke Kadis")
    office.does("Kadis Kominfo", "Disposisi ke OPD")


def test_the_whole_way_up_out_and_back(office: Office) -> None:
    handed_out(office)
    assert row_of(office.desk, office.number)["agency"] == "Dishub"
    assert office.does("Kepala OPD", "Jawab dan Tindak Lanjut", {Field.FOLLOW_UP: "Lampu diganti"})
    assert office.does("Kadis Kominfo", "Teruskan Jawaban") == "Jawaban di Kabid IKP"
    assert office.does("Kabid IKP", "Teruskan Jawaban") == "Siap Dikirim"
    assert office.does("Administrator", "Kirim Hasil") == "Hasil Terkirim"
    assert "Lampu diganti" in sent_to(office.desk, SITI)[-1]
    steps = [event["step"] for event in events_of(office.desk, office.number) if event["step"]]
    assert steps == ["B2", "B3", "B4", "B5", "B6", "B7"]


def test_who_has_the_turn_is_told_and_the_proposal_goes_along(office: Office) -> None:
    office.does("Administrator", "Teruskan ke Kabid", PROPOSED)
    assert row_of(office.desk, office.number)["agency"] == ""  # proposed, not handed out
    assert "Usulan: Dishub" in office.told("Kabid IKP")[-1]
    office.does("Kabid IKP", "Teruskan ke Kadis", {Field.AGENCY: "DPUPR"})
    assert "Usulan: DPUPR" in office.told("Kadis Kominfo")[-1]
    office.does("Kadis Kominfo", "Disposisi ke OPD", OPD)
    assert office.told("Kepala OPD")[-1].startswith(f"*DISPOSISI {office.number}*")
    assert "Dinas Perhubungan" in sent_to(office.desk, SITI)[-1]


def test_without_a_proposal_the_kadis_has_to_name_an_opd(office: Office) -> None:
    office.does("Administrator", "Teruskan ke Kabid", LET_PASS)
    office.does("Kabid IKP", "Teruskan ke Kadis")
    with pytest.raises(NotAllowed, match="OPD"):
        office.does("Kadis Kominfo", "Disposisi ke OPD")


def test_each_of_them_may_give_it_back(office: Office) -> None:
    office.does("Administrator", "Teruskan ke Kabid", PROPOSED)
    assert office.does("Kabid IKP", "Kembalikan", WHY) == "Baru"
    handed_out(office)
    assert office.does("Kepala OPD", "Kembalikan", WHY) == "Dikembalikan OPD"
    assert office.does("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "DPUPR"})
    assert row_of(office.desk, office.number)["rounds"] == 1


def test_only_a_question_is_answered_at_once(office: Office) -> None:
    answer = {Field.ANSWER: "Buka pukul 08.00", Field.CLASSIFICATION: "Pengaduan"}
    with pytest.raises(NotAllowed, match="Permintaan Informasi"):
        office.does("Administrator", "Jawab Langsung", answer)
    answer[Field.CLASSIFICATION] = "Permintaan Informasi"
    assert office.does("Administrator", "Jawab Langsung", answer) == "Selesai"


def test_the_answers_way_back_is_one_clock_in_two_hands(office: Office) -> None:
    handed_out(office)
    office.does("Kepala OPD", "Jawab dan Tindak Lanjut", {Field.FOLLOW_UP: "Lampu diganti"})
    began = row_of(office.desk, office.number)["clock_from"]
    office.does("Kadis Kominfo", "Teruskan Jawaban")
    row = row_of(office.desk, office.number)
    assert (row["step"], row["clock_from"]) == ("B6", began)


def test_an_opd_sees_only_its_own_and_nobody_acts_for_another(office: Office) -> None:
    handed_out(office)
    head = person(office.desk, "Kepala OPD", "DPUPR")
    with pytest.raises(Exception, match="tidak ditemukan"):
        reading.complaint(office.desk, head, office.number)
    with pytest.raises(NotAllowed):
        office.does("Administrator", "Jawab dan Tindak Lanjut", {Field.FOLLOW_UP: "x"})
