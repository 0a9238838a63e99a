"""A new complaint, told to the admins' telephones: for desks that work by WhatsApp.

Whoever is told can verify by answering with a quote. In a flood the pages serve better: after a few
in half an hour the rest waits for the reminder, which names them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from desk import audience, choices, completeness, discretion, notices, texts
from desk.context import Desk
from desk.reference import Reference
from desk.schema import messages
from sop.model import Notice, Recipient

TO_ADMINS = Notice(Recipient.CITY_ADMIN, "aduan_baru")
SPAN = timedelta(minutes=30)
MOST = 10  # messages to all admins together in that time


def tell(connection: Connection, desk: Desk, row: Mapping[str, Any], *, now: datetime) -> None:
    """Tell the admins of this complaint, where Pengaturan asks for it."""
    reference = desk.reference(connection)
    if not reference.preferences.tell_new or _enough(connection, now):
        return
    body = texts.render(reference, desk.sop, TO_ADMINS.template, _facts(connection, desk, row))
    today = now.astimezone(reference.preferences.zone).date()
    admins = _admins(desk, reference, today)
    told = audience.told_of(desk.sop, reference, admins, row, now=now)
    chats = [one.chat_id for one in told]
    audience.tell(
        connection, desk, chats, body, template=TO_ADMINS.template, number=row["number"], now=now
    )


def _enough(connection: Connection, now: datetime) -> bool:
    query = select(func.count()).where(
        messages.c.template == TO_ADMINS.template, messages.c.at > now - SPAN
    )
    return int(connection.execute(query).scalar_one()) >= MOST


def _facts(connection: Connection, desk: Desk, row: Mapping[str, Any]) -> dict[str, str]:
    roles = desk.sop.addressees[TO_ADMINS.to]
    possible = choices.possible(desk.sop, desk.reference(connection).preferences, row, roles[:1])
    return {
        **notices.facts_of(connection, desk, row),
        **discretion.for_staff(desk.sop, TO_ADMINS, row),
        "kelengkapan": completeness.of(connection, desk, row).words,
        "pilihan": choices.listed(possible, row, mark="*"),
    }


def _admins(desk: Desk, reference: Reference, today: date) -> Sequence[audience.Reader]:
    roles = desk.sop.addressees[TO_ADMINS.to]
    return audience.of_roles(desk.sop, reference, roles, "", today=today)
