"""Lembar: any tab of the Sheet, edited as a member of staff edits it in Google Sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import access, flash, running, screens, sheet_api
from pages.parts.sheet_api import Part, Rejected, SheetOf, Tab

actor = access.require(*screens.STAFF)

REGISTER = "Aduan"
#: These grow below; whoever opens one wants what came last, as at the end of a long file.
GROWING = (REGISTER, "Percakapan", "Riwayat")
PAGE_ROWS = 100
NARROWEST_PX, WIDEST_PX, LETTER_PX = 90, 320, 8
SPARE_ROWS = 5  # empty rows below the last one, to type into
ROUND = "sheet_round"  # rises when the table must be drawn anew
TABS = "sheet_tabs"  # asked for once, and after each change


def choose() -> tuple[SheetOf, Tab]:
    emails = [person.email for person in running.desk().reference().staff if person.active]
    own = actor.id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        email = st.selectbox(
            "Mengetik sebagai",
            list(dict.fromkeys([own, *emails])),
            key="sheet_person",
            persist_state="session",
        )
        sheet = SheetOf(email)
        tabs = {tab.title: tab for tab in _tabs(sheet)}
        title = st.selectbox(
            "Tab",
            list(tabs),
            index=list(tabs).index(REGISTER) if REGISTER in tabs else 0,
            key="sheet_tab",
            persist_state="session",
        )
    return sheet, tabs[title]


def _tabs(sheet: SheetOf) -> list[Tab]:
    known = st.session_state.get(TABS) or sheet.tabs()
    st.session_state[TABS] = known
    return list(known)


def look(sheet: SheetOf, tab: Tab) -> tuple[int, Part]:
    """Where the chosen page of the tab begins, and what stands there."""
    key = _page_key(tab)
    first, part = _read(sheet, tab, int(st.session_state.get(key, 1)))
    newest = -(-part.filled // PAGE_ROWS)
    if key in st.session_state or tab.title not in GROWING or newest <= 1:
        return first, part
    st.session_state[key] = newest
    return _read(sheet, tab, newest)


def _read(sheet: SheetOf, tab: Tab, page: int) -> tuple[int, Part]:
    first = 1 + (page - 1) * PAGE_ROWS
    first = first if first <= tab.rows else 1
    return first, sheet.part(tab, first, first + PAGE_ROWS - 1)


def table(sheet: SheetOf, tab: Tab, part: Part, *, first: int) -> None:
    last = min(first + PAGE_ROWS - 1, part.filled + SPARE_ROWS, tab.rows)
    rows = sheet_api.grid(part.rows, last - first + 1, tab.columns)
    key = f"cells_{tab.id}_{first}_{st.session_state.get(ROUND, 0)}"
    frame = _frame(rows, tab.columns, first)
    st.data_editor(
        frame,
        key=key,
        column_config=_columns(frame, part.header),
        height=520,
        row_height=32,
        placeholder="",
        disabled=["_index"],
        on_change="rerun",
    )
    edits = _edits(tab, first, st.session_state.get(key, {}))
    with st.container(horizontal=True):
        label = f"Simpan {len(edits)} sel" if edits else "Simpan"
        st.button(
            label,
            type="primary",
            disabled=not edits,
            on_click=_try,
            args=(sheet.type_in, edits, f"{len(edits)} sel tersimpan di Sheet."),
            key="sheet_save",
        )
        st.button("Muat ulang", on_click=_redraw, key="sheet_reload")


def pages(tab: Tab, part: Part) -> None:
    count = -(-(part.filled + SPARE_ROWS) // PAGE_ROWS)
    if count > 1:
        st.pagination(count, key=_page_key(tab))


def _page_key(tab: Tab) -> str:
    return f"sheet_page_{tab.id}"


def _frame(rows: list[list[str]], columns: int, first: int) -> pd.DataFrame:
    names = [sheet_api.letters(at) for at in range(1, columns + 1)]
    index = range(first, first + len(rows))
    return pd.DataFrame(rows, columns=names, index=list(index), dtype="string")


def _columns(frame: pd.DataFrame, header: list[str]) -> dict[str, Any]:
    """A page far below the first one has no header row: its names stand beside the letters."""
    names = [*header, *[""] * len(frame.columns)]
    return {
        letter: st.column_config.Column(
            f"{letter} · {name}" if name else letter, width=_width_px([name, *frame[letter]])
        )
        for letter, name in zip(map(str, frame.columns), names, strict=False)
    }


def _width_px(texts: list[str]) -> int:
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return min(max(LETTER_PX * (longest + 4), NARROWEST_PX), WIDEST_PX)


def _edits(tab: Tab, first: int, state: Any) -> dict[str, str]:
    """The cells that were typed into, in A1 notation."""
    return {
        tab.cell(first + int(row), _column(name)): text or ""
        for row, cells in state.get("edited_rows", {}).items()
        for name, text in cells.items()
    }


def _column(name: str) -> int:
    """The number of the column with these letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def row_tools(sheet: SheetOf, tab: Tab) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = int(st.number_input("Baris", 1, tab.rows, 2, key="sheet_row", width=130))
        insert = sheet_api.insert_row(tab, row)
        st.button("Sisipkan di atas", on_click=_try, args=(sheet.change, insert), key="row_insert")
        delete = sheet_api.delete_row(tab, row)
        st.button("Hapus baris", on_click=_try, args=(sheet.change, delete), key="row_delete")


def sort_tools(sheet: SheetOf, tab: Tab, part: Part) -> None:
    names = {at: text for at, text in enumerate(part.header, start=1) if text}
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = st.selectbox("Urutkan menurut", names, format_func=names.__getitem__)
        for label, rising in (("A → Z", True), ("Z → A", False)):
            order = sheet_api.sort_rows(tab, part.filled, column, rising=rising)
            st.button(label, on_click=_try, args=(sheet.change, order), key=f"sort_{rising}")


def _try(work: Callable[[Any], None], what: Any, done: str = "Sheet diubah.") -> None:
    if access.again() is None:
        flash.bad(access.EXPIRED)
        return
    try:
        work(what)
    except Rejected as problem:
        flash.bad(str(problem))
    else:
        # Floating: a line above the table would move what is under somebody's hands.
        st.toast(done, icon=":material/check_circle:")
        _redraw()


def _redraw() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(TABS, None)


st.title("Lembar")
st.caption(
    "Peragaan Google Sheet: ketik di sel seperti petugas; Wadul membacanya dalam beberapa detik."
)
try:
    sheet, tab = choose()
    first, shown = look(sheet, tab)
    pages(tab, shown)
    table(sheet, tab, shown, first=first)
    row_tools(sheet, tab)
    sort_tools(sheet, tab, shown)
except Rejected as problem:
    st.error(str(problem))
