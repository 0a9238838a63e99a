"""Data Lama beside the figures: counted apart, never among what was received or kept in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk.actors import Actor
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.figures import listed
from desk.figures.asked import Filters, Months, ask
from sop.figures import volumes


@dataclass(frozen=True)
class OldData:
    """`received` in the months asked for, by the date in the old register; `still_open` of all."""

    received: int
    still_open: int


def old_data(
    desk: Desk, actor: Actor, months: Months, *, now: datetime, filters: Filters
) -> OldData:
    """How much Data Lama there is beside what these filters show; none where they name a way."""
    if filters.channel:
        return OldData(0, 0)
    asked = ask(desk, actor, months, now=now, filters=replace(filters, channel=OLD_DATA))
    return OldData(volumes.total(asked).received, listed.open_now(asked))
