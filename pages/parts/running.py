"""What this process runs on: the settings, read once, and the desk they open."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import cache

import settings as configuration
from desk import opening
from desk.context import Desk


@cache
def settings() -> configuration.Settings:
    return configuration.load()


@cache
def desk() -> Desk:
    return opening.open_desk(settings())


@cache
def cookie_secret() -> str:
    """Signs the sign-in and the addresses of files. On the stand-in a new one at each start only
    means to sign in again."""
    return settings().cookie_secret or secrets.token_hex(32)


def in_words(text: str) -> str:
    """A sentence about pelapor, Admin Kota or petugas kota, in the words of this desk's SOP."""
    return desk().sop.in_words(text)


def forget() -> None:
    """Read the settings again at the next call (tests)."""
    settings.cache_clear()
    desk.cache_clear()
    cookie_secret.cache_clear()


def now() -> datetime:
    """The only clock of the pages; it is handed on from here."""
    return datetime.now(UTC)
