"""A complaint that waits too long for what its citizen was asked for: a reminder, then the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk import completeness, events, notices, outbox, texts
from desk.acting import act_in
from desk.actors import system
from desk.context import Desk
from desk.recording import find
from sop.model import Field

REMINDER = "pengingat_kelengkapan"
REMINDED = "Pengingat Kelengkapan"
CLOSE = "Tutup Tidak Lengkap"
NOT_SENT = "Tidak terkirim: pelapor tidak terjangkau lewat WhatsApp."


def remind_or_close(desk: Desk, number: str, *, now: datetime) -> None:
    """Do what its time asks for, unless it has gone on meanwhile."""
    with desk.journal.write() as connection:
        row = find(connection, number, lock=True)
        if not desk.sop.state(row["state"]).waiting:
            return
        missing = completeness.answered(connection, desk, row).to_ask
        words = "\n".join(missing) or row["reason"]
        if completeness.deadline(desk.reference(connection), row) > now:
            _remind(connection, desk, row, words, now=now)
            return
        actor, values = system(desk.sop), {Field.REASON: words}
        act_in(connection, desk, actor, number, action=CLOSE, values=values, now=now)


def _remind(
    connection: Connection, desk: Desk, row: Mapping[str, Any], missing: str, *, now: datetime
) -> None:
    """Once: the event says that it was done, also where nobody could be reached."""
    body = _letter(connection, desk, row, missing, now=now)
    if body:
        outbox.queue(
            connection,
            chat_id=row["chat_id"],
            gateway=row["gateway"],
            body=body,
            purpose="answer",
            number=row["number"],
            template=REMINDER,
            now=now,
        )
    events.add(
        connection,
        number=row["number"],
        action=REMINDED,
        actor=system(desk.sop),
        now=now,
        from_state=row["state"],
        to_state=row["state"],
        note=missing if body else desk.sop.in_words(NOT_SENT),
    )


def _letter(
    connection: Connection, desk: Desk, row: Mapping[str, Any], missing: str, *, now: datetime
) -> str:
    """The reminder; "" when its citizen cannot or must not be written to."""
    reference = desk.reference(connection)
    zone = reference.preferences.zone
    today = now.astimezone(zone).date()
    if not row["chat_id"] or reference.is_blocked(row["chat_id"], today):
        return ""
    facts = notices.facts_of(connection, desk, row) | {
        "kurang": texts.bullets(missing),
        "batas": texts.moment(completeness.deadline(reference, row), zone),
    }
    return texts.render(reference, desk.sop, REMINDER, facts, today=today)
