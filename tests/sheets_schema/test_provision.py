from __future__ import annotations

from sheets_schema.client import Sheet
from sheets_schema.findings import Wanted
from sheets_schema.provision import check, provision
from sheets_schema.reference_tabs import TABS
from tests.sheets_schema.conftest import ZONE
from tests.sheets_schema.stand_in import StandIn


def test_an_empty_spreadsheet_gets_every_tab_with_its_headers(
    register: Sheet, stand_in: StandIn
) -> None:
    for tab in TABS:
        assert tuple(stand_in.values(tab.title)[0]) == tab.headers


def test_a_provisioned_spreadsheet_has_nothing_to_put_right(
    register: Sheet, wanted: Wanted
) -> None:
    assert check(register, wanted, timezone=ZONE) == []


def test_provisioning_again_writes_nothing(
    register: Sheet, wanted: Wanted, stand_in: StandIn
) -> None:
    provision(register, wanted, timezone=ZONE)
    assert stand_in.calls()["writes"] == 0


def test_checking_an_empty_spreadsheet_names_what_is_missing_and_writes_nothing(
    sheet: Sheet, wanted: Wanted, stand_in: StandIn
) -> None:
    sentences = [finding.sentence for finding in check(sheet, wanted, timezone=ZONE)]
    assert "Tab Aduan belum ada." in sentences
    assert stand_in.calls()["writes"] == 0


def test_provisioning_takes_few_calls(sheet: Sheet, wanted: Wanted, stand_in: StandIn) -> None:
    provision(sheet, wanted, timezone=ZONE)
    calls = stand_in.calls()
    assert calls["writes"] <= 4 and calls["reads"] <= 3


def test_seeds_are_written_only_into_empty_tabs(
    register: Sheet, wanted: Wanted, stand_in: StandIn
) -> None:
    stand_in.type("OPD", "C2", "Dinas yang Dinamai Ulang")
    provision(register, wanted, timezone=ZONE)
    assert stand_in.values("OPD")[1][2] == "Dinas yang Dinamai Ulang"


def test_a_header_that_was_removed_comes_back_where_it_stood(
    register: Sheet, wanted: Wanted, stand_in: StandIn
) -> None:
    remembered = {"Aduan": [str(cell) for cell in stand_in.values("Aduan")[0]]}
    stand_in.type("Aduan", "G1", "Keadaan")
    repaired = Wanted(wanted.sop, wanted.seeds, remembered=remembered)
    provision(register, repaired, timezone=ZONE)
    assert stand_in.values("Aduan")[0][6] == "Status"


def test_a_doubled_header_is_left_to_a_person(
    register: Sheet, wanted: Wanted, stand_in: StandIn
) -> None:
    stand_in.type("Aduan", "AJ1", "Status")
    findings = provision(register, wanted, timezone=ZONE)
    assert 'Tab Aduan: judul "Status" ada dua kali; hapus salah satu.' in [
        finding.sentence for finding in findings
    ]
