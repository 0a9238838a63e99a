"""The desk as one value: its journal, its procedure, and where its files are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from desk import calendar, reference
from desk.journal import Journal, recall
from sop.clocks import Calendar
from sop.model import Sop


@dataclass
class _Kept:
    """What this process last read of the reference tabs."""

    version: object = object()
    value: reference.Reference | None = None


@dataclass(frozen=True)
class Desk:
    """What every action needs. Built once per process and handed down."""

    journal: Journal
    sop: Sop
    media_dir: Path
    media_key: str
    gateway: str = "green_api"
    app_url: str = ""
    admin_email: str = ""
    media_max_bytes: int = 25 * 1024 * 1024
    _kept: _Kept = field(default_factory=_Kept, repr=False, compare=False)

    def reference(self, connection: Connection | None = None) -> reference.Reference:
        """What the reference tabs say now; read again only when one of them changed."""
        if connection is None:
            with self.journal.read() as own:
                return self.reference(own)
        version = recall(connection, "reference_version")
        if self._kept.value is None or self._kept.version != version:
            self._kept.value = reference.load(connection, self.sop)
            self._kept.version = version
        return self._kept.value

    def calendar(self, now: datetime, connection: Connection | None = None) -> Calendar:
        return calendar.build(self.reference(connection), now=now)

    def timezone(self, connection: Connection | None = None) -> ZoneInfo:
        return ZoneInfo(self.reference(connection).preferences.timezone)
