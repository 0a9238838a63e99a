"""Whether the disk still takes what the desk writes, asked of the disk itself.

A worker whose disk is full cannot even write down that it fails; whoever looks finds it out here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from desk.context import Desk

LEAST_MB = 100
LOW = (
    "Sisa ruang disk untuk {what} hanya {left} MB. Kosongkan atau perbesar disk {folder}; bila "
    "penuh, tidak ada pesan yang dapat dicatat."
)
READ_ONLY = (
    "{what} di {folder} tidak dapat ditulis. Beri hak tulis, atau pasang ulang disknya untuk "
    "ditulis."
)
ALARM_LOW, ALARM_READ_ONLY = "disk_penuh", "disk_terkunci"
JOURNAL, FILES = "jurnal", "foto dan dokumen"


def troubles(desk: Desk) -> Iterator[tuple[str, str]]:
    """(code, sentence) of the alarms that stand now: too little room, or no right to write."""
    for what, path in _places(desk):
        folder = _nearest(path.parent if path.is_file() else path)
        if not (os.access(folder, os.W_OK) and os.access(_nearest(path), os.W_OK)):
            yield ALARM_READ_ONLY, READ_ONLY.format(what=what.capitalize(), folder=folder)
            continue
        left = shutil.disk_usage(folder).free // (1024 * 1024)
        if left < LEAST_MB:
            yield ALARM_LOW, LOW.format(what=what, left=left, folder=folder)


def _places(desk: Desk) -> Iterator[tuple[str, Path]]:
    file = desk.journal.engine.url.database
    if desk.journal.is_sqlite and file and file != ":memory:":
        yield JOURNAL, Path(file)
    yield FILES, desk.media_dir


def _nearest(path: Path) -> Path:
    """The path itself, or the first folder above it that exists: it is made when it is needed."""
    absolute = path.absolute()
    return next((one for one in (absolute, *absolute.parents) if one.exists()), absolute)
