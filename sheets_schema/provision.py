"""Create and repair the register's tabs in a spreadsheet that a person made and shared.

Removes nothing but the empty tab that a new file begins with, never sends again a rule that stands,
and is safe to run any number of times.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator

from sheets_schema import findings, leftover, renamed, requests
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.findings import Finding, Wanted
from sheets_schema.found import FoundFile, find_file, find_tabs
from sheets_schema.reference_tabs import TABS, TITLES
from sheets_schema.requests import Request

log = logging.getLogger(__name__)

LOCALES = ("in_ID", "id_ID")  # Google's code for Indonesia is probably the old one
LARGEST_BATCH = 1_500_000  # bytes
ROUNDS = 3  # headers first, then what needs to know where the columns stand


def check(sheet: Sheet, wanted: Wanted, *, timezone: str) -> list[Finding]:
    """Everything that is not as it should be; changes nothing."""
    file = find_file(sheet)
    found = [*_of_locale(file), *_of_timezone(file, timezone)]
    return [*found, *_missing_tabs(sheet, file, wanted), *_of_tabs(sheet, file, wanted)]


def provision(sheet: Sheet, wanted: Wanted, *, timezone: str) -> list[Finding]:
    """Put right what can be put right. Returns what was found, also what a person must do."""
    file = find_file(sheet)
    found = [*_of_timezone(file, timezone), *_missing_tabs(sheet, file, wanted)]
    left = [] if _set_locale(sheet, file) else list(_of_locale(file))
    _send(sheet, found)
    for _ in range(ROUNDS):
        file = find_file(sheet) if found else file
        inside = list(_of_tabs(sheet, file, wanted))
        _send(sheet, inside)
        found += [finding for finding in inside if finding not in found]
        if not any(finding.again and finding.requests for finding in inside):
            break
    leftover.remove(sheet, file.titles)
    return left + found


def _of_locale(file: FoundFile) -> Iterator[Finding]:
    if file.locale not in LOCALES:
        yield Finding(f"Lokal Lembar masih {file.locale or 'kosong'}, bukan Indonesia.")


def _of_timezone(file: FoundFile, timezone: str) -> Iterator[Finding]:
    if file.timezone != timezone:
        request = requests.file_properties({"timeZone": timezone})
        yield Finding(f"Zona waktu Lembar masih {file.timezone}, bukan {timezone}.", (request,))


def _set_locale(sheet: Sheet, file: FoundFile) -> bool:
    """Google does not support every locale: False when it refuses both codes of Indonesia."""
    if file.locale in LOCALES:
        return True
    for locale in LOCALES:
        try:
            sheet.write({"requests": [requests.file_properties({"locale": locale})]})
            return True
        except SheetError as error:
            if error.status != 400:
                raise
            log.warning("the locale %s was refused", locale)
    return False


def _missing_tabs(sheet: Sheet, file: FoundFile, wanted: Wanted) -> Iterator[Finding]:
    """A tab with another name gets its own back; one that may have it is left to a person."""
    ids = {title: sheet_id for sheet_id, title in file.tabs.items()}
    alike = renamed.look_alikes(sheet, file.titles)
    for index, tab in enumerate(TABS):
        if tab.title in file.titles:
            continue
        called = renamed.now_called(tab.title, wanted.sheet_ids or {}, ids)
        if called and called not in TITLES:
            sentence = f'Tab {tab.title} bernama "{called}".'
            yield Finding(sentence, (requests.rename_tab(ids[called], tab.title),))
        elif tab.title in alike:
            yield Finding(renamed.sentence(tab.title, "", alike[tab.title]))
        else:
            yield Finding(f"Tab {tab.title} belum ada.", (requests.add_tab(tab, index),))


def _of_tabs(sheet: Sheet, file: FoundFile, wanted: Wanted) -> Iterator[Finding]:
    for found in find_tabs(sheet, [tab for tab in TABS if tab.title in file.titles]):
        yield from findings.of_tab(found, wanted)


def _send(sheet: Sheet, found: Iterable[Finding]) -> None:
    for part in cut([request for finding in found for request in finding.requests]):
        sheet.write({"requests": part})


def cut(wanted: Iterable[Request]) -> Iterator[list[Request]]:
    """Parts that each stay below Google's recommended size of a request."""
    part: list[Request] = []
    size = 0
    for request in wanted:
        length = len(json.dumps(request))
        if part and size + length > LARGEST_BATCH:
            yield part
            part, size = [], 0
        part.append(request)
        size += length
    if part:
        yield part
