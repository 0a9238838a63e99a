"""A desk of Magetan whose staff act by WhatsApp: the steps of every test about their replies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.recording import open_complaint
from desk.schema import events, messages
from sop.model import Field
from tests.conftest import SITI, person
from tests.desk.test_acting import row_of
from tests.desk.writing import GATEWAY, LAMP, LET_PASS, Street, quotable

STEPS: tuple[tuple[str, str, Mapping[Field, str]], ...] = (
    ("Administrator", "Teruskan ke Kabid", LET_PASS),
    ("Kabid IKP", "Teruskan ke Kadis", {}),
    ("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "Dishub"}),
    ("Kepala OPD", "Jawab dan Tindak Lanjut", {Field.FOLLOW_UP: "Lampu diganti"}),
)


class Magetan:
    """One complaint of Siti's, and the telephones of those who handle it."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.desk, self.street = desk, Street(desk, now)
        with desk.journal.write() as connection:
            row = {"gateway": GATEWAY, "chat_id": SITI, "body": LAMP}
            self.number = str(open_complaint(connection, desk, row, now=now)["number"])

    @property
    def row(self) -> dict[str, Any]:
        return row_of(self.desk, self.number)

    def stands(self, state: str) -> None:
        """It is carried, in the pages, to where it stands so."""
        for role, action, values in STEPS:
            if self.row["state"] == state:
                return
            self.street.wait(minutes=1)
            opd = "Dishub" if role == "Kepala OPD" else ""
            actor = person(self.desk, role, opd)
            act(self.desk, actor, self.number, action, values=values, now=self.street.now)
        assert self.row["state"] == state

    def chat(self, role: str, opd: str = "") -> str:
        return self.chat_of(person(self.desk, role, opd))

    def chat_of(self, actor: Actor) -> str:
        known = self.desk.reference().person(actor.id)
        assert known is not None
        return f"{known.phone}@c.us"

    def writes(self, chat: str, text: str, *, quotes: bool = True, **more: Any) -> str:
        """From this telephone, quoting our last message there; what is answered."""
        quoted = quotable(self.desk, chat) if quotes else ""
        self.street.replies(chat)
        phone = chat.partition("@")[0]
        self.street.writes(text, chat_id=chat, phone=phone, quoted_id=quoted, **more)
        return "\n".join(self.street.replies(chat)[:1])

    def sent(self, chat: str) -> list[dict[str, Any]]:
        return self.street.rows(messages, messages.c.chat_id == chat, messages.c.direction == "out")

    def history(self) -> list[dict[str, Any]]:
        return self.street.rows(events, events.c.number == self.number)
