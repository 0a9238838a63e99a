"""DESIGN §3, the rules for what is typed or pasted into a cell."""

from __future__ import annotations

import pytest

from desk import editing
from desk.actors import Actor
from tests.sheets_schema.clerk import enter, entered, formula, note
from tests.sheets_schema.office import Office


@pytest.fixture
def number(office: Office) -> str:
    """A complaint that stands in the Sheet."""
    found = office.complain(location="Jl. Merdeka")
    office.passes()
    return found


def test_what_a_formula_shows_is_taken_over_and_written_back_as_text(
    office: Office, number: str
) -> None:
    formula(office, number, "Catatan Internal", "=40+2")
    office.passes(3)
    assert office.complaint(number)["internal_note"] == "42"
    assert entered(office, number, "Catatan Internal") == {"stringValue": "42"}


def test_an_accepted_edit_is_written_back_once(office: Office, number: str) -> None:
    office.type(number, Lokasi="Jl. Baru")
    office.passes(2)
    office.stand_in.forget_calls()
    office.passes(2)
    assert office.stand_in.calls()["writes"] == 0 and office.row(number)["Lokasi"] == "Jl. Baru"


@pytest.mark.parametrize("header", ["Lokasi", "Jawaban", "Status", "Petugas"])
def test_a_formula_without_a_result_is_refused_with_a_sentence(
    office: Office, number: str, header: str
) -> None:
    before = office.row(number).get(header, "")
    office.type(number, **{header: "#REF!"})
    office.passes(3)
    assert office.row(number).get(header, "") == before
    assert '"#REF!"' in note(office, number) and "rumus" in note(office, number)
    assert office.events(number)[-1]["data"]["typed"] == {header: "#REF!"}


@pytest.mark.parametrize(
    ("typed", "text"), [(True, "TRUE"), (46349, "46349"), (2.5, "2.5"), (812345678, "812345678")]
)
def test_a_number_a_date_or_a_tick_in_a_text_cell_becomes_text(
    office: Office, number: str, typed: object, text: str
) -> None:
    office.type(number, Catatan_Internal=typed)
    office.passes(3)
    assert office.complaint(number)["internal_note"] == text
    assert entered(office, number, "Catatan Internal") == {"stringValue": text}


def test_a_tick_in_rahasia_means_ya(office: Office, number: str) -> None:
    office.type(number, Rahasia=True)
    office.passes(3)
    assert office.complaint(number)["confidential"] is True
    assert office.row(number)["Rahasia"] == "Ya"


@pytest.mark.parametrize("typed", ["=1+2", "'=1+2", "007", "1-2"])
def test_what_is_typed_into_a_text_cell_is_never_computed(
    office: Office, number: str, typed: str
) -> None:
    enter(office, number, "Catatan Internal", typed)
    office.passes(3)
    assert office.complaint(number)["internal_note"] == typed
    assert entered(office, number, "Catatan Internal") == {"stringValue": typed}


def test_another_kind_of_line_end_is_no_edit(office: Office) -> None:
    number = office.complain("baris satu\nbaris dua")
    office.passes()
    office.type(number, Isi_Aduan="baris satu\r\nbaris dua")
    office.passes(3)
    assert office.did(number) == ["Aduan Diterima"] and note(office, number) == ""


def test_a_text_of_fifty_thousand_letters_is_refused_and_kept(office: Office, number: str) -> None:
    long = "panjang " * 6250
    office.type(number, Isi_Aduan=long)
    office.passes(3)
    assert office.row(number)["Isi Aduan"] == "Lampu jalan mati"
    assert "20.000 huruf" in note(office, number) and len(note(office, number)) < 400
    assert office.events(number)[-1]["data"]["typed"] == {"Isi Aduan": long}
    assert office.pending() == 0


def test_a_picture_in_a_cell_counts_as_empty_and_what_stood_there_is_kept(
    office: Office, number: str
) -> None:
    formula(office, number, "Lokasi", '=IMAGE("https://contoh.test/a.png")')  # reads as empty
    office.passes(3)
    assert office.complaint(number)["location"] == ""
    assert office.events(number)[-1]["data"]["from"] == {"location": "Jl. Merdeka"}
    assert entered(office, number, "Lokasi") == {}


def test_an_emptied_cell_is_taken_over(office: Office, number: str) -> None:
    office.type(number, Lokasi="")
    office.passes(3)
    assert office.complaint(number)["location"] == "" and office.pending() == 0


def test_an_edit_of_two_rows_at_once_is_each_rows_own(office: Office, number: str) -> None:
    other = office.complain("Got mampet")
    office.passes()
    office.type(number, Kategori="Penerangan Jalan Umum")
    office.type(other, Kategori="Drainase, Banjir, dan Rob")
    office.passes(3)
    found = [office.complaint(n)["category"] for n in (number, other)]
    assert found == ["Penerangan Jalan Umum", "Drainase, Banjir, dan Rob"]


def test_different_cells_of_one_row_by_page_and_sheet_merge(
    office: Office, number: str, admin: Actor
) -> None:
    office.type(number, Jawaban="Sudah kami catat")
    office.passes()
    editing.edit(office.desk, admin, number, {"location": "Jl. Baru"}, now=office.now)
    office.passes(3)
    row = office.row(number)
    assert (row["Jawaban"], row["Lokasi"]) == ("Sudah kami catat", "Jl. Baru")
    assert office.pending() == 0 and note(office, number) == ""


@pytest.mark.parametrize("header", ["Tgl Diterima", "Ketepatan", "Lampiran", "Terakhir Diubah"])
def test_a_grey_cell_is_put_back_and_what_was_typed_is_kept(
    office: Office, number: str, header: str
) -> None:
    before = office.row(number).get(header, "")
    office.type(number, **{header: "diketik"})
    office.passes(3)
    if header != "Terakhir Diubah":
        assert office.row(number).get(header, "") == before
    assert header in note(office, number)
    assert office.events(number)[-1]["data"]["typed"] == {header: "diketik"}


def test_a_wrong_phone_number_is_put_back_with_a_sentence(office: Office, number: str) -> None:
    office.type(number, **{"No. WA": "nomor tetangga"})
    office.passes(3)
    assert office.complaint(number)["phone"] == "6281234567890"
    assert '"nomor tetangga"' in note(office, number) and "bukan nomor" in note(office, number)


def test_a_formula_in_the_staffs_own_column_is_left_alone(office: Office, number: str) -> None:
    office.stand_in.type("Aduan", "AJ1", "Hitungan Kami")
    formula(office, number, "Hitungan Kami", "=2*21")
    office.type(number, Lokasi="Jl. Baru")
    office.passes(3)
    assert entered(office, number, "Hitungan Kami") == {"formulaValue": "=2*21"}
    assert office.complaint(number)["location"] == "Jl. Baru"
