"""Everything that a paper may say of one complaint, read for whoever prints it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from desk import pictures, reading, sight, texts
from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.masking import masked
from desk.prints.paper import Picture
from desk.problems import DeskError, Refused
from desk.reading import Happened, Photo
from desk.recording import find
from desk.reference import Reference
from sop.model import Scope

PIXELS = 1100  # of a photo's longer side: sharp on paper, small in the file
WORDS = ("body", "location", "follow_up", "answer", "reason")
SECRET_PAPER = "Aduan ini rahasia: hanya petugas kota dan OPD yang menangani dapat mencetaknya."


@dataclass(frozen=True)
class Dossier:
    """One complaint for print. `row` has no number of the citizen, and no name if confidential."""

    desk: Desk
    reference: Reference
    row: dict[str, Any]
    history: Sequence[Happened]
    photos: Sequence[Photo]
    printer: Actor
    now: datetime

    @property
    def kind(self) -> str:
        return "RAHASIA" if self.row["confidential"] else "Biasa"

    @property
    def agency(self) -> str:
        """The full name of the OPD that holds it."""
        found = self.reference.agency(self.row["agency"])
        return found.name if found and found.name else str(self.row["agency"])

    @property
    def town(self) -> str:
        """Where a paper is signed: Pekalongan."""
        name = self.reference.preferences.government
        for title in ("Pemerintah ", "Kota ", "Kabupaten "):
            name = name.removeprefix(title)
        return name

    def day(self, when: datetime | None) -> str:
        """24 November 2026"""
        return texts.long_date(self._local(when).date()) if when else ""

    def moment(self, when: datetime | None) -> str:
        """24 November 2026 pukul 10.00 WIB"""
        if when is None:
            return ""
        local = self._local(when)
        return f"{self.day(when)} pukul {texts.clock(local.time())} {local.tzname()}"

    def short(self, when: datetime) -> str:
        """24-11-2026 10.00"""
        return f"{self._local(when):%d-%m-%Y %H.%M}"

    def _local(self, when: datetime) -> datetime:
        return when.astimezone(self.reference.preferences.zone)

    def pictures(self, origin: str, most: int) -> tuple[list[Picture], int]:
        """The first photos of this origin, and how many more there are (also broken ones)."""
        wanted = [photo for photo in self.photos if photo.origin == origin and photo.is_picture]
        found: list[Picture] = []
        for photo in wanted:
            picture = self._picture(photo) if len(found) < most else None
            found += [picture] if picture else []
        return found, len(wanted) - len(found)

    def _picture(self, photo: Photo) -> Picture | None:
        try:
            data = pictures.picture(self.desk, self.printer, photo.id, now=self.now)
        except DeskError:
            return None
        return small(data)


def gather(desk: Desk, actor: Actor, number: str, *, now: datetime) -> Dossier:
    """NotFound: no such complaint, or not theirs. Refused: a secret that is not for them."""
    with desk.journal.read() as connection:
        person = present(connection, desk, actor, now=now)
        reference = desk.reference(connection)
    reading.complaint(desk, person, number)
    with desk.journal.read() as connection:
        row = find(connection, number)
    scopes = sight.scopes_on(desk, person, row)
    if row["confidential"] and not scopes & {Scope.CITY, Scope.AGENCY}:
        raise Refused(SECRET_PAPER)
    return Dossier(
        desk=desk,
        reference=reference,
        row=_for_paper(row),
        history=reading.history(desk, person, number),
        photos=reading.photos(desk, person, number),
        printer=person,
        now=now,
    )


def _for_paper(row: dict[str, Any]) -> dict[str, Any]:
    """Whoever prints it, the paper goes further: what an OPD may not read is not on it."""
    shown = row | {column: masked(row, row[column]) for column in WORDS}
    shown |= dict.fromkeys(sight.DESK_ONLY, "")
    return shown | ({"name": sight.SECRET} if row["confidential"] else {})


def small(data: bytes) -> Picture | None:
    """A photo upright, without the place it was taken at; None when no program can open it."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
            image.thumbnail((PIXELS, PIXELS))
            kept = io.BytesIO()
            image.save(kept, "JPEG", quality=80)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    return Picture(kept.getvalue(), image.width, image.height)
