"""The bytes behind what was erased: files are overwritten and removed, databases keep no copy."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from desk.context import Desk
from desk.journal import put
from desk.privacy_tables import doomed_files
from desk.schema import inbox, media

BLOCK = 1024 * 1024
AT_ONCE = 50


def doom(connection: Connection, path: str, *, now: datetime) -> None:
    """This file is to go, unless another row still needs the same bytes when its time comes."""
    put(connection, doomed_files, {"path": path}, {"at": now})


def destroy(desk: Desk) -> bool:
    """Remove files that were doomed. True: there may be more. Safe to break off at any point."""
    with desk.journal.read() as connection:
        query = select(doomed_files.c.path).order_by(doomed_files.c.at).limit(AT_ONCE)
        paths = list(connection.execute(query).scalars())
    for path in paths:
        with desk.journal.write() as connection:  # nobody stores the same bytes meanwhile
            if not _is_needed(connection, path):
                _overwrite(desk.media_dir / path)
            connection.execute(delete(doomed_files).where(doomed_files.c.path == path))
    return len(paths) == AT_ONCE


def _is_needed(connection: Connection, path: str) -> bool:
    query = select(media.c.id).where(media.c.path == path).limit(1)
    return connection.execute(query).first() is not None


def _overwrite(file: Path) -> None:
    """Zeros over it first: what is only unlinked can be read from the disk for a long time."""
    try:
        left = file.stat().st_size
        with file.open("r+b") as opened:
            while left > 0:
                left -= opened.write(b"\0" * min(left, BLOCK))
            opened.flush()
            os.fsync(opened.fileno())
        file.unlink()
    except FileNotFoundError:
        return


def overwrite_what_goes(connection: Connection) -> None:
    """SQLite leaves old bytes in its file and its search index until they are needed."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("pragma secure_delete = on")


def forget_raw(connection: Connection, chat_id: str) -> None:
    """What the gateway said word for word of this chat; its keys stay, so nothing comes twice."""
    if not chat_id:
        return
    for row in connection.execute(select(inbox.c.id, inbox.c.raw)).all():
        if chat_id in json.dumps(row.raw, ensure_ascii=False):
            values = {"raw": {}, "error": ""}
            connection.execute(update(inbox).where(inbox.c.id == row.id).values(**values))
