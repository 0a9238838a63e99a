"""News of a message that outran the answer to its request: kept until its id is known here."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete

from desk.incoming import Delivery, Receipt
from desk.journal import recall, remember
from desk.schema import facts

PREFIX = "early:"
#: How far each news is; that it failed is the last word.
FURTHER = (Delivery.SENT, Delivery.DELIVERED, Delivery.READ, Delivery.FAILED)
KEPT_FOR = timedelta(days=1)


def note(connection: Connection, news: Receipt, *, now: datetime) -> None:
    """Keep the news under the message's id at the gateway, unless further news is kept already."""
    name = _name(news.gateway, news.id)
    known = recall(connection, name)
    if known and FURTHER.index(Delivery(known["delivery"])) >= FURTHER.index(news.delivery):
        return
    connection.execute(
        delete(facts).where(facts.c.name.startswith(PREFIX), facts.c.at < now - KEPT_FOR)
    )
    said = {"delivery": news.delivery, "at": news.at.isoformat(), "reason": news.reason}
    remember(connection, name, said, now=now)


def take(connection: Connection, gateway: str, gateway_id: str) -> dict[str, Any] | None:
    """The news of the message that has just got this id, once: delivery, at, reason."""
    name = _name(gateway, gateway_id)
    known = recall(connection, name)
    if not known:
        return None
    connection.execute(delete(facts).where(facts.c.name == name))
    return {
        "delivery": Delivery(known["delivery"]),
        "at": datetime.fromisoformat(known["at"]),
        "reason": known["reason"],
    }


def _name(gateway: str, gateway_id: str) -> str:
    return PREFIX + hashlib.sha256(f"{gateway}:{gateway_id}".encode()).hexdigest()[:40]
