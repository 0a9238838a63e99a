"""All figures of some months in one `Summary`, with what only the messages tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from desk.actors import Actor
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.figures import messages
from desk.figures.asked import Asked, Filters, Months, ask, microseconds
from sop.figures import volumes
from sop.figures.history import Flags
from sop.figures.summing import summarise
from sop.summary import Summary


def summary(
    desk: Desk,
    actor: Actor,
    months: Months,
    *,
    now: datetime,
    filters: Filters | None = None,
    cutoff: datetime | None = None,
) -> Summary:
    """The figures of these months as `actor` may count them, and as they were known at `cutoff`."""
    filters = filters or Filters()
    found = ask(desk, actor, months, now=now, filters=filters, at_end=True, cutoff=cutoff)
    lama = replace(filters, channel=OLD_DATA)
    old = ask(desk, actor, months, now=now, filters=lama, at_end=True, cutoff=cutoff)
    return of(desk, found, old)


def of(desk: Desk, found: Asked, old: Asked) -> Summary:
    """The answer to two questions that differ in Data Lama alone.

    Of the messages it tells only where no filter is set: they are not counted by OPD or category.
    """
    whole = found.agencies is None and bool(_asked_for(found, old).all())
    with desk.journal.read() as connection:
        return summarise(
            found,
            old=volumes.total(old),
            surveys=messages.surveys(connection, found),
            ledger=messages.ledger(connection, found) if whole else None,
        )


def _asked_for(found: Asked, old: Asked) -> Flags:
    """All complaints that no filter leaves out; examples and what came after the cut-off may."""
    record = found.record
    apart = record.columns["example"] != 0
    if found.cutoff is not None:
        apart |= record.known_at >= microseconds(found.cutoff)
    return np.asarray(found.complaints | old.complaints | apart)
