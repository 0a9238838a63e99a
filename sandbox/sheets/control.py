"""What the stand-in shows of itself under /_sandbox/: a tab's plain values and the edit log."""

from __future__ import annotations

import re

from sandbox.sheets import ranges, values
from sandbox.sheets.asked import Asked
from sandbox.sheets.condition import BadCondition
from sandbox.sheets.errors import invalid
from sandbox.sheets.files import SANDBOX_ID, Files
from sandbox.sheets.sheet import Json
from sandbox.sheets.values import Reading

BOOK_ID = re.compile(r"[\w-]{1,100}", re.ASCII)


def tab_values(files: Files, asked: Asked) -> list[list[object]]:
    """The rows of a tab, unformatted, dates as serial numbers; `spreadsheet` names another file."""
    title = asked.path["tab"].replace("'", "''")
    book = files.book(asked.query.get("spreadsheet", SANDBOX_ID))
    found = ranges.find(book, f"'{title}'")
    rows: list[list[object]] = values.read(found, Reading("UNFORMATTED_VALUE")).get("values", [])
    return rows


def edits(files: Files, asked: Asked) -> list[Json]:
    """The newest edits first, 100 unless `limit` says otherwise."""
    limit = asked.query.get("limit", "100")
    if not limit.isdigit():
        raise invalid("'limit' must be a whole number.")
    return files.edits(int(limit))


def condition(files: Files, asked: Asked) -> Json:
    """What is wrong with the file and the worker's account; a POST changes it."""
    try:
        return files.condition.set(asked.json())
    except BadCondition as problem:
        raise invalid(str(problem)) from problem


def spreadsheets(files: Files, asked: Asked) -> Json:
    """Another empty file, as a person makes one and shares it with everybody here."""
    book_id = asked.json().get("id") if isinstance(asked.json(), dict) else None
    if not isinstance(book_id, str) or not BOOK_ID.fullmatch(book_id):
        raise invalid("'id' must be 1 to 100 letters, digits, '-' or '_'.")
    return {"spreadsheetId": files.put(book_id, owner="worker", now=asked.now).id}


def keep(files: Files, _asked: Asked) -> Json:
    files.keep()
    return {"kept": True}


def restore(files: Files, _asked: Asked) -> Json:
    files.restore()
    return {"restored": True}
