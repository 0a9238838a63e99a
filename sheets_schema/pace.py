"""How calls to one spreadsheet are spaced, retried and bounded in time.

Google asks for one request a second per spreadsheet. A bucket keeps that on average and lets the
calls of one pass (read, read again, write) follow each other at once, so that the moment between
the last read and the write is as short as the network allows.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass

LONGEST_PAUSE_S = 64.0


@dataclass(frozen=True)
class Pace:
    """Seconds, all of them. `spacing_s` 0 switches the spacing off.

    `first_pause_s`: half of the first pause after "quota exceeded".
    """

    spacing_s: float = 1.0
    burst: int = 3
    retry_deadline_s: float = 20.0  # no retry of a read begins later than this
    first_retry_s: float = 0.5
    first_pause_s: float = 2.0
    timeouts: tuple[float, float] = (5.0, 60.0)  # to connect, to read


class Bucket:
    """Tokens that grow by one per `spacing_s`, up to `burst`."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._lock = threading.Lock()
        self._free_at = 0.0  # when the bucket would be full again

    def take(self) -> None:
        """Wait for a token."""
        if not self.pace.spacing_s:
            return
        with self._lock:
            now = time.monotonic()
            self._free_at = max(self._free_at, now) + self.pace.spacing_s
            wait = self._free_at - now - self.pace.spacing_s * self.pace.burst
        if wait > 0:
            time.sleep(wait)


class Pause:
    """No calls for a while after "quota exceeded": 4 s, 8 s, … up to 64 s."""

    def __init__(self, pace: Pace) -> None:
        self._until = 0.0
        self._first = self._length = pace.first_pause_s

    @property
    def remaining(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def lengthen(self) -> None:
        self._length = min(self._length * 2, LONGEST_PAUSE_S)
        self._until = time.monotonic() + self._length

    def end(self) -> None:
        self._until, self._length = 0.0, self._first


class Retries:
    """The waits between tries of one read: doubling, with jitter, within the deadline."""

    def __init__(self, pace: Pace) -> None:
        self._deadline = time.monotonic() + pace.retry_deadline_s
        self._wait = pace.first_retry_s

    def wait(self) -> bool:
        """Sleep before the next try; False when there is no time for one."""
        wait = self._wait * random.uniform(0.5, 1.5)
        if time.monotonic() + wait > self._deadline:
            return False
        time.sleep(wait)
        self._wait *= 2
        return True
