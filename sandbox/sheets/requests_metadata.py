"""Developer metadata: creating it, finding it by lookup, deleting it."""

from __future__ import annotations

from typing import Any

from sandbox.sheets.book import Book, Draft
from sandbox.sheets.errors import invalid
from sandbox.sheets.requests_dimensions import inside, place_of
from sandbox.sheets.sheet import Json

# Keys and values of all metadata together: per file without tabs, and per tab.
MOST_LETTERS = 30_000


def create(draft: Draft, body: Json) -> Json:
    """Metadata on the file, a tab, or one row or column."""
    given = body.get("developerMetadata", {})
    if not given.get("metadataKey"):
        raise invalid("Metadata key must be specified.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("Metadata visibility must be specified.")
    number = given.get("metadataId", draft.new_id(draft.book.metadata))
    if number in draft.book.metadata:
        raise invalid(f"Developer metadata with id {number} already exists.")
    location = _location(draft, given.get("location", {}))
    item = given | {"metadataId": number, "location": location}
    draft.book.metadata[number] = item
    _check_letters(draft.book, tab_of(item))
    return {"developerMetadata": item}


def _location(draft: Draft, given: Json) -> Json:
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in given:
        return {"locationType": "SHEET", "sheetId": draft.sheet(given["sheetId"]).id}
    if "dimensionRange" not in given:
        raise invalid("Metadata location must be specified.")
    place = given["dimensionRange"]
    sheet = draft.sheet(place.get("sheetId", 0))
    span = inside(sheet, place)
    if span.count != 1:
        raise invalid("Developer metadata can only be on a single row or column.")
    kind = "ROW" if span.dimension == "ROWS" else "COLUMN"
    return {"locationType": kind, "dimensionRange": place_of(sheet, span)}


def tab_of(item: Json) -> int | None:
    """The tab that a piece of metadata counts for; None: the file."""
    location: dict[str, Any] = item["location"]
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    return int(location["sheetId"]) if "sheetId" in location else None


def _check_letters(book: Book, tab: int | None) -> None:
    held = (item for item in book.metadata.values() if tab_of(item) == tab)
    letters = sum(len(i["metadataKey"]) + len(i.get("metadataValue", "")) for i in held)
    if letters > MOST_LETTERS:
        raise invalid("Developer metadata exceeds the storage limit of 30000 characters.")


def delete(draft: Draft, body: Json) -> Json:
    """What a filter finds is deleted and returned."""
    found = matching(draft.book, [body.get("dataFilter", {})])
    for item in found:
        del draft.book.metadata[item["metadataId"]]
    return {"deletedDeveloperMetadata": found} if found else {}


def matching(book: Book, filters: list[Json]) -> list[Json]:
    """The metadata that any of the filters' lookups finds; an empty lookup finds all."""
    lookups = [
        item["developerMetadataLookup"] for item in filters if "developerMetadataLookup" in item
    ]
    return [
        item for item in book.metadata.values() if any(_fits(item, lookup) for lookup in lookups)
    ]


def _fits(item: Json, lookup: Json) -> bool:
    plain = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(name in lookup and item.get(name) != lookup[name] for name in plain):
        return False
    location: dict[str, Any] = item["location"]
    if lookup.get("locationType", location["locationType"]) != location["locationType"]:
        return False
    wanted: dict[str, Any] = lookup.get("metadataLocation", {})
    return all(
        location.get(name) == value for name, value in wanted.items() if name != "locationType"
    )


HANDLERS = {"createDeveloperMetadata": create, "deleteDeveloperMetadata": delete}
