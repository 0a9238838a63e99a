"""docs/sheet-rules.md names for each rule of the Sheet the tests that hold it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "sheet-rules.md"


def names_in(folder: Path, pattern: str = "test_*.py") -> set[str]:
    found = (path.read_text(encoding="utf-8") for path in folder.rglob(pattern))
    return {name for text in found for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}


def rules() -> dict[str, list[str]]:
    """rule -> its tests."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return {rule: re.findall(r"`(\w+)`", held) for rule, held in cells if held != "held by"}


def test_every_rule_names_tests_that_exist() -> None:
    found = rules()
    assert len(found) > 40 and all(found.values())
    assert {name for names in found.values() for name in names} <= names_in(ROOT / "tests")


def test_every_test_of_a_rule_is_named() -> None:
    named = {name for names in rules().values() for name in names}
    for kind in ("status", "cells", "rows"):
        assert names_in(ROOT / "tests" / "sheets_schema", f"test_rules_{kind}.py") <= named
