"""What systemd is told of the worker: the few words of sd_notify(3) over its socket.

https://www.freedesktop.org/software/systemd/man/252/sd_notify.html
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass

#: A journal that was restored may have much to read before its worker begins.
CATCHING_UP_US = 3600 * 1_000_000


@dataclass(frozen=True)
class Systemd:
    """`address` of its socket, or ""; `watchdog_us`: WatchdogSec, or 0."""

    address: str = ""
    watchdog_us: int = 0

    def standing_by(self, why: str) -> None:
        """Started, and waiting for the journal."""
        self._tell("READY=1", "WATCHDOG=1", f"STATUS=Cadangan. {why}")

    def preparing(self) -> None:
        """The journal is ours; what comes before the work may take long."""
        if self.watchdog_us:
            self._tell(f"WATCHDOG_USEC={CATCHING_UP_US}")
        self._tell("STATUS=Menyiapkan.")

    def working(self) -> None:
        self._tell("READY=1", "WATCHDOG=1", "STATUS=Aktif.")
        if self.watchdog_us:
            self._tell(f"WATCHDOG_USEC={self.watchdog_us}")

    def alive(self) -> None:
        """Everything moves; without this for WatchdogSec the worker is killed and started anew."""
        self._tell("WATCHDOG=1")

    def ending(self) -> None:
        self._tell("STOPPING=1")

    def _tell(self, *lines: str) -> None:
        if not self.address:
            return
        abstract = self.address.startswith("@")
        where = "\0" + self.address[1:] if abstract else self.address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.settimeout(1)
            out.sendto("\n".join(lines).encode(), where)
