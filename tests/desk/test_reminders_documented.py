"""What docs/messages-out.md says of reminders is what the data says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sop import SOPS
from sop.model import Hours, Limit, Sop, Unit
from sop.reminders import Level, in_service_hours, levels

PAGE = Path(__file__).parents[2] / "docs/messages-out.md"
KINDS = {"under 60 minutes": Limit(59), "60 minutes and more, or days": Limit(60)}


def cells(first: str) -> list[list[str]]:
    """The rows of the table whose first heading this is."""
    lines = PAGE.read_text().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows: list[list[str]] = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_each_level_of_each_kind_of_limit_has_its_row() -> None:
    told = [(kind, level, who) for kind, level, who, _ in cells("limit")]
    expected = [
        (kind, *_in_words(level)) for kind, limit in KINDS.items() for level in levels(limit)
    ]
    assert told == expected
    assert levels(Limit(3, Unit.WORKING_DAY)) == levels(Limit(60))


def test_when_people_are_reminded_of_each_kind_is_told() -> None:
    when = {kind: told for kind, _, _, told in cells("limit")}
    short, long = KINDS
    assert when[short] == "in the hours in which the limit counts"
    assert when[long] == "in service hours; round the clock only minutes that count so"
    assert in_service_hours(Limit(30, hours=Hours.SERVICE))
    assert in_service_hours(Limit(90, hours=Hours.SERVICE))
    assert not in_service_hours(Limit(30)) and not in_service_hours(Limit(90))
    assert in_service_hours(Limit(3, Unit.WORKING_DAY)) and in_service_hours(Limit(3, Unit.DAY))


def _in_words(level: Level) -> tuple[str, str]:
    return f"{level.percent} %", "the role above" if level.up else "whoever has the turn"


def test_the_way_up_is_told_for_each_procedure() -> None:
    for key, ways in cells("procedure"):
        named = {tuple(way.strip().split(" → ")) for way in ways.split(";")}
        for way in named:
            assert set(zip(way, way[1:], strict=False)) <= set(_steps(SOPS[key])), way
        assert {step for way in named for step in zip(way, way[1:], strict=False)} == set(
            _steps(SOPS[key])
        )


def _steps(sop: Sop) -> Iterator[tuple[str, str]]:
    return ((role.name, role.above) for role in sop.roles if role.above)
