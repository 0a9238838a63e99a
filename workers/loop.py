"""The loop: steps in threads, each doing one unit of work after the other.

A step's unit returns whether there is more to do at once. A unit that fails is logged, counted in
the step's heartbeat and tried again after a pause; it never ends its thread or disturbs another's.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from desk import conditions, faults
from desk.journal import Journal
from workers.traces import where

logger = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 15.0
BEAT_EVERY_S = 10.0
STOP_WITHIN_S = 8.0
#: Longer than any unit may take: a long catching up with the Sheet goes on in many units.
STUCK_AFTER_S = 600.0
UNEXPECTED = "Kesalahan program; lihat catatan log."


@dataclass(frozen=True)
class Step:
    """`unit` does one piece of work and says whether there is more.

    idle_s: pause when there is not. busy_s: pause when there is. rouses: names of steps that may
    have work after a unit that had some.
    """

    name: str
    unit: Callable[[], bool]
    idle_s: float
    rouses: tuple[str, ...] = ()
    busy_s: float = 0.0
    bell: threading.Event = field(default_factory=threading.Event, compare=False)


class Loop:
    """Runs the steps until `stop()`."""

    def __init__(
        self,
        journal: Journal,
        steps: Iterable[Step],
        *,
        clock: Callable[[], datetime],
        stuck_after_s: float = STUCK_AFTER_S,
    ) -> None:
        self._journal = journal
        self._steps = {step.name: step for step in steps}
        self._clock = clock
        self._stopping = threading.Event()
        self._stuck_after_s = stuck_after_s
        self._passed = dict.fromkeys(self._steps, time.monotonic())
        self._threads = [
            threading.Thread(target=self._run, args=(step,), name=step.name, daemon=True)
            for step in self._steps.values()
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let every thread finish the unit in hand; one that hangs in the network is left."""
        self._stopping.set()
        for step in self._steps.values():
            step.bell.set()
        deadline = time.monotonic() + STOP_WITHIN_S
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                logger.warning("step %s did not stop in time", thread.name)

    def stuck(self) -> list[str]:
        """Names of the steps that have not finished a unit, well or badly, for `stuck_after_s`."""
        limit = time.monotonic() - self._stuck_after_s
        return [name for name, passed in self._passed.items() if passed < limit]

    def _run(self, step: Step) -> None:
        pulse = _Pulse(self._journal, step.name, self._clock)
        while not self._stopping.is_set():
            step.bell.clear()
            pause_s = self._do_one(step, pulse)
            self._passed[step.name] = time.monotonic()
            if pause_s:
                step.bell.wait(0 if self._stopping.is_set() else pause_s)

    def _do_one(self, step: Step, pulse: _Pulse) -> float:
        """One unit; how long to pause after it."""
        try:
            more = step.unit()
        except Exception as error:
            sentence = getattr(error, "sentence", "") or faults.sentence(error)
            if sentence:
                logger.warning("step %s failed: %s", step.name, sentence)
            else:
                logger.error("step %s failed: %s", step.name, where(error))
            failures = pulse.failed(sentence or UNEXPECTED, getattr(error, "cause", None))
            return float(min(FIRST_PAUSE_S * 2 ** min(failures - 1, 10), LONGEST_PAUSE_S))
        pulse.worked()
        if more:
            self._rouse(step.rouses)
        return step.busy_s if more else step.idle_s

    def _rouse(self, names: Iterable[str]) -> None:
        for name in names:
            self._steps[name].bell.set()


class _Pulse:
    """A thread's heartbeat: written when it changes for good or bad, and now and then."""

    def __init__(self, journal: Journal, name: str, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._name = name
        self._clock = clock
        self._written = float("-inf")
        self._failures = 0
        self._cause = ""

    def worked(self) -> None:
        recovered, self._failures, self._cause = bool(self._failures), 0, ""
        self._beat("", at_once=recovered)

    def failed(self, error: str, cause: str | None) -> int:
        """How many units in a row have failed now; `cause` is what a person must put right."""
        self._failures += 1
        is_new, self._cause = self._cause != (cause or ""), cause or ""
        self._beat(error, at_once=is_new or self._failures == 1)
        return self._failures

    def _beat(self, error: str, *, at_once: bool) -> None:
        if not at_once and time.monotonic() < self._written + BEAT_EVERY_S:
            return
        self._written = time.monotonic()
        try:
            conditions.beat(
                self._journal,
                self._name,
                now=self._clock(),
                good=not error,
                error=error,
                data={"failures": self._failures, "cause": self._cause},
            )
        except Exception as problem:  # a full disk must not end the thread; the silence shows it
            why = faults.sentence(problem) or where(problem)
            logger.error("heartbeat of %s was not written: %s", self._name, why)
