"""What goes wrong by chance, from one seed: cuts on every kind of call, and slow servers."""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.crash.gate import Moment

#: A call and a moment -> seconds that it waits there once.
Owed = dict[tuple[str, Moment], float]
#: Share of the calls that wait so many seconds.
DELAYS = ((0.5, 0.04), (4.0, 0.005))
CUT_SHARE = 0.01
#: Calls of a worker's start: to be cut they may not wait until the weather gets bad.
SELDOM = frozenset({"setSettings", "getSettings", "sessions", "lastIncomingMessages"})


@dataclass
class Chance:
    """Every kind of call is cut once before and once after it is applied, as soon as it comes by;
    further cuts and waits fall by chance; `owed`: waits that come once. Until `active` only what
    is called seldom goes wrong."""

    dice: random.Random
    owed: Owed = field(default_factory=dict)
    active: bool = False
    cuts: Counter[tuple[str, Moment]] = field(default_factory=Counter)
    waits: Counter[float] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def on(self, kind: str, moment: Moment) -> tuple[float, bool]:
        if not self.active and (kind not in SELDOM or self.cuts[kind, moment]):
            return 0.0, False
        with self._lock:
            cut = not self.cuts[kind, moment] or self.dice.random() < CUT_SHARE
            wait_s = 0.0 if cut else self._wait_s(kind, moment)
            self.cuts[kind, moment] += cut
            self.waits[wait_s] += wait_s > 0
            return wait_s, cut

    def _wait_s(self, kind: str, moment: Moment) -> float:
        if (kind, moment) in self.owed:
            return self.owed.pop((kind, moment))
        thrown = self.dice.random()
        for wait_s, share in DELAYS:
            if thrown < share:
                return wait_s
            thrown -= share
        return 0.0
