"""What becomes of what was typed, when an accident is put back."""

from __future__ import annotations

from desk import accidents
from desk.accidents import Decision
from sheets_schema import layout
from sheets_schema.typed import PUT_BACK
from tests.conftest import person
from tests.sheets_schema.office import Office


def test_what_is_put_back_in_the_staffs_own_columns_is_kept_in_riwayat(office: Office) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(6)]
    office.passes(2)
    at = layout.letters(len(office.stand_in.values("Aduan")[0]))
    own = [[f"Catatan {i}"] for i in range(6)]
    office.stand_in.put("Aduan", f"{at}1", [["Punya Kami"], *own])
    office.passes(2)
    office.stand_in.put("Aduan", f"{at}2", [*own[1:], ["Baru diketik"]])
    office.passes(2)
    held = accidents.held(office.desk)
    assert held is not None
    admin = person(office.desk, "Admin Kota")
    accidents.decide(office.desk, admin, Decision.PUT_BACK, digest=held.digest, now=office.now)
    office.passes(3)
    assert office.row(numbers[5])["Punya Kami"] == "Catatan 5"
    (kept,) = [e for e in office.events(numbers[5]) if e["action"] == PUT_BACK]
    assert kept["data"]["typed"] == {"Punya Kami": "Baru diketik"}
