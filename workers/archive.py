"""The archive: old complaints leave Aduan at night, old years leave the register's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from desk.context import Desk
from sheets_schema.archiving import run_once
from sheets_schema.client import Sheet

PATIENCE_S = 10.0  # a pass may hang in the network; this step is alive all the same


def archive_once(
    desk: Desk, sheet: Sheet, further: Sequence[Sheet], clock: Callable[[], datetime]
) -> bool:
    """One unit, between two passes of the same Sheet. True: there may be more."""
    if not sheet.turn.acquire(timeout=PATIENCE_S):
        return False
    try:
        return run_once(sheet, desk, further, now=clock())
    finally:
        sheet.turn.release()
