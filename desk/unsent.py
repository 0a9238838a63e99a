"""What a person typed and attached on a page and has not sent yet, kept per person and complaint.

A phone that opens its camera may throw the page away, and a slow line breaks: a page that comes
back must find its words and photos here. On disk beside the other files, the words sealed, never in
the register.
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

from desk import sealing
from desk.acting import present, visible
from desk.actors import Actor
from desk.context import Desk
from desk.evidence import doubts, taken
from desk.evidence.remarks import AFTER
from desk.file_types import recognise
from desk.inputs import MAX_INPUT
from desk.media import MediaRefused, Upload
from sop.model import Field

FOLDER = "belum-dikirim"
INDEX = "isi.json"
MOST_FILES = 10
MOST_NAME = 120  # letters
KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """A file that has arrived here and goes out with the next action. `id` is ours."""

    id: str
    name: str
    size: int
    mime: str
    phase: str = ""  # before | after
    taken_at: str = ""  # what the file says, ISO 8601
    taken_from: str = ""  # a desk.evidence.taken.Source
    odd: str = ""  # a sentence, where the same picture was there before

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


@dataclass(frozen=True)
class Unsent:
    """`words` by the name of their field."""

    words: Mapping[str, str]
    files: tuple[Waiting, ...] = ()
    taken_by: str | None = None  # as the person states it of all of them; None: not touched
    taken_at: str | None = None  # ISO 8601; "": said to be unknown

    def said(self, field: Field) -> str | None:
        """What was typed; None: this field was never typed into."""
        return self.words.get(field.name)


def kept(desk: Desk, actor: Actor, number: str) -> Unsent:
    """What this person has not sent yet; empty when there is nothing."""
    try:
        kept = (_folder(desk, actor, number) / INDEX).read_text("utf-8")
        found = json.loads(_opened(desk, kept))
    except (FileNotFoundError, ValueError):
        return Unsent({})
    files = tuple(Waiting(**file) for file in found["files"])
    return Unsent(found["words"], files, found.get("taken_by"), found.get("taken_at"))


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
    file = _looked_at(desk, number, upload)
    _write(_folder(desk, actor, number) / file.id, upload.data)
    _keep(desk, actor, number, replace(before, files=(*before.files, file)))
    return file


def _looked_at(desk: Desk, number: str, upload: Upload) -> Waiting:
    """What the file tells of itself: the person sees it before it is sent."""
    mime = recognise(upload.data)
    said = taken.read(upload.data, mime, desk.timezone())
    return Waiting(
        secrets.token_hex(8),
        upload.name,
        len(upload.data),
        mime,
        phase=AFTER if mime.startswith("image/") else "",
        taken_at=said.at.isoformat() if said.at else "",
        taken_from=said.source.value,
        odd=doubts.foreseen(desk, number, upload.data, mime),
    )


def describe(desk: Desk, actor: Actor, number: str, file_id: str, *, phase: str) -> None:
    """Whether a photo shows what was there before the work or after it."""
    before = kept(desk, actor, number)
    files = tuple(
        replace(file, phase=phase) if file.id == file_id else file for file in before.files
    )
    _keep(desk, actor, number, replace(before, files=files))


def state(
    desk: Desk, actor: Actor, number: str, *, taken_by: str, taken_at: datetime | None
) -> None:
    """Who took the photos and when, in the person's own words."""
    at = taken_at.isoformat() if taken_at else ""
    before = kept(desk, actor, number)
    _keep(desk, actor, number, replace(before, taken_by=taken_by[:MOST_NAME], taken_at=at))


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
    waiting = kept(desk, actor, number)
    at = datetime.fromisoformat(waiting.taken_at) if waiting.taken_at else None
    by = actor.name if waiting.taken_by is None else waiting.taken_by
    found = [
        Upload(file.name, content(desk, actor, number, file), at, by, file.phase)
        for file in waiting.files
    ]
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
        "taken_by": unsent.taken_by,
        "taken_at": unsent.taken_at,
    }
    text = json.dumps(found, ensure_ascii=False)
    cipher = sealing.of(desk.journal.engine.dialect)
    sealed = cipher.seal(text) if cipher else text
    _write(_folder(desk, actor, number) / INDEX, sealed.encode("utf-8"))


def _opened(desk: Desk, kept: str) -> str:
    """Empty: sealed with another key. Of an older Wadul it was never sealed."""
    if not sealing.is_sealed(kept):
        return kept
    cipher = sealing.of(desk.journal.engine.dialect)
    return (cipher.open(kept) if cipher else None) or ""


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
