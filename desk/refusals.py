"""The gateway refuses everything for now: a quota used up, a subscription over, a wrong token.

Nothing leaves then, and every minute one message asks whether it is over. What comes in goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desk.journal import recall, remember

QUOTA, EXPIRED, ACCESS, NOT_READY = "kuota", "langganan", "akses", "belum_siap"
#: What the operator is told, by the cause that a gateway's error names.
SENTENCES = {
    QUOTA: "Kuota langganan gateway habis; perpanjang atau naikkan paketnya.",
    EXPIRED: "Langganan gateway sudah berakhir; perpanjang di akun gateway.",
    ACCESS: "Gateway menolak alamat atau token; periksa GATEWAY_URL, GATEWAY_INSTANCE, dan "
    "GATEWAY_TOKEN.",
    NOT_READY: "Nomor WhatsApp belum siap di gateway; periksa statusnya di akun gateway.",
}
ASK_EVERY = timedelta(minutes=1)
#: A message that was refused lets others ask before it asks again: a quota may concern new chats
#: alone.
TURN_AFTER = timedelta(minutes=2)
FACT = "gateway_refuses"


@dataclass(frozen=True)
class Refusal:
    """Why nothing leaves, since when, and when the next message may ask."""

    cause: str
    since: datetime
    ask_at: datetime


def standing(connection: Connection) -> Refusal | None:
    """The refusal that nothing has ended yet."""
    fact = recall(connection, FACT)
    if not fact:
        return None
    times = (datetime.fromisoformat(fact[name]) for name in ("since", "ask_at"))
    return Refusal(fact["cause"], *times)


def note(connection: Connection, cause: str, *, now: datetime) -> None:
    """A message was refused, and every other would be."""
    before = standing(connection)
    since = before.since if before and before.cause == cause else now
    fact = {
        "cause": cause,
        "since": since.isoformat(),
        "ask_at": (now + ASK_EVERY).isoformat(),
    }
    remember(connection, FACT, fact, now=now)


def over(connection: Connection, *, now: datetime) -> None:
    """A message was taken: whatever was in the way is gone."""
    remember(connection, FACT, None, now=now)
