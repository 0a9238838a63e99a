"""Is this machine's clock right? Asked of the gateway, whose own journals an uncertain message is
looked for in: with a wrong clock it is looked for at the wrong time, and "not found" would be
believed and sent again. So while the clock is wrong, a person decides instead.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from desk import conditions, settling
from desk.context import Desk
from workers.lock import elapsed_s

logger = logging.getLogger(__name__)

ALARM = "jam_server"
EVERY_S = 60.0
ASK_S = 5
#: After a jump, until nothing is under way any more that left by the old clock.
CALM_S = 300.0
#: Less than the gateway's journals are searched around a message's time.
OFF = timedelta(seconds=45)
TEXT = (
    "Jam server {how} {minutes} menit dibanding gateway WhatsApp. Samakan jam server dengan waktu "
    "internet (NTP); setelah itu pulih sendiri."
)


def time_of(url: str) -> datetime | None:
    """What a web server's own clock says, by its Date header; None when it does not answer."""
    try:
        answer = requests.head(url, timeout=ASK_S, allow_redirects=False)
        return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (requests.RequestException, KeyError, ValueError):
        return None


@dataclass
class Sundial:
    """Compares the clock with the time that has surely passed, and with the gateway's.

    `theirs`: the gateway's time, or None when it does not say.
    """

    desk: Desk
    clock: Callable[[], datetime]
    theirs: Callable[[], datetime | None]
    passed_s: Callable[[], float] = elapsed_s
    _offset: timedelta = timedelta()
    _asked_at: float = float("-inf")
    _jumped_at: float = float("-inf")
    _begun: timedelta | None = None  # the clock less the time that has passed
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> bool:
        """One look; always False. While the clock is wrong, uncertain messages are a person's."""
        if not self.right():
            settling.ask_people(self.desk, now=self.clock())
        return False

    def guarding(self, unit: Callable[[], bool]) -> Callable[[], bool]:
        """`unit`, done only while the clock is to be believed."""
        return lambda: self.right() and unit()

    def right(self) -> bool:
        """Whether the clock agrees with the gateway's, and has not jumped lately."""
        with self._turn:  # several steps ask
            passed = self.passed_s()
            if self._has_jumped(passed):
                logger.warning("the clock has jumped")
                self._jumped_at, self._asked_at = passed, float("-inf")
            if passed - self._asked_at >= EVERY_S:
                self._asked_at = passed
                self._ask()
            return abs(self._offset) <= OFF and passed - self._jumped_at >= CALM_S

    def _has_jumped(self, passed: float) -> bool:
        begun = self.clock() - datetime.fromtimestamp(passed, UTC)
        before, self._begun = self._begun, begun
        return before is not None and abs(begun - before) > OFF

    def _ask(self) -> None:
        theirs = self.theirs()
        if theirs is None:
            return  # as it was
        self._offset = self.clock() - theirs
        with self.desk.journal.write() as connection:
            if abs(self._offset) <= OFF:
                conditions.clear(connection, ALARM)
            else:
                conditions.alarm(connection, ALARM, _in_words(self._offset), now=self.clock())


def _in_words(offset: timedelta) -> str:
    minutes = max(1, round(abs(offset) / timedelta(minutes=1)))
    return TEXT.format(how="maju" if offset > timedelta() else "mundur", minutes=minutes)
