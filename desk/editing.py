"""Change a complaint's plain fields and drafts: taken over as they are, sending nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import phonenumbers
from sqlalchemy import Connection, update

from desk import completeness, events
from desk.acting import present, refuse_if_changed, visible
from desk.actors import Actor, roles_on
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.inputs import DRAFTS, MAX_TEXT, checked
from desk.problems import Refused
from desk.recording import CHANNELS
from desk.reference import Reference
from desk.schema import complaints
from sop.model import Scope

#: Plain fields: the journal's column and the header people know.
PLAIN = {
    "name": "Nama",
    "body": "Isi Aduan",
    "location": "Lokasi",
    "category": "Kategori",
    "district": "Kecamatan",
    "village": "Kelurahan/Desa",
    "channel": "Kanal",
    "phone": "No. WA",
    "confidential": "Rahasia",
    "internal_note": "Catatan Internal",
}
HEADERS = PLAIN | {column: name.value for name, column in DRAFTS.items()}
INPUTS = {column: name for name, column in DRAFTS.items()}


def edit(
    desk: Desk,
    actor: Actor,
    number: str,
    fields: Mapping[str, Any],
    *,
    now: datetime,
    expected_version: int | None = None,
) -> int:
    """Take over `fields` (columns of PLAIN and DRAFTS). Returns the complaint's new version.

    Raises NotFound, Changed, Refused; then nothing was changed.
    """
    with desk.journal.write() as connection:
        return edit_in(
            connection, desk, actor, number, fields=fields, now=now, expected=expected_version
        )


def edit_in(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    number: str,
    *,
    fields: Mapping[str, Any],
    now: datetime,
    expected: int | None = None,
) -> int:
    """The same inside a caller's write transaction."""
    actor = present(connection, desk, actor, now=now)
    row = visible(connection, desk, actor, number)
    _authorise(desk, actor, row)
    refuse_if_changed(connection, desk, row, expected)
    changes = _cleaned(desk.reference(connection), row, fields)
    if not changes:
        return int(row["version"])
    version = row["version"] + 1
    connection.execute(
        update(complaints)
        .where(complaints.c.number == number)
        .values(**changes, version=version, updated_at=now, sheet_pending=True)
    )
    if row["completeness"]:
        completeness.refresh(connection, desk, number)
    events.add(
        connection,
        number=number,
        action="Ubah Data",
        actor=actor,
        now=now,
        from_state=row["state"],
        to_state=row["state"],
        agency=row["agency"],
        note=", ".join(HEADERS[column] for column in changes),
        data={"from": {c: row[c] for c in changes}, "to": changes, "via": actor.via},
    )
    return int(version)


def _authorise(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> None:
    scopes = {desk.sop.role(name).scope for name in roles_on(desk.sop, actor, row)}
    if not scopes & {Scope.CITY, Scope.SHEET, Scope.SYSTEM, Scope.CITIZEN}:
        raise Refused(desk.sop.in_words("Hanya petugas kota yang dapat mengubah data aduan."))


def _cleaned(
    reference: Reference, row: Mapping[str, Any], fields: Mapping[str, Any]
) -> dict[str, Any]:
    """What really changes, each value checked."""
    unknown = set(fields) - set(HEADERS)
    if unknown:
        raise Refused(f"Kolom {', '.join(sorted(unknown))} tidak dapat diubah.")
    if row["channel"] == OLD_DATA and fields.get("channel", OLD_DATA) != OLD_DATA:
        raise Refused("Kanal Data Lama tidak dapat diubah: aduan ini tidak berbatas waktu.")
    kept = {column: value for column, value in fields.items() if value != row[column]}
    changes = {column: _value(reference, column, value) for column, value in kept.items()}
    return {column: value for column, value in changes.items() if value != row[column]}


def _value(reference: Reference, column: str, value: Any) -> Any:
    if column == "confidential":
        return bool(value)
    text = str(value or "").replace("\r\n", "\n").strip()
    if column in INPUTS:
        return checked(reference, INPUTS[column], text)
    if len(text) > MAX_TEXT:
        raise Refused(f"{HEADERS[column]} terlalu panjang: paling banyak 20.000 huruf.")
    if column == "channel" and text not in CHANNELS:
        raise Refused(f"Kanal harus salah satu dari: {', '.join(CHANNELS)}.")
    return phone_digits(text) if column == "phone" else text


def phone_digits(typed: str) -> str:
    """0812-3456-789 → 628123456789; empty stays empty. Refused: not a telephone number."""
    if not typed:
        return ""
    try:
        parsed = phonenumbers.parse(typed if not typed.startswith("62") else f"+{typed}", "ID")
    except phonenumbers.NumberParseException:
        raise Refused(
            f'No. WA "{typed}" bukan nomor telepon; tulis seperti 081234567890.'
        ) from None
    if not phonenumbers.is_possible_number(parsed):
        raise Refused(f'No. WA "{typed}" bukan nomor telepon; tulis seperti 081234567890.')
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).lstrip("+")
