"""What this process runs on: the settings, read once, and the desk they open."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import settings as configuration
from desk.context import Desk
from desk.journal import Journal
from sop import SOPS


@cache
def settings() -> configuration.Settings:
    return configuration.load()


@cache
def desk() -> Desk:
    values = settings()
    return Desk(
        journal=Journal(values.journal_url).create(),
        sop=SOPS[values.sop],
        media_dir=values.media_dir,
        media_key=values.media_key,
        gateway=values.gateway,
        app_url=values.public_url,
        admin_email=values.admin_email,
        media_max_bytes=values.media_max_mb * 1024 * 1024,
        gateway_delay_ms=values.gateway_delay_ms,
    )


def forget() -> None:
    """Read the settings again at the next call (tests)."""
    settings.cache_clear()
    desk.cache_clear()


def now() -> datetime:
    """The only clock of the pages; it is handed on from here."""
    return datetime.now(UTC)
