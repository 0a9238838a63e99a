"""Everything that a paper may say of one complaint, read for whoever prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk import pictures, reading, sight, small_pictures, texts, visibility
from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.evidence import provenance
from desk.evidence.provenance import Evidence
from desk.masking import masked, word_for
from desk.prints.paper import Picture
from desk.problems import DeskError, Refused
from desk.reading import Happened, Photo
from desk.reference import Reference
from desk.visibility import Fact, Viewer

PIXELS = 1100  # of a photo's longer side: sharp on paper, small in the file
WORDS = (*sight.WORDS, *sight.WORK)
NOT_FOR_THEM = "Aduan ini tidak dapat dicetak oleh peran Bapak/Ibu."


@dataclass(frozen=True)
class Shown:
    """A photo, and when and by whom it was taken."""

    picture: Picture
    told: str


@dataclass(frozen=True)
class Dossier:
    """One complaint for print. `row` is as the paper's readers may know it, without the citizen's
    number, and without the name if it is confidential."""

    desk: Desk
    reference: Reference
    row: dict[str, Any]
    history: Sequence[Happened]
    photos: Sequence[Photo]
    printer: Actor
    now: datetime
    evidence: Evidence

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
        return self.reference.preferences.report_city

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

    def pictures(self, origin: str, most: int) -> tuple[list[Shown], int]:
        """The first photos of this origin, and how many more there are (also broken ones)."""
        wanted = [photo for photo in self.photos if photo.origin == origin and photo.is_picture]
        found: list[Shown] = []
        for photo in wanted:
            picture = self._picture(photo) if len(found) < most else None
            found += [Shown(picture, self._told(photo.id))] if picture else []
        return found, len(wanted) - len(found)

    def pair(self) -> tuple[Shown, Shown] | None:
        """Before and after, where there are two that show it."""
        named = {photo.id: photo for photo in self.photos}
        chosen = [named[key] for key in self.evidence.pair or () if key in named]
        found = [Shown(made, self._told(one.id)) for one in chosen if (made := self._picture(one))]
        return (found[0], found[1]) if len(found) == 2 else None

    def _told(self, media_id: str) -> str:
        known = self.evidence.photos.get(media_id)
        return known.told if known else ""

    def _picture(self, photo: Photo) -> Picture | None:
        try:
            data = pictures.picture(self.desk, self.printer, photo.id, now=self.now)
        except DeskError:
            return None
        return small(data)


def gather(
    desk: Desk, actor: Actor, number: str, *, now: datetime, to_agency: bool = True
) -> Dossier:
    """NotFound: no such complaint, or not theirs. Refused: a paper that is not for them.

    `to_agency`: the paper is for the OPD, whoever prints it; else for the citizen.
    """
    with desk.journal.read() as connection:
        person = present(connection, desk, actor, now=now)
        reference = desk.reference(connection)
        row = sight.seen(connection, desk, person, number)
    if not sight.may(desk, person, row, Fact.PRINT):
        raise Refused(NOT_FOR_THEM)
    return Dossier(
        desk=desk,
        reference=reference,
        row=_for_paper(desk, person, row, to_agency=to_agency),
        history=reading.history(desk, person, number),
        photos=reading.photos(desk, person, number),
        printer=person,
        now=now,
        evidence=provenance.of(desk, person, number),
    )


def _for_paper(
    desk: Desk, person: Actor, row: dict[str, Any], *, to_agency: bool
) -> dict[str, Any]:
    """Whoever prints it, the paper goes further: what its readers may not read is not on it."""
    printer = visibility.viewers(desk.sop, person, row)
    shown = sight.shown_to({Viewer.HANDLES} if to_agency else printer, row)
    shown |= {column: _on_paper(row, column, shown[column]) for column in WORDS}
    shown |= dict.fromkeys((*sight.CONTACT, *sight.NOTE), "")
    return shown | ({"name": word_for(row)} if row["confidential"] else {})


def _on_paper(row: dict[str, Any], column: str, words: str) -> str:
    """Of a secret complaint without anything that tells who wrote it, also for who may know."""
    return sight.MASKS[column](row, words) if row["confidential"] else masked(row, words)


def small(data: bytes) -> Picture | None:
    """A photo upright, without the place it was taken at; None when no program can open it."""
    made = small_pictures.small(data, PIXELS, quality=80)
    return Picture(made.data, made.width, made.height) if made else None
