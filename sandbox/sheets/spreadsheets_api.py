"""spreadsheets.get, create and batchUpdate, from request to answer."""

from __future__ import annotations

from sandbox.sheets import batch, masks, ranges, render
from sandbox.sheets.asked import Asked
from sandbox.sheets.book import Book
from sandbox.sheets.files import Files
from sandbox.sheets.masks import Mask
from sandbox.sheets.render import View
from sandbox.sheets.sheet import Json


def get(files: Files, asked: Asked) -> Json:
    """With a field mask `includeGridData` is ignored: cells come when the mask names them."""
    asked.only("ranges", "includeGridData", "excludeTablesInBandedRanges", "commentsViewMode")
    mask = masks.response_mask(asked.query.get("fields"), "Spreadsheet")
    book = files.book(asked.path["id"])
    found = [ranges.find(book, text) for text in asked.query.getlist("ranges")]
    flag = asked.flag("includeGridData")
    with_cells = masks.below(mask, "sheets", "data") is not None if mask else flag
    return render.spreadsheet(book, View(asked.user, mask, found, with_cells))


def create(files: Files, asked: Asked) -> Json:
    """A new file of the caller's; only its title and the properties of its tabs are taken."""
    body = asked.body("Spreadsheet")
    title = body.get("properties", {}).get("title", "Untitled spreadsheet")
    book = files.create(title, user=asked.user, now=asked.now)
    requests = _creation(body)
    if requests:
        with files.write(book.id, user=asked.user, now=asked.now) as draft:
            batch.apply(draft, requests)
    mask = masks.response_mask(asked.query.get("fields"), "Spreadsheet")
    return render.spreadsheet(files.book(book.id), View(asked.user, mask))


def _creation(body: Json) -> list[Json]:
    requests: list[Json] = []
    own = {n: v for n, v in body.get("properties", {}).items() if n in ("locale", "timeZone")}
    if own:
        update = {"properties": own, "fields": ",".join(own)}
        requests.append({"updateSpreadsheetProperties": update})
    tabs = [tab.get("properties", {}) for tab in body.get("sheets", [])]
    requests += [{"addSheet": {"properties": tab}} for tab in tabs]
    return requests + ([{"deleteSheet": {"sheetId": 0}}] if tabs else [])


def batch_update(files: Files, asked: Asked) -> Json:
    asked.only()
    mask = masks.response_mask(asked.query.get("fields"), "BatchUpdateSpreadsheetResponse")
    body = asked.body("BatchUpdateSpreadsheetRequest")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        answer: Json = {"spreadsheetId": draft.book.id}
        answer["replies"] = batch.apply(draft, body.get("requests", []))
        if body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = _updated(draft.book, asked.user, body, mask)
    return masks.reduced(answer, mask)


def _updated(book: Book, user: str, body: Json, mask: Mask) -> Json:
    """The spreadsheet after the batch; with a mask `responseIncludeGridData` is ignored."""
    inner = masks.below(mask, "updatedSpreadsheet")
    if inner is None:
        return {}
    found = [ranges.find(book, text) for text in body.get("responseRanges", [])]
    flag = bool(body.get("responseIncludeGridData"))
    with_cells = masks.below(inner, "sheets", "data") is not None if mask else flag
    return render.spreadsheet(book, View(user, inner, found, with_cells))
