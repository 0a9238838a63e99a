"""What becomes of what was typed, when an accident is put back."""

from __future__ import annotations

from desk import accidents
from desk.accidents import Decision
from sheets_schema import layout
from sheets_schema.typed import PUT_BACK
from tests.conftest import person
from tests.sheets_schema.office import Office


def put_back(office: Office) -> None:
    held = accidents.held(office.desk)
    assert held is not None
    admin = person(office.desk, "Admin Kota")
    accidents.decide(office.desk, admin, Decision.PUT_BACK, digest=held.digest, now=office.now)
    office.passes(3)


def test_what_is_put_back_in_the_staffs_own_columns_is_kept_in_riwayat(office: Office) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(6)]
    office.passes(2)
    at = layout.letters(len(office.stand_in.values("Aduan")[0]))
    own = [[f"Catatan {i}"] for i in range(6)]
    office.stand_in.put("Aduan", f"{at}1", [["Punya Kami"], *own])
    office.passes(2)
    office.stand_in.put("Aduan", f"{at}2", [*own[1:], ["Baru diketik"]])
    office.passes(2)
    put_back(office)
    assert office.row(numbers[5])["Punya Kami"] == "Catatan 5"
    (kept,) = [e for e in office.events(numbers[5]) if e["action"] == PUT_BACK]
    assert kept["data"]["typed"] == {"Punya Kami": "Baru diketik"}


def test_what_vanished_rows_had_in_own_columns_is_kept_in_riwayat_wherever_those_are_now(
    office: Office,
) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(4)]
    office.passes(2)
    at = len(office.stand_in.values("Aduan")[0])
    own = [["Punya Kami", "Punya Kami"], *([f"satu {i}", f"dua {i}"] for i in range(4))]
    office.stand_in.put("Aduan", f"{layout.letters(at)}1", own)
    office.passes(2)
    for _ in numbers:
        office.stand_in.delete_row("Aduan", 2)
    place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
    office.passes(2)
    insert = {"insertDimension": {"range": place | {"startIndex": 1, "endIndex": 2}}}
    office.stand_in.batch(insert)
    put_back(office)
    assert [row["Isi Aduan"] for row in office.rows()] == [f"Aduan {i}" for i in range(4)]
    kept = [office.events(number)[-1]["data"]["typed"].values() for number in numbers]
    assert [sorted(cells) for cells in kept] == [[f"dua {i}", f"satu {i}"] for i in range(4)]
