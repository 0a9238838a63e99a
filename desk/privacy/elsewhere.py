"""What a person must delete by hand after an erasure, where no program of ours reaches: a list to
tick off. docs/runbook.md says how, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from desk.actors import Actor
from desk.context import Desk
from desk.ids import new_id
from desk.privacy.officer import officer
from desk.privacy_tables import elsewhere
from desk.problems import NotFound


class Place(StrEnum):
    """Where copies stay behind."""

    GATEWAY = "Gateway WhatsApp"
    PHONE = "Ponsel dinas"
    STAFF = "WhatsApp petugas"
    VERSIONS = "Riwayat versi Google Sheet"
    COLUMNS = "Kolom buatan petugas di Google Sheet"
    BACKUPS = "Cadangan"
    PAPERS = "Cetakan dan unduhan"


#: What is to be done there, in one sentence.
TO_DO = {
    Place.GATEWAY: "Hapus riwayat percakapan ini di konsol gateway (GREEN-API: Journals; WAHA: "
    "hapus chat), atau pastikan masa simpannya sudah lewat.",
    Place.PHONE: "Hapus percakapan ini di WhatsApp ponsel dinas, beserta media dan cadangannya.",
    Place.STAFF: "Minta petugas yang menerima pesan tentang aduan ini, juga di grup OPD, "
    "menghapusnya dari ponselnya.",
    Place.VERSIONS: "Google menyimpan isi lama di Riwayat versi: salin berkas ke berkas baru bila "
    "harus hilang seluruhnya, lalu hapus berkas lama.",
    Place.COLUMNS: "Periksa kolom tambahan dan catatan sel pada baris aduan ini, lalu kosongkan.",
    Place.BACKUPS: "Hapus cadangan yang dibuat sebelum hari ini, paling lambat 30 hari lagi.",
    Place.PAPERS: "Musnahkan cetakan dan unduhan yang memuat aduan ini.",
}
#: Where one conversation has to be found.
OF_A_CHAT = (Place.GATEWAY, Place.PHONE)
#: After so many years no conversation is looked for one by one.
OF_THE_OLD = (Place.VERSIONS, Place.COLUMNS, Place.BACKUPS, Place.PAPERS)


@dataclass(frozen=True)
class Open:
    """A line that nobody has ticked off yet. `chat`: whose conversation, where that is needed."""

    id: str
    at: datetime
    place: str
    about: str
    chat: str

    @property
    def to_do(self) -> str:
        return TO_DO[Place(self.place)]


def note(
    connection: Connection,
    about: str,
    *,
    now: datetime,
    chat: str = "",
    places: Iterable[Place] = tuple(Place),
) -> None:
    """After an erasure, in its transaction: these places are still to be looked at."""
    for place in places:
        row = {"id": new_id(now), "at": now, "place": place.value, "about": about}
        row["chat"] = chat if place in OF_A_CHAT else ""
        connection.execute(insert(elsewhere), row)


def listed(connection: Connection) -> list[Open]:
    """What is still open, oldest first."""
    columns = [elsewhere.c[name] for name in Open.__dataclass_fields__]
    query = select(*columns).where(elsewhere.c.done_at.is_(None)).order_by(elsewhere.c.id)
    return [Open(**row) for row in connection.execute(query).mappings()]


def tick(desk: Desk, actor: Actor, row_id: str, *, now: datetime) -> None:
    """Somebody has done it; the chat is not needed any more. NotFound: it was done before."""
    with desk.journal.write() as connection:
        person = officer(connection, desk, actor, now=now)
        done = connection.execute(
            update(elsewhere)
            .where(elsewhere.c.id == row_id, elsewhere.c.done_at.is_(None))
            .values(done_at=now, actor=person.id, chat="")
        )
        if not done.rowcount:
            raise NotFound("Bagian ini sudah ditandai selesai.")
