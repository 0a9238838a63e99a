from __future__ import annotations

from collections.abc import Iterator

import pytest

from sheets_schema.client import Sheet
from sheets_schema.findings import Wanted
from sheets_schema.provision import check, provision
from sheets_schema.reference_tabs import TABS
from tests.sheets_schema.office import ZONE, client
from tests.sheets_schema.stand_in import StandIn


@pytest.fixture
def provisioned(register: StandIn) -> Iterator[Sheet]:
    made = client(register)
    yield made
    made.http.session.close()


def test_an_empty_spreadsheet_gets_every_tab_with_its_headers(register: StandIn) -> None:
    for tab in TABS:
        assert tuple(register.values(tab.title)[0]) == tab.headers


def test_a_provisioned_spreadsheet_has_nothing_to_put_right(
    provisioned: Sheet, wanted: Wanted
) -> None:
    assert check(provisioned, wanted, timezone=ZONE) == []


def test_provisioning_again_writes_nothing(
    provisioned: Sheet, wanted: Wanted, register: StandIn
) -> None:
    provision(provisioned, wanted, timezone=ZONE)
    assert register.calls()["writes"] == 0


def test_checking_an_empty_spreadsheet_names_what_is_missing_and_writes_nothing(
    sheet: Sheet, wanted: Wanted, stand_in: StandIn
) -> None:
    sentences = [finding.sentence for finding in check(sheet, wanted, timezone=ZONE)]
    assert "Tab Aduan belum ada." in sentences
    assert stand_in.calls()["writes"] == 0


def test_provisioning_takes_few_calls(sheet: Sheet, wanted: Wanted, stand_in: StandIn) -> None:
    provision(sheet, wanted, timezone=ZONE)
    calls = stand_in.calls()
    assert calls["writes"] <= 4 and calls["reads"] <= 4


def test_seeds_are_written_only_into_empty_tabs(
    provisioned: Sheet, wanted: Wanted, register: StandIn
) -> None:
    register.type("OPD", "C2", "Dinas yang Dinamai Ulang")
    provision(provisioned, wanted, timezone=ZONE)
    assert register.values("OPD")[1][2] == "Dinas yang Dinamai Ulang"


def test_a_header_that_was_removed_comes_back_where_it_stood(
    provisioned: Sheet, wanted: Wanted, register: StandIn
) -> None:
    remembered = {"Aduan": [str(cell) for cell in register.values("Aduan")[0]]}
    register.type("Aduan", "G1", "Keadaan")
    repaired = Wanted(wanted.sop, wanted.seeds, remembered=remembered)
    provision(provisioned, repaired, timezone=ZONE)
    assert register.values("Aduan")[0][6] == "Status"


def test_a_doubled_header_is_left_to_a_person(
    provisioned: Sheet, wanted: Wanted, register: StandIn
) -> None:
    register.type("Aduan", "AJ1", "Status")
    findings = provision(provisioned, wanted, timezone=ZONE)
    assert (
        'Tab Aduan: judul "Status" ada dua kali, di kolom G dan AJ; hapus atau ganti yang salah.'
        in [finding.sentence for finding in findings]
    )


def test_staff_may_move_columns_and_add_their_own(
    provisioned: Sheet, wanted: Wanted, register: StandIn
) -> None:
    register.type("Aduan", "AJ1", "Catatan Pak Lurah")
    register.batch(
        {
            "moveDimension": {
                "source": {
                    "sheetId": register.sheet_id("Aduan"),
                    "dimension": "COLUMNS",
                    "startIndex": 2,
                    "endIndex": 3,
                },
                "destinationIndex": 10,
            }
        }
    )
    assert check(provisioned, wanted, timezone=ZONE) == []
