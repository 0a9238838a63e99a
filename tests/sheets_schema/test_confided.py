"""A confidential complaint in the Sheet, and identity numbers that people type there."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from desk import acting, editing, sealing
from desk.actors import Actor
from desk.schema import complaints
from tests.sheets_schema.office import Office

NIK = "3375012304900042"
MASKED = "33••••••••••0042"
STORY = "Kepala puskesmas Wonokerto meminta uang"
HIDDEN = ("Nama", "Isi Aduan", "Lokasi", "No. WA", "Catatan Internal")


@pytest.fixture
def number(office: Office, admin: Actor) -> str:
    """A complaint whose row stands in the Sheet when it becomes confidential."""
    made = office.complain(STORY, location="Wonokerto")
    editing.edit(office.desk, admin, made, {"internal_note": "Wonokerto"}, now=office.now)
    office.passes(2)
    assert STORY in everything(office)
    acting.act(office.desk, admin, made, "Rahasia", now=office.now)
    office.passes(3)
    return made


def everything(office: Office) -> str:
    return str([office.stand_in.values(tab) for tab in ("Aduan", "Percakapan", "Riwayat")])


def test_becoming_confidential_rewrites_what_stands_in_every_tab(
    office: Office, number: str
) -> None:
    assert {office.row(number)[header] for header in HIDDEN} == {"(rahasia)"}
    assert "Wonokerto" not in everything(office)
    assert {row["Isi"] for row in office.rows("Percakapan")} <= {"(rahasia)"}
    assert len(office.rows("Riwayat")) == len(office.events(number))


def test_riwayat_keeps_it_sealed(office: Office, number: str) -> None:
    told = [json.loads(row["Data"]) for row in office.rows("Riwayat")]
    opened = [sealing.unseal(office.desk.media_key, data["tersegel"]) for data in told]
    assert opened[-1] is not None and opened[-1]["identitas"]["body"] == STORY
    assert sealing.unseal("", told[-1]["tersegel"]) is None


def test_at_rest_a_pass_writes_nothing(office: Office, number: str) -> None:
    office.stand_in.forget_calls()
    assert office.passes(3).backlog == 0
    assert office.stand_in.calls()["writes"] == 0


@pytest.mark.parametrize("words", ["Puskesmas Medono", "", "-", "(rahasia) "])
def test_what_is_typed_over_hidden_facts_is_put_back_with_a_sentence(
    office: Office, number: str, words: str
) -> None:
    office.type(number, Lokasi=words, Isi_Aduan=words, Catatan_Internal=words)
    office.passes(4)
    row, kept = office.row(number), office.complaint(number)
    assert {row[header] for header in HIDDEN} == {"(rahasia)"}
    assert (kept["body"], kept["location"], kept["internal_note"]) == (STORY, *2 * ["Wonokerto"])
    assert row["Catatan Sistem"].count("ubah di halaman aduan.") == 3
    assert "Medono" not in everything(office)


def test_what_is_typed_over_a_hidden_draft_is_its_new_value(office: Office, number: str) -> None:
    for words in ("Sedang diperiksa.", "Sudah diperiksa."):
        office.type(number, Jawaban=words, Tindak_Lanjut=words)
        office.passes(4)
        row, kept = office.row(number), office.complaint(number)
        assert kept["answer"] == kept["follow_up"] == words
        assert row["Jawaban"] == "(rahasia)" and "diperiksa" not in everything(office)
        told = "Tindak Lanjut, Jawaban tersimpan; di Lembar tampil sebagai (rahasia)."
        assert row["Catatan Sistem"] == told


def test_emptying_a_hidden_draft_empties_nothing(office: Office, number: str) -> None:
    office.type(number, Jawaban="Sudah diperiksa.")
    office.passes(4)
    for words in ("", "(rahasia) "):
        office.type(number, Jawaban=words)
        office.passes(4)
        assert office.row(number)["Jawaban"] == "(rahasia)"
        assert office.complaint(number)["answer"] == "Sudah diperiksa."
        assert "Jawaban" in office.row(number)["Catatan Sistem"]


def test_a_hyphen_empties_a_hidden_draft(office: Office, number: str) -> None:
    office.type(number, Jawaban="Sudah diperiksa.")
    office.passes(4)
    office.type(number, Jawaban="-")
    office.passes(4)
    assert office.complaint(number)["answer"] == ""
    assert not office.row(number).get("Jawaban") and not office.row(number).get("Catatan Sistem")


def test_words_of_a_hidden_field_that_was_empty_count(office: Office, number: str) -> None:
    with office.desk.journal.write() as connection:
        connection.execute(update(complaints).values(internal_note="", sheet_pending=True))
    office.passes(2)
    office.type(number, Catatan_Internal="Sudah ditelepon")
    office.passes(4)
    assert office.complaint(number)["internal_note"] == "Sudah ditelepon"
    row = office.row(number)
    assert row["Catatan Internal"] == "(rahasia)"
    assert "Catatan Internal tersimpan" in row["Catatan Sistem"]


def test_an_action_of_the_sheet_uses_the_hidden_draft(office: Office, number: str) -> None:
    office.type(number, Jawaban="Sudah kami tindak, terima kasih.", Jenis_Aduan="Umum")
    office.passes(4)
    assert office.row(number)["Jawaban"] == "(rahasia)"
    office.type(number, Status="Jawab Langsung")
    office.passes(2)
    office.later(seconds=70)
    office.passes(3)
    assert office.complaint(number)["state"] == "Selesai"
    assert any("Sudah kami tindak" in sent["body"] for sent in office.sent(number))
    assert "Sudah kami tindak" not in everything(office)


def test_confidential_no_longer_everything_stands_there_again(office: Office, number: str) -> None:
    before = everything(office)
    office.type(number, Rahasia="Tidak")
    office.passes(5)
    row = office.row(number)
    assert (row["Isi Aduan"], row["Lokasi"]) == (STORY, "Wonokerto")
    assert "(rahasia)" in before and "tersegel" not in everything(office)


def test_an_identity_number_typed_into_the_sheet_is_masked_there(
    office: Office, admin: Actor
) -> None:
    made = office.complain("Lampu mati")
    office.passes(2)
    office.type(made, Catatan_Internal=f"NIK {NIK}", Jawaban=NIK)
    office.passes(4)
    assert office.complaint(made)["internal_note"] == f"NIK {MASKED}"
    assert NIK not in everything(office)
    office.type(made, Catatan_Internal=f"NIK {NIK}")
    office.passes(3)
    assert NIK not in everything(office)


def test_one_typed_into_a_column_of_the_staffs_own_is_masked_too(office: Office) -> None:
    made = office.complain("Lampu mati")
    office.passes(2)
    header = office.stand_in.values("Aduan")[0]
    office.stand_in.put("Aduan", f"A{1}", [[*header, "Keterangan Kami"]])
    office.passes(2)
    office.type(made, Keterangan_Kami=f"KK {NIK} ada")
    office.passes(4)
    assert office.row(made)["Keterangan Kami"] == f"KK {MASKED} ada"
