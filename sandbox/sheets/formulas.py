"""What a formula shows: plain arithmetic such as `=1+2` is computed, nothing else is."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from functools import lru_cache

from sandbox.sheets.cells import Formula, Value, number

OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def effective(value: Value) -> Value:
    """The value that a cell shows and sorts by: of a formula its result, None when not computed."""
    return _computed(str(value)) if isinstance(value, Formula) else value


@lru_cache(maxsize=4096)
def _computed(formula: str) -> Value:
    try:
        tree = ast.parse(formula[1:].strip(), mode="eval")
        return number(_result(tree.body))
    except (SyntaxError, ValueError, ArithmeticError, RecursionError):
        return None


def _result(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]  # narrowed by the line above
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_result(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_result(node.left), _result(node.right))
    raise ValueError("not plain arithmetic")
