"""Who sent a doubtful photo by WhatsApp is told at once, in answer to it: it may be a slip."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from desk import outbox
from desk.context import Desk
from desk.evidence import doubts
from desk.evidence.remarks import FOLLOW_UP
from desk.schema import messages

PURPOSE = "note"  # at most once
SAID = "{number}: {sentence} Bila keliru, mohon kirim foto yang benar dengan mengutip pesan ini."


def warn_sender(connection: Connection, desk: Desk, photo: RowMapping, *, now: datetime) -> None:
    """`photo`: the row of a photo of a follow-up that has just been fetched."""
    if photo["origin"] != FOLLOW_UP or not photo["message_id"] or not photo["number"]:
        return
    number = str(photo["number"])
    found = [one for one in doubts.of(connection, number) if one.media_id == photo["id"]]
    if not found:
        return
    query = select(messages).where(messages.c.id == photo["message_id"])
    message = connection.execute(query).mappings().one()
    sentence = found[0].sentence(desk.sop.citizen, desk.timezone(connection), named=False)
    outbox.queue(
        connection,
        now=now,
        chat_id=message["chat_id"],
        gateway=message["gateway"],
        body=SAID.format(number=number, sentence=sentence),
        purpose=PURPOSE,
        number=number,
        quoted_id=message["gateway_id"],
    )
