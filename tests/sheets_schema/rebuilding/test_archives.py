"""Years that left Aduan, or the file: a rebuild finds them where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.journal import Journal
from sheets_schema.client import Sheet
from tests.sheets_schema.archive_room import archive_all, in_aduan, old_ones
from tests.sheets_schema.office import Office
from tests.sheets_schema.rebuilding.conftest import Again
from tests.sheets_schema.rebuilding.equal import differences
from tests.sheets_schema.test_archive_files import full as full
from tests.sheets_schema.test_archive_files import further as further
from tests.sheets_schema.test_archive_files import of_2024


@pytest.fixture
def tonight(office: Office) -> Office:
    office.now = office.now.replace(hour=2) + timedelta(days=1)
    return office


def test_archived_complaints_come_back_as_archived(
    tonight: Office, empty: Journal, again: Again
) -> None:
    old = old_ones(tonight, 3)
    archive_all(tonight)
    young = tonight.complain("Aduan baru")
    tonight.passes(3)
    after, result = again(empty)
    assert (result.complaints, result.archived) == (4, 3)
    assert differences(tonight.desk.journal, empty).keys() <= {"complaints"}
    assert {after.complaint(number)["state"] for number in old} == {"Selesai"}
    assert in_aduan(after) == [young] and sorted(after.numbers()) == sorted([*old, young])


def test_a_year_in_a_further_file_comes_back_with_its_history(
    full: Office, further: Sheet, empty: Journal, again: Again
) -> None:
    of_2024(full, 3)
    archive_all(full, [further])
    after, result = again(empty, further=[further])
    assert (result.complaints, result.archived) == (3, 3)
    assert differences(full.desk.journal, empty) == {}
    full.stand_in.forget_calls()
    after.passes(3)
    archive_all(after, [further])
    assert full.stand_in.calls()["writes"] == 0
