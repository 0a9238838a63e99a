"""Read what a pass needs: one call when nothing has moved, at most a few when something has."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sheets_schema import asking, grids, merges, renamed, trash
from sheets_schema.asking import Question
from sheets_schema.client import Sheet, turned
from sheets_schema.errors import SheetError
from sheets_schema.known import Known
from sheets_schema.layout import Layout, fresh
from sheets_schema.reference_tabs import SYNCED_TABS, TITLES
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT
from sheets_schema.view import View

log = logging.getLogger(__name__)

FULL_EVERY = timedelta(minutes=10)
REFERENCE_EVERY = timedelta(seconds=20)
LOOK_FOR_MISSING_EVERY = timedelta(seconds=60)
MOST_BLANKS = 300  # rows without a number, and with a strange one, that every pass reads
TRIES = 3
PROPERTIES = f"namedRanges(namedRangeId,name),{merges.FIELDS},{grids.PROPERTIES}"
GUARD = "wadul_"


def read(sheet: Sheet, wanted: Collection[str], *, now: datetime) -> View:
    """`wanted`: numbers whose rows are needed in full. SheetError when Google gives no answer."""
    known = sheet.known
    for _ in range(TRIES):
        if _must_look(known, now):
            _look(sheet, now=now)
        try:
            view = _read(sheet, wanted, now=now)
        except SheetError as error:
            if error.status != 400:
                raise
            # A tab was renamed or removed, or the grid is smaller than we thought.
            log.info("the read was refused: %s", error.detail)
            known.forget_places()
            continue
        if view is not None:
            _remember(known, view, now=now)
            return view
    raise SheetError("Susunan Lembar sedang diubah; dicoba lagi pada putaran berikut.")


def _must_look(known: Known, now: datetime) -> bool:
    if (
        known.titles is None
        or known.described_at is None
        or _is_due(known.full_at, FULL_EVERY, now)
    ):
        return True
    wrong = set(TITLES) - known.titles or not all(each.sound for each in known.layouts.values())
    return bool(wrong or known.merges) and _is_due(known.described_at, LOOK_FOR_MISSING_EVERY, now)


def _is_due(last: datetime | None, every: timedelta, now: datetime) -> bool:
    return last is None or now - last >= every


def _look(sheet: Sheet, *, now: datetime) -> None:
    """The tabs that exist and the guards that stand."""
    answer = sheet.describe(PROPERTIES)
    known = sheet.known
    properties = [entry["properties"] for entry in answer.get("sheets", [])]
    known.sheet_ids = {entry["title"]: entry.get("sheetId", 0) for entry in properties}
    known.titles = frozenset(known.sheet_ids)
    known.in_bin = bool(trash.look(sheet))
    known.look_alikes = renamed.look_alikes(sheet, known.sheet_ids)
    known.guards = tuple(
        named["namedRangeId"]
        for named in answer.get("namedRanges", [])
        if str(named.get("name", "")).startswith(GUARD)
    )
    known.file = grids.of_answer(answer)
    known.merges = merges.of_answer(answer)
    known.described_at = now


def _read(sheet: Sheet, wanted: Collection[str], *, now: datetime) -> View | None:
    """None: columns stand elsewhere than we thought, and are known now; or rows moved meanwhile."""
    known, titles = sheet.known, sheet.known.titles or frozenset()
    _assume(known, titles)
    layouts: dict[str, Layout] = {}
    view = View(layouts)
    questions = [*asking.headers(layouts, titles), *_register(known, wanted, now)]
    questions += asking.logs(known)
    if _is_due(known.reference_at, REFERENCE_EVERY, now):
        questions += asking.reference(titles)
    _put(sheet, view, questions)
    if layouts != known.layouts:
        known.layouts = layouts
        return None
    rest = [*_still_needed(known, view, wanted), *_lost_ends(known, view)]
    if rest:
        again: dict[str, Layout] = {}
        _put(sheet, view, [*asking.headers(again, titles), *rest])
        known.layouts = again
    return view if known.layouts == layouts and _is_of_one_moment(known, view) else None


def _is_of_one_moment(known: Known, view: View) -> bool:
    """Whether the rows stand where the column of numbers, read before them, says."""
    layout, keys = view.aduan, known.numbers.keys
    return layout is None or all(
        layout.key_of(raw) == (keys[row - 1] if row <= len(keys) else "")
        for row, raw in view.rows.items()
    )


def _assume(known: Known, titles: frozenset[str]) -> None:
    """Until its header was read, a tab looks as it was provisioned."""
    known.layouts = {
        tab.title: known.layouts.get(tab.title) or fresh(tab)
        for tab in SYNCED_TABS
        if tab.title in titles
    }


def _register(known: Known, wanted: Collection[str], now: datetime) -> Iterable[Question]:
    layout = known.layouts.get(ADUAN.title)
    if layout is None or not layout.sound:
        return ()
    if _is_due(known.full_at, FULL_EVERY, now):
        return asking.everything(layout, known)
    return asking.both_columns(layout, known, wanted)


def _put(sheet: Sheet, view: View, questions: list[Question]) -> None:
    """Ask all of them in one call."""
    if questions:
        answers = sheet.columns([question.range for question in questions])
        for question, columns in zip(questions, answers, strict=True):
            question.take(view, columns if question.turned else turned(columns))


def _still_needed(known: Known, view: View, wanted: Collection[str]) -> Iterable[Question]:
    """Rows that moved, whose Status was changed, or that have no number of ours."""
    places = view.keys.get(ADUAN.title, {})
    statuses = known.statuses or {}
    needed = {row for number in wanted for row in places.get(number, ())}
    changed = (n for n, status in view.statuses.items() if statuses.get(n, status) != status)
    needed |= {row for number in changed for row in places[number]}
    needed |= {row for rows in view.doubled.values() for row in rows}
    needed |= set(_nameless(known, view))
    return asking.full_rows(needed - set(view.rows))


def _nameless(known: Known, view: View) -> list[int]:
    """Rows without a number, or with one that we did not give: every pass reads some of them."""
    statuses = known.statuses or {}
    strange = [
        rows[0] for number, rows in view.keys.get(ADUAN.title, {}).items() if number not in statuses
    ]
    return [*view.blanks[:MOST_BLANKS], *strange[:MOST_BLANKS]]


def _lost_ends(known: Known, view: View) -> Iterable[Question]:
    """The whole ID column of a log whose last known ID is not at its end any more."""
    for tab in (PERCAKAPAN, RIWAYAT):
        tail = known.tails.get(tab.title)
        read = tab.title in view.keys and tab.title not in view.whole
        if tail and read and tail not in view.keys[tab.title]:
            yield asking.ids(view.layouts[tab.title])


def _remember(known: Known, view: View, *, now: datetime) -> None:
    """Where things stand, for the next pass."""
    if ADUAN.title in view.keys and _is_due(known.full_at, FULL_EVERY, now):
        known.full_at = now
    if view.reference:
        known.reference_at = now
    known.blanks = tuple(_nameless(known, view))
    remember_places(known, view)


def remember_places(known: Known, view: View) -> None:
    """The rows of the keys that were read."""
    for title, keys in view.keys.items():
        places = {key: rows[0] for key, rows in keys.items()}
        if title == ADUAN.title or title in view.whole:
            known.rows[title] = places
        else:
            known.rows.setdefault(title, {}).update(places)
        last_key = max(places, key=places.__getitem__, default="")
        known.last[title] = places.get(last_key, 1)
        known.tails[title] = last_key
