"""Files that the Sheet names, found again in MEDIA_DIR by their content; or said to be gone."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from desk.file_types import PATTERNS
from desk.files import ENCRYPTED
from desk.schema import media, messages
from sheets_schema import bases
from sheets_schema.tables import ADUAN

GONE = "berkas tidak tersedia setelah jurnal dibangun ulang"
#: As long as the gateway keeps what came with a message.
FETCHED_WITHIN = timedelta(hours=24)
HEAD = 64  # bytes that tell what a file is
COUNTED = re.compile(r"(?:(\d+) berkas)?(?: \+ )?(?:(\d+) KTP)?")


def placed(row: dict[str, Any], folder: Path, *, now: datetime) -> dict[str, Any]:
    """The row with where its file is; else it is fetched again from the gateway, or gone."""
    digest = row["sha256"]
    plain, sealed = f"{digest[:2]}/{digest}", f"{digest[:2]}/{digest}{ENCRYPTED}"
    if digest and not row["identity"] and (folder / plain).is_file():
        size = row["size"] or (folder / plain).stat().st_size
        mime = row["mime"] or _mime(folder / plain, row["name"])
        return row | {"path": plain, "size": size, "mime": mime, "state": "stored"}
    if digest and (folder / sealed).is_file():
        return row | {"path": sealed, "identity": True, "state": "stored"}
    if digest and row["identity"] and (folder / plain).is_file():
        return row | {"path": plain, "state": "waiting"}  # it is encrypted next
    if row["message_id"] and row["gateway_id"] and now - row["at"] < FETCHED_WITHIN:
        return row | {"state": "waiting"}
    return row | {"state": "gone", "error": row["error"] or GONE}


def _mime(path: Path, name: str) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    mime = next((mime for pattern, mime in PATTERNS if pattern.match(head)), "")
    if mime in ("", "application/zip"):
        return mimetypes.guess_type(name)[0] or mime
    return mime


def attach_outgoing(connection: Connection, prints: Mapping[str, tuple[str, str]]) -> None:
    """Tell each of our messages with a photo which file it was.

    `prints`: message id -> number and SHA-256. The photo of a main complaint's result goes to its
    doubles, too: then the complaint itself has none with this content.
    """
    for chunk in bases.chunks(list(prints)):
        known = _by_content(connection, {prints[message_id][1] for message_id in chunk})
        said = [
            {"of": message_id, "to": found}
            for message_id in chunk
            if (found := _one(known.get(prints[message_id][1], {}), prints[message_id][0]))
        ]
        if said:
            statement = update(messages).where(
                messages.c.id == bindparam("of"), messages.c.media_ids == ""
            )
            connection.execute(statement.values(media_ids=bindparam("to")), said)


def _by_content(connection: Connection, wanted: Collection[str]) -> dict[str, dict[str, str]]:
    """SHA-256 -> number -> id of its first such file, follow-ups before what citizens sent."""
    query = select(media.c.sha256, media.c.number, media.c.id).where(
        media.c.sha256.in_(wanted), ~media.c.identity
    )
    found: dict[str, dict[str, str]] = {}
    for digest, number, media_id in connection.execute(
        query.order_by(media.c.origin.desc(), media.c.id)
    ):
        found.setdefault(digest, {}).setdefault(number or "", media_id)
    return found


def _one(by_number: Mapping[str, str], number: str) -> str:
    return by_number.get(number) or next(iter(by_number.values()), "")


def tell_refused(connection: Connection, numbers: Iterable[str]) -> None:
    """Files that the complaint's row does not count were refused when they came."""
    for chunk in bases.chunks(list(numbers)):
        shown = bases.load(connection, ADUAN.title, chunk)
        query = select(media).where(media.c.number.in_(chunk)).order_by(media.c.id)
        found: dict[str, list[Any]] = {}
        for row in connection.execute(query).mappings():
            found.setdefault(row["number"], []).append(row)
        for number, rows in found.items():
            if number in shown:
                _refuse(connection, rows, shown[number].cells.get("Lampiran", ""))


def _refuse(connection: Connection, rows: list[Any], cell: str) -> None:
    match = COUNTED.match(cell)
    counted = sum(int(part) for part in match.groups(default="0")) if match else 0
    surplus = len(rows) - counted
    never_stored = [row["id"] for row in rows if not row["sha256"]]
    for media_id in never_stored[: max(surplus, 0)]:
        connection.execute(
            update(media).where(media.c.id == media_id).values(state="refused", error=GONE)
        )
