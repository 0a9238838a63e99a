"""A desk as the settings describe it, for every program."""

from __future__ import annotations

from desk.context import Desk
from desk.journal import Journal
from desk.sandbox_keys import media_key
from settings import Settings
from sop import SOPS


def open_desk(settings: Settings) -> Desk:
    """Opens the journal, and creates it at the first start."""
    return Desk(
        journal=Journal(settings.journal_url).create(),
        sop=SOPS[settings.sop],
        media_dir=settings.media_dir,
        media_key=media_key(settings),
        gateway=settings.gateway,
        app_url=settings.public_url,
        admin_email=settings.admin_email,
        media_max_bytes=settings.media_max_mb * 1024 * 1024,
        gateway_delay_ms=settings.gateway_delay_ms,
    )
