"""`python -m workers.seed`, which is `make seed`: twelve months of example complaints.

Only on the stand-ins: an example must never stand in a city's own register or reach a real phone.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from desk import remade
from desk.context import Desk
from desk.journal import JournalError
from desk.opening import open_desk
from desk.problems import DeskError
from desk.seeds import history
from settings import load
from workers import rebuild

#: Between two transactions, for a desk that is at work: who waits for SQLite's lock looks for it
#: every 0.1 s.
BREATH_S = 0.15
ONLY_ON_STAND_INS = (
    "Riwayat contoh hanya untuk layanan tiruan: {name} menunjuk layanan yang sebenarnya. "
    "Kosongkan dahulu setelan itu, dengan jurnal dan folder tersendiri."
)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m workers.seed", description=__doc__)
    parser.add_argument(
        "--if-empty", action="store_true", help="do nothing on a journal with complaints of its own"
    )
    arguments = parser.parse_args(given)
    settings = load()
    if real := settings.real_service:
        return _refuse(ONLY_ON_STAND_INS.format(name=real))
    gc.set_threshold(200_000, 20, 20)  # a quarter of the time went into looking for garbage
    try:
        desk = open_desk(settings)
        if arguments.if_empty and not history.wanted(desk):
            return 0
        if _is_lost(desk) and rebuild.sheet_has_complaints(settings):
            return _refuse(rebuild.LOST)
        breath_s = 0.0 if arguments.if_empty else BREATH_S
        progress = partial(_progress, breath_s=breath_s)
        filled = history.fill(desk, now=datetime.now(UTC), progress=progress)
    except (JournalError, DeskError) as problem:
        return _refuse(str(problem))
    _say(in_words(filled))
    return 0


def _is_lost(desk: Desk) -> bool:
    """Nothing in the journal: new, or all that is left of a desk is its Sheet."""
    with desk.journal.read() as connection:
        return remade.is_empty(connection)


def in_words(filled: history.Filled) -> str:
    if not filled.added:
        return f"Riwayat contoh sudah ada ({filled.total} aduan); tidak ada yang ditambah."
    return f"Riwayat contoh selesai: {filled.added} aduan dari 12 bulan terakhir."


def _progress(done: int, of: int, *, breath_s: float) -> None:
    if done * 4 // of > (done - history.TOGETHER) * 4 // of and done < of:
        _say(f"Riwayat contoh: {done} dari {of} aduan …")
    time.sleep(breath_s)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
