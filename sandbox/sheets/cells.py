"""Cells: a plain Python value and a shared look; rows of them, never changed in place."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

from sandbox.sheets.errors import TOO_LONG, invalid

LONGEST_TEXT = 50_000


class Formula(str):
    """A cell's formula, with its "="; a text that merely starts with "=" is a plain str."""

    __slots__ = ()


# What a cell holds: None is an empty cell.
Value = str | int | float | bool | None


class Look:
    """All of a cell but its value: userEnteredFormat, note, dataValidation, as CellData has them.

    Equal looks are one object, so thousands of cells share it; never change `fields`.
    """

    __slots__ = ("__weakref__", "fields", "key")

    def __init__(self, key: str) -> None:
        self.key = key
        self.fields: Mapping[str, Any] = json.loads(key)


_LOOKS: WeakValueDictionary[str, Look] = WeakValueDictionary()


def look(fields: Mapping[str, Any]) -> Look | None:
    """The look with these fields; None when a cell has nothing but its value."""
    if not fields:
        return None
    return look_of_key(json.dumps(fields, sort_keys=True, ensure_ascii=False))


def look_of_key(key: str) -> Look:
    found = _LOOKS.get(key)
    if found is None:
        found = _LOOKS[key] = Look(key)
    return found


class Row:
    """One row, never changed in place. `key` stays with it wherever it moves; 0: no row yet."""

    __slots__ = ("computed", "key", "looks", "values")

    def __init__(self, key: int, values: tuple[Value, ...], looks: tuple[Look | None, ...]) -> None:
        self.key = key
        self.values = values
        self.looks = looks
        # Whether any cell holds a formula: a row without one is read as it stands.
        self.computed = Formula in map(type, values)

    def value(self, column: int) -> Value:
        return self.values[column] if column < len(self.values) else None

    def look(self, column: int) -> Look | None:
        return self.looks[column] if column < len(self.looks) else None

    def cell(self, column: int) -> Cell:
        return self.value(column), self.look(column)


Cell = tuple[Value, Look | None]
BLANK: Cell = (None, None)
NO_ROW = Row(0, (), ())


def row_of(key: int, values: list[Value], looks: list[Look | None]) -> Row:
    """A row without trailing empties."""
    while values and values[-1] is None:
        values.pop()
    while looks and looks[-1] is None:
        looks.pop()
    return Row(key, tuple(values), tuple(looks))


def number(value: float) -> int | float:
    """Whole numbers without a fraction, as JSON from Google shows them."""
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def from_extended(extended: Mapping[str, Any] | None) -> Value:
    """The value of an ExtendedValue; an empty text is an empty cell. Raises 400 when too long."""
    for kind, value in (extended or {}).items():
        if kind == "formulaValue":
            return Formula(checked(value))
        if kind == "stringValue":
            return checked(value) or None
        if kind == "numberValue":
            return number(value)
        return value if isinstance(value, bool) else None
    return None


def checked(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise invalid(TOO_LONG)
    return text


def extended(value: Value) -> dict[str, Any]:
    """A value as an ExtendedValue."""
    if isinstance(value, Formula):
        return {"formulaValue": str(value)}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}


def number_format(found: Look | None) -> Mapping[str, str]:
    """The cell's NumberFormat ({"type", "pattern"?}); empty when it has none."""
    if found is None:
        return {}
    shown: Mapping[str, str] = found.fields.get("userEnteredFormat", {}).get("numberFormat", {})
    return shown


def tidy_colours(value: Any) -> Any:
    """A format as Google keeps it: colours in 1/255 steps, each with its Style twin."""
    if isinstance(value, list):
        return [tidy_colours(item) for item in value]
    if not isinstance(value, dict):
        return value
    tidied: dict[str, Any] = {}
    for name, item in value.items():
        if name.endswith(("Color", "ColorStyle")) and isinstance(item, dict):
            tidied |= _twins(name, item)
        else:
            tidied[name] = tidy_colours(item)
    return tidied


def _twins(name: str, given: dict[str, Any]) -> dict[str, Any]:
    plain = name.removesuffix("Style")
    if name == plain:
        colour = _colour(given)
        return {plain: colour, f"{plain}Style": {"rgbColor": colour}}
    if "rgbColor" not in given:
        return {name: given} if given else {}
    colour = _colour(given["rgbColor"])
    return {plain: colour, name: {"rgbColor": colour}}


def _colour(given: Mapping[str, float]) -> dict[str, float]:
    shares = {name: _step(given.get(name, 0)) for name in ("red", "green", "blue")}
    return {name: share for name, share in shares.items() if share}


def _step(share: float) -> int | float:
    exact = int(min(max(share, 0), 1) * 255) / 255
    single = struct.unpack("f", struct.pack("f", exact))[0]
    for digits in range(1, 10):
        short = float(f"{single:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", single):
            return number(short)
    return number(single)
