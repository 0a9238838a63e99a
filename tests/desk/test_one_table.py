"""Nothing but the table of `desk.visibility` decides what somebody sees of a secret complaint."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("desk", "pages", "workers", "sheets_schema")
DECIDES = {"desk/sight.py", "desk/visibility.py"}
ROLES = ("Scope.", "scopes", ".roles")


def functions() -> Iterator[tuple[str, str, str]]:
    """Path, name and code of every function that speaks of what is secret."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        where, text = str(path.relative_to(ROOT)), path.read_text("utf-8")
        if "confidential" not in text or where in DECIDES:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                yield where, node.name, ast.unparse(node)


def test_nothing_but_the_table_decides_by_secret_and_role() -> None:
    both = [
        (where, name)
        for where, name, code in functions()
        if "confidential" in code and any(word in code for word in ROLES)
    ]
    assert both == []
