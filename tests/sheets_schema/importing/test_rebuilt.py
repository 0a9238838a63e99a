"""Data Lama after a rebuild: as it was, and the same file still makes no doubles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desk.journal import Journal
from sheets_schema.rebuilding.files import File
from sheets_schema.rebuilding.whole import rebuild
from tests.sheets_schema.importing.books import register
from tests.sheets_schema.importing.computer import Computer
from tests.sheets_schema.office import Office, client
from tests.sheets_schema.rebuilding.equal import differences


def test_a_journal_made_again_knows_what_was_taken_in(
    office: Office, computer: Computer, tmp_path: Path
) -> None:
    path = str(register(tmp_path / "a.xlsx"))
    computer.run(path, "--apply")
    office.passes(3)
    journal = Journal(f"sqlite:///{tmp_path}/new.db").create()
    sheet = client(office.stand_in)
    with journal.write() as connection:
        rebuild(connection, replace(office.desk, journal=journal), [File(sheet)], now=office.now)
    sheet.http.session.close()
    assert differences(office.desk.journal, journal) == {}
    again = replace(computer, journal=journal)
    assert "0 baris dicatat, 4 sudah ada" in again.run(path, "--apply")[1]
    journal.close()
