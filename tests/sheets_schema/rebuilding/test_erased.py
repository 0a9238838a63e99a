"""What was erased does not come back from the Sheet."""

from __future__ import annotations

from sqlalchemy import select

from desk.journal import Journal
from desk.privacy import purging
from desk.schema import complaints, events, messages
from tests.sheets_schema.office import Office
from tests.sheets_schema.rebuilding.conftest import Again
from tests.sheets_schema.rebuilding.equal import differences
from tests.sheets_schema.test_erasing import SECRETS, erase
from tests.sheets_schema.test_erasing import number as number


def test_a_rebuild_brings_nothing_of_it_back(
    office: Office, number: str, empty: Journal, again: Again
) -> None:
    erase(office)
    office.passes(4)
    after, result = again(empty)
    assert result.complaints == 1
    assert differences(office.desk.journal, empty).keys() <= {"sheet_rows"}
    with empty.read() as connection:
        found = [connection.execute(select(t)).all() for t in (complaints, events, messages)]
    assert not [secret for secret in SECRETS if secret in str(found)]
    assert purging.anonymise_old(after.desk, now=office.now) == 0
