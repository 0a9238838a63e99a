"""All figures of a span at once, in the words of `sop.summary`."""

from __future__ import annotations

from sop.figures import answers, compliance, holders, lists, volumes
from sop.figures.asked import Asked, moment
from sop.summary import BREAKDOWNS, Balance, Ledger, StepLine, Summary


def summarise(
    asked: Asked, *, old: Balance, surveys: int = 0, ledger: Ledger | None = None
) -> Summary:
    """`asked` of the end of the months, without Data Lama; `old`: the balance of that alone.

    `surveys` and `ledger` are counted from the messages of the same span.
    """
    steps = compliance.by_step(asked)
    return Summary(
        start=moment(int(asked.edges[0])),
        end=moment(int(asked.edges[-1])),
        cutoff=asked.cutoff or asked.now,
        total=volumes.total(asked),
        by={column: volumes.by(asked, column) for column in BREAKDOWNS},
        old=old,
        all_steps=compliance.total(asked),
        steps=tuple(StepLine(key, kept) for key, kept in steps.items()),
        holders=holders.by_holder(asked),
        agencies=holders.by_agency(asked),
        satisfaction=answers.satisfaction(asked, surveys=surveys),
        ledger=ledger,
        unfinished=lists.unfinished(asked),
        overdue=lists.late(asked),
    )
