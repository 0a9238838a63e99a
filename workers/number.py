"""The desk's number at the gateway: its state, and the settings without which the desk is deaf."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import conditions, path
from desk.context import Desk
from workers.gateways.base import Gateway

logger = logging.getLogger(__name__)

#: Settings need up to five minutes until they are in force.
SETTINGS_EVERY = timedelta(minutes=10)
ALARM = "gateway_settings"


@dataclass
class Watch:
    """Looks at the number; what pauses sending or deafens the desk becomes known here."""

    desk: Desk
    gateway: Gateway
    clock: Callable[[], datetime]
    _settings_at: datetime | None = None

    def look(self) -> bool:
        """One look; always False: nothing more to do until the next one."""
        now = self.clock()
        state = self.gateway.state()
        with self.desk.journal.write() as connection:
            conditions.note_number_state(connection, state, now=now)
        if self._settings_at is None or now >= self._settings_at:
            self._check_settings(now)
        return False

    def _check_settings(self, now: datetime) -> None:
        differing = self.gateway.prepare()
        own = self.gateway.own_chat()
        self._settings_at = now + SETTINGS_EVERY
        with self.desk.journal.write() as connection:
            path.note_own_chat(connection, own, now=now)
            if not differing:
                conditions.clear(connection, ALARM)
                return
            logger.warning("gateway settings still differ: %s", ", ".join(differing))
            text = f"Pengaturan gateway belum sesuai: {', '.join(differing)}. Periksa akun gateway."
            conditions.alarm(connection, ALARM, text, now=now)
