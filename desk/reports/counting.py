"""The month's figures for the whole desk, as the report counts them: known at its cut-off."""

from __future__ import annotations

from datetime import date, datetime

from desk.actors import Actor
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.figures import Asked, Filters, Months, ask, monthly
from desk.figures.asked import mixed_with_examples, of_examples
from desk.reports.contents import FROM_EXAMPLES, WITHOUT_EXAMPLES
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
    while there were no others by the month's end."""
    examples = of_examples(desk, month, cutoff=cutoff)
    return ask(
        desk,
        actor or _whole_desk(desk),
        Months(month, month),
        now=cutoff,
        filters=Filters(channel=channel, examples=examples),
        at_end=True,
        cutoff=cutoff,
    )


def said_of_examples(desk: Desk, month: date, *, cutoff: datetime) -> str:
    """What the report says of example complaints; "" where there are none."""
    if of_examples(desk, month, cutoff=cutoff):
        return FROM_EXAMPLES
    return WITHOUT_EXAMPLES if mixed_with_examples(desk)[0] else ""


def _whole_desk(desk: Desk) -> Actor:
    """A report counts the same for whoever has it made."""
    role = next(role.name for role in desk.sop.roles if role.scope is Scope.CITY)
    return Actor(id=role, name=role, roles=(role,), via="system")


def of_month(desk: Desk, month: date, *, cutoff: datetime) -> Summary:
    """All figures of the month as they were known at `cutoff`."""
    old = asked(desk, month, cutoff=cutoff, channel=OLD_DATA)
    return monthly.of(desk, asked(desk, month, cutoff=cutoff), old)
