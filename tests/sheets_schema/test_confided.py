"""A confidential complaint in the Sheet, and identity numbers that people type there."""

from __future__ import annotations

import json

import pytest

from desk import acting, editing, sealing
from desk.actors import Actor
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


def test_what_is_typed_over_a_hidden_cell_is_its_new_value(office: Office, number: str) -> None:
    office.type(number, Lokasi="Puskesmas Medono, lantai 2")
    office.passes(4)
    assert office.complaint(number)["location"] == "Puskesmas Medono, lantai 2"
    assert office.row(number)["Lokasi"] == "(rahasia)" and "Medono" not in everything(office)


def test_emptying_a_hidden_cell_empties_nothing(office: Office, number: str) -> None:
    office.type(number, Isi_Aduan="", Lokasi="(rahasia) ")
    office.passes(4)
    row, kept = office.row(number), office.complaint(number)
    assert (row["Isi Aduan"], row["Lokasi"]) == ("(rahasia)", "(rahasia)")
    assert (kept["body"], kept["location"]) == (STORY, "Wonokerto")
    assert "tanda hubung" in row["Catatan Sistem"]


def test_a_hyphen_empties_a_hidden_cell(office: Office, number: str) -> None:
    office.type(number, Catatan_Internal="-")
    office.passes(4)
    assert office.complaint(number)["internal_note"] == ""
    assert (
        "Catatan Internal" not in office.row(number) or not office.row(number)["Catatan Internal"]
    )


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
