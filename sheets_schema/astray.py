"""Values of ours that landed in a wrong row or column: what they covered is given back.

Columns of ours are written again by the usual rule. What nobody but the Sheet had is not: the
staff's own columns, and what somebody had typed and was not taken in yet.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from sheets_schema import accident_ends, wording
from sheets_schema.bases import Base
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN
from sheets_schema.typed import Typed


def give_back(typed: Typed, base: Base, strays: Cells) -> None:
    """`base`: as it was before these `strays` were seen."""
    owe(typed.connection, typed.number, base, strays, now=typed.now)
    covered = {h: cell for h, cell in (base.edits or {}).items() if h in strays and cell}
    if covered:
        typed.keep(covered, wording.covered(covered))


def owe(connection: Connection, number: str, base: Base, strays: Cells, *, now: datetime) -> None:
    """The staff's own columns are written back, also those that were empty."""
    own = {
        header: [base.cells.get(header, ""), cell]
        for header, cell in strays.items()
        if ADUAN.column(header) is None
    }
    if own:
        accident_ends.owe(connection, {number: own}, now=now)
