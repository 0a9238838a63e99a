"""The desk as one value: its journal, its procedure, and where its files are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from desk import calendar
from desk.journal import Journal, recall
from desk.reference import Reference, load
from sop.clocks import Calendar
from sop.model import Sop


@dataclass
class _Kept:
    """What this process last read of the reference tabs."""

    version: object = object()
    value: Reference | None = None
    # A connection lives for one transaction, in which the answer stays the same.
    asked: WeakKeyDictionary[Connection, Reference] = field(default_factory=WeakKeyDictionary)


@dataclass(frozen=True)
class Desk:
    """What every action needs. Built once per process and handed down."""

    journal: Journal
    sop: Sop
    media_dir: Path
    media_key: str = field(repr=False)
    gateway: str = "green_api"
    app_url: str = ""
    admin_email: str = ""
    media_max_bytes: int = 25 * 1024 * 1024
    gateway_delay_ms: int = 3000  # the gateway's own pause between two messages
    _kept: _Kept = field(default_factory=_Kept, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.journal.unlock(self.media_key)

    def reference(self, connection: Connection | None = None) -> Reference:
        """What the reference tabs say now; read again only when one of them changed."""
        if connection is None:
            with self.journal.read() as own:
                return self.reference(own)
        found = self._kept.asked.get(connection)
        if found is None:
            found = self._kept.asked[connection] = self._latest(connection)
        return found

    def _latest(self, connection: Connection) -> Reference:
        version = recall(connection, "reference_version")
        if self._kept.value is None or self._kept.version != version:
            self._kept.value = load(connection, self.sop)
            self._kept.version = version
        return self._kept.value

    def calendar(self, now: datetime, connection: Connection | None = None) -> Calendar:
        return calendar.build(self.reference(connection), now=now)

    def timezone(self, connection: Connection | None = None) -> ZoneInfo:
        return ZoneInfo(self.reference(connection).preferences.timezone)
