"""Full NIK and KK numbers that somebody told the desk: kept sealed, apart from the words they stood
in, for whom the law and the SOP let see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, or_, select

from desk import identity_numbers
from desk.ids import new_id
from desk.incoming import Incoming
from desk.kept_number_tables import kept_numbers
from desk.schema import messages


@dataclass(frozen=True)
class Kept:
    """One number, whole, and when it was told."""

    value: str
    at: datetime


def written_in(incoming: Incoming) -> list[str]:
    """The numbers in everything that a message says."""
    name = incoming.attachment.name if incoming.attachment else ""
    words = (incoming.text, name, incoming.sender_name, incoming.quoted_text)
    return identity_numbers.found("\n".join(words))


def keep(
    connection: Connection,
    values: Iterable[str],
    *,
    now: datetime,
    number: str | None = None,
    message_id: str | None = None,
) -> None:
    """Keep those that this complaint or message has not brought yet, in the caller's write."""
    known = _values(connection, kept_numbers.c.message_id == message_id) if message_id else set()
    known |= _values(connection, _of(number)) if number else set()
    for value in dict.fromkeys(values):
        if value not in known:
            connection.execute(
                insert(kept_numbers),
                {
                    "id": new_id(now),
                    "at": now,
                    "number": number,
                    "message_id": message_id,
                    "value": value,
                },
            )


def are_there(connection: Connection, number: str) -> bool:
    """Whether one was told about this complaint."""
    return bool(connection.execute(select(exists().where(_of(number)))).scalar())


def told_of(connection: Connection, number: str) -> list[Kept]:
    """The complaint's numbers, oldest first. Who shows them writes the look down: `nik_looks`."""
    query = select(kept_numbers).where(_of(number)).order_by(kept_numbers.c.id)
    return [Kept(row["value"], row["at"]) for row in connection.execute(query).mappings()]


def forget(connection: Connection, number: str) -> None:
    """Delete those of this complaint: their owner asked for it, or it is anonymised."""
    connection.execute(delete(kept_numbers).where(_of(number)))


def _of(number: str) -> ColumnElement[bool]:
    """Told with the complaint, or in a message that belongs to it by now."""
    told = select(messages.c.id).where(messages.c.number == number)
    return or_(kept_numbers.c.number == number, kept_numbers.c.message_id.in_(told))


def _values(connection: Connection, which: ColumnElement[bool]) -> set[str]:
    return set(connection.execute(select(kept_numbers.c.value).where(which)).scalars())
