"""DESIGN §3, the rules for Status: near misses, missing inputs, rights, claims, Balas, Ctrl-Z."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk import acting, editing, reading
from desk.actors import Actor
from desk.reference import accept
from desk.schema import messages
from desk.seeds import reference_rows
from sheets_schema import actions
from sop.model import Field
from sop.wadul_aladin import WADUL_ALADIN
from sop.wadul_aladin_states import LEADER, SHEET
from tests.conftest import person
from tests.sheets_schema.clerk import bodies, hold, note
from tests.sheets_schema.office import Office


def prefer(office: Office, key: str, value: str) -> None:
    """What the tab Pengaturan says from now on."""
    rows = list(reference_rows(WADUL_ALADIN, staff=True)["Pengaturan"])
    rows = [{**row, "Nilai": value} if row["Kunci"] == key else row for row in rows]
    with office.desk.journal.write() as connection:
        accept(connection, WADUL_ALADIN, "Pengaturan", rows, now=office.now)


# near misses


@pytest.mark.parametrize(
    ("typed", "cells", "state"),
    [
        (" selesai ", {"Jawaban": "Buka 08.00."}, "Selesai"),
        ("DITUTUP.", {"Alasan_Tutup": "spam"}, "Ditutup"),
        ("menunggu_pelapor", {"Alasan": "alamat"}, "Menunggu Pelapor"),
        ("dite", {"OPD": "dpupr"}, "Diteruskan ke OPD"),
    ],
)
def test_a_near_miss_counts_when_only_one_meaning_is_possible(
    office: Office, number: str, typed: str, cells: dict[str, str], state: str
) -> None:
    office.type(number, Status=typed, **cells)
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == state
    assert office.row(number)["Status"] == state


@pytest.mark.parametrize("typed", ["di", "ditu/dite", "selesai atau ditutup", "dikembalikan"])
def test_a_status_with_no_or_two_meanings_is_put_back(
    office: Office, number: str, typed: str
) -> None:
    office.type(number, Status=typed, OPD="Dinhub", Jawaban="x", Alasan="x")
    office.passes(2)
    assert office.row(number)["Status"] == "Baru"
    assert f'"{typed}"' in note(office, number) and office.sent(number) == []


@pytest.mark.parametrize(
    ("typed", "agency"), [("dpupr", "DPUPR"), ("Dishub", "Dinhub"), ("dinas perhubungan", "Dinhub")]
)
def test_an_opd_is_known_by_its_names(office: Office, number: str, typed: str, agency: str) -> None:
    office.type(number, OPD=typed)
    office.passes(3)
    assert office.row(number)["OPD"] == agency


def test_an_opd_with_two_meanings_is_put_back(office: Office, number: str) -> None:
    office.type(number, OPD="Kec. Pekalongan")
    office.passes(3)
    assert office.row(number).get("OPD", "") == "" and "tab OPD" in note(office, number)


# a missing input


def test_what_was_typed_without_its_input_is_kept_in_riwayat(office: Office, number: str) -> None:
    office.type(number, Status="Ditutup")
    office.passes(3)
    assert "Alasan Tutup" in note(office, number)
    office.later(seconds=121)
    office.passes(2)
    assert office.row(number)["Status"] == "Baru"
    assert office.events(number)[-1]["data"]["typed"] == {"Status": "Ditutup"}


# rights


def test_the_sheet_can_mean_only_the_actions_of_its_role() -> None:
    for state in WADUL_ALADIN.states:
        for action in WADUL_ALADIN.actions:
            for word in (action.name, action.target):
                found = actions.meant(WADUL_ALADIN, state.name, word, (SHEET,))
                assert all(one.from_sheet and SHEET in one.roles for one in found)


def test_what_is_not_the_sheets_to_do_is_put_back(
    office: Office, number: str, admin: Actor
) -> None:
    give(office, number, admin)
    office.passes()
    office.type(number, Status="Kembalikan ke Admin OPD", Alasan="bukan urusan kami")
    office.passes(2)
    assert office.complaint(number)["state"] == "Diproses OPD"
    assert office.row(number)["Status"] == "Diproses OPD" and "tidak dapat" in note(office, number)


def give(office: Office, number: str, admin: Actor) -> None:
    """To Dinhub, which accepts."""
    values = {Field.AGENCY: "Dinhub"}
    acting.act(office.desk, admin, number, "Teruskan ke OPD", values=values, now=office.now)
    agency = person(office.desk, "Admin OPD", "Dinhub")
    acting.act(office.desk, agency, number, "Terima dan Teruskan ke Tim OPD", now=office.now)


@pytest.mark.parametrize(("setting", "state"), [("Tidak", "Baru"), ("Ya", "Ditutup")])
def test_the_leaders_steps_are_the_sheets_only_with_the_setting(
    office: Office, number: str, setting: str, state: str
) -> None:
    closing_is_for_leaders(office)
    prefer(office, "Lembar boleh mewakili pimpinan", setting)
    office.type(number, Status="Ditutup", Alasan_Tutup="Spam", Petugas="Pimpinan")
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == office.row(number)["Status"] == state
    assert ("Tutup" in office.did(number)) is (setting == "Ya")


def closing_is_for_leaders(office: Office) -> None:
    """Another city's procedure, in which a leader closes complaints."""
    every = [
        replace(action, roles=frozenset({LEADER})) if action.name == "Tutup" else action
        for action in WADUL_ALADIN.actions
    ]
    office.desk = replace(office.desk, sop=replace(WADUL_ALADIN, actions=tuple(every)))


# the claim


def test_a_claim_counts_only_if_it_changed_in_the_same_edit(office: Office, number: str) -> None:
    office.type(number, Petugas="Ani")
    office.later(seconds=125)
    office.passes(2)
    office.later(seconds=125)
    office.passes(2)
    assert office.row(number).get("Petugas", "") == ""
    assert office.events(number)[-1]["data"] == {"typed": {"Petugas": "Ani"}}
    office.type(number, Status="Menunggu Pelapor", Alasan="alamat")
    office.passes(2)
    hold(office)
    assert office.events(number)[-1]["actor"] == "Lembar"


def test_a_claim_adds_no_rights(office: Office, number: str, admin: Actor) -> None:
    give(office, number, admin)
    office.passes()
    office.type(number, Status="Kembalikan ke Admin OPD", Alasan="x", Petugas=admin.id)
    office.passes(3)
    assert office.complaint(number)["state"] == "Diproses OPD"
    assert office.row(number).get("Petugas", "") == ""


def test_a_claim_stands_in_riwayat_and_percakapan_as_a_claim(office: Office, number: str) -> None:
    claim = "menurut kolom Petugas: admin.kota@contoh.test"
    office.type(number, Balas_Pelapor="Halo", Status="Balas", Petugas="admin.kota@contoh.test")
    office.passes(2)
    hold(office)
    assert office.rows("Riwayat")[-1]["Oleh"] == claim
    assert [row["Oleh"] for row in office.rows("Percakapan")] == [claim]


def test_an_edit_of_the_sheet_is_lembars(office: Office, number: str) -> None:
    office.type(number, Nama="Siti Aminah")
    office.passes(3)
    office.type(number, Status="Menunggu Pelapor", Alasan="alamat")
    office.passes(2)
    hold(office)
    told = [(row["Tindakan"], row["Oleh"], row["Peran"]) for row in office.rows("Riwayat")[1:]]
    assert told == [("Ubah Data", "Lembar", "Lembar"), ("Minta Kelengkapan", "Lembar", "Lembar")]


def test_the_page_shows_the_sheets_author_as_the_sheet_does(
    office: Office, number: str, admin: Actor
) -> None:
    office.type(number, Nama="Siti Aminah")
    office.passes(3)
    office.type(number, Status="Ditutup", Alasan_Tutup="Spam", Petugas="Ani")
    office.passes(2)
    hold(office)
    told = {one.action: one.who for one in reading.history(office.desk, admin, number)}
    assert (told["Ubah Data"], told["Tutup"]) == ("Lembar", "menurut kolom Petugas: Ani")


# Balas and Jeda Kirim


def test_balas_twice_sends_two_texts_once_each(office: Office, number: str) -> None:
    for text in ("Mohon alamatnya", "Terima kasih"):
        office.type(number, Balas_Pelapor=text, Status="Balas")
        office.passes(2)
        hold(office)
    assert all(any(text in b for b in bodies(office, number)) for text in ("alamat", "Terima"))
    assert len(bodies(office, number)) == 2 and office.row(number)["Status"] == "Baru"


def test_balas_without_a_text_waits_and_is_put_back(office: Office, number: str) -> None:
    office.type(number, Status="Balas")
    office.passes(3)
    assert office.row(number)["Status"] == "Balas" and "Balas Pelapor" in note(office, number)
    office.later(seconds=121)
    office.passes(2)
    assert office.row(number)["Status"] == "Baru" and office.sent(number) == []


def test_a_closed_complaint_can_be_answered_with_balas(
    office: Office, number: str, admin: Actor
) -> None:
    values = {Field.CLOSE_REASON: "Spam"}
    acting.act(office.desk, admin, number, "Tutup", values=values, now=office.now)
    office.passes()
    before = len(office.sent(number))
    office.type(number, Balas_Pelapor="Mohon maaf", Status="Balas")
    office.passes(2)
    hold(office)
    assert len(office.sent(number)) == before + 1 and office.row(number)["Status"] == "Ditutup"


def test_what_the_sheet_sends_waits_as_long_as_pengaturan_says(office: Office, number: str) -> None:
    prefer(office, "Jeda Kirim", "300")
    office.type(number, Status="Menunggu Pelapor", Alasan="alamat")
    office.passes(2)
    hold(office)
    assert office.sent(number) == []
    office.later(seconds=240)
    office.passes()
    assert len(office.sent(number)) == 1


def test_another_status_typed_in_time_is_the_one_that_counts(office: Office, number: str) -> None:
    office.type(number, Status="Ditutup", Alasan_Tutup="Bukan Kewenangan")
    office.passes(3)
    office.type(number, Status="Menunggu Pelapor", Alasan="alamat")
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == "Menunggu Pelapor"
    assert "Tutup" not in office.did(number) and len(office.sent(number)) == 1


def test_a_page_that_acts_while_the_sheet_waits_comes_first(
    office: Office, number: str, admin: Actor
) -> None:
    office.type(number, Status="Ditutup", Alasan_Tutup="Bukan Kewenangan")
    office.passes(3)
    values = {Field.REASON: "alamat"}
    acting.act(office.desk, admin, number, "Minta Kelengkapan", values=values, now=office.now)
    hold(office)
    assert office.row(number)["Status"] == "Menunggu Pelapor" and len(office.sent(number)) == 1
    assert "Isian Lembar Dikembalikan" in office.did(number) and "Tutup" not in office.did(number)


def test_the_same_draft_in_page_and_sheet_keeps_the_pages_and_riwayat_the_other(
    office: Office, number: str, admin: Actor
) -> None:
    office.type(number, Jawaban="Dari Lembar")
    editing.edit(office.desk, admin, number, {"answer": "Dari Aplikasi"}, now=office.now)
    office.passes(3)
    assert office.row(number)["Jawaban"] == "Dari Aplikasi"
    assert office.events(number)[-1]["data"]["typed"] == {"Jawaban": "Dari Lembar"}
    assert '"Dari Lembar"' in note(office, number)


def test_what_the_citizen_said_last_stands_in_the_row(office: Office) -> None:
    number = office.complain(last_words="Sudah tiga hari", last_words_at=office.now)
    office.passes()
    assert office.row(number)["Pesan Terakhir Pelapor"] == "23/11 09.00: Sudah tiga hari"
    with office.desk.journal.read() as connection:
        assert not list(connection.execute(select(messages.c.id)))
