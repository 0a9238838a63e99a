"""What the first half of a pass hands to the second: what was taken in, what to write for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sheets_schema.bundles import Bundle


@dataclass
class Taken:
    """Rows count from 1."""

    moved: bool = False
    touched: set[str] = field(default_factory=set)  # numbers whose row may have to be written
    places: dict[str, int] = field(default_factory=dict)  # number -> row that lacks the number
    restored: set[str] = field(default_factory=set)  # vanished rows that come back now
    rewrite: dict[str, frozenset[str]] = field(default_factory=dict)  # cells to write once more
    held: frozenset[str] = frozenset()  # numbers whose row is part of an accident: not written
    marks: list[Bundle] = field(default_factory=list)  # notes beside rows that are no complaint's

    def mask(self, number: str, headers: Iterable[str]) -> None:
        """What these cells say is written once more, without the identity numbers in it."""
        self.touched.add(number)
        self.rewrite[number] = self.rewrite.get(number, frozenset()) | frozenset(headers)

    def joined(self, other: Taken) -> Taken:
        return Taken(
            self.moved or other.moved,
            self.touched | other.touched,
            self.places | other.places,
            self.restored | other.restored,
            self.rewrite | other.rewrite,
            self.held | other.held,
            self.marks + other.marks,
        )
