"""What the owner of the file may do to its tabs and header rows, and how it is mended."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desk import accidents
from desk.journal import recall
from desk.schema import alarms
from sheets_schema.findings import Wanted
from sheets_schema.known import HEADERS_FACT
from sheets_schema.provision import provision
from sheets_schema.renamed import TABS_FACT
from tests.conftest import person
from tests.sheets_schema.office import ZONE, Office


def told(office: Office) -> dict[str, str]:
    """code -> text of the alarms that stand."""
    with office.desk.journal.read() as connection:
        return {row.code: row.text for row in connection.execute(select(alarms))}


def facts(office: Office, wanted: Wanted) -> Wanted:
    with office.desk.journal.read() as connection:
        return Wanted(
            wanted.sop,
            wanted.seeds,
            remembered=recall(connection, HEADERS_FACT),
            sheet_ids=recall(connection, TABS_FACT),
        )


def mend(office: Office, wanted: Wanted) -> list[str]:
    """`python -m sheets_schema`; what it says."""
    found = provision(office.sheet, facts(office, wanted), timezone=ZONE)
    return [finding.sentence for finding in found]


def change(office: Office, kind: str, tab: str, **more: Any) -> None:
    """A structural change by the owner of the file, who may also touch locked tabs."""
    request = {kind: {"sheetId": office.stand_in.sheet_id(tab), **more}}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [request]})


def rename(office: Office, tab: str, title: str) -> None:
    properties = {"sheetId": office.stand_in.sheet_id(tab), "title": title}
    request = {"updateSheetProperties": {"properties": properties, "fields": "title"}}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [request]})


def dimension(office: Office, kind: str, tab: str, which: str, at: int, to: int) -> None:
    place = {"sheetId": office.stand_in.sheet_id(tab), "dimension": which}
    place |= {"startIndex": at, "endIndex": to}
    request = {kind: {"range": place}}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [request]})


def recover(office: Office) -> None:
    """Passes until a tab that was missing is looked for again.

    Rows that are missing in numbers wait for a decision: here it is to have them back.
    """
    office.later(seconds=60)
    office.passes(4)
    hold = accidents.held(office.desk)
    if hold is not None:
        admin = person(office.desk, "Admin Kota")
        back = accidents.Decision.PUT_BACK
        accidents.decide(office.desk, admin, back, digest=hold.digest, now=office.now)
        office.passes(4)


def shown(office: Office) -> dict[str, Any]:
    return {row["No. Aduan"]: row["Isi Aduan"] for row in office.rows()}
