"""Google's quota of requests a minute: so many reads and so many writes for each user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

LIMIT = 60
MINUTE_S = 60.0


class Quota:
    """Counts by user and kind; refilled every minute. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float], *, limit: int = LIMIT) -> None:
        self._clock = clock
        self._limit = limit
        self._minute = clock()
        self._used: Counter[tuple[str, str]] = Counter()

    def take(self, user: str, kind: str) -> bool:
        """Whether the user may still do this; what is refused does not count."""
        if self._clock() - self._minute >= MINUTE_S:
            self._minute = self._clock()
            self._used.clear()
        if self._used[user, kind] >= self._limit:
            return False
        self._used[user, kind] += 1
        return True

    def refill(self) -> None:
        self._used.clear()
