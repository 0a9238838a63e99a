"""The month's figures for the whole desk, as the report counts them: known at its cut-off."""

from __future__ import annotations

from datetime import date, datetime

from desk.actors import Actor
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.figures import Asked, Filters, Months, ask, monthly
from desk.figures.asked import mixed_with_examples
from sop.model import Scope
from sop.summary import Summary


def asked(
    desk: Desk,
    month: date,
    *,
    cutoff: datetime,
    channel: str = "",
    actor: Actor | None = None,
) -> Asked:
    """The question for the whole desk, or for what `actor` may count; example complaints count only
    where there are no others."""
    examples, real = mixed_with_examples(desk)
    return ask(
        desk,
        actor or _whole_desk(desk),
        Months(month, month),
        now=cutoff,
        filters=Filters(channel=channel, examples=examples and not real),
        at_end=True,
        cutoff=cutoff,
    )


def _whole_desk(desk: Desk) -> Actor:
    """A report counts the same for whoever has it made."""
    role = next(role.name for role in desk.sop.roles if role.scope is Scope.CITY)
    return Actor(id=role, name=role, roles=(role,), via="system")


def of_month(desk: Desk, month: date, *, cutoff: datetime) -> Summary:
    """All figures of the month as they were known at `cutoff`."""
    old = asked(desk, month, cutoff=cutoff, channel=OLD_DATA)
    return monthly.of(desk, asked(desk, month, cutoff=cutoff), old)
