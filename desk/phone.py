"""What staff do on the desk's own phone: kept with the complaint of a chat that is known here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from desk import arrival as arrivals
from desk import media, storable
from desk.context import Desk
from desk.ids import new_id
from desk.incoming import Chat, Echo, Incoming, Kind
from desk.outbox import State
from desk.schema import messages

ACTOR = "Ponsel layanan"
PURPOSE = "phone"
#: They change another message and are none themselves.
ABOUT_ANOTHER = frozenset({Kind.REACTION, Kind.EDIT, Kind.DELETION})


def typed(connection: Connection, desk: Desk, echo: Echo, *, now: datetime) -> None:
    """Take in what was written, attached, changed or deleted there. Of strangers: nothing."""
    if echo.by_api:
        return
    written = _written(echo)
    if echo.kind in ABOUT_ANOTHER:
        arrivals.about_another(connection, desk, written, now=now)
        return
    known = connection.execute(
        select(messages.c.number)
        .where(messages.c.gateway == echo.gateway, messages.c.chat_id == echo.chat_id)
        .order_by(messages.c.number.desc().nulls_last())
        .limit(1)
    ).first()
    if known is not None:
        _keep(connection, echo, written, number=known[0], now=now)


def _keep(
    connection: Connection, echo: Echo, written: Incoming, *, number: str | None, now: datetime
) -> None:
    message_id = new_id(now)
    connection.execute(
        insert(messages).values(
            id=message_id,
            at=written.at,
            number=number,
            direction="out",
            gateway=echo.gateway,
            chat_id=echo.chat_id,
            kind=echo.kind.value,
            body=storable.text(written.text),
            gateway_id=echo.id,
            state=State.SENT,
            state_at=now,
            actor=ACTOR,
            purpose=PURPOSE,
        )
    )
    if echo.attachment and echo.kind is not Kind.STICKER:
        media.expect(
            connection,
            written,
            message_id=message_id,
            number=number,
            identity=False,
            origin="answer",
            now=now,
        )


def _written(echo: Echo) -> Incoming:
    """The same words for what went out as for what came in."""
    return Incoming(
        gateway=echo.gateway,
        id=echo.id,
        at=echo.at,
        chat_id=echo.chat_id,
        chat=Chat.PERSON,
        kind=echo.kind,
        text=echo.text,
        attachment=echo.attachment,
        about_id=echo.about_id,
    )
