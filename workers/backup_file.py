"""The file that a backup is: a ZIP of the journal, the photos and a list that proves them whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST, JOURNAL, MEDIA = "manifest.json", "journal.db", "media/"
#: Names that may stand in a backup; none leads out of the folder that it is unpacked into.
NAME = re.compile(r"journal\.db|media/[\w-][\w.-]*(/[\w-][\w.-]*)*")
CHUNK = 1 << 20
DAMAGED = "Cadangan {name} rusak atau bukan cadangan Wadul ({why})."

#: Told of what is done: the work, files so far, files in all.
Progress = Callable[[str, int, int], None]


class BackupError(Exception):
    """A backup that cannot be made or used; the message is one Indonesian sentence."""


@dataclass(frozen=True)
class Manifest:
    """`key`: by what the MEDIA_KEY of that time is known; it is not in the backup itself."""

    made_at: str
    sop: str
    key: str
    complaints: int
    format: int = FORMAT
    files: dict[str, dict[str, object]] = field(default_factory=dict)  # name -> size, sha256


def fingerprint(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16] if key else ""


@contextmanager
def written(target: Path) -> Iterator[zipfile.ZipFile]:
    """A ZIP that takes its name only when it is whole and on disk; for its owner's eyes only."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", allowZip64=True) as made:
                yield made
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def add(made: zipfile.ZipFile, name: str, path: Path, *, packed: bool) -> dict[str, object]:
    """Put a file in; its size and SHA-256 as they were read. `packed`: worth making smaller."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, made.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def close(made: zipfile.ZipFile, manifest: Manifest) -> None:
    made.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup and its list. BackupError: it cannot be read, or is of a newer Wadul."""
    try:
        with zipfile.ZipFile(path) as found:
            yield found, _manifest(path, found)
    except (OSError, zipfile.BadZipFile) as problem:
        raise BackupError(DAMAGED.format(name=path.name, why=type(problem).__name__)) from None


def _manifest(path: Path, found: zipfile.ZipFile) -> Manifest:
    try:
        manifest = Manifest(**json.loads(found.read(MANIFEST)))
    except (KeyError, TypeError, ValueError):
        why = "tidak ada daftar isinya"
        raise BackupError(DAMAGED.format(name=path.name, why=why)) from None
    if manifest.format > FORMAT:
        raise BackupError("Cadangan ini dibuat oleh Wadul yang lebih baru; perbarui program.")
    return manifest


def verify(path: Path, found: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Every file is there, whole, and nothing else is. BackupError otherwise."""
    names = {name for name in found.namelist() if name != MANIFEST}
    wrong = names ^ manifest.files.keys()
    wrong |= {name for name in names if not NAME.fullmatch(name)}
    for done, (name, said) in enumerate(sorted(manifest.files.items()), start=1):
        if name not in wrong and _digest(found, name) != said["sha256"]:
            wrong.add(name)
        progress("Memeriksa cadangan", done, len(manifest.files))
    if wrong or JOURNAL not in names:
        raise BackupError(DAMAGED.format(name=path.name, why=min(wrong, default=JOURNAL)))


def _digest(found: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with found.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except (zipfile.BadZipFile, EOFError, ValueError):
        return ""
    return digest.hexdigest()


def unpack(found: zipfile.ZipFile, name: str, target: Path) -> None:
    """One file to its place, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with found.open(name) as source, draft.open("wb") as file:
            _copy(source, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while chunk := source.read(CHUNK):
        target.write(chunk)
