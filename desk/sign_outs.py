"""Sign-ins that a person has ended: the provider's cookie lives on, and counts no more."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from desk.journal import Journal, put
from desk.session_tables import sign_outs

#: Longer than any sign-in counts (SESSION_HOURS).
KEPT_FOR = timedelta(days=8)
#: Of what the provider says, what tells one sign-in from another.
NAMED_BY = ("iss", "sub", "email", "iat", "auth_time", "sid")


def mark(claims: Mapping[str, Any]) -> str:
    """One sign-in, the same in every tab that shares its cookie; tells nothing of the person."""
    said = "\n".join(str(claims.get(name, "")) for name in NAMED_BY)
    return hashlib.sha256(said.encode()).hexdigest()


def record(journal: Journal, claims: Mapping[str, Any], *, now: datetime) -> None:
    """End this sign-in, also where somebody has kept a copy of its cookie."""
    with journal.write() as connection:
        connection.execute(delete(sign_outs).where(sign_outs.c.at < now - KEPT_FOR))
        put(connection, sign_outs, {"mark": mark(claims)}, {"at": now})


def ended(connection: Connection, claims: Mapping[str, Any]) -> bool:
    query = select(sign_outs.c.mark).where(sign_outs.c.mark == mark(claims))
    return connection.execute(query).first() is not None
