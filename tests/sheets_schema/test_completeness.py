"""What the Sheet says of a complaint's completeness, and what is typed there."""

from __future__ import annotations

from sop.model import Field
from tests.desk.writing import LAMP, LET_PASS, Street
from tests.sheets_schema.clerk import note
from tests.sheets_schema.office import Office
from tests.sheets_schema.test_wani_bares import office as office
from tests.sheets_schema.test_wani_bares import typed

PASSES = LET_PASS[Field.COMPLETENESS]


def reported(office: Office, text: str) -> str:
    """A complaint that came by WhatsApp; its number."""
    Street(office.desk, office.now).writes(text)
    office.passes(2)
    return str(office.rows()[-1]["No. Aduan"])


def test_the_row_says_what_is_there_and_what_is_missing(office: Office) -> None:
    number = reported(office, f"{LAMP}\nNama: Siti")
    found = office.row(number)["Kelengkapan"]
    assert found.startswith("Kurang: alamat, foto KTP. Ada: nama, lokasi kejadian")


def test_what_is_incomplete_stands_and_the_note_says_what_to_do(office: Office) -> None:
    number = reported(office, LAMP)
    office.type(number, Status="Di Kabid IKP")
    office.passes(3)
    assert "masih kurang nama, alamat, dan foto KTP" in note(office, number)
    assert "Lengkap: alasan" in note(office, number)
    assert office.complaint(number)["state"] == "Baru"
    assert typed(office, number, Kelengkapan=PASSES) == "Di Kabid IKP"
    assert PASSES in office.events(number)[-1]["note"]


def test_what_staff_write_there_is_kept_when_more_comes(office: Office) -> None:
    number = reported(office, LAMP)
    office.type(number, Kelengkapan="ditelepon, KTP menyusul")
    office.passes(3)
    Street(office.desk, office.now).writes("Nama: Siti\nAlamat: Desa Candi")
    office.passes(2)
    assert office.row(number)["Kelengkapan"] == "ditelepon, KTP menyusul"
    office.type(number, Kelengkapan="")
    office.passes(4)
    assert office.row(number)["Kelengkapan"].startswith("Kurang: foto KTP. Ada: nama, alamat")
