"""What must be written, in bundles that stay together: a complaint's row, its events, its messages.

A bundle never spans two batches, so the Sheet never shows an action without its row in Riwayat.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desk.context import Desk
from sheets_schema import bases, comparing, keepsakes, log_rows, merges, records
from sheets_schema.bases import Base
from sheets_schema.batch import Batch, Removal, Update
from sheets_schema.known import Known
from sheets_schema.layout import Cells, Layout
from sheets_schema.records import Waiting
from sheets_schema.rows import Showing
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT
from sheets_schema.view import View

LARGEST = 1_450_000  # bytes of one batch, as estimated here; 1.5 MB in truth at most
A_CELL = 44  # bytes that a typed value takes beside its text
MOST_NUMBERS = 2000  # complaints, and as many loose messages, that one pass writes


@dataclass
class Bundle:
    """`weight`: about how many bytes it will be in a request."""

    appended: dict[str, dict[str, Cells]] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    weight: int = 0

    def append(self, tab: str, key: str, cells: Cells) -> None:
        self.appended.setdefault(tab, {})[key] = cells
        self.weight += _weight(cells)

    def change(self, update: Update) -> None:
        self.updates.append(update)
        self.weight += _weight(update.cells) + 150

    @property
    def keys(self) -> set[str]:
        appended = {key for rows in self.appended.values() for key in rows}
        return appended | {update.key for update in self.updates}

    def __bool__(self) -> bool:
        return bool(self.appended or self.updates)


def _weight(cells: Cells) -> int:
    return sum(len(json.dumps(cell)) + A_CELL for cell in cells.values()) + 100


@dataclass(frozen=True)
class Scene:
    """What composing looks at; all of it read in one transaction."""

    view: View
    known: Known
    showing: Showing
    desired: Mapping[str, Cells]
    bases: Mapping[str, Base]
    places: Mapping[str, int]  # number -> row of Aduan, also where the number itself is missing
    restored: frozenset[str]  # vanished rows that come back now
    rewrite: Mapping[str, frozenset[str]]  # cells to write once more, as typed values


def compose(connection: Connection, desk: Desk, scene: Scene, waiting: Waiting) -> Iterator[Bundle]:
    """All bundles, in the order of the complaints' numbers."""
    sound = {title for title, layout in scene.view.layouts.items() if layout.sound}
    numbers = dict.fromkeys((*sorted(scene.desired), *waiting.events, *waiting.messages))
    hidden = records.confidential(connection, numbers)
    every = [row for found in waiting.messages.values() for row in found]
    files = records.files_of(connection, every)
    written = bases.load(connection, PERCAKAPAN.title, [row["id"] for row in every])
    ids = [row["id"] for found in waiting.events.values() for row in found]
    told = bases.load(connection, RIWAYAT.title, ids)
    kept = keepsakes.of_events(connection, desk, waiting.events)
    for number in numbers:
        bundle = Bundle()
        if ADUAN.title in sound:
            complaint(bundle, scene, number)
        if RIWAYAT.title in sound:
            for row in waiting.events.get(number, ()):
                shown = log_rows.event(row, scene.showing, kept[row["id"]])
                event(bundle, scene, row["id"], shown=shown, base=told.get(row["id"]))
        for row in waiting.messages.get(number, ()) if PERCAKAPAN.title in sound else ():
            if bundle.weight > LARGEST // 2:
                yield bundle
                bundle = Bundle()
            shown = log_rows.message(
                row, files.get(row["id"], []), scene.showing, confidential=number in hidden
            )
            message(bundle, scene, row["id"], shown=shown, base=written.get(row["id"]))
        if bundle:
            yield bundle


def complaint(bundle: Bundle, scene: Scene, number: str) -> None:
    """The complaint's own row: appended when the Sheet has none, else what differs in it."""
    desired, base = scene.desired.get(number), scene.bases.get(number)
    if desired is None:
        return
    if base is None:
        bundle.append(ADUAN.title, number, desired)
    elif number in scene.restored:
        own = {h: cell for h, cell in base.cells.items() if ADUAN.column(h) is None}
        bundle.append(ADUAN.title, number, own | desired)
    elif number in scene.places:
        _differences(bundle, scene, number, desired=desired, base=base)


def _differences(bundle: Bundle, scene: Scene, number: str, *, desired: Cells, base: Base) -> None:
    changed = comparing.to_write(ADUAN, base, desired)
    for header in scene.rewrite.get(number, ()):
        # The staff's own columns are written again as they were read.
        changed[header] = (desired if ADUAN.column(header) else base.cells).get(header, "")
    layout = scene.view.aduan
    changed = merges.visible(changed, scene.known.merges, layout, scene.places[number])
    if changed:
        there = base.cells.get(ADUAN.key, "")
        bundle.change(
            Update(
                tab=ADUAN.title,
                row=scene.places[number],
                key=number,
                cells=changed,
                witness={ADUAN.key: there} | ({} if there else _likeness(scene, number)),
                expected={header: base.cells.get(header, "") for header in changed},
            )
        )


def _likeness(scene: Scene, number: str) -> Cells:
    """By what a row without a number is known again: as it was read just now.

    Its base may say something else: a row is also known by its number in another column.
    """
    layout, raw = scene.view.aduan, scene.view.rows.get(scene.places[number], [])
    shown = layout.cells(raw) if layout else {}
    elsewhere = {header: cell for header, cell in shown.items() if cell == number}
    return elsewhere | {header: shown.get(header, "") for header in ("Kanal", "Isi Aduan")}


def event(bundle: Bundle, scene: Scene, event_id: str, *, shown: Cells, base: Base | None) -> None:
    """An event's row: appended once; of a confidential complaint its words may be written again."""
    row = scene.known.rows.get(RIWAYAT.title, {}).get(event_id)
    if base is None or row is None:
        bundle.append(RIWAYAT.title, event_id, shown)
        return
    if not log_rows.says_the_same(shown, base.cells):
        changed = {header: shown.get(header, "") for header in log_rows.TOLD}
        witness = {RIWAYAT.key: event_id}
        bundle.change(Update(RIWAYAT.title, row, event_id, cells=changed, witness=witness))


def message(
    bundle: Bundle, scene: Scene, message_id: str, *, shown: Cells, base: Base | None
) -> None:
    """A message's row: appended once, later only its changing cells."""
    row = scene.known.rows.get(PERCAKAPAN.title, {}).get(message_id)
    if base is None or row is None:
        bundle.append(PERCAKAPAN.title, message_id, shown)
        return
    wanted = log_rows.changing(shown)
    changed = {
        header: shown.get(header, "")
        for header in wanted.keys() | base.cells.keys()
        if wanted.get(header, "") != base.cells.get(header, "")
    }
    if changed:
        witness = {PERCAKAPAN.key: message_id}
        bundle.change(Update(PERCAKAPAN.title, row, message_id, cells=changed, witness=witness))


def batches(bundles: Iterable[Bundle], *, largest: int) -> Iterator[list[Bundle]]:
    """Groups that fit into one batch by their weight and number."""
    group: list[Bundle] = []
    weight = 0
    for bundle in bundles:
        if group and (weight + bundle.weight > LARGEST or len(group) >= largest):
            yield group
            group, weight = [], 0
        group.append(bundle)
        weight += bundle.weight
    if group:
        yield group


def joined(
    batch_id: str,
    group: Iterable[Bundle],
    layouts: Mapping[str, Layout],
    *,
    removals: Iterable[Removal] = (),
) -> Batch:
    """One batch out of these bundles."""
    appended: dict[str, dict[str, Cells]] = {}
    updates: list[Update] = []
    for bundle in group:
        updates += bundle.updates
        for tab, found in bundle.appended.items():
            appended.setdefault(tab, {}).update(found)
    batch = Batch(batch_id, appended, tuple(updates), tuple(removals))
    headers = {tab: layouts[tab].header_row for tab in batch.tabs}
    return Batch(batch_id, appended, tuple(updates), tuple(removals), headers)
