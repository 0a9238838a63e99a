"""A file in its owner's bin: Sheets goes on answering, so only Drive can tell in time."""

from __future__ import annotations

import logging

from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.known import Known

log = logging.getLogger(__name__)

SENTENCE = (
    "File Lembar ada di Sampah Google Drive dan dihapus selamanya setelah 30 hari. "
    "Pemilik file: buka Sampah di Google Drive, lalu pilih Pulihkan."
)


CODE = "lembar:sampah"


def look(sheet: Sheet) -> bool | None:
    """Whether the file lies in the bin; None when Drive does not say (it may be switched off)."""
    try:
        return sheet.is_in_bin()
    except (SheetError, ValueError) as error:
        log.info("Drive does not say whether the file is in the bin: %s", type(error).__name__)
        return None


def sentences(known: Known) -> dict[str, str]:
    return {CODE: SENTENCE} if known.in_bin else {}
