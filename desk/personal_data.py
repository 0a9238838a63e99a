"""HAPUS DATA and SALINAN DATA: whoever protects personal data is told, and an alarm stands until
somebody says that it was dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from desk import audience, texts
from desk.audience import Reader
from desk.conditions import alarm, clear
from desk.context import Desk
from desk.journal import put
from desk.privacy_tables import data_requests
from desk.schema import messages
from sop.model import Recipient

TEMPLATE = "permintaan_data"
ALARM = "data_pribadi_"
PAGE = "pelindungan-data"
ANYBODY = "petugas pelindungan data pribadi"
AGAIN = timedelta(days=1)  # who asks twice a day has been heard
TIME = timedelta(hours=72)  # UU 27/2022 art. 41
OPEN, DONE, REFUSED = "open", "done", "refused"


def requested(
    connection: Connection,
    desk: Desk,
    what: str,
    *,
    row: Mapping[str, Any] | None,
    message_id: str,
    now: datetime,
) -> bool:
    """`what`: HAPUS DATA or SALINAN DATA, of the citizen of `row` or of one without a complaint.
    False: the same was asked before and is not answered yet."""
    if not _opened(connection, what, row=row, message_id=message_id, now=now):
        return False
    officer = desk.reference(connection).preferences.privacy_officer or ANYBODY
    about = f"No. Aduan {row['number']}" if row else f"pesan {message_id}"
    sentence = (
        f"{what}: {desk.sop.citizen.lower()} meminta ini atas data pribadinya ({about}). "
        f"Mohon ditangani oleh {officer}."
    )
    alarm(connection, f"{ALARM}{message_id}", sentence, now=now)
    if not _told_lately(connection, row, now=now):
        _tell(connection, desk, what, row=row, now=now)
    return True


def _opened(
    connection: Connection,
    what: str,
    *,
    row: Mapping[str, Any] | None,
    message_id: str,
    now: datetime,
) -> bool:
    """Put it on the officer's list. False: the same chat asks this already."""
    query = select(messages.c.gateway, messages.c.chat_id).where(messages.c.id == message_id)
    found = connection.execute(query).one()
    chat = {"gateway": found.gateway, "chat_id": found.chat_id}
    same = [data_requests.c[name] == value for name, value in chat.items()]
    asked = select(data_requests.c.id).where(
        *same, data_requests.c.kind == what, data_requests.c.state == OPEN
    )
    if connection.execute(asked.limit(1)).first():
        return False
    number = row["number"] if row else ""
    put_request(connection, message_id, chat | {"kind": what, "number": number}, now=now)
    return True


def put_request(
    connection: Connection, request_id: str, facts: Mapping[str, str], *, now: datetime
) -> None:
    """`facts`: kind, gateway, chat_id and number of the request."""
    row = dict(facts) | {"at": now, "due_at": now + TIME, "state": OPEN}
    put(connection, data_requests, {"id": request_id}, row)


def settle(
    connection: Connection,
    request_id: str,
    state: str,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
    answer_id: str | None = None,
) -> None:
    """It was answered: it leaves the list, and its alarm ends."""
    connection.execute(
        update(data_requests)
        .where(data_requests.c.id == request_id, data_requests.c.state == OPEN)
        .values(state=state, settled_at=now, actor=actor, reason=reason, answer_id=answer_id)
    )
    clear(connection, f"{ALARM}{request_id}")


def officers(connection: Connection, desk: Desk, *, now: datetime) -> tuple[Reader, ...]:
    """The person whom Pengaturan names, by e-mail or name; while it names nobody, the admins."""
    reference = desk.reference(connection)
    named = reference.preferences.privacy_officer.casefold()
    today = now.astimezone(reference.preferences.zone).date()
    people = [one for one in reference.staff if named and named in (one.email, one.name.casefold())]
    admins = desk.sop.addressees.get(Recipient.CITY_ADMIN, ())
    return audience.readers(reference, people, "", today=today) or audience.of_roles(
        desk.sop, reference, admins, "", today=today
    )


def _told_lately(connection: Connection, row: Mapping[str, Any] | None, *, now: datetime) -> bool:
    query = select(messages.c.id).where(
        messages.c.template == TEMPLATE,
        messages.c.number.is_(None) if row is None else messages.c.number == row["number"],
        messages.c.at > now - AGAIN,
    )
    return connection.execute(query.limit(1)).first() is not None


def _tell(
    connection: Connection,
    desk: Desk,
    what: str,
    *,
    row: Mapping[str, Any] | None,
    now: datetime,
) -> None:
    facts = {
        "tindakan": what,
        "nomor": str(row["number"]) if row else "",
        "tautan": f"{desk.app_url}/{PAGE}" if desk.app_url else "",
    }
    body = texts.render(desk.reference(connection), desk.sop, TEMPLATE, facts)
    chats = [reader.chat_id for reader in officers(connection, desk, now=now)]
    number = row["number"] if row else None
    audience.tell(connection, desk, chats, body, template=TEMPLATE, number=number, now=now)
