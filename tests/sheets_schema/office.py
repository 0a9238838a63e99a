"""A desk with its register, as the tests of the two-way pass use it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from desk import recording
from desk.context import Desk
from desk.schema import complaints, events, messages
from sheets_schema import layout, sync
from sheets_schema.client import Sheet, connect
from sheets_schema.errors import SheetError
from sheets_schema.pace import Pace
from sheets_schema.sync import Outcome
from sheets_schema.tables import ADUAN
from tests.conftest import SITI
from tests.sheets_schema.stand_in import SPREADSHEET, StandIn

ZONE = "Asia/Jakarta"
QUICK = Pace(spacing_s=0, retry_deadline_s=0.5, first_retry_s=0.02, timeouts=(5.0, 30.0))
IMPATIENT = Pace(spacing_s=0, retry_deadline_s=0.5, first_retry_s=0.02, timeouts=(5.0, 1.0))


def client(stand_in: StandIn, pace: Pace = QUICK) -> Sheet:
    return connect(SPREADSHEET, url=stand_in.url, pace=pace)


class Office:
    """`now` moves on by five seconds with every pass."""

    def __init__(self, stand_in: StandIn, desk: Desk, now: datetime) -> None:
        self.stand_in = stand_in
        self.desk = desk
        self.now = now
        self.sheet = client(stand_in)

    def close(self) -> None:
        self.sheet.http.session.close()

    def restart(self, pace: Pace = QUICK) -> None:
        """A new process, which remembers nothing but the journal."""
        self.close()
        self.sheet = client(self.stand_in, pace)

    def passes(self, times: int = 1) -> Outcome:
        for _ in range(times):
            self.now += timedelta(seconds=5)
            outcome = sync.run_once(self.sheet, self.desk, now=self.now)
        return outcome

    def broken_pass(self) -> SheetError:
        """A pass that fails."""
        try:
            self.passes()
        except SheetError as error:
            return error
        raise AssertionError("the pass did not fail")

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def complain(self, body: str = "Lampu jalan mati", **fields: Any) -> str:
        """A new complaint of Siti; returns its number."""
        siti = {"gateway": "green_api", "chat_id": SITI, "phone": SITI[:13], "name": "Siti"}
        with self.desk.journal.write() as connection:
            row = recording.open_complaint(
                connection, self.desk, {**siti, "body": body, **fields}, now=self.now
            )
        return str(row["number"])

    def type_row_again(self, **cells: Any) -> None:
        """Type into the last row."""
        values = self.stand_in.values("Aduan")
        for name, value in cells.items():
            at = layout.letters(values[0].index(name.replace("_", " ")))
            self.stand_in.type("Aduan", f"{at}{len(values)}", value)

    # what the Sheet says

    def rows(self, tab: str = "Aduan") -> list[dict[str, Any]]:
        """All rows that have any content, by header."""
        header, *found = self.stand_in.values(tab) or [[]]
        return [dict(zip(header, row, strict=False)) for row in found if any(row)]

    def row(self, number: str) -> dict[str, Any]:
        (found,) = [row for row in self.rows() if row.get("No. Aduan") == number]
        return found

    def place(self, number: str) -> int:
        """The row, as the Sheet counts them."""
        values = self.stand_in.values("Aduan")
        at = values[0].index("No. Aduan")
        return next(i for i, row in enumerate(values, 1) if row[at : at + 1] == [number])

    def type(self, number: str, **cells: Any) -> None:
        """Type into cells of a complaint's row; `_` in a name stands for a blank."""
        header = self.stand_in.values("Aduan")[0]
        for name, value in cells.items():
            at = layout.letters(header.index(name.replace("__", "/").replace("_", " ")))
            self.stand_in.type("Aduan", f"{at}{self.place(number)}", value)

    def type_row(self, **cells: Any) -> None:
        """Type a new row below the last one."""
        values = self.stand_in.values("Aduan")
        named = {name.replace("_", " "): value for name, value in cells.items()}
        named["No. WA"] = named.pop("No WA", "")
        row = [named.get(header, "") for header in values[0]]
        self.stand_in.put("Aduan", f"A{len(values) + 1}", [row])

    # what the journal says

    def complaint(self, number: str) -> dict[str, Any]:
        with self.desk.journal.read() as connection:
            query = select(complaints).where(complaints.c.number == number)
            return dict(connection.execute(query).mappings().one())

    def events(self, number: str) -> list[dict[str, Any]]:
        with self.desk.journal.read() as connection:
            query = select(events).where(events.c.number == number).order_by(events.c.id)
            return [dict(row) for row in connection.execute(query).mappings()]

    def did(self, number: str) -> list[str]:
        return [event["action"] for event in self.events(number)]

    def sent(self, number: str) -> list[dict[str, Any]]:
        with self.desk.journal.read() as connection:
            query = select(messages).where(
                messages.c.number == number, messages.c.direction == "out"
            )
            return [dict(row) for row in connection.execute(query).mappings()]

    def numbers(self) -> list[str]:
        with self.desk.journal.read() as connection:
            return list(connection.execute(select(complaints.c.number)).scalars())

    def pending(self) -> int:
        return self.passes().backlog


__all__ = ["ADUAN", "IMPATIENT", "QUICK", "SPREADSHEET", "ZONE", "Office", "client"]
