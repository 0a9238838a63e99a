"""One account, two addresses: WhatsApp tells a chat by its number or by a hidden id (`@lid`).

Which of the two comes may change from message to message, and with the gateway. Whoever has written
once is known by the address that was told first, and is answered there. Who has complaints under
both, because nobody knew, has them in one chat from then on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from desk.incoming import Incoming
from desk.journal import recall, remember
from desk.schema import complaints, messages

FACT = "address:"  # + another address of an account -> the one it is known by


def at_home(connection: Connection, incoming: Incoming, *, now: datetime) -> Incoming:
    """The message in the chat under which its sender is known here."""
    told, other = incoming.chat_id, incoming.also
    home = home_of(connection, told)
    if home == told and other and _has_written(connection, incoming.gateway, other):
        if _has_written(connection, incoming.gateway, told):
            _join(connection, incoming.gateway, other, told)
        else:
            home = other
    for address in {told, other} - {home, ""}:
        if home_of(connection, address) != home:
            remember(connection, FACT + address, home, now=now)
    return incoming if home == told else replace(incoming, chat_id=home)


def _join(connection: Connection, gateway: str, chat_id: str, home: str) -> None:
    for table, values in ((complaints, {"sheet_pending": True}), (messages, {})):
        connection.execute(
            update(table)
            .where(table.c.gateway == gateway, table.c.chat_id == chat_id)
            .values(chat_id=home, **values)
        )


def home_of(connection: Connection, chat_id: str) -> str:
    """The chat as it is known here; itself, when nothing else was ever told of it."""
    return str(recall(connection, FACT + chat_id) or chat_id)


def _has_written(connection: Connection, gateway: str, chat_id: str) -> bool:
    query = select(messages.c.id).where(
        messages.c.gateway == gateway, messages.c.chat_id == chat_id
    )
    return connection.execute(query.limit(1)).first() is not None
