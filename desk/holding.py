"""Who held a complaint for how long, where one clock goes through several hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from desk.context import Desk
from sop import shares as sop_shares
from sop.model import Limit
from sop.shares import Moved

Shares = tuple[tuple[str, float], ...]


def shares(
    connection: Connection, desk: Desk, history: Sequence[Mapping[Any, Any]]
) -> dict[str, Shares]:
    """Event id -> role and time, for events that end a shared step. `history`: a complaint's
    events, oldest first."""
    known = {state.name for state in desk.sop.states}
    moves: list[Moved] = []
    found: dict[str, Shares] = {}
    for event in history:
        if event["to_state"] not in known:
            continue
        moved = event["from_state"] != event["to_state"]
        if moved:
            moves.append(Moved(event["at"], event["to_state"], event["step"]))
        if moved and event["step"] and sop_shares.shared(desk.sop, event["step"]):
            found[event["id"]] = _of(connection, desk, moves)
    return found


def _of(connection: Connection, desk: Desk, moves: Sequence[Moved]) -> Shares:
    last = moves[-1]
    limit = desk.reference(connection).limits.get(last.ended) or Limit(0)
    calendar = desk.calendar(last.at, connection)
    return tuple(sop_shares.of_step(desk.sop, calendar, limit, moves).items())
