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
DELAYS = ((0.5, 0.08), (4.0, 0.01))
CUT_SHARE = 0.02


@dataclass
class Chance:
    """Off until `on_from_now`. Every kind of call is cut once before and once after it is applied,
    as soon as it comes by; further cuts and waits fall by chance; `owed`: waits that come once."""

    dice: random.Random
    owed: Owed = field(default_factory=dict)
    active: bool = False
    cuts: Counter[tuple[str, Moment]] = field(default_factory=Counter)
    waits: Counter[float] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def on(self, kind: str, moment: Moment) -> tuple[float, bool]:
        if not self.active:
            return 0.0, False
        with self._lock:
            wait_s = self._wait_s(kind, moment)
            self.waits[wait_s] += wait_s > 0
            cut = not wait_s and self._is_cut(kind, moment)
            self.cuts[kind, moment] += cut
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

    def _is_cut(self, kind: str, moment: Moment) -> bool:
        first = self.dice.random() < 0.5 and not self.cuts[kind, moment]
        return first or self.dice.random() < CUT_SHARE
