"""Plain fields and drafts typed into the Sheet: taken over as they are, sending nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from desk import supporters
from desk.cells import Senseless, flag
from desk.editing import edit_in
from desk.problems import DeskError, Refused
from desk.reference import Reference
from sheets_schema import cells, confided, wording
from sheets_schema.columns import Column, Kind, Owner
from sheets_schema.tables import ADUAN
from sheets_schema.typed import Typed

NO_RESULT = "rumusnya tidak menghasilkan isi; ketik isinya saja."

#: Lists that a city keeps in a tab: every word that means an entry, and the entry.
LISTED: Mapping[str, Callable[[Reference], dict[str, str]]] = {
    "OPD": lambda reference: {
        name: agency.short
        for agency in reference.agencies
        for name in (agency.short, agency.name, *agency.aliases)
        if name
    },
    "Kategori": lambda reference: {found.name: found.name for found in reference.categories},
}


def take(typed: Typed, headers: Iterable[str]) -> None:
    """Take over these cells; what can't be is put back, and does not hold up the others."""
    fields: dict[str, Any] = {}
    taken: dict[str, str] = {}
    for header in [header for header in headers if header in typed.left]:
        column = ADUAN.column(header)
        if column is None or not column.field:
            continue
        if typed.desired.get(header, "") != typed.base.cells.get(header, ""):
            typed.put_back([header], wording.conflict(header, typed.left[header]))
            continue
        cell = typed.left[header]
        if reason := confided.refusal(typed.complaint, header, cell):
            typed.put_back([header], wording.put_back(header, cell, reason))
            continue
        try:
            words = confided.typed(typed.complaint, header, cell)
            fields[column.field] = meant(typed.reference, column, words)
        except Refused as refused:
            typed.put_back([header], wording.put_back(header, typed.left[header], refused.sentence))
        else:
            taken[column.field] = header
    _edit(typed, fields, taken)


def refuse_errors(typed: Typed) -> None:
    """A formula without a result says nothing that could be taken over."""
    for header in [header for header, cell in typed.left.items() if cells.is_error(cell)]:
        typed.put_back([header], wording.put_back(header, typed.left[header], NO_RESULT))


def _edit(typed: Typed, fields: dict[str, Any], headers: dict[str, str]) -> None:
    """All together as one event; one by one when one of them is refused."""
    if not fields:
        return
    try:
        edit_in(
            typed.connection, typed.desk, typed.actor, typed.number, fields=fields, now=typed.now
        )
    except DeskError as refused:
        if len(fields) > 1:
            for field, value in fields.items():
                _edit(typed, {field: value}, headers)
            return
        header = headers[next(iter(fields))]
        typed.put_back([header], wording.put_back(header, typed.left[header], refused.sentence))
        return
    typed.settle(headers[field] for field in fields)
    typed.accepted = True
    filled = [headers[field] for field, value in fields.items() if value]
    if note := confided.taken(typed.complaint, filled):
        typed.notes.append(note)


def meant(reference: Reference, column: Column, cell: str) -> Any:
    """The value that was meant. Refused: it means nothing, or more than one thing."""
    if column.kind is Kind.FLAG:
        try:
            return flag(cell, empty=False)
        except Senseless as senseless:
            raise Refused(str(senseless)) from senseless
    if column.several_of:
        return _several(LISTED[column.several_of](reference), column, cell)
    words = choices(reference, column)
    if not cell.strip() or not words:
        return cell
    found = wording.closest(cell, words)
    if found is None:
        raise Refused(_choose(column, words))
    return found


def _several(words: Mapping[str, str], column: Column, cell: str) -> str:
    """Each of the entries that stand in one cell."""
    found = {part: wording.closest(part, words) for part in supporters.parts(cell)}
    if unknown := [f'"{part}"' for part, meaning in found.items() if meaning is None]:
        raise Refused(f"{', '.join(unknown)} tidak ada di tab {column.several_of}.")
    return supporters.joined(meaning for meaning in found.values() if meaning)


def choices(reference: Reference, column: Column) -> dict[str, str]:
    """Every word that counts in this column, and what it means; empty: any text does."""
    if column.choices_from in LISTED:
        return LISTED[column.choices_from](reference)
    return {choice: choice for choice in column.choices}


def _choose(column: Column, words: Mapping[str, str]) -> str:
    if column.choices_from:
        return f"tidak ada di tab {column.choices_from}."
    return f"pilih salah satu: {', '.join(words)}."


def headers_owned_by(*owners: Owner) -> tuple[str, ...]:
    return tuple(column.header for column in ADUAN.owned_by(*owners))
