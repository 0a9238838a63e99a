"""Strict dropdowns and number rules: what a person types against them is refused.

Typed values only (spreadsheets.values); a batchUpdate writes past every rule. Whether the real API
refuses such a write has not been seen, the screen does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.sheets import a1
from sandbox.sheets.cells import Cell, Formula, Value
from sandbox.sheets.errors import invalid

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "NUMBER_GREATER": operator.gt,
    "NUMBER_GREATER_THAN_EQ": operator.ge,
    "NUMBER_LESS": operator.lt,
    "NUMBER_LESS_THAN_EQ": operator.le,
    "NUMBER_EQ": operator.eq,
    "NUMBER_NOT_EQ": operator.ne,
}


def check(changes: Mapping[int, Cell], row: int) -> None:
    """Raise 400 when a cell's strict rule does not allow its new value; empty is always allowed."""
    for column, (value, look) in changes.items():
        rule = look.fields.get("dataValidation") if look else None
        if rule and rule.get("strict") and not _allowed(value, rule.get("condition", {})):
            raise invalid(
                f"The data you entered in cell {a1.cell_name(row, column)} violates the data "
                "validation rules set on this cell."
            )


def _allowed(value: Value, condition: Mapping[str, Any]) -> bool:
    if value is None or isinstance(value, Formula):
        return True
    kind = str(condition.get("type"))
    given = [item.get("userEnteredValue", "") for item in condition.get("values", [])]
    if kind == "ONE_OF_LIST":
        return _text(value) in given
    if kind == "BOOLEAN":
        return isinstance(value, bool) or _text(value) in given
    if kind in COMPARISONS:
        bound = _number(given[0]) if given else None
        return bound is None or _holds(value, COMPARISONS[kind], bound)
    return True


def _holds(value: Value, compare: Callable[[float, float], bool], bound: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return compare(value, bound)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
