"""Write a plan into the journal, some rows at a time; broken off, it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import old_records
from desk.context import Desk
from desk.old_records import OldRecord
from desk.problems import Refused

TOGETHER = 100  # rows in one transaction: others wait for it at most a moment


@dataclass
class Applied:
    """`refused`: reason -> rows, as people count them."""

    written: int = 0
    known: int = 0  # taken in before
    refused: dict[str, list[int]] = field(default_factory=dict)

    @property
    def done(self) -> int:
        return self.written + self.known + sum(map(len, self.refused.values()))


def apply(
    desk: Desk,
    rows: Sequence[tuple[int, OldRecord]],
    *,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Applied:
    """Take in what was not taken in before; `progress` is told how many of how many are done."""
    with desk.journal.write() as connection:
        old_records.reserve(connection, desk, (record for _, record in rows))
    applied = Applied()
    for chunk in _chunks(rows):
        _write(desk, chunk, applied, now=now)
        progress(applied.done, len(rows))
    return applied


def _write(
    desk: Desk, chunk: Sequence[tuple[int, OldRecord]], applied: Applied, *, now: datetime
) -> None:
    with desk.journal.write() as connection:
        # Asked in the transaction itself: two runs at once make no doubles either.
        known = old_records.taken(connection, (record.digest for _, record in chunk))
        for place, record in chunk:
            if record.digest in known:
                applied.known += 1
                continue
            try:
                old_records.take_in(connection, desk, record, now=now)
            except Refused as refusal:
                applied.refused.setdefault(refusal.sentence, []).append(place)
            else:
                applied.written += 1


def _chunks(rows: Sequence[tuple[int, OldRecord]]) -> Iterator[Sequence[tuple[int, OldRecord]]]:
    for first in range(0, len(rows), TOGETHER):
        yield rows[first : first + TOGETHER]
