"""The register: one pass after the other keeps the Sheet and the journal equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk.context import Desk
from sheets_schema.client import Sheet
from sheets_schema.sync import run_once


def sync_once(desk: Desk, sheet: Sheet, clock: Callable[[], datetime]) -> bool:
    """One pass. True if something moved: what moves rarely moves alone."""
    return run_once(sheet, desk, now=clock()).moved
