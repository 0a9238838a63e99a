"""Many things at once, in an order that chance decides: nothing is lost, doubled or mixed up."""

from __future__ import annotations

import os
import random

import pytest

from desk import editing
from sheets_schema.errors import SheetError
from tests.conftest import person
from tests.sheets_schema.office import Office

SEEDS = range(int(os.environ.get("WADUL_INTERLEAVINGS", "2")))
STEPS = 30


class Story:
    """Staff, citizens, pages and a network that fails, in one random order."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.chance = random.Random(seed)
        self.bodies: dict[str, str] = {}  # number -> what the citizen wrote; nobody changes it
        self.typed = 0

    def step(self) -> None:
        acts = (self.complain, self.sheet_edit, self.page_edit, self.sort, self.delete_row)
        more = (self.insert_row, self.move_column, self.fault, self.restart, self.hand_typed)
        weights = (4, 4, 3, 2, 1, 1, 1, 3, 1, 1)
        self.chance.choices((*acts, *more), weights)[0]()
        self.passes(self.chance.randint(0, 3))

    def passes(self, times: int) -> None:
        for _ in range(times):
            try:
                self.office.passes()
            except SheetError:
                pass

    def complain(self) -> None:
        body = f"Aduan {len(self.bodies)}"
        self.bodies[self.office.complain(body)] = body

    def number(self) -> str | None:
        """A complaint that stands in the Sheet."""
        shown = [str(row["No. Aduan"]) for row in self.office.rows() if row.get("No. Aduan")]
        return self.chance.choice(shown) if shown else None

    def sheet_edit(self) -> None:
        if number := self.number():
            self.typed += 1
            self.office.type(number, Lokasi=f"Lembar {self.typed}")

    def page_edit(self) -> None:
        if self.bodies:
            self.typed += 1
            admin = person(self.office.desk, "Admin Kota")
            fields = {"location": f"Aplikasi {self.typed}"}
            number = self.chance.choice(sorted(self.bodies))
            editing.edit(self.office.desk, admin, number, fields, now=self.office.now)

    def sort(self) -> None:
        self.office.stand_in.sort("Aduan", self.chance.randint(0, 8))

    def delete_row(self) -> None:
        if number := self.number():
            self.office.stand_in.delete_row("Aduan", self.office.place(number))

    def insert_row(self) -> None:
        place = {"sheetId": self.office.stand_in.sheet_id("Aduan"), "dimension": "ROWS"}
        at = self.chance.randint(1, 5)
        place |= {"startIndex": at, "endIndex": at + 1}
        self.office.stand_in.batch({"insertDimension": {"range": place}})

    def move_column(self) -> None:
        place = {"sheetId": self.office.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
        at, to = self.chance.randint(0, 20), self.chance.randint(0, 30)
        if not at <= to <= at + 1:
            source = place | {"startIndex": at, "endIndex": at + 1}
            move = {"source": source, "destinationIndex": to}
            self.office.stand_in.batch({"moveDimension": move})

    def fault(self) -> None:
        kind = self.chance.choice(["cut_before", "cut_after", "status"])
        self.office.stand_in.fault(kind, count=1, **({"status": 503} if kind == "status" else {}))
        self.passes(1)
        self.office.stand_in.heal()  # the clerk's own calls must not meet it

    def restart(self) -> None:
        self.office.restart()

    def hand_typed(self) -> None:
        body = f"Datang {len(self.office.numbers())} {self.typed}"
        self.typed += 1
        self.office.type_row(Kanal="Telepon", Isi_Aduan=body)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_every_complaint_stands_once_and_whole(office: Office, seed: int) -> None:
    story = Story(office, seed)
    for _ in range(STEPS):
        story.step()
    office.stand_in.heal()
    assert office.passes(6).backlog == 0
    rows = {str(row["No. Aduan"]): row for row in office.rows()}
    assert sorted(rows) == sorted(office.numbers()) and len(rows) == len(office.rows())
    for number, row in rows.items():
        complaint = office.complaint(number)
        assert row["Isi Aduan"] == complaint["body"] == story.bodies.get(number, row["Isi Aduan"])
        assert row.get("Lokasi", "") == complaint["location"]
    events = [row["ID"] for row in office.rows("Riwayat")]
    assert sorted(events) == sorted(e["id"] for n in rows for e in office.events(n))
