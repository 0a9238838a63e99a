"""Whole stories of a complaint in Wadul Aladin, step by step through the interpreter."""

from collections.abc import Collection, Mapping

import pytest

from sop import SOPS
from sop.model import Field, Recipient
from sop.workflow import NotAllowed, Verdict, actions_for, check

ALADIN = SOPS["wadul_aladin"]
ADMIN, TEAM = ("Admin Kota",), ("Tim Pengaduan Kota",)
AGENCY_ADMIN, AGENCY_TEAM = ("Admin OPD",), ("Tim Pengaduan OPD",)
CITIZEN, SYSTEM, SHEET = ("Pelapor",), ("Sistem",), ("Lembar",)
OPD = {Field.AGENCY: "DPUPR"}
WHY = {Field.REASON: "sebabnya"}
DONE = {Field.FOLLOW_UP: "lubang ditambal"}
ANSWER = {Field.ANSWER: "sudah ditambal"}


class Story:
    """A complaint that remembers its state, its OPD and what happened to its clock."""

    def __init__(self) -> None:
        self.state, self.agency, self.close_reason = "Baru", "", ""
        self.clocks: list[str] = []

    def does(
        self, roles: Collection[str], action: str, values: Mapping[Field, str] | None = None
    ) -> Verdict:
        verdict = check(
            ALADIN,
            action,
            state=self.state,
            roles=roles,
            values=values or {},
            has_agency=bool(self.agency),
            agency=self.agency,
        )
        self.state = verdict.target
        self.agency = (values or {}).get(Field.AGENCY, self.agency)
        if verdict.close_reason is not None:
            self.close_reason = verdict.close_reason
        self.clocks.append(f"{verdict.clock} {verdict.ends_step}>{verdict.starts_step}")
        return verdict


def sent() -> Story:
    """A complaint whose result has just been sent."""
    story = Story()
    story.does(TEAM, "Teruskan ke OPD", OPD)
    story.does(AGENCY_ADMIN, "Terima dan Teruskan ke Tim OPD")
    story.does(AGENCY_TEAM, "Selesai Ditindaklanjuti", DONE)
    story.does(ADMIN, "Kirim Hasil", ANSWER)
    return story


def test_the_straight_way_measures_every_step_once() -> None:
    story = sent()
    story.does(SYSTEM, "Selesai")
    assert (story.state, story.close_reason) == ("Selesai", "Ditindaklanjuti")
    assert story.clocks == ["start A4>A5", "start A5>A6", "start A6>A7", "stop A7>", "stop >"]


def test_an_opd_gives_back_and_the_city_sends_it_elsewhere() -> None:
    story = Story()
    story.does(ADMIN, "Teruskan ke OPD", OPD)
    story.does(AGENCY_ADMIN, "Kembalikan", WHY)
    assert story.state == "Dikembalikan OPD"
    story.does(TEAM, "Minta Kelengkapan", WHY)
    story.does(CITIZEN, "Kelengkapan Diterima")
    story.does(TEAM, "Teruskan ke OPD", {Field.AGENCY: "Dinhub"})
    assert (story.state, story.agency) == ("Diteruskan ke OPD", "Dinhub")
    assert story.clocks == ["start A4>A5", "start A5>A4", "pause >", "resume >A4", "start A4>A5"]


def test_a_team_gives_back_to_its_own_admin() -> None:
    story = Story()
    story.does(ADMIN, "Teruskan ke OPD", OPD)
    story.does(AGENCY_ADMIN, "Terima dan Teruskan ke Tim OPD")
    story.does(AGENCY_TEAM, "Kembalikan ke Admin OPD", WHY)
    story.does(AGENCY_ADMIN, "Kembalikan", WHY)
    assert story.state == "Dikembalikan OPD"


def test_a_result_that_is_not_enough_goes_back_before_it_is_sent() -> None:
    story = Story()
    story.does(ADMIN, "Teruskan ke OPD", OPD)
    story.does(SHEET, "Terima dan Teruskan ke Tim OPD")
    story.does(AGENCY_TEAM, "Catat Tindak Lanjut", DONE)
    story.does(AGENCY_ADMIN, "Selesai Ditindaklanjuti", DONE)
    story.does(ADMIN, "Minta Perbaikan", WHY)
    assert story.state == "Diproses OPD"


def test_a_citizen_objects_and_an_admin_reopens() -> None:
    story = sent()
    story.does(CITIZEN, "Minta Dibuka Kembali")
    assert story.state == "Hasil Terkirim"
    story.does(ADMIN, "Buka Kembali", WHY)
    assert story.state == "Diproses OPD"
    story.does(AGENCY_TEAM, "Selesai Ditindaklanjuti", DONE)
    story.does(ADMIN, "Kirim Hasil", ANSWER)
    story.does(ADMIN, "Selesai")
    assert story.state == "Selesai"


def test_a_citizen_can_withdraw_but_neither_close_nor_reopen() -> None:
    story = Story()
    for action in ("Tutup", "Buka Kembali", "Selesai"):
        with pytest.raises(NotAllowed):
            story.does(CITIZEN, action, WHY)
    story.does(CITIZEN, "Cabut Aduan")
    assert (story.state, story.close_reason) == ("Ditutup", "Dicabut Pelapor")


def test_a_double_is_merged_and_separated_again() -> None:
    story = Story()
    story.does(ADMIN, "Gabungkan", {Field.MAIN_COMPLAINT: "ALADIN-2026-00041"})
    assert (story.state, story.close_reason) == ("Ditutup", "Duplikat")
    story.does(ADMIN, "Pisahkan", {Field.CLOSE_REASON: story.close_reason})
    assert (story.state, story.close_reason) == ("Baru", "")


def test_a_walk_in_is_told_at_the_counter() -> None:
    story = Story()
    story.does(TEAM, "Teruskan ke OPD", OPD)
    story.does(AGENCY_ADMIN, "Terima dan Teruskan ke Tim OPD")
    story.does(AGENCY_TEAM, "Selesai Ditindaklanjuti", DONE)
    verdict = story.does(ADMIN, "Catat Penyampaian", {Field.REASON: "datang ke loket"})
    assert story.state == "Hasil Terkirim"
    assert {notice.to for notice in verdict.notices} == {Recipient.DOUBLES}


def test_an_admin_alone_does_all_of_the_citys_part() -> None:
    story = Story()
    story.does(ADMIN, "Minta Kelengkapan", WHY)
    story.does(ADMIN, "Kelengkapan Diterima")
    story.does(ADMIN, "Teruskan ke OPD", OPD)
    story.does(ADMIN, "Alihkan OPD", {Field.AGENCY: "DLH"})
    story.does(AGENCY_ADMIN, "Terima dan Teruskan ke Tim OPD")
    story.does(AGENCY_ADMIN, "Selesai Ditindaklanjuti", DONE)
    story.does(ADMIN, "Kirim Hasil", ANSWER)
    story.does(ADMIN, "Selesai")
    assert story.state == "Selesai"


def test_the_sheet_alone_carries_a_complaint_to_its_end() -> None:
    story = Story()
    story.does(SHEET, "Teruskan ke OPD", OPD)
    story.does(SHEET, "Terima dan Teruskan ke Tim OPD")
    story.does(SHEET, "Selesai Ditindaklanjuti", DONE)
    story.does(SHEET, "Kirim Hasil", ANSWER)
    story.does(SHEET, "Selesai")
    assert story.state == "Selesai"


def test_a_person_with_several_roles_may_do_what_any_of_them_may() -> None:
    both = ("Tim Pengaduan OPD", "Admin Kota")
    names = {action.name for action in actions_for(ALADIN, "Diproses OPD", both)}
    singly = {
        action.name for role in both for action in actions_for(ALADIN, "Diproses OPD", (role,))
    }
    assert names == singly
    assert {"Selesai Ditindaklanjuti", "Alihkan OPD"} <= names
