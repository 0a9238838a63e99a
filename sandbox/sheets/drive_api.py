"""The part of Drive v3 (and its v2 upload) that gspread calls: files, permissions, export."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from typing import Any

from starlette.responses import Response

from sandbox.sheets import masks, ranges, values
from sandbox.sheets.asked import Asked
from sandbox.sheets.book import Book, new_sheet
from sandbox.sheets.errors import DriveError, GoogleError
from sandbox.sheets.files import SANDBOX_ID, Files
from sandbox.sheets.sheet import Json
from sandbox.sheets.values import Reading, Typing

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}
TERM = re.compile(r"""^(\w+)\s*(=|!=|contains)\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|(true|false))$""")


def book_of(files: Files, asked: Asked) -> Book:
    """The file of the address. Raises Drive's own 404."""
    try:
        return files.book(asked.path["id"])
    except GoogleError as missing:
        text = f"File not found: {asked.path['id']}."
        raise DriveError(404, text, "notFound") from missing


def resource(book: Book) -> Json:
    """A File with every field that the stand-in knows."""
    return {
        "kind": "drive#file",
        "id": book.id,
        "name": book.properties["title"],
        "mimeType": SPREADSHEET,
        "createdTime": book.created,
        "modifiedTime": book.modified,
        "trashed": False,
        "owners": [{"kind": "drive#user", "displayName": book.owner, "emailAddress": book.owner}],
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }


def shown(book: Book, asked: Asked) -> Json:
    """The File with the fields that were asked for, by default the four that Drive gives."""
    mask = masks.parse(asked.query.get("fields") or "kind,id,name,mimeType")
    return masks.reduced(resource(book), mask)


def create(files: Files, asked: Asked) -> Json:
    body = _body(asked)
    if body.get("mimeType", SPREADSHEET) != SPREADSHEET:
        raise DriveError(400, "This local stand-in keeps spreadsheets only.", "badRequest")
    title = body.get("name") or "Untitled"
    return shown(files.create(title, user=asked.user, now=asked.now), asked)


def _body(asked: Asked) -> Json:
    body = asked.json()
    if not isinstance(body, dict):
        raise DriveError(400, "Parse Error", "parseError")
    return body


def get(files: Files, asked: Asked) -> Json:
    book = book_of(files, asked)
    trashed = book.id == SANDBOX_ID and files.condition.states["trashed"]
    mask = masks.parse(asked.query.get("fields") or "kind,id,name,mimeType")
    return masks.reduced(resource(book) | {"trashed": trashed}, mask)


def delete(files: Files, asked: Asked) -> Response:
    book_of(files, asked)
    files.delete(asked.path["id"])
    return Response(status_code=204, media_type="text/html")


def copy(files: Files, asked: Asked) -> Json:
    book_of(files, asked)
    title = _body(asked).get("name")
    return shown(files.copy(asked.path["id"], title, user=asked.user, now=asked.now), asked)


def comments(files: Files, asked: Asked) -> Json:
    book_of(files, asked)
    return {"comments": []}


def list_files(files: Files, asked: Asked) -> Json:
    """The caller's own files and those shared with it, the newest first."""
    terms = [_term(text) for text in re.split(r"\s+and\s+", asked.query.get("q", "")) if text]
    found = [book for book in files.all() if _visible(book, asked.user) and _matches(book, terms)]
    found.sort(key=lambda book: book.modified, reverse=True)
    answer = {"kind": "drive#fileList", "files": [resource(book) for book in found]}
    mask = masks.parse(asked.query.get("fields") or "kind,files(kind,id,name,mimeType)")
    return masks.reduced(answer, mask)


def _term(text: str) -> tuple[str, str, str]:
    match = TERM.match(text.strip())
    if not match:
        raise DriveError(400, f"Invalid Value: '{text}'", "invalid")
    return match[1], match[2], match[3] or match[4] or match[5] or ""


def _matches(book: Book, terms: list[tuple[str, str, str]]) -> bool:
    for name, sign, wanted in terms:
        held = str(resource(book).get(name, "")).replace("False", "false")
        same = wanted.lower() in held.lower() if sign == "contains" else held == wanted
        if same == (sign == "!="):
            return False
    return True


def _visible(book: Book, user: str) -> bool:
    shared = {item.get("emailAddress") for item in book.permissions}
    return book.owner == user or user in shared


def _permission_id(of: str) -> str:
    return str(int(hashlib.sha256(of.encode()).hexdigest()[:16], 16)).zfill(20)


def permissions_of(book: Book) -> list[Json]:
    owner = {
        "kind": "drive#permission",
        "id": _permission_id(book.owner),
        "type": "user",
        "emailAddress": book.owner,
        "role": "owner",
        "displayName": book.owner,
        "deleted": False,
        "pendingOwner": False,
    }
    return [owner, *book.permissions]


def list_permissions(files: Files, asked: Asked) -> Json:
    found = permissions_of(book_of(files, asked))
    mask = masks.parse(asked.query.get("fields") or "kind,permissions(id,type,kind,role)")
    answer = {"kind": "drive#permissionList", "permissions": found}
    return masks.reduced(answer, mask)


def add_permission(files: Files, asked: Asked) -> Json:
    book_of(files, asked)
    body = _body(asked)
    if "type" not in body or "role" not in body:
        raise DriveError(400, "The permission type field is required.", "required")
    known = ("type", "role", "emailAddress", "domain", "withLink")
    item = {name: body[name] for name in known if body.get(name) is not None}
    address = item.get("emailAddress") or item.get("domain")
    item["id"] = _permission_id(address) if address else "anyoneWithLink"
    item["kind"] = "drive#permission"
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        kept = [old for old in draft.book.permissions if old["id"] != item["id"]]
        draft.book.permissions = [*kept, item]
    return {name: item[name] for name in ("kind", "id", "type", "role")}


def change_permission(files: Files, asked: Asked) -> Json:
    _permission(files, asked)
    role = _body(asked).get("role")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        draft.book.permissions = [
            old | {"role": role} if old["id"] == asked.path["permission"] and role else old
            for old in draft.book.permissions
        ]
    item = _permission(files, asked)
    return {name: item[name] for name in ("kind", "id", "type", "role")}


def remove_permission(files: Files, asked: Asked) -> Response:
    _permission(files, asked)
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        draft.book.permissions = [
            old for old in draft.book.permissions if old["id"] != asked.path["permission"]
        ]
    return Response(status_code=204, media_type="text/html")


def _permission(files: Files, asked: Asked) -> Json:
    wanted = asked.path["permission"]
    for item in permissions_of(book_of(files, asked)):
        if item["id"] == wanted:
            return item
    raise DriveError(404, f"Permission not found: {wanted}.", "notFound")


def export(files: Files, asked: Asked) -> Response:
    """The first tab as CSV or TSV; Google's other formats are refused."""
    kind = asked.query.get("mimeType", "")
    book = book_of(files, asked)
    if kind not in SEPARATORS:
        text = f"This local stand-in does not export {kind or 'without mimeType'}."
        raise DriveError(400, text, "badRequest")
    sheet = next(iter(book.sheets.values()))
    found = ranges.of_grid_range(book, {"sheetId": sheet.id})
    rows = values.read(found, Reading(locale=str(book.properties["locale"]))).get("values", [])
    file = io.StringIO()
    csv.writer(file, delimiter=SEPARATORS[kind]).writerows(rows)
    return Response(file.getvalue().removesuffix("\r\n"), media_type=kind)


def import_csv(files: Files, asked: Asked) -> Json:
    """A CSV in place of all tabs, typed in as a person would, in a tab with the file's name."""
    book_of(files, asked)
    rows: list[list[Any]] = list(csv.reader(io.StringIO(asked.content.decode())))
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        title = str(draft.book.properties["title"])
        draft.book.properties["timeZone"] = "America/Los_Angeles"  # as recorded
        height, width = max(1000, len(rows)), max(26, *map(len, rows), 0)
        sheet = new_sheet(draft.new_id({}), title, rows=height, columns=width)
        draft.book.sheets = {sheet.id: sheet}
        draft.touched = {sheet.id}
        found = ranges.of_grid_range(draft.book, {"sheetId": sheet.id})
        locale = str(draft.book.properties["locale"])
        values.write(draft, found, rows, Typing("USER_ENTERED", locale, asked.now.year))
    return {"kind": "drive#file", "id": asked.path["id"], "title": title, "mimeType": SPREADSHEET}
