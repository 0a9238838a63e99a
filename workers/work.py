"""The worker itself: it waits for the journal's lock, works while it has it, and ends cleanly."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from desk import conditions, keyring, outbox
from desk.context import Desk
from settings import Settings, systemd
from workers import assembly, rebuild
from workers.fenced import fenced
from workers.lock import only_worker
from workers.loop import Loop
from workers.notify import Systemd

logger = logging.getLogger(__name__)

Held = Callable[[], bool]

LOOK_EVERY_S = 1.0
LOST = "Kunci jurnal hilang; pekerja berhenti supaya tidak ada dua pekerja."


def work(settings: Settings, desk: Desk) -> int:
    """Run until a signal asks to stop, or until the lock is lost; the exit code."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    supervisor = Systemd(*systemd())
    try:
        with only_worker(desk.journal, waiting=Standby(supervisor)) as held:
            supervisor.preparing()
            desk.journal.create()  # a newer program may have changed it while this one waited
            desk.journal.check()
            rebuild.before_work(settings, desk, now=_clock())
            return _run(settings, desk, held, supervisor)
    except _Stop:
        return 0
    finally:
        supervisor.ending()
        desk.journal.close()


class Standby:
    """Says why this worker waits: to the log when that changes, to systemd each time."""

    def __init__(self, supervisor: Systemd) -> None:
        self._supervisor = supervisor
        self._said = ""

    def __call__(self, why: str) -> None:
        if why != self._said:
            logger.info("standing by: %s", why)
            self._said = why
        self._supervisor.standing_by(why)


def _run(settings: Settings, desk: Desk, held: Held, supervisor: Systemd) -> int:
    gateway = fenced(assembly.open_gateway(settings), held)
    sheet = assembly.open_sheet(settings)
    steps = assembly.steps(settings, desk, gateway, sheet, clock=_clock)
    under_way = outbox.crashed(desk, now=_clock())
    conditions.forget_beats(desk.journal)
    keyring.check(desk, now=_clock())
    logger.info("%s messages were under way at the last end", under_way)
    loop = Loop(desk.journal, steps, clock=_clock)
    loop.start()
    try:
        _watch(loop, held, supervisor)
    finally:
        loop.stop()
    sys.stderr.write(f"{LOST}\n")
    return 1


def _watch(loop: Loop, held: Held, supervisor: Systemd) -> None:
    """Until the lock is lost. systemd hears of it only while every step gets on with its work."""
    supervisor.working()
    while held():
        if not loop.stuck():
            supervisor.alive()
        time.sleep(LOOK_EVERY_S)


class _Stop(Exception):
    """A signal asked for the end."""


def _stop(_number: int, _frame: object) -> None:
    # Once: what follows is the clean end, which a second signal must not cut short.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise _Stop


def _clock() -> datetime:
    return datetime.now(UTC)
