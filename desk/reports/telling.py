"""Whom a report's steps are told by WhatsApp, as a link: the page asks for the sign-in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from desk import audience, outbox, texts
from desk.actors import Actor
from desk.audience import Reader
from desk.context import Desk
from desk.reminding import PURPOSE
from desk.reports.records import Report, name_of
from sop.model import Recipient

TO_STAFF, TO_LEADERS = "laporan_bulanan", "laporan_terbit"
READY = "konsep siap dilengkapi"
TO_REVIEW = "menunggu tinjauan"
RETURNED = "dikembalikan peninjau"
AGREED = "disetujui, siap diterbitkan"
APART = timedelta(seconds=20)  # one number to many people: as people send, not as machines do


def address(desk: Desk, month: date) -> str:
    """The page of this month's report; "" where nobody said where the app is."""
    return f"{desk.app_url}/laporan-bulanan?bulan={name_of(month)}" if desk.app_url else ""


def tell_writers(
    connection: Connection,
    desk: Desk,
    month: date,
    status: str,
    *,
    now: datetime,
    reason: str = "",
) -> None:
    """The admins: that there is a draft, that it came back, that it was agreed to."""
    roles = desk.sop.addressees[Recipient.CITY_ADMIN]
    facts = {"status": status, "alasan": reason}
    _tell(connection, desk, _people(connection, desk, roles, now=now), month, facts=facts, now=now)


def tell_reviewers(
    connection: Connection, desk: Desk, month: date, sender: Actor, *, now: datetime
) -> None:
    """Who reviews, but not whoever sends it to themselves."""
    people = _people(connection, desk, (desk.sop.report_reviewer,), now=now)
    others = [person for person in people if person.email != sender.id]
    _tell(connection, desk, others, month, facts={"status": TO_REVIEW}, now=now)


def tell_leaders(connection: Connection, desk: Desk, report: Report, *, now: datetime) -> None:
    """Everybody who gets the daily summary."""
    roles = [role.name for role in desk.sop.roles if role.briefed]
    facts = {"nomor": report.number}
    people = _people(connection, desk, roles, now=now)
    _tell(connection, desk, people, report.first_day, facts=facts, now=now, template=TO_LEADERS)


def _people(
    connection: Connection, desk: Desk, roles: Iterable[str], *, now: datetime
) -> Sequence[Reader]:
    reference = desk.reference(connection)
    today = now.astimezone(desk.timezone(connection)).date()
    every = (audience.of_role(desk.sop, reference, role, "", today=today) for role in roles if role)
    return list({reader.phone: reader for found in every for reader in found}.values())


def _tell(
    connection: Connection,
    desk: Desk,
    people: Iterable[Reader],
    month: date,
    *,
    facts: dict[str, str],
    now: datetime,
    template: str = TO_STAFF,
) -> None:
    about = {"judul": desk.sop.report_title, "periode": texts.month(month)}
    about |= {"tautan": address(desk, month), **facts}
    for place, reader in enumerate(people):
        told = about | {"sapaan": texts.greeting(reader.name)}
        body = texts.render(desk.reference(connection), desk.sop, template, told)
        if body:
            outbox.queue(
                connection,
                chat_id=reader.chat_id,
                gateway=desk.gateway,
                body=body,
                purpose=PURPOSE,
                template=template,
                not_before=now + place * APART,
                now=now,
            )
