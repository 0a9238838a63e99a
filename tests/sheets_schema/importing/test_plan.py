"""Whole registers: what is a complaint, what is not, and that no cell is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.context import Desk
from desk.journal import Journal
from desk.old_records import OldRecord
from desk.problems import Refused
from sheets_schema.importing import plan, registers, report
from sheets_schema.importing.old_rows import Terms
from sheets_schema.importing.plan import Plan
from sheets_schema.importing.registers import Grid
from tests.conftest import JAKARTA, MONDAY, open_desk
from tests.sheets_schema.importing.books import MARCH_4, register

HEADER = ["No", "Tgl", "Nama", "Uraian", "OPD", "Status", "Kategori", "Telp", "Keterangan"]


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    folder = tmp_path_factory.mktemp("desk")
    journal = Journal(f"sqlite:///{folder}/journal.db").create()
    desk: Desk = open_desk(journal, folder, MONDAY)
    made = Terms(desk.sop, desk.reference(), JAKARTA)
    journal.close()
    return made


def planned(terms: Terms, *rows: Sequence[str]) -> Plan:
    grid = Grid("buku.xlsx", "2024", [HEADER, *map(list, rows)])
    return plan.make(grid, terms, {})


def row(number: str, body: str = "Lampu mati", **more: str) -> list[str]:
    cells = {"No": number, "Tgl": "04/03/2024", "Uraian": body, "Status": "selesai"} | more
    return [cells.get(header, "") for header in HEADER]


def said(record: OldRecord) -> str:
    return "\n".join(str(value) for value in asdict(record).values())


def test_forms_totals_signatures_and_repeated_headers_are_no_complaints(terms: Terms) -> None:
    counted = [str(at) for at in range(1, len(HEADER) + 1)]
    end = ["", "", "", "", "", "", "Pekalongan, 31 Desember 2024"]
    total = ["JUMLAH TOTAL", "", "", "2"]
    found = planned(terms, counted, row("1"), [], HEADER, row("2"), total, [], end, ["NIP 1"])
    assert [place for place, _ in found.records] == [3, 6] and found.refused == {}
    assert list(found.skipped.values()) == [[2], [5], [7], [9, 10]]


def test_a_word_that_begins_like_a_total_is_a_complaint(terms: Terms) -> None:
    found = planned(terms, row("", "Jumlahnya kurang"), row("2"))
    assert len(found.records) == 2


def test_a_last_row_without_a_text_is_refused_not_passed_over(terms: Terms) -> None:
    found = planned(terms, row("1"), row("2", body=""), ["", "", "Pekalongan, 1 Mei 2024"])
    assert found.refused == {"Isi Aduan kosong.": [3]}
    assert list(found.skipped.values()) == [[4]]


def test_the_dry_run_says_what_each_opd_was_taken_for(terms: Terms) -> None:
    found = planned(terms, row("1", OPD="dishub"), row("2", OPD="Dinas Antah"))
    told = list(report.lines(found, JAKARTA, known={}))
    at = told.index("OPD:")
    assert told[at + 1] == '  "dishub" → Dinhub: 1 baris'
    assert told[at + 2].startswith('  "Dinas Antah" → tidak dikenal')


def test_what_names_nothing_of_ours_goes_to_the_internal_note(terms: Terms) -> None:
    ((_, record),) = planned(
        terms, row("1", OPD="Dinas Antah", Kategori="Antah", Telp="tidak ada", Keterangan="a\nb")
    ).records
    for line in ("OPD: Dinas Antah", "Kategori: Antah", "No. WA: tidak ada", "Keterangan: a\nb"):
        assert line in record.internal_note
    assert (record.agency, record.category, record.phone) == ("", "", "")


def test_opd_and_kategori_are_known_by_alias_and_likeness(terms: Terms) -> None:
    ((_, record),) = planned(terms, row("1", OPD="dishub", Kategori="jalan dan jembatn")).records
    assert (record.agency, record.category) == ("Dinhub", "Jalan dan Jembatan")


def test_a_confidential_category_makes_the_row_confidential(terms: Terms) -> None:
    category = "Pelayanan Aparatur dan Pungli"
    ((_, record),) = planned(terms, row("1", Kategori=category)).records
    assert record.confidential


def test_an_identity_number_is_never_written_out(terms: Terms) -> None:
    nik = "3375010101900001"
    ((_, record),) = planned(terms, row("1", Keterangan=nik, Nama=f"Siti {nik}")).records
    assert nik not in said(record) and "3375••••••••••••" in record.internal_note


def test_two_rows_that_say_the_same_are_two_complaints(terms: Terms) -> None:
    first, second = planned(terms, row("1"), row("1")).records
    assert first[1].digest != second[1].digest
    again = planned(terms, row("9"), row("1"), row("1")).records
    assert [record.digest for _, record in again[1:]] == [first[1].digest, second[1].digest]


def test_a_tab_without_the_needed_columns_is_refused_with_its_headers(terms: Terms) -> None:
    grid = Grid("buku.xlsx", "Rekap", [["Bulan", "Nama", "Status"], ["Maret", "Siti", "selesai"]])
    with pytest.raises(Refused, match="Tgl Diterima dan Isi Aduan.*Bulan, Nama, Status"):
        plan.make(grid, terms, {})


CELL = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30)


@given(st.lists(st.lists(CELL, min_size=7, max_size=7), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_cell_is_lost_whatever_stands_in_it(terms: Terms, cells: list[list[str]]) -> None:
    rows = [[f"n{c[0]}", "04/03/2024", c[1], f"x{c[2]}", c[3], "selesai", *c[4:]] for c in cells]
    found = planned(terms, *rows)
    assert len(found.records) == len(rows)
    for (_, record), typed in zip(found.records, rows, strict=True):
        kept = " ".join(said(record).split())
        for header, cell in zip(HEADER, typed, strict=False):
            known = header in ("Tgl", "OPD", "Kategori", "Telp", "Status")  # become something else
            assert known or "*" in kept or " ".join(cell.split()) in kept


ANYTHING = st.one_of(
    CELL, st.sampled_from([*HEADER, "04/03/2024", "Jumlah", "1", "2", "selesai", ""])
)


@given(st.lists(st.lists(ANYTHING, max_size=6), max_size=8))
@settings(max_examples=100, deadline=None)
def test_every_row_of_any_file_is_taken_in_refused_or_skipped(
    terms: Terms, rows: list[list[str]]
) -> None:
    try:
        found = plan.make(Grid("x.csv", "x", rows), terms, {})
    except Refused:
        return
    told = [place for place, _ in found.records]
    told += [place for places in found.refused.values() for place in places]
    told += [place for places in found.skipped.values() for place in places]
    below = enumerate(rows[found.header.row :], start=found.header.row + 1)
    assert sorted(told) == [place for place, cells in below if any(map(str.strip, cells))]


def test_a_column_in_which_statuses_stand_is_pointed_out(terms: Terms) -> None:
    header = ["Tgl", "Uraian", "Ket."]
    rows = [["04/03/2024", "Lampu mati", word] for word in ("selesai", "proses", "x")]
    found = plan.make(Grid("a.xlsx", "a", [header, *rows]), terms, {})
    said = "\n".join(report.lines(found, JAKARTA, known={}))
    assert '--map "Ket.=Status"' in said and "Sen, 4 Mar" not in said


def test_one_merged_date_counts_for_all_its_rows(tmp_path: Path, terms: Terms) -> None:
    path = tmp_path / "gabung.xlsx"
    book = openpyxl.Workbook()
    tab = book.worksheets[0]
    for cells in (HEADER, ["1", MARCH_4, "", "Lampu mati"], ["2", None, "", "Got mampet"]):
        tab.append(cells)
    tab.merge_cells("B2:B3")
    book.save(path)
    book.close()
    (grid,) = registers.from_file(path)
    assert [record.received_at.day for _, record in plan.make(grid, terms, {}).records] == [4, 4]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), (",", "utf-8-sig")])
def test_a_csv_is_a_register_too(
    tmp_path: Path, terms: Terms, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "buku.csv"
    lines = [["Tgl", "Uraian"], ["04/03/2024", '"Café ""Asri""\nbising"']]
    text = "\n".join(delimiter.join(line) for line in lines)
    path.write_bytes(text.encode(encoding))
    (grid,) = registers.from_file(path)
    ((_, record),) = plan.make(grid, terms, {}).records
    assert record.body == 'Café "Asri"\nbising'


def test_a_file_with_several_tabs_has_a_grid_for_each(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Kosong")
    book.create_sheet("Rekap").append(["Bulan", "Aduan"])
    book.save(path)
    book.close()
    assert [grid.tab for grid in registers.from_file(path)] == ["Rekap 2024", "Rekap"]
