"""New complaints: a citizen's message, a clerk's form, a row typed into the Sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from desk import clock, events, identity_numbers, kept_numbers
from desk.actors import Actor, system
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.journal import put
from desk.presence import present
from desk.problems import NotFound, Refused
from desk.schema import complaints, counters
from sop.model import Scope

WHATSAPP = "WhatsApp"
CHANNELS = (
    WHATSAPP,
    "Datang Langsung",
    "Telepon",
    "Surat",
    "Instagram",
    "Facebook",
    "SP4N-LAPOR!",
    "LaporGub",
    "Lainnya",
)


@dataclass(frozen=True)
class Recorded:
    """A complaint that reached the desk by another channel than its WhatsApp number."""

    channel: str
    body: str
    name: str = ""
    phone: str = ""
    location: str = ""
    category: str = ""
    district: str = ""
    village: str = ""
    internal_note: str = ""
    confidential: bool = False
    received_at: datetime | None = None  # when the citizen came or called; None: now


def open_complaint(
    connection: Connection,
    desk: Desk,
    fields: Mapping[str, Any],
    *,
    now: datetime,
    actor: Actor | None = None,
) -> dict[str, Any]:
    """Give a number, start the clock of the first state, write the event; returns the row.

    `fields` are columns of the journal. `received_at` (default `now`) is when the message was sent;
    the clock starts when it is in the journal.
    """
    number = next_number(connection, desk, now=now)
    state = desk.sop.state(desk.sop.first_state)
    told = "\n".join(str(value) for value in fields.values() if isinstance(value, str))
    kept_numbers.keep(connection, identity_numbers.found(told), number=number, now=now)
    row = {"received_at": now, "channel": WHATSAPP, **fields}
    row |= {"number": number, "updated_at": now, "state": state.name, "state_since": now}
    if row["channel"] != OLD_DATA:
        row |= clock.started(connection, desk, state.step, now=now)
    connection.execute(insert(complaints), row)
    arrived = desk.sop.receive_step if row["channel"] == WHATSAPP else ""
    span = arrived and clock.span(connection, desk, arrived, start=row["received_at"], end=now)
    events.add(
        connection,
        number=number,
        action="Aduan Diterima" if row["channel"] == WHATSAPP else "Catat Aduan",
        actor=actor or system(desk.sop),
        now=now,
        to_state=state.name,
        measured=events.Measured(**span) if span else None,
        data={"channel": row["channel"]},
    )
    return find(connection, number)


def next_number(connection: Connection, desk: Desk, *, now: datetime) -> str:
    """`ALADIN-2026-00042`: prefix from Pengaturan, year of the desk's zone, counter."""
    prefix = desk.reference(connection).preferences.number_prefix
    series = f"{prefix}-{now.astimezone(desk.timezone(connection)).year}"
    value = put_counter(connection, series)
    return f"{series}-{value:05d}"


def put_counter(connection: Connection, series: str) -> int:
    """Count up and return the new value; the row's lock makes it unique under many writers."""
    put(
        connection,
        counters,
        {"name": series},
        {"value": 1},
        on_conflict={"value": counters.c.value + 1},
    )
    query = select(counters.c.value).where(counters.c.name == series)
    return int(connection.execute(query).scalar_one())


def record(desk: Desk, actor: Actor, recorded: Recorded, *, now: datetime) -> str:
    """Catat Aduan: a complaint from another channel. Returns its number."""
    with desk.journal.write() as connection:
        person = present(connection, desk, actor, now=now)
        return record_in(connection, desk, person, recorded, now=now)


def record_in(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    recorded: Recorded,
    *,
    now: datetime,
    chat_id: str = "",
) -> str:
    """The same inside a caller's transaction. Refused: nobody of the city, no text, no channel.

    `chat_id` is a chat of our gateway in which its citizen wants to be told.
    """
    _check(desk, actor, recorded, now=now)
    fields: dict[str, Any] = {
        name: getattr(recorded, name)
        for name in (
            "channel",
            "body",
            "name",
            "phone",
            "location",
            "category",
            "district",
            "village",
            "internal_note",
            "confidential",
        )
    }
    fields["received_at"] = recorded.received_at or now
    if chat_id:
        fields |= {"gateway": desk.gateway, "chat_id": chat_id}
    row = open_complaint(connection, desk, fields, now=now, actor=actor)
    return str(row["number"])


def _check(desk: Desk, actor: Actor, recorded: Recorded, *, now: datetime) -> None:
    scopes = {desk.sop.role(name).scope for name in actor.roles}
    if not scopes & {Scope.CITY, Scope.SHEET}:
        raise Refused(desk.sop.in_words("Hanya petugas kota yang dapat mencatat aduan."))
    if recorded.channel not in CHANNELS:
        raise Refused(f"Pilih Kanal: {', '.join(CHANNELS)}.")
    if not recorded.body.strip():
        raise Refused("Isi Aduan belum diisi.")
    if recorded.received_at and recorded.received_at > now:
        raise Refused("Tgl Diterima belum lewat; isi dengan waktu sekarang atau sebelumnya.")


def find(connection: Connection, number: str, *, lock: bool = False) -> dict[str, Any]:
    """The complaint's row, or NotFound."""
    query = select(complaints).where(complaints.c.number == number)
    if lock:
        query = query.with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"No. Aduan {number} tidak ditemukan.")
    return dict(row)
