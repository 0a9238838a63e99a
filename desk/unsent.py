"""What a person typed and attached on a page and has not sent yet, kept per person and complaint.

A phone that opens its camera may throw the page away, and a slow line breaks: a page that comes
back must find its words and photos here. On disk beside the other files, never in the register.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desk.acting import present, visible
from desk.actors import Actor
from desk.context import Desk
from desk.file_types import recognise
from desk.inputs import MAX_INPUT
from desk.media import MediaRefused, Upload
from sop.model import Field

FOLDER = "belum-dikirim"
INDEX = "isi.json"
MOST_FILES = 10
KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """A file that has arrived here and goes out with the next action. `id` is ours."""

    id: str
    name: str
    size: int
    mime: str

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


@dataclass(frozen=True)
class Unsent:
    """`words` by the name of their field."""

    words: Mapping[str, str]
    files: tuple[Waiting, ...] = ()

    def said(self, field: Field) -> str | None:
        """What was typed; None: this field was never typed into."""
        return self.words.get(field.name)


def kept(desk: Desk, actor: Actor, number: str) -> Unsent:
    """What this person has not sent yet; empty when there is nothing."""
    try:
        found = json.loads((_folder(desk, actor, number) / INDEX).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return Unsent({})
    return Unsent(found["words"], tuple(Waiting(**file) for file in found["files"]))


def keep_words(
    desk: Desk, actor: Actor, number: str, words: Mapping[Field, str], *, now: datetime
) -> None:
    """Keep what was typed so far. Raises NotFound when they may not see the complaint."""
    _authorise(desk, actor, number, now=now)
    before = kept(desk, actor, number)
    typed = {field.name: text[:MAX_INPUT] for field, text in words.items()}
    _keep(desk, actor, number, replace(before, words={**before.words, **typed}))


def add_file(desk: Desk, actor: Actor, number: str, upload: Upload, *, now: datetime) -> Waiting:
    """Keep a file that has arrived. Raises MediaRefused (kind, size, too many) and NotFound."""
    _authorise(desk, actor, number, now=now)
    _sweep(desk, now=now)
    before = kept(desk, actor, number)
    if len(before.files) >= MOST_FILES:
        raise MediaRefused(f"Paling banyak {MOST_FILES} berkas untuk satu kiriman.")
    if len(upload.data) > desk.media_max_bytes:
        largest = desk.media_max_bytes // (1024 * 1024)
        raise MediaRefused(f"Berkas terlalu besar: paling besar {largest} MB.")
    file = Waiting(secrets.token_hex(8), upload.name, len(upload.data), recognise(upload.data))
    _write(_folder(desk, actor, number) / file.id, upload.data)
    _keep(desk, actor, number, replace(before, files=(*before.files, file)))
    return file


def remove_file(desk: Desk, actor: Actor, number: str, file_id: str) -> None:
    """The person does not want to send it; unknown ids are let be."""
    before = kept(desk, actor, number)
    left = tuple(file for file in before.files if file.id != file_id)
    if left == before.files:
        return
    _keep(desk, actor, number, replace(before, files=left))
    (_folder(desk, actor, number) / file_id).unlink(missing_ok=True)


def content(desk: Desk, actor: Actor, number: str, file: Waiting) -> bytes:
    """The bytes of a file of this person's; b"" when they are gone."""
    try:
        return (_folder(desk, actor, number) / file.id).read_bytes()
    except FileNotFoundError:
        return b""


def uploads(desk: Desk, actor: Actor, number: str) -> list[Upload]:
    """The files as `desk.acting` takes them."""
    files = kept(desk, actor, number).files
    found = [Upload(file.name, content(desk, actor, number, file)) for file in files]
    return [upload for upload in found if upload.data]


def clear(desk: Desk, actor: Actor, number: str) -> None:
    """It was sent."""
    shutil.rmtree(_folder(desk, actor, number), ignore_errors=True)


def _authorise(desk: Desk, actor: Actor, number: str, *, now: datetime) -> None:
    with desk.journal.read() as connection:
        visible(connection, desk, present(connection, desk, actor, now=now), number)


def _folder(desk: Desk, actor: Actor, number: str) -> Path:
    whose = hashlib.sha256(f"{actor.id}\n{number}".encode()).hexdigest()[:32]
    return desk.media_dir / FOLDER / whose


def _keep(desk: Desk, actor: Actor, number: str, unsent: Unsent) -> None:
    found: dict[str, Any] = {
        "words": dict(unsent.words),
        "files": [asdict(file) for file in unsent.files],
    }
    text = json.dumps(found, ensure_ascii=False)
    _write(_folder(desk, actor, number) / INDEX, text.encode("utf-8"))


def _write(target: Path, data: bytes) -> None:
    """All of it or nothing. Not synced: a lost power line may cost a draft, never a record."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    draft.write_bytes(data)
    os.replace(draft, target)


def _sweep(desk: Desk, *, now: datetime) -> None:
    """Remove what nobody came back to."""
    oldest = (now - KEPT_FOR).timestamp()
    root = desk.media_dir / FOLDER
    for folder in root.iterdir() if root.exists() else ():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
