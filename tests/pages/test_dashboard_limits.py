"""Which OPDs the dashboard's charts have room for, and whose work a cell of its map is."""

from __future__ import annotations

import pytest

from desk.context import Desk
from desk.figures import Kept
from pages.parts import dashboard_heat, dashboard_limits
from pages.parts.palette import LIGHT
from sop import SOPS
from sop.model import Scope, Step


def of_agencies(procedure: str) -> tuple[Step, ...]:
    sop = SOPS[procedure]
    scopes = {role.name: role.scope for role in sop.roles}
    return tuple(step for step in sop.steps if scopes.get(step.performer) is Scope.AGENCY)


def test_an_opd_that_is_late_most_often_stands_first_though_it_does_little(desk: Desk) -> None:
    busy = {f"OPD {place}": Kept(on_time=100 - place) for place in range(9)}
    found = {**busy, "Kelurahan": Kept(on_time=1, late=2)}
    section = dashboard_limits.by_agency(
        found, {}, LIGHT, steps=of_agencies("wadul_aladin"), reference=desk.reference()
    )
    assert section.figure is not None
    drawn = [line.text for line in section.figure.layout.annotations]
    assert "Kelurahan" in drawn[0]
    assert len(section.rows) == len(found)
    assert section.note.startswith("Grafik: 8 OPD yang paling banyak lewat batas")


@pytest.mark.parametrize(
    ("procedure", "others"),
    [
        ("wadul_aladin", "Tahap 4 dan 7 bukan pekerjaan OPD itu"),
        ("wani_bares", "Tahap 5 dan 6 bukan"),
    ],
)
def test_the_map_says_which_steps_are_not_the_opds_own(procedure: str, others: str) -> None:
    steps, theirs = SOPS[procedure].steps, of_agencies(procedure)
    numbers = {"wadul_aladin": {"4", "7"}, "wani_bares": {"5", "6"}}[procedure]
    told = [step for step in steps if step in theirs or step.number in numbers]
    both = {("DLH", step.key): Kept(on_time=1) for step in told}
    section = dashboard_heat.heat(both, ["DLH"], LIGHT, steps=steps, theirs=theirs)
    assert others in section.note


def test_a_map_with_only_the_opds_own_steps_speaks_of_nobody_else() -> None:
    steps = of_agencies("wani_bares")
    both = {("DLH", step.key): Kept(on_time=1) for step in steps}
    section = dashboard_heat.heat(both, ["DLH"], LIGHT, steps=steps, theirs=steps)
    assert section.note == "Baris: OPD yang memegang aduan selama tahap itu."
