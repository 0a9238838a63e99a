"""Twelve months of example complaints, made as work would have made them: through `desk`.

Every complaint is marked (`example`), no message of them ever leaves, and what happened is the same
for the same moment and seed. Each story is written in one transaction together with its deliveries,
so a desk that runs beside it never sees a message waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from desk.context import Desk
from desk.journal import recall, remember
from desk.problems import DeskError
from desk.reference import accept
from desk.schema import complaints, reference_tabs
from desk.seeds import reference_rows
from desk.seeds.history.beats import Times, script
from desk.seeds.history.magetan import MAGETAN
from desk.seeds.history.pekalongan import PEKALONGAN
from desk.seeds.history.playing import Stage, play
from desk.seeds.history.story import Procedure
from desk.seeds.history.tales import NEAR, Span, Tale, tell
from desk.seeds.history.topics import Bank
from desk.seeds.history.wadul_aladin import WADUL_ALADIN
from desk.seeds.history.wani_bares import WANI_BARES

SEED, DAYS = 60, 365
TOGETHER = 8  # stories in one transaction, which nobody else waits for long
PROGRESS = "example_history"  # the fact that says how far it came

HISTORIES: Mapping[str, tuple[Bank, Procedure]] = {
    "wadul_aladin": (PEKALONGAN, WADUL_ALADIN),
    "wani_bares": (MAGETAN, WANI_BARES),
}


class NoHistory(DeskError):
    """There is no example history for this SOP."""


@dataclass(frozen=True)
class _Begun:
    """How far the history came: `done` of `of` stories, those of this moment and seed."""

    now: datetime
    seed: int
    days: int
    done: int = 0
    of: int = 1

    @classmethod
    def read(cls, connection: Connection) -> _Begun | None:
        found = recall(connection, PROGRESS)
        return found and cls(**{**found, "now": datetime.fromisoformat(found["now"])})

    def write(self, connection: Connection) -> None:
        value = {**asdict(self), "now": self.now.isoformat()}
        remember(connection, PROGRESS, value, now=self.now)


@dataclass(frozen=True)
class Filled:
    """What `fill` did: complaints added now, and the example complaints there are in all."""

    added: int
    total: int


def fill(
    desk: Desk,
    *,
    now: datetime,
    seed: int = SEED,
    days: int = DAYS,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Filled:
    """Write the `days` that end at `now`; a second call adds nothing, one after a break goes on.

    `progress` is told (stories done, all) after each transaction. Raises NoHistory.
    """
    if desk.sop.key not in HISTORIES:
        raise NoHistory(f"Belum ada riwayat contoh untuk {desk.sop.service_name}.")
    bank, procedure = HISTORIES[desk.sop.key]
    begun = _begin(desk, now=now, seed=seed, days=days)
    preferences = desk.reference().preferences
    zone = preferences.zone
    times = Times(desk.calendar(begun.now), preferences.close_days, begun.now)
    tales = tell(bank, procedure, Span(begun.now, begun.days, zone), seed=begun.seed)
    before = _examples(desk)
    for batch in _batches(tales[begun.done :]):
        scripts = [(tale, script(tale, procedure, times, seed=begun.seed)) for tale in batch]
        done = batch[-1].index + 1
        with desk.journal.write() as connection:
            play(Stage(desk, connection, begun.now, begun.seed), scripts)
            replace(begun, done=done, of=len(tales)).write(connection)
        progress(done, len(tales))
    total = _examples(desk)
    return Filled(total - before, total)


def wanted(desk: Desk) -> bool:
    """Is this journal empty, or its history unfinished?"""
    with desk.journal.read() as connection:
        begun = _Begun.read(connection)
        if begun:
            return begun.done < begun.of
        return connection.execute(select(complaints.c.number).limit(1)).first() is None


def _batches(tales: Sequence[Tale]) -> Iterator[list[Tale]]:
    """Cut so that a double is in one batch with its main complaint."""
    batch: list[Tale] = []
    for at, tale in enumerate(tales):
        batch.append(tale)
        ahead = tales[at + 1 : at + 1 + NEAR]
        doubles = any(later.main is not None and later.main <= tale.index for later in ahead)
        if len(batch) >= TOGETHER and not doubles:
            yield batch
            batch = []
    if batch:
        yield batch


def _begin(desk: Desk, *, now: datetime, seed: int, days: int) -> _Begun:
    with desk.journal.write() as connection:
        begun = _Begun.read(connection)
        if begun is None:
            begun = _Begun(now, seed, days)
            _name_staff(connection, desk, now=now)
            begun.write(connection)
    return begun


def _name_staff(connection: Connection, desk: Desk, *, now: datetime) -> None:
    """The example staff, where no tab has been read yet: somebody must have done the work."""
    known = set(connection.execute(select(reference_tabs.c.tab)).scalars())
    for tab, rows in reference_rows(desk.sop, staff=True).items():
        if tab not in known:
            accept(connection, desk.sop, tab, rows, now=now)


def _examples(desk: Desk) -> int:
    with desk.journal.read() as connection:
        return len(
            connection.execute(select(complaints.c.number).where(complaints.c.example)).all()
        )
