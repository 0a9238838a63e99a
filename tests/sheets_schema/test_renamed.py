"""Tabs that somebody renamed, copied, replaced or cut down."""

from __future__ import annotations

from sheets_schema.findings import Wanted
from sheets_schema.provision import check
from tests.sheets_schema.office import ZONE, Office
from tests.sheets_schema.structure import (
    change,
    dimension,
    facts,
    mend,
    recover,
    rename,
    shown,
    told,
)


def test_a_renamed_tab_is_named_and_the_command_makes_no_second_one(
    office: Office, wanted: Wanted
) -> None:
    office.passes()
    rename(office, "Aduan", "Aduan Lama")
    office.passes()
    assert 'Tab Aduan kini bernama "Aduan Lama"' in told(office)["lembar:Aduan"]
    assert mend(office, wanted) == ['Tab Aduan bernama "Aduan Lama".']
    assert office.stand_in.tabs().count("Aduan") == 1 and "Aduan Lama" not in office.stand_in.tabs()


def test_a_renamed_reference_tab_keeps_its_values_in_force(office: Office, wanted: Wanted) -> None:
    rename(office, "Kategori", "Jenis")
    office.later(seconds=20)
    office.passes(2)
    assert 'Tab Kategori kini bernama "Jenis"' in told(office)["lembar:Kategori"]
    assert office.desk.reference().categories
    mend(office, wanted)
    recover(office)
    assert told(office) == {}


def test_a_copy_of_the_register_is_ignored(office: Office) -> None:
    number = office.complain()
    office.passes()
    source = office.stand_in.sheet_id("Aduan")
    copy = {"sourceSheetId": source, "newSheetName": "Salinan Aduan"}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [{"duplicateSheet": copy}]})
    office.stand_in.worker_type("Salinan Aduan", "C2", "Bukan Siti")
    office.passes(3)
    assert office.complaint(number)["name"] == "Siti" and len(office.rows()) == 1
    assert told(office) == {}


def test_a_copy_does_not_take_the_place_of_the_register_by_itself(
    office: Office, wanted: Wanted
) -> None:
    source = office.stand_in.sheet_id("Aduan")
    copy = {"sourceSheetId": source, "newSheetName": "Salinan Aduan"}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [{"duplicateSheet": copy}]})
    change(office, "deleteSheet", "Aduan")
    office.passes()
    assert 'judul kolom tab "Salinan Aduan" sama' in told(office)["lembar:Aduan"]
    mend(office, wanted)
    assert "Aduan" not in office.stand_in.tabs()  # it is asked for, not guessed
    rename(office, "Salinan Aduan", "Aduan")
    recover(office)
    assert told(office) == {}


def test_a_new_empty_tab_in_the_place_of_a_renamed_one_is_seen_through(office: Office) -> None:
    rename(office, "Aduan", "Aduan Lama")
    add = {"addSheet": {"properties": {"title": "Aduan"}}}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [add]})
    recover(office)
    assert 'Tab Aduan yang semula kini bernama "Aduan Lama"' in told(office)["lembar:Aduan"]


def test_a_grid_cut_down_to_its_rows_grows_again(office: Office) -> None:
    numbers = [office.complain("Satu"), office.complain("Dua")]
    office.passes()
    dimension(office, "deleteDimension", "Aduan", "ROWS", 3, 1000)
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 34, 38)
    office.passes(2)
    numbers += [office.complain("Tiga"), office.complain("Empat")]
    office.passes(2)
    assert sorted(shown(office)) == numbers and told(office) == {}


def test_a_tab_cut_down_to_its_header_is_mended_and_goes_on(office: Office, wanted: Wanted) -> None:
    dimension(office, "deleteDimension", "Hari Libur", "ROWS", 1, 200)
    dimension(office, "deleteDimension", "Riwayat", "ROWS", 1, 1000)
    office.complain()
    office.passes(2)
    mend(office, wanted)
    office.passes(2)
    assert len(office.rows("Riwayat")) == 1
    assert check(office.sheet, facts(office, wanted), timezone=ZONE) == []
