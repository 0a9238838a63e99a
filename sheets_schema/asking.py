"""Which ranges a pass reads, and how the answers become a View.

Each question knows its own range and what to do with its answer, so that one call can carry any
mixture of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sheets_schema import cells, register
from sheets_schema import layout as layouts
from sheets_schema.columns import Kind, Raw, Rows, Tab
from sheets_schema.known import Known
from sheets_schema.layout import Layout, quoted
from sheets_schema.reference_tabs import REFERENCE_TABS, SYNCED_TABS
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT, STATUS
from sheets_schema.view import View, blocks, index

TAIL = 200  # IDs read at the end of a log


@dataclass(frozen=True)
class Question:
    """One range of the call; `take` puts its answer into the view.

    `turned`: it wants the answer column by column, as a whole column is lighter so.
    """

    range: str
    take: Callable[[View, Rows], None]
    turned: bool = False


def headers(found: dict[str, Layout], titles: Iterable[str]) -> Iterator[Question]:
    """The header rows of the tabs we write; each becomes a layout in `found`."""
    for tab in SYNCED_TABS:
        if tab.title in titles:
            yield Question(f"{quoted(tab.title)}!1:1", _header(found, tab))


def _header(found: dict[str, Layout], tab: Tab) -> Callable[[View, Rows], None]:
    def take(_view: View, rows: Rows) -> None:
        found[tab.title] = layouts.read(tab, rows[0] if rows else ())

    return take


def both_columns(layout: Layout, known: Known, wanted: Iterable[str]) -> Iterator[Question]:
    """Numbers and statuses of all rows; in full the wanted ones and what follows the last one."""
    title = quoted(ADUAN.title)
    number, status = layout.letters(ADUAN.key), layout.letters(STATUS)
    yield Question(f"{title}!{number}1:{number}", _numbers(known), turned=True)
    yield Question(f"{title}!{status}1:{status}", _statuses(known), turned=True)
    last = max(known.last.get(ADUAN.title, 1), 1)
    places = known.rows.get(ADUAN.title, {})
    rows = {places[number] for number in wanted if number in places}
    yield from full_rows(row for row in rows | set(known.blanks) if row < last)
    yield Question(f"{title}!A{last}:{layouts.LAST}", full(last))


def full_rows(rows: Iterable[int]) -> Iterator[Question]:
    """These rows of Aduan, in full."""
    for first, end in blocks(rows):
        yield Question(f"{quoted(ADUAN.title)}!{first}:{end}", full(first))


def everything(layout: Layout, known: Known) -> Iterator[Question]:
    """All rows of Aduan, in full."""

    def take(view: View, rows: Rows) -> None:
        full(1)(view, rows)
        _numbers(known)(view, [[layout.key_of(row) for row in rows]])
        _statuses(known)(view, [[layout.cell(row, STATUS) for row in rows]])

    yield Question(quoted(ADUAN.title), take)


def full(first: int) -> Callable[[View, Rows], None]:
    """Rows in full, the first of them being row `first`; row 1 is the header's."""

    def take(view: View, rows: Rows) -> None:
        view.rows |= {row: found for row, found in enumerate(rows, start=first) if row > 1}

    return take


def _numbers(known: Known) -> Callable[[View, Rows], None]:
    def take(view: View, columns: Rows) -> None:
        known.numbers = register.numbers(columns[0] if columns else [], known.numbers)
        view.keys[ADUAN.title] = known.numbers.places
        view.blanks = known.numbers.blanks
        view.doubled = known.numbers.doubled

    return take


def _statuses(known: Known) -> Callable[[View, Rows], None]:
    def take(view: View, columns: Rows) -> None:
        view.statuses = register.statuses(columns[0] if columns else [], known.numbers)

    return take


def _first(row: list[Raw]) -> str:
    return cells.parse(row[0], Kind.TEXT) if row else ""


def logs(known: Known) -> Iterator[Question]:
    """The last IDs of Percakapan and Riwayat; the whole column when their end is not known."""
    for tab in (PERCAKAPAN, RIWAYAT):
        layout = known.layouts.get(tab.title)
        if layout and layout.sound:
            last = known.last.get(tab.title, 0)
            first = max(1, last - TAIL + 1) if tab.title in known.tails else 1
            yield ids(layout, first)


def ids(layout: Layout, first: int = 1) -> Question:
    """The ID column from row `first` on."""
    letters, title = layout.letters(layout.tab.key), layout.tab.title

    def take(view: View, rows: Rows) -> None:
        keys = [_first(row).strip() for row in rows]
        skipped = 1 if first == 1 else 0
        view.keys[title] = index(keys[skipped:], first=first + skipped)
        if first == 1:
            view.whole.add(title)

    return Question(f"{quoted(title)}!{letters}{first}:{letters}", take)


def reference(titles: Iterable[str]) -> Iterator[Question]:
    """All reference tabs, whole."""
    for tab in REFERENCE_TABS:
        if tab.title in titles:
            yield Question(quoted(tab.title), _reference(tab))


def _reference(tab: Tab) -> Callable[[View, Rows], None]:
    def take(view: View, rows: Rows) -> None:
        view.reference[tab.title] = rows

    return take
