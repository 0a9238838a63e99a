"""`python -m workers backup`: journal and photos in one file, while the worker goes on."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import func, select

from desk import copying
from desk.context import Desk
from desk.schema import complaints
from workers import backup_file
from workers.backup_file import BackupError, Manifest, Progress

SUFFIX = ".zip"
NAME = "wadul-%Y-%m-%d-%H%M%S" + SUFFIX
TELL_EVERY = 500  # photos


def backup(desk: Desk, to: Path, *, now: datetime, progress: Progress) -> Path:
    """Write the backup; returns its path. `to`: a folder, or the file's own name.

    The journal is copied first, so every photo it names is in MEDIA_DIR when these are copied.
    Raises BackupError.
    """
    target = _target(desk, to, now=now)
    copy = target.with_name(f".{target.name}.{secrets.token_hex(4)}.db")
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
        progress("Jurnal", 0, 1)
        copying.snapshot(desk.journal, copy, progress)
        with backup_file.written(target) as made:
            _fill(made, desk, copy, now=now, progress=progress)
    except OSError as problem:
        raise BackupError(f"Cadangan tidak dapat ditulis: {problem.strerror}.") from None
    finally:
        for leftover in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
            leftover.unlink(missing_ok=True)
    return target


def _fill(made: ZipFile, desk: Desk, copy: Path, *, now: datetime, progress: Progress) -> None:
    files = {
        backup_file.JOURNAL: backup_file.add(made, backup_file.JOURNAL, copy, packed=True),
    }
    photos = sorted(_photos(desk.media_dir))
    for done, path in enumerate(photos, start=1):
        name = backup_file.MEDIA + path.relative_to(desk.media_dir).as_posix()
        try:
            files[name] = backup_file.add(made, name, path, packed=False)
        except FileNotFoundError:
            continue  # somebody finished what this draft was for
        if done % TELL_EVERY == 0 or done == len(photos):
            progress("Foto dan dokumen", done, len(photos))
    manifest = Manifest(
        made_at=now.isoformat(),
        sop=desk.sop.key,
        key=backup_file.fingerprint(desk.media_key),
        complaints=_count(copy),
        files=files,
    )
    backup_file.close(made, manifest)


def _photos(folder: Path) -> Iterator[Path]:
    """Files that are whole: a name with a dot in front is still being written."""
    for path in folder.rglob("*") if folder.exists() else ():
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:]):
            yield path


def _count(copy: Path) -> int:
    opened = copying.open_copy(copy)
    try:
        with opened.read() as connection:
            return int(
                connection.execute(select(func.count()).select_from(complaints)).scalar_one()
            )
    finally:
        opened.close()


def _target(desk: Desk, to: Path, *, now: datetime) -> Path:
    if to.suffix == SUFFIX and not to.is_dir():
        target = to
    else:
        target = to / now.astimezone(desk.timezone()).strftime(NAME)
    if target.exists():
        raise BackupError(f"{target} sudah ada; pilih nama lain.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BackupError(f"{target.parent} tidak dapat dipakai: {problem.strerror}.") from None
    return target


def keep_key(key: str, path: Path) -> None:
    """Write MEDIA_KEY to a file of its own. Never into the backup: who finds that one must not
    hold both. BackupError: there is no key, or the file exists."""
    if not key:
        raise BackupError("MEDIA_KEY belum diisi; tidak ada kunci yang dapat disimpan.")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise BackupError(f"{path} tidak dapat ditulis: {problem.strerror}.") from None
    with os.fdopen(handle, "w") as file:
        file.write(f"MEDIA_KEY={key}\n")
        file.flush()
        os.fsync(file.fileno())
