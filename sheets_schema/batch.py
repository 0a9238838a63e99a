"""One atomic write to the spreadsheet: what it changes, and the request that does so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets_schema import cells, requests
from sheets_schema.columns import Kind
from sheets_schema.layout import Cells, Layout
from sheets_schema.requests import Request


@dataclass(frozen=True)
class Update:
    """Cells of a row that exists. `row` counts from 1.

    `witness`: what proves just before the write that this is still the row. `expected`: what should
    stand in the cells now; a cell that says something else was just typed into, and is left alone.
    `counts`: the values become the row's base.
    """

    tab: str
    row: int
    key: str
    cells: Cells  # "" empties a cell
    witness: Cells
    expected: Cells = field(default_factory=dict)
    counts: bool = True


@dataclass(frozen=True)
class Removal:
    """A second copy of a row in a log."""

    tab: str
    row: int
    key: str


@dataclass(frozen=True)
class Batch:
    """`id` is also the guard's. `appended`: tab -> key -> the new row's cells."""

    id: str
    appended: Mapping[str, Mapping[str, Cells]] = field(default_factory=dict)
    updates: tuple[Update, ...] = ()
    removals: tuple[Removal, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # as they stood

    @property
    def tabs(self) -> tuple[str, ...]:
        touched = [*self.appended, *(u.tab for u in self.updates), *(r.tab for r in self.removals)]
        return tuple(dict.fromkeys(touched))

    def flying(self, tab: str) -> dict[str, dict[str, set[str]]]:
        """key -> header -> values that are on their way there."""
        found: dict[str, dict[str, set[str]]] = {}
        for update in self.updates:
            if update.tab == tab:
                for header, cell in update.cells.items():
                    found.setdefault(update.key, {}).setdefault(header, set()).add(cell)
        for key, row in self.appended.get(tab, {}).items():
            found[key] = {header: {cell} for header, cell in row.items()}
        return found

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "appended": self.appended,
            "updates": [vars(update) for update in self.updates],
            "removals": [vars(removal) for removal in self.removals],
            "headers": self.headers,
        }


def from_json(stored: Mapping[str, Any]) -> Batch:
    return Batch(
        id=stored["id"],
        appended=stored["appended"],
        updates=tuple(Update(**update) for update in stored["updates"]),
        removals=tuple(Removal(**removal) for removal in stored["removals"]),
        headers={tab: tuple(header) for tab, header in stored["headers"].items()},
    )


def body(
    batch: Batch,
    layouts: Mapping[str, Layout],
    sheet_ids: Mapping[str, int],
    *,
    old_guards: Iterable[str] = (),
) -> dict[str, Any]:
    """The request. The guard comes first: a batch that landed is refused for it and nothing else.

    Removals come last, from below: they move the rows under them.
    """
    wanted: list[Request] = [requests.guard(batch.id, sheet_ids[batch.tabs[0]])]
    for update in batch.updates:
        wanted += _update(update, layouts[update.tab], sheet_ids[update.tab])
    for tab, rows in batch.appended.items():
        typed = [full_row(row, layouts[tab]) for row in rows.values()]
        wanted.append(requests.append_rows(sheet_ids[tab], typed))
    for removal in sorted(batch.removals, key=lambda removal: -removal.row):
        wanted.append(requests.delete_row(sheet_ids[removal.tab], removal.row - 1))
    wanted += [requests.remove_guard(guard) for guard in old_guards]
    return {"requests": wanted}


def only_guard(batch_id: str, sheet_id: int) -> dict[str, Any]:
    """A write that changes nothing, but after which the batch of this id can't land any more."""
    return {"requests": [requests.guard(batch_id, sheet_id)]}


def full_row(row: Cells, layout: Layout) -> list[dict[str, Any]]:
    """Typed values in the order of the columns."""
    places = {header: at for header in row if (at := layout.place(header)) is not None}
    typed: list[dict[str, Any]] = [{}] * (max(places.values(), default=-1) + 1)
    for header, at in places.items():
        typed[at] = cells.value(row[header], kind_of(header, row[header], layout))
    while typed and not typed[-1]:
        typed.pop()
    return typed


def kind_of(header: str, cell: str, layout: Layout) -> Kind:
    """Staff's own columns have no kind: what looks exactly like a number is one."""
    column = layout.tab.column(header)
    if column:
        return column.kind
    try:
        return Kind.NUMBER if cells.parse(float(cell), Kind.NUMBER) == cell else Kind.TEXT
    except ValueError:
        return Kind.TEXT


def _update(update: Update, layout: Layout, sheet_id: int) -> Iterator[Request]:
    """One request for each run of columns that stand side by side."""
    places = ((layout.place(header), header) for header in update.cells)
    by_place = {at: header for at, header in places if at is not None}
    for run in _runs(by_place):
        values = [
            cells.value(update.cells[by_place[at]], kind_of(by_place[at], "", layout)) for at in run
        ]
        yield requests.write_cells(sheet_id, update.row - 1, run[0], values)


def _runs(places: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in sorted(places):
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run
