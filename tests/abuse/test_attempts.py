"""docs/attempts.md names for each attempt its requirement and the tests that hold it."""

from __future__ import annotations

import re

from tests.sheets_schema.test_rules_named import ROOT, names_in

PAGE = ROOT / "docs" / "attempts.md"


def attempts() -> dict[int, list[str]]:
    """number -> its cells."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| \d", line)]
    return {int(row[0].partition(".")[0]): row for row in cells}


def test_the_attempts_are_counted_through_and_whole() -> None:
    found = attempts()
    assert list(found) == list(range(1, len(found) + 1))
    assert len(found) >= 30
    assert all(len(row) == 4 and re.fullmatch(r"[\d., ]+", row[1]) for row in found.values())


def test_every_attempt_names_tests_that_exist() -> None:
    named = {number: re.findall(r"`(test_\w+)`", row[3]) for number, row in attempts().items()}
    assert all(named.values())
    known = names_in(ROOT / "tests")
    assert sorted({name for names in named.values() for name in names} - known) == []


def test_every_test_of_abuse_belongs_to_an_attempt_or_to_what_makes_it_sure() -> None:
    """A whole file that no attempt names would be an attempt that nobody reads of."""
    text = PAGE.read_text(encoding="utf-8")
    for path in (ROOT / "tests" / "abuse").glob("test_*.py"):
        names = re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert path.stem == "test_attempts" or any(name in text for name in names)
