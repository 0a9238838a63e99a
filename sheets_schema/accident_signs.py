"""What tells an accident in the Sheet from a person's work: signs that one read shows.

Pure: rows that differ from what they showed last in, signs out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desk.accidents import Sign
from sheets_schema import fields
from sheets_schema.actions import INPUTS
from sheets_schema.bases import Base
from sheets_schema.columns import Owner
from sheets_schema.layout import Cells
from sheets_schema.tables import STATUS

#: A changed cell of these is part of an action. Petugas alone claims nothing.
ACTION_CELLS = frozenset((STATUS, *INPUTS))
MACHINE = frozenset(fields.headers_owned_by(Owner.MACHINE))
CHANGED_AT = "Terakhir Diubah"
#: Two cells that change places are a clerk putting a mistake right; three are no hand's work.
FEWEST_MOVED = 3
#: Of a column with few different values, as a choice is: so many may change places by honest work.
FEWEST_ALIKE = 6
MOST_OTHERS = 0.2  # of a column's changed cells: typed meanwhile by somebody else
#: Fewer vanished rows come back by themselves, however small the register is.
FEWEST_GONE = 3
MOST_GONE = 20
GONE_SHARE = 0.2  # of all rows


@dataclass(frozen=True)
class Change:
    """How a complaint's row differs from its base. Cells of "" were emptied.

    `edits`: a person's, in columns that we know; `own`: in columns that staff added.
    """

    base: Base
    edits: Cells = field(default_factory=dict)
    own: Cells = field(default_factory=dict)
    ours: Cells = field(default_factory=dict)

    @property
    def cells(self) -> Cells:
        return self.edits | self.own

    def __bool__(self) -> bool:
        return bool(self.edits or self.own)


Changes = Mapping[str, Change]  # by number
CellThere = tuple[str, str, str]  # number, header, what stands there now


def signs(changes: Changes, *, limit: int) -> set[Sign]:
    """Signs of an accident in rows that still stand; none for a person's work."""
    found = {Sign.SORTED} if permuted(changes) else set()
    if any(_is_older(change) for change in changes.values()):
        found.add(Sign.OLDER)
    if sum(bool(change.edits.keys() & ACTION_CELLS) for change in changes.values()) > limit:
        found.add(Sign.MANY)
    return found


def _is_older(change: Change) -> bool:
    """A person's cell and the time of the last change went back together: nobody types that."""
    before, now = change.base.cells.get(CHANGED_AT, ""), change.edits.get(CHANGED_AT, "")
    return bool(before and now) and now < before and bool(change.edits.keys() - MACHINE)


def permuted(changes: Changes) -> set[str]:
    """Columns whose values stand at other numbers than before."""
    return {header for header, pairs in _columns(changes) if _is_permuted(pairs)}


def _columns(changes: Changes) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each column with changed cells: what stood in them, and what does now."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for change in changes.values():
        for header, cell in change.cells.items():
            columns.setdefault(header, []).append((change.base.cells.get(header, ""), cell))
    yield from columns.items()


def _is_permuted(pairs: list[tuple[str, str]]) -> bool:
    before = Counter(was for was, _ in pairs if was)
    now = Counter(cell for _, cell in pairs if cell)
    moved = before & now
    many = moved.total() >= FEWEST_ALIKE or len(moved) >= FEWEST_MOVED
    return many and moved.total() >= now.total() * (1 - MOST_OTHERS)


def suspicious(changes: Changes) -> frozenset[CellThere]:
    """Filled cells of a column that may have been sorted with rows that were not read.

    Status is read of all rows, so who changed it as well shows all there is to see.
    """
    cells = [
        (number, header, cell)
        for number, change in changes.items()
        if STATUS not in change.edits
        for header, cell in change.cells.items()
        if cell
    ]
    alike = Counter(header for _, header, _ in cells)
    return frozenset(found for found in cells if alike[found[1]] >= FEWEST_MOVED)


def is_from_elsewhere(found: Iterable[CellThere], stood: Mapping[str, set[str]]) -> bool:
    """Whether values that `stood` in a column, in whichever rows, stand in others now."""
    moved = Counter(header for _, header, cell in found if cell in stood.get(header, ()))
    return any(count >= FEWEST_MOVED for count in moved.values())


def too_many_gone(gone: int, rows: int) -> bool:
    """`rows`: how many the Sheet had."""
    return gone > MOST_GONE or (gone >= FEWEST_GONE and gone > rows * GONE_SHARE)
