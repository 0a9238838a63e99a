"""Citizens who write, and what the journal then says: the steps of every intake test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select, update

from desk import inbox
from desk.context import Desk
from desk.incoming import Attachment, Chat, Incoming, Kind, News
from desk.recording import open_complaint
from desk.schema import alarms, complaints, events, media, messages
from sop.model import Field
from tests.conftest import SITI

GATEWAY = "green_api"
BUDI = "6289876543210@c.us"
LAMP = "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin"
PHOTO = Attachment("http://127.0.0.1:9/foto.jpg", "foto.jpg", "image/jpeg")
#: The Administrator lets a complaint pass that has not been completed in these stories.
LET_PASS = {Field.COMPLETENESS: "Lengkap: identitas ditunjukkan di loket"}
_serial = count(1)


def quotable(desk: Desk, chat_id: str) -> str:
    """The id of our last message to this chat, as if the gateway had taken it."""
    with desk.journal.write() as connection:
        of_chat = (messages.c.chat_id == chat_id) & (messages.c.direction == "out")
        query = select(messages.c.id).where(of_chat).order_by(messages.c.id.desc())
        found = connection.execute(query.limit(1)).scalar_one()
        connection.execute(
            update(messages).where(messages.c.id == found).values(gateway_id=f"OUT{found}")
        )
    return f"OUT{found}"


@dataclass
class Street:
    """The citizens of a test. Time passes only when a test says so."""

    desk: Desk
    now: datetime
    seen: set[str] = field(default_factory=set)

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def writes(self, text: str = "", *, chat_id: str = SITI, **fields: Any) -> str:
        """A citizen's message is taken in. Returns its gateway id."""
        gateway_id = fields.pop("id", None) or f"IN{next(_serial):06d}"
        kind = fields.pop("kind", Kind.IMAGE if "attachment" in fields else Kind.TEXT)
        incoming = Incoming(
            gateway=GATEWAY,
            id=gateway_id,
            at=fields.pop("at", self.now),
            chat_id=chat_id,
            chat=fields.pop("chat", Chat.PERSON),
            kind=kind,
            sender_name="siti 🌸",
            text=text,
            **fields,
        )
        self.receives(incoming, key=gateway_id)
        return gateway_id

    def receives(
        self, news: News | None, *, key: str, raw: Mapping[str, Any] | None = None
    ) -> bool:
        """A notification of the gateway is taken in."""
        return inbox.receive(
            self.desk, gateway=GATEWAY, key=key, raw=dict(raw or {}), news=news, now=self.now
        )

    def rows(self, table: Any, *conditions: Any) -> list[dict[str, Any]]:
        with self.desk.journal.read() as connection:
            query = select(table).where(*conditions).order_by(*table.primary_key.columns)
            return [dict(row) for row in connection.execute(query).mappings()]

    def complaints(self) -> list[dict[str, Any]]:
        return self.rows(complaints)

    def complaint(self) -> dict[str, Any]:
        (row,) = self.complaints()
        return row

    def kept(self) -> list[dict[str, Any]]:
        return self.rows(messages, messages.c.direction == "in")

    def replies(self, chat_id: str = SITI) -> list[str]:
        """Texts queued to this chat since the last look."""
        found = self.rows(messages, messages.c.direction == "out", messages.c.chat_id == chat_id)
        new = [row for row in found if row["id"] not in self.seen]
        self.seen |= {row["id"] for row in new}
        return [row["body"] for row in new]

    def templates(self, chat_id: str = SITI) -> list[str]:
        found = self.rows(messages, messages.c.direction == "out", messages.c.chat_id == chat_id)
        return [row["template"] for row in found]

    def media(self) -> list[dict[str, Any]]:
        return self.rows(media)

    def events(self) -> list[str]:
        return [row["action"] for row in self.rows(events)]

    def alarms(self) -> list[str]:
        return [row["code"] for row in self.rows(alarms)]


def by_siti(desk: Desk, body: str, *, now: datetime, name: str = "Siti Aminah") -> str:
    """A new complaint of Siti's, with her number; returns its own."""
    fields = {
        "gateway": GATEWAY,
        "chat_id": SITI,
        "phone": SITI.partition("@")[0],
        "name": name,
        "body": body,
    }
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=now)["number"])
