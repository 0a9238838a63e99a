"""Several OPDs in one disposition: the first is in charge, the others are told, read and note."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import agency_list, reading, supporters
from desk.acting import act
from desk.agency_list import Pile
from desk.context import Desk
from desk.editing import edit
from desk.incoming import Attachment
from desk.journal import Journal
from desk.problems import NotFound, Refused
from desk.reference import accept
from desk.schema import media
from desk.seeds import reference_rows
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import open_desk, person
from tests.desk.magetan import Magetan
from tests.desk.test_acting import row_of, sent_to

HEAD, SPOKEN = "Kepala OPD", "Jawab dan Tindak Lanjut"
GROUP = "120363000000000001@g.us"


@pytest.fixture
def office(journal: Journal, tmp_path: Path, now: datetime) -> Magetan:
    return Magetan(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)


def handed_to_two(office: Magetan) -> str:
    """The telephone of the OPD that helps."""
    office.stands("Di Kadis Kominfo")
    office.writes(office.chat("Kadis Kominfo"), "teruskan Dishub, DLH")
    return office.chat(HEAD, "DLHP")


def test_names_are_read_as_they_are_typed() -> None:
    found = supporters.parts(" DPUPR, DLH dan Dishub;DLH\nBPBD. ")
    assert found == ["DPUPR", "DLH", "Dishub", "BPBD"]
    assert supporters.without("DPUPR, DLHP", "DPUPR") == "DLHP"


def test_the_first_is_in_charge_and_the_confirmation_names_both(office: Magetan) -> None:
    office.stands("Di Kadis Kominfo")
    told = office.writes(office.chat("Kadis Kominfo"), "teruskan Dishub, DLH")
    assert "– Disposisi ke OPD kepada Dishub (pendukung: DLHP)." in told
    assert (office.row["agency"], office.row["supporting_agencies"]) == ("Dishub", "DLHP")
    assert office.history()[-1]["note"] == "Dishub\nOPD Pendukung: DLHP"


def test_both_are_told_which_part_is_theirs(office: Magetan) -> None:
    helper = handed_to_two(office)
    (told,) = sent_to(office.desk, helper)
    assert told.startswith(f"*DUKUNGAN {office.number}*") and "*Dinas Perhubungan*" in told
    main = sent_to(office.desk, office.chat(HEAD, "Dishub"))[0]
    assert "OPD pendukung: Dinas Lingkungan Hidup dan Pangan" in main and "grup" not in main


def test_a_helper_reads_it_and_finds_it_in_a_list_of_its_own(office: Magetan) -> None:
    handed_to_two(office)
    helper = person(office.desk, HEAD, "DLHP")
    row = reading.complaint(office.desk, helper, office.number)
    assert (row["body"], row["phone"]) == (office.row["body"], "")
    found = agency_list.listed(office.desk, helper, Pile.HELPED)
    assert [row["number"] for row in found.rows] == [office.number]
    assert agency_list.counts(office.desk, helper)[Pile.MINE] == 0


def test_an_opd_that_is_not_named_sees_nothing(office: Magetan) -> None:
    handed_to_two(office)
    stranger = person(office.desk, HEAD, "DPUPR")
    with pytest.raises(NotFound):
        reading.complaint(office.desk, stranger, office.number)
    assert agency_list.counts(office.desk, stranger)[Pile.HELPED] == 0


def test_a_helpers_own_words_are_a_note_and_move_nothing(office: Magetan) -> None:
    helper = handed_to_two(office)
    due = office.row["due_at"]
    photo = Attachment("http://127.0.0.1:9/bukti.jpg", "bukti.jpg", "image/jpeg")
    words = "Pohon yang menutupi lampu sudah dipangkas"
    told = office.writes(helper, words, attachment=photo)
    assert "sudah dicatat – Catat Dukungan. Status: Diteruskan ke OPD." in told
    note = office.history()[-1]
    assert (note["note"], note["role"]) == (words, "OPD Pendukung")
    assert (office.row["due_at"], office.row["follow_up"]) == (due, "")
    assert office.street.rows(media)[0]["origin"] == "follow_up"


def test_a_helper_neither_answers_nor_gives_back(office: Magetan) -> None:
    helper = handed_to_two(office)
    assert "tidak dapat sekarang" in office.writes(helper, "kembali bukan urusan kami")
    answer, dlhp = {Field.FOLLOW_UP: "x"}, person(office.desk, HEAD, "DLHP")
    with pytest.raises(NotAllowed):
        act(office.desk, dlhp, office.number, SPOKEN, values=answer, now=office.street.now)
    office.writes(office.chat(HEAD, "Dishub"), "Lampu sudah diganti")
    assert office.row["state"] == "Dijawab OPD"


def test_what_the_kabid_proposes_the_kadis_confirms_with_one_word(office: Magetan) -> None:
    office.stands("Di Kabid IKP")
    told = office.writes(office.chat("Kabid IKP"), "teruskan DPUPR, DLH")
    assert "(usulan: DPUPR, DLHP)" in told
    assert "Usulan: DPUPR, DLHP" in sent_to(office.desk, office.chat("Kadis Kominfo"))[-1]
    helper = person(office.desk, HEAD, "DLHP")
    with pytest.raises(NotFound):  # proposed, not handed out
        reading.complaint(office.desk, helper, office.number)
    office.writes(office.chat("Kadis Kominfo"), "teruskan")
    assert (office.row["agency"], office.row["supporting_agencies"]) == ("DPUPR", "DLHP")


def test_who_names_one_opd_does_not_mean_the_proposed_helpers(office: Magetan) -> None:
    office.stands("Di Kabid IKP")
    office.writes(office.chat("Kabid IKP"), "teruskan DPUPR, DLH")
    office.writes(office.chat("Kadis Kominfo"), "teruskan Dishub")
    assert (office.row["agency"], office.row["supporting_agencies"]) == ("Dishub", "")


def test_in_one_group_the_helpers_are_told_in_one_message(office: Magetan) -> None:
    rows = reference_rows(office.desk.sop, staff=True)["OPD"]
    with office.desk.journal.write() as connection:
        accept(
            connection,
            office.desk.sop,
            "OPD",
            [{**row, "Grup WA": GROUP} for row in rows],
            now=office.street.now,
        )
    office.stands("Di Kadis Kominfo")
    office.writes(office.chat("Kadis Kominfo"), "teruskan Dishub, DLH, BPBD")
    main, helpers = sent_to(office.desk, GROUP)
    assert main.startswith("*DISPOSISI") and "Pangan, Badan Penanggulangan" in helpers


def test_it_is_the_same_in_the_pages(desk: Desk, now: datetime) -> None:
    office, admin = Magetan(desk, now), person(desk, "Admin Kota")
    values = {Field.AGENCY: "Dinhub", Field.SUPPORTERS: "dinhub\ndlh"}
    act(desk, admin, office.number, "Teruskan ke OPD", values=values, now=now)
    assert row_of(desk, office.number)["supporting_agencies"] == "DLH"
    helper, note = person(desk, "Admin OPD", "DLH"), {Field.NOTE: "Siap membantu"}
    act(desk, helper, office.number, "Catat Dukungan", values=note, now=now)
    assert office.history()[-1]["note"] == "Siap membantu"


def test_an_unknown_one_is_refused_with_its_name(desk: Desk, now: datetime) -> None:
    office, admin = Magetan(desk, now), person(desk, "Admin Kota")
    with pytest.raises(Refused, match="Dinas Anu"):
        edit(desk, admin, office.number, {"supporting_agencies": "DLH, Dinas Anu"}, now=now)


def test_without_helpers_nobody_is_told_of_helping(office: Magetan) -> None:
    office.stands("Diteruskan ke OPD")
    assert office.sent(office.chat(HEAD, "DLHP")) == []
    assert "OPD pendukung" not in sent_to(office.desk, office.chat(HEAD, "Dishub"))[0]
