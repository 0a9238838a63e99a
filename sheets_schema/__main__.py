"""`python -m sheets_schema`: create and repair the register's tabs; `--check` only reports.

`python -m sheets_schema impor` takes in an existing register; see docs/import.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from desk import seeds
from desk.journal import Journal, JournalError, recall
from desk.reference import load as load_reference
from settings import SANDBOX_SPREADSHEET, Settings, load
from sheets_schema.client import Sheet, connect
from sheets_schema.document import columns_markdown
from sheets_schema.errors import SheetError
from sheets_schema.findings import Finding, Wanted
from sheets_schema.importing import command
from sheets_schema.known import HEADERS_FACT
from sheets_schema.provision import check, provision
from sheets_schema.renamed import TABS_FACT
from sop import SOPS
from sop.model import Recipient, Sop


def main(given: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if given is None else given)
    if words[:1] == ["impor"]:
        return command.main(words[1:], _open)
    parser = argparse.ArgumentParser(prog="python -m sheets_schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only report; exit 1 on findings")
    parser.add_argument("--columns", action="store_true", help="print docs/columns.md")
    arguments = parser.parse_args(words)
    if arguments.columns:
        print(columns_markdown(), end="")
        return 0
    settings = load()
    try:
        wanted, timezone = _wanted(settings)
        sheet = _open(settings)
        found = (check if arguments.check else provision)(sheet, wanted, timezone=timezone)
    except (SheetError, JournalError) as error:
        print(error.sentence, file=sys.stderr)
        return 1
    return _report(found, only_check=arguments.check)


def _open(settings: Settings, spreadsheet_id: str = "") -> Sheet:
    """The register, or another spreadsheet with the same credentials."""
    stand_in = f"http://127.0.0.1:{settings.sandbox_sheets_port}"
    return connect(
        spreadsheet_id or settings.sheets_spreadsheet_id or SANDBOX_SPREADSHEET,
        url=settings.sheets_url or (stand_in if settings.on_sandbox_sheets else ""),
        credentials_file=str(settings.google_application_credentials or ""),
    )


def _wanted(settings: Settings) -> tuple[Wanted, str]:
    """What the tabs are to be like, and the timezone of the spreadsheet."""
    sop = SOPS[settings.sop]
    staff = settings.on_sandbox_sheets and settings.seed != "none"
    journal = Journal(settings.journal_url).create()
    with journal.read() as connection:
        remembered = recall(connection, HEADERS_FACT)
        sheet_ids = recall(connection, TABS_FACT)
        timezone = load_reference(connection, sop).preferences.timezone
    journal.close()
    rows = seeds.reference_rows(sop, staff=staff)
    admins = _admins(settings, sop, example_staff=staff)
    wanted = Wanted(sop, rows, admins=admins, remembered=remembered, sheet_ids=sheet_ids)
    return wanted, timezone


def _admins(settings: Settings, sop: Sop, *, example_staff: bool) -> tuple[str, ...]:
    """Who may change the locked tabs beside the owner; on the stand-in no person owns the file."""
    roles = set(sop.addressees[Recipient.CITY_ADMIN])
    people = seeds.city(sop).staff if example_staff else ()
    named = [person.email for person in people if roles & set(person.roles)]
    return tuple(email for email in dict.fromkeys([settings.admin_email, *named]) if email)


def _report(found: Sequence[Finding], *, only_check: bool) -> int:
    """Print what was found; what only a person can put right always counts as a finding."""
    left = [finding for finding in found if only_check or not finding.requests]
    for finding in left:
        print(finding.sentence)
    if not only_check and len(found) > len(left):
        print(f"Lembar disiapkan: {len(found) - len(left)} hal diatur.")
    if not left:
        print("Lembar sudah sesuai.")
    return 1 if left and only_check else 0


if __name__ == "__main__":
    sys.exit(main())
