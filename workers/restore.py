"""`python -m workers restore`: a backup put back; what happened since is read from the Sheet."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from desk import copying, remade
from desk.context import Desk
from desk.journal import SCHEMA_VERSION, VERSION, complete, recall
from workers import backup_file
from workers.backup_file import BackupError, Manifest, Progress
from workers.rebuild import not_empty

NEWER = "Cadangan dibuat oleh Wadul yang lebih baru; perbarui program dahulu."
OTHER_SOP = "Cadangan ini milik desk {theirs}, sedangkan SOP di sini {ours}; periksa setelan SOP."
OTHER_KEY = (
    "MEDIA_KEY sekarang bukan kunci dari saat cadangan dibuat: foto KTP dari cadangan ini tidak "
    "terbaca sampai kunci lama diisi kembali."
)
TELL_EVERY = 500  # photos


def restore(desk: Desk, path: Path, *, now: datetime, progress: Progress) -> Manifest:
    """Put the backup back: its photos, then the whole journal in one transaction.

    Nothing that was unfinished then is sent again by itself, and the journal is marked as behind
    the Sheet until `workers.rebuild.catch_up` has read that. Raises BackupError; a journal that
    is not empty stays as it is.
    """
    with desk.journal.read() as connection:
        if not remade.is_empty(connection):
            raise BackupError(not_empty(desk))
    with backup_file.opened(path) as (found, manifest):
        if manifest.sop != desk.sop.key:
            raise BackupError(OTHER_SOP.format(theirs=manifest.sop, ours=desk.sop.key))
        backup_file.verify(path, found, manifest, progress)
        try:
            _photos(desk, found, manifest, progress)
            _journal(desk, found, now=now, progress=progress)
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            raise BackupError(f"Cadangan tidak dapat dipulihkan: {why}.") from None
    return manifest


def other_key(desk: Desk, manifest: Manifest) -> bool:
    """Whether what that backup encrypted cannot be read with the present key."""
    return bool(manifest.key) and manifest.key != backup_file.fingerprint(desk.media_key)


def _photos(desk: Desk, found: ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Those that are there already are the same: a file is named by its content."""
    names = [name for name in manifest.files if name.startswith(backup_file.MEDIA)]
    for done, name in enumerate(names, start=1):
        target = desk.media_dir / name.removeprefix(backup_file.MEDIA)
        if not target.exists() or target.stat().st_size != manifest.files[name]["size"]:
            backup_file.unpack(found, name, target)
        if done % TELL_EVERY == 0 or done == len(names):
            progress("Foto dan dokumen", done, len(names))


def _journal(desk: Desk, found: ZipFile, *, now: datetime, progress: Progress) -> None:
    desk.media_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=desk.media_dir) as folder:
        path = Path(folder) / backup_file.JOURNAL
        backup_file.unpack(found, backup_file.JOURNAL, path)
        opened = copying.open_copy(path)
        try:
            with opened.read() as source, desk.journal.write() as target:
                version = int(recall(source, VERSION) or SCHEMA_VERSION)
                if version > SCHEMA_VERSION:
                    raise BackupError(
                        "Cadangan dibuat oleh Wadul yang lebih baru; perbarui dahulu."
                    )
                copying.copy_rows(source, target, progress)
                complete(target, version)
                remade.hold_unfinished(target, now=now)
                remade.note_behind(target, True, now=now)
        finally:
            opened.close()
