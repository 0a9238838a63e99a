"""Files on disk, named by their content: the same bytes are kept once, identity only encrypted."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from desk.context import Desk
from desk.file_types import MediaRefused, recognise
from desk.problems import DeskError

ENCRYPTED = ".enc"


class MediaKeyWrong(DeskError):
    """Protected identity can't be written or read with the present MEDIA_KEY."""


@dataclass(frozen=True)
class Stored:
    """A file that is safe on disk. `path` is below MEDIA_DIR; `size` and `sha256` are those of
    the file itself, also when it is encrypted."""

    path: str
    sha256: str
    mime: str
    size: int


def store(desk: Desk, data: bytes, *, identity: bool = False) -> Stored:
    """Check and keep `data`; with `identity` no unencrypted byte ever reaches the disk.

    Raises MediaRefused (too large, not a kind we take, damaged) and MediaKeyWrong.
    """
    if len(data) > desk.media_max_bytes:
        largest = desk.media_max_bytes // (1024 * 1024)
        raise MediaRefused(f"Berkas terlalu besar: paling besar {largest} MB.")
    mime = recognise(data)
    digest = hashlib.sha256(data).hexdigest()
    path = f"{digest[:2]}/{digest}{ENCRYPTED if identity else ''}"
    target = desk.media_dir / path
    if not target.exists():
        _write(target, _cipher(desk).encrypt(data) if identity else data)
    return Stored(path, digest, mime, len(data))


def load(desk: Desk, row: Mapping[str, Any]) -> bytes:
    """The bytes of a row of `media`, decrypted where needed. FileNotFoundError: not there."""
    data: bytes = (desk.media_dir / row["path"]).read_bytes()
    if not row["path"].endswith(ENCRYPTED):
        return data
    try:
        decrypted: bytes = _cipher(desk).decrypt(data)
    except InvalidToken:
        raise MediaKeyWrong("MEDIA_KEY tidak cocok dengan berkas identitas ini.") from None
    return decrypted


def seal(desk: Desk, path: str) -> str:
    """Encrypt a file that was kept plain; returns its new path. Safe to run again at any point."""
    plain, sealed = desk.media_dir / path, f"{path}{ENCRYPTED}"
    if plain.exists():
        _write(desk.media_dir / sealed, _cipher(desk).encrypt(plain.read_bytes()))
        plain.unlink()
    return sealed


def _cipher(desk: Desk) -> Fernet:
    try:
        return Fernet(desk.media_key)
    except ValueError:
        raise MediaKeyWrong(
            "MEDIA_KEY belum diisi atau tidak sah; foto identitas belum dapat disimpan."
        ) from None


def _write(target: Path, data: bytes) -> None:
    """All of it or nothing, also when the power fails; two writers of one file do no harm."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
