"""Requests about named ranges and protected ranges."""

from __future__ import annotations

import re
import secrets

from sandbox.sheets import a1, masks
from sandbox.sheets.book import Draft, area
from sandbox.sheets.errors import PROTECTED, invalid
from sandbox.sheets.sheet import Json, Sheet

NAME = re.compile(r"^[^\W\d]\w{0,249}$")


def add_named_range(draft: Draft, body: Json) -> Json:
    """A name for a range. An id that is in use is refused: nothing of the batch is applied then."""
    named = dict(body.get("namedRange", {}))
    key = named.setdefault("namedRangeId", str(secrets.randbelow(2**31)))
    if key in draft.book.named_ranges:
        raise invalid(f"A named range with id {key} already exists.")  # text not seen live
    _check_name(draft, named)
    named["range"] = closed_range(draft, named.get("range"))
    draft.book.named_ranges[key] = named
    return {"namedRange": named}


def closed_range(draft: Draft, given: Json | None) -> Json:
    """A GridRange as Google keeps it: within its tab, sheet 0 left out. Raises 400."""
    if given is None:
        raise invalid("No range was specified.")
    sheet = draft.sheet(given.get("sheetId", 0))
    found = area(sheet, given).grid_range(sheet.id)
    asked = {"sheetId"} | set(given)
    whole = len(asked) == 1
    return {name: edge for name, edge in found.items() if whole or name in asked}


def _check_name(draft: Draft, named: Json) -> None:
    name = named.get("name", "")
    if not NAME.match(name) or a1.parse_cells(name) or a1.LOOKS_LIKE_A_CELL.match(name):
        raise invalid(f'The named range name "{name}" is invalid.')  # text not seen live
    for key, other in draft.book.named_ranges.items():
        if other["name"].lower() == name.lower() and key != named["namedRangeId"]:
            raise invalid(f'A named range with the name "{name}" already exists.')


def update_named_range(draft: Draft, body: Json) -> None:
    mask = masks.update_mask(body.get("fields"), "NamedRange")
    given = body.get("namedRange", {})
    old = _named(draft, given.get("namedRangeId", ""))
    changed = masks.change(old, given, mask) | {"namedRangeId": old["namedRangeId"]}
    if "range" in changed and changed["range"] != old.get("range"):
        changed["range"] = closed_range(draft, changed["range"])
    _check_name(draft, changed)
    draft.book.named_ranges[old["namedRangeId"]] = changed


def delete_named_range(draft: Draft, body: Json) -> None:
    key = _named(draft, body.get("namedRangeId", ""))["namedRangeId"]
    del draft.book.named_ranges[key]


def _named(draft: Draft, key: str) -> Json:
    found = draft.book.named_ranges.get(key)
    if found is None:
        raise invalid(f"No NamedRange with id: {key}")
    return found


def add_protected_range(draft: Draft, body: Json) -> Json:
    """A protection. A warning-only one may not list editors."""
    rule = _tidied(body.get("protectedRange", {}))
    sheet = _sheet_of(draft, rule)
    taken = {item["protectedRangeId"] for _, item in _protections(draft)}
    number = rule.setdefault("protectedRangeId", draft.new_id(dict.fromkeys(taken)))
    if number in taken:
        raise invalid(f"A protected range with id {number} already exists.")
    sheet.lists.setdefault("protectedRanges", []).append(rule)
    answer = {"requestingUserCanEdit": True, "editors": rule.get("editors", {})}
    return {"protectedRange": rule | answer}


def _tidied(given: Json) -> Json:
    """A ProtectedRange without what is empty or only for reading. Raises 400 when it is absurd."""
    rule = {n: v for n, v in given.items() if v and n != "requestingUserCanEdit"}
    if "protectedRangeId" in given:
        rule["protectedRangeId"] = given["protectedRangeId"]
    editors = {name: item for name, item in rule.pop("editors", {}).items() if item}
    if editors and rule.get("warningOnly"):
        raise invalid("Editors cannot be set on a warning-only protected range.")
    return rule | ({"editors": editors} if editors else {})


def _sheet_of(draft: Draft, rule: Json) -> Sheet:
    """The tab of a protection, whose range is closed to it; a whole tab stays open."""
    if "range" not in rule:
        named = _named(draft, rule.get("namedRangeId", ""))
        return draft.sheet(named.get("range", {}).get("sheetId", 0))
    given = rule["range"]
    sheet = draft.sheet(given.get("sheetId", 0))
    if given.keys() <= {"sheetId"}:
        rule["range"] = {"sheetId": sheet.id} if sheet.id else {}
    else:
        rule["range"] = closed_range(draft, given)
    holes = rule.get("unprotectedRanges")
    if holes:
        rule["unprotectedRanges"] = [closed_range(draft, hole) for hole in holes]
    return sheet


def _protections(draft: Draft) -> list[tuple[Sheet, Json]]:
    return [
        (sheet, rule)
        for sheet in draft.book.sheets.values()
        for rule in sheet.lists.get("protectedRanges", [])
    ]


def _protection(draft: Draft, number: int | None) -> tuple[Sheet, Json]:
    """A protection that the user may change, and its tab's working copy. Raises 400."""
    for sheet, rule in _protections(draft):
        if rule["protectedRangeId"] == number:
            if not draft.may_edit(rule):
                raise invalid(PROTECTED)
            return draft.sheet(sheet.id), rule
    raise invalid(f"No protected range with id: {number}")


def update_protected_range(draft: Draft, body: Json) -> None:
    mask = masks.update_mask(body.get("fields"), "ProtectedRange")
    given = body.get("protectedRange", {})
    sheet, old = _protection(draft, given.get("protectedRangeId"))
    changed = _tidied(masks.change(old, given, mask))
    changed["protectedRangeId"] = old["protectedRangeId"]
    _sheet_of(draft, changed)
    rules = sheet.lists["protectedRanges"]
    rules[rules.index(old)] = changed


def delete_protected_range(draft: Draft, body: Json) -> None:
    sheet, rule = _protection(draft, body.get("protectedRangeId"))
    sheet.lists["protectedRanges"].remove(rule)


HANDLERS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
