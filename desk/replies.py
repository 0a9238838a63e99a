"""The desk's own replies to a citizen: the number, the guide, a note, a state, and their caps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from desk import asked, completeness, notices, outbox, texts
from desk.completeness import Standing
from desk.context import Desk
from desk.incoming import Kind
from desk.schema import media, messages
from sop.clocks import next_service
from sop.model import Detail

RECEIPT, GUIDE, NOTE, CHECK = "receipt", "guide", "note", "check"
STILL_MISSING = "masih_kurang"
PICTURES = (Kind.IMAGE.value, Kind.VIDEO.value)
#: A line of the city's text that asks for pictures: "Boleh disertai foto atau video."
INVITATION = re.compile(
    r"^(?:boleh|dapat|bisa|silakan|mohon)\s+(?:disertai|dilampiri|disertakan|menyertakan|melampirkan)\b"
    r"[^\n]*\b(?:foto|video|gambar)\b[^\n]*\n?",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Cap:
    """At most `most` to one chat within `span`."""

    most: int
    span: timedelta


#: A new complaint is told its number always; these are not, so that two machines that answer each
#: other fall silent.
SELDOM = (Cap(1, timedelta(minutes=10)), Cap(5, timedelta(days=1)))
CAPS: Mapping[str, tuple[Cap, ...]] = {
    GUIDE: SELDOM,
    NOTE: SELDOM,
    CHECK: (Cap(10, timedelta(hours=1)),),
}


@dataclass(frozen=True)
class To:
    """The chat that is answered."""

    gateway: str
    chat_id: str


def reply(
    connection: Connection,
    desk: Desk,
    to: To,
    template: str,
    *,
    purpose: str,
    now: datetime,
    row: Mapping[str, Any] | None = None,
    facts: Mapping[str, str] | None = None,
    always: bool = False,
) -> bool:
    """Queue one template, with the facts of the complaint `row`. False: no text, or capped, unless
    it is to be told `always`."""
    reference = desk.reference(connection)
    known = notices.facts_of(connection, desk, row) if row else {}
    today = now.astimezone(reference.preferences.zone).date()
    body = texts.render(reference, desk.sop, template, {**known, **(facts or {})}, today=today)
    if not always and _capped(connection, to, template, body, purpose=purpose, now=now):
        return False
    return _queue(connection, to, body, template, purpose=purpose, row=row, now=now)


def _queue(
    connection: Connection,
    to: To,
    body: str,
    template: str,
    *,
    purpose: str,
    row: Mapping[str, Any] | None,
    now: datetime,
) -> bool:
    if not body:
        return False
    outbox.queue(
        connection,
        chat_id=to.chat_id,
        gateway=to.gateway,
        body=body,
        purpose=purpose,
        number=row["number"] if row else None,
        template=template,
        now=now,
    )
    return True


def _capped(
    connection: Connection, to: To, template: str, body: str, *, purpose: str, now: datetime
) -> bool:
    """CEK has one cap for all its answers; guides and notes have one for each template, and what
    is still missing one for each list: a shorter one is told at once."""
    same = messages.c.purpose == purpose
    if purpose != CHECK:
        same &= messages.c.template == template
    if template == STILL_MISSING:
        same &= messages.c.body == body
    for cap in CAPS.get(purpose, ()):
        query = select(func.count()).where(
            same,
            messages.c.direction == "out",
            messages.c.gateway == to.gateway,
            messages.c.chat_id == to.chat_id,
            messages.c.at > now - cap.span,
        )
        if connection.execute(query).scalar_one() >= cap.most:
            return True
    return False


def welcome(
    connection: Connection,
    desk: Desk,
    row: Mapping[str, Any],
    standing: Standing,
    *,
    emergency: bool,
    now: datetime,
) -> None:
    """The first reply to a new complaint: its number, always, in one message with what applies.

    Who needs help now, or only asks something, reads no list of what a complaint must have.
    """
    reference = desk.reference(connection)
    opens = next_service(desk.calendar(now, connection), now)
    zone = reference.preferences.zone
    told = completeness.to_tell(desk, row, standing)
    question = completeness.only_asks(desk, row)
    ordinary = not emergency and not question
    keys = {
        "darurat": emergency,
        "balasan_darurat": emergency,
        "balasan_tanya": question and not emergency,
        "balasan_otomatis": ordinary,
        "minta_ktp": ordinary and Detail.CARD in told.lacking,
        "luar_jam": ordinary and opens > now,
        "rahasia_ok": row["confidential"],
    }
    facts = notices.facts_of(connection, desk, row) | {
        "batas": texts.moment(opens, zone),
        "kurang": _at_once(standing) if emergency else _listed(told),
    }
    today = now.astimezone(zone).date()
    parts = [
        texts.render(reference, desk.sop, key, facts, today=today)
        for key, applies in keys.items()
        if applies
    ]
    body = "\n\n".join(part for part in parts if part) or f"No. Aduan {row['number']}"
    if _has_pictures(connection, row["number"]):
        body = INVITATION.sub("", body)
    to = To(row["gateway"], row["chat_id"])
    _queue(connection, to, body, "balasan_otomatis", purpose=RECEIPT, row=row, now=now)


def _has_pictures(connection: Connection, number: str) -> bool:
    """Whether pictures have come with it; the photo of a KTP is none of what happened."""
    kept = media.join(messages, messages.c.id == media.c.message_id)
    shown = messages.c.kind.in_(PICTURES) & ~media.c.identity
    query = select(media.c.id).select_from(kept).where(media.c.number == number, shown)
    return connection.execute(query.limit(1)).first() is not None


def _listed(standing: Standing) -> str:
    return texts.bullets("\n".join(asked.first_words(standing.to_ask)))


def _at_once(standing: Standing) -> str:
    """All that those who come to help need to know."""
    needed = {Detail.NAME: "nama", Detail.PLACE: "lokasi"}
    return " dan ".join(word for detail, word in needed.items() if detail not in standing.given)
