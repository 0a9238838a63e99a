"""SALINAN DATA: one ZIP with everything that is kept on whoever asks, to read and to process.

Never what is kept on anybody else: of the staff only their role is said, of other complaints
nothing. Made in memory, kept nowhere.
"""

from __future__ import annotations

import io
import json
import mimetypes
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

import htpy
from sqlalchemy import Connection, select

from desk import accesses, files
from desk.actors import Actor
from desk.context import Desk
from desk.files import MediaKeyWrong
from desk.privacy.officer import officer
from desk.privacy.requests import COPY, of_chat, of_this_chat, open_request
from desk.privacy_tables import accesses as looks
from desk.reference import Reference
from desk.schema import events, media, messages

#: Columns of a complaint and what they are called where a person reads them.
COMPLAINT = {
    "number": "No. Aduan",
    "received_at": "Diterima",
    "channel": "Kanal",
    "name": "Nama",
    "phone": "Nomor telepon",
    "chat_id": "Alamat percakapan",
    "body": "Isi aduan",
    "location": "Lokasi",
    "district": "Kecamatan",
    "village": "Kelurahan/Desa",
    "category": "Kategori",
    "classification": "Klasifikasi",
    "agency": "OPD",
    "state": "Status",
    "follow_up": "Tindak lanjut",
    "answer": "Jawaban",
    "close_reason": "Alasan tutup",
    "internal_note": "Catatan petugas",
    "rating": "Penilaian",
    "closed_at": "Selesai",
}
MESSAGE = {"at": "Waktu", "direction": "Arah", "body": "Isi"}
EVENT = {
    "at": "Waktu",
    "action": "Tindakan",
    "role": "Oleh",
    "to_state": "Status",
    "note": "Catatan",
}
LOOK = {"at": "Waktu", "what": "Yang dilihat", "role": "Oleh"}
DIRECTIONS = {"in": "dari Anda", "out": "kepada Anda"}
SOMEBODY = "(petugas)"
TITLE = "Salinan data pribadi"
READ_ME = (
    "Semua yang disimpan layanan ini tentang Anda (UU 27/2022 Pasal 6 dan 7). Petugas disebut "
    "menurut perannya. Isi yang sama untuk diolah program ada di data.json; foto di folder foto. "
    "NIK dan nomor KK ditulis tersamar, agar salinan ini aman di telepon; nomor lengkapnya, bila "
    "pernah Anda kirim, tersimpan tersegel dan dapat dilihat di kantor layanan."
)

Kept = dict[str, list[dict[str, Any]]]


def make(desk: Desk, actor: Actor, request_id: str, *, now: datetime) -> bytes:
    """The ZIP; that it was made is noted. NotFound: answered before. Refused: not theirs."""
    with desk.journal.write() as connection:
        person = officer(connection, desk, actor, now=now)
        request = open_request(connection, request_id, COPY)
        kept, photos = _gather(connection, desk, request)
        for row in kept["aduan"] or [{"number": ""}]:
            look = accesses.Look.COPY
            accesses.noted(connection, person, look, row["number"], reason=COPY, now=now)
        zone = desk.timezone(connection)
    return _zip(desk, kept, photos, zone, now=now)


def _gather(
    connection: Connection, desk: Desk, request: Mapping[str, Any]
) -> tuple[Kept, list[Mapping[str, Any]]]:
    rows = of_chat(connection, request)
    numbers = [row["number"] for row in rows]
    clean = _cleaner(desk.reference(connection))
    chat = select(messages).where(of_this_chat(messages, request)).order_by(messages.c.id)
    history = select(events).where(events.c.number.in_(numbers)).order_by(events.c.id)
    seen = select(looks).where(looks.c.number.in_(numbers)).order_by(looks.c.id)
    own = media.c.number.in_(numbers) & (media.c.origin == "citizen") & (media.c.state == "stored")
    kept: Kept = {
        "aduan": [_told(row, COMPLAINT, clean) for row in rows],
        "percakapan": [_said(row, clean) for row in connection.execute(chat).mappings()],
        "riwayat": [_told(row, EVENT, clean) for row in connection.execute(history).mappings()],
        "dilihat": [_told(row, LOOK, clean) for row in connection.execute(seen).mappings()],
    }
    photos = connection.execute(select(media).where(own).order_by(media.c.id)).mappings().all()
    return kept, [dict(photo) for photo in photos]


def _cleaner(reference: Reference) -> re.Pattern[str] | None:
    """Names, addresses and numbers of the staff."""
    said = {each for one in reference.staff for each in (one.name, one.email, one.phone) if each}
    longest = sorted(map(re.escape, said), key=len, reverse=True)
    return re.compile("|".join(longest), re.IGNORECASE) if longest else None


def _told(
    row: Mapping[Any, Any], columns: Iterable[str], clean: re.Pattern[str] | None
) -> dict[str, Any]:
    found = {name: row[name] for name in columns}
    return {
        name: clean.sub(SOMEBODY, value) if clean and isinstance(value, str) else value
        for name, value in found.items()
    }


def _said(row: Mapping[Any, Any], clean: re.Pattern[str] | None) -> dict[str, Any]:
    told = _told(row, MESSAGE, clean)
    return told | {"direction": DIRECTIONS.get(told["direction"], "")}


def _zip(
    desk: Desk, kept: Kept, photos: Sequence[Mapping[str, Any]], zone: tzinfo, *, now: datetime
) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        names = list(_photos(desk, photos, archive))
        plain = json.dumps(kept | {"foto": names}, ensure_ascii=False, indent=1, default=_plain)
        archive.writestr("data.json", plain)
        archive.writestr("salinan-data.html", str(_page(kept, names, zone, now=now)))
    return packed.getvalue()


def _photos(
    desk: Desk, photos: Sequence[Mapping[str, Any]], archive: zipfile.ZipFile
) -> Iterable[str]:
    """The citizen's own, also the identity card; one that cannot be opened is named as such."""
    for place, photo in enumerate(photos, start=1):
        ending = mimetypes.guess_extension(photo["mime"]) or ""
        name = f"foto/{place:03d}{'-identitas' if photo['identity'] else ''}{ending}"
        try:
            archive.writestr(name, files.load(desk, photo))
        except (FileNotFoundError, MediaKeyWrong):
            name = f"{name} (tidak dapat dibuka)"
        yield name


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _page(kept: Kept, names: Sequence[str], zone: tzinfo, *, now: datetime) -> htpy.Element:
    """One page without scripts, pictures or links."""
    return htpy.html(lang="id")[
        htpy.head[
            htpy.meta(charset="utf-8"),
            htpy.title[TITLE],
            htpy.style[
                "body{font-family:sans-serif;max-width:60rem;margin:2rem auto}"
                "table{border-collapse:collapse;width:100%}"
                "td,th{border:1px solid #bbb;padding:.3rem;text-align:left;vertical-align:top}"
            ],
        ],
        htpy.body[
            htpy.h1[TITLE],
            htpy.p[f"Dibuat {_cell(now, zone)}."],
            htpy.p[READ_ME],
            (_complaint(row, zone) for row in kept["aduan"]),
            _table("Percakapan", MESSAGE, kept["percakapan"], zone),
            _table("Riwayat penanganan", EVENT, kept["riwayat"], zone),
            _table("Siapa melihat identitas Anda", LOOK, kept["dilihat"], zone),
            htpy.h2["Foto"],
            htpy.ul[(htpy.li[name] for name in names)] if names else htpy.p["Tidak ada."],
        ],
    ]


def _complaint(row: Mapping[str, Any], zone: tzinfo) -> htpy.Node:
    said = ((title, _cell(row[name], zone)) for name, title in COMPLAINT.items() if row[name])
    return [
        htpy.h2[f"Aduan {row['number']}"],
        htpy.table[(htpy.tr[htpy.th[title], htpy.td[cell]] for title, cell in said)],
    ]


def _table(
    title: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], zone: tzinfo
) -> htpy.Node:
    if not rows:
        return [htpy.h2[title], htpy.p["Tidak ada."]]
    return [
        htpy.h2[title],
        htpy.table[
            htpy.tr[(htpy.th[each] for each in columns.values())],
            (htpy.tr[(htpy.td[_cell(row[name], zone)] for name in columns)] for row in rows),
        ],
    ]


def _cell(value: Any, zone: tzinfo) -> str:
    return f"{value.astimezone(zone):%d-%m-%Y %H.%M}" if isinstance(value, datetime) else str(value)
