"""docs/columns.md, printed from the tables: `python -m sheets_schema --columns`."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_schema.columns import Column, Kind, Owner, Tab, Use
from sheets_schema.reference_tabs import TABS
from sheets_schema.tables import STATUS

WHO = {
    Owner.MACHINE: "Wadul; a change is put back",
    Owner.ACTION: "staff; a change is an action",
    Owner.INPUT: "staff; input of an action, kept as a draft",
    Owner.CLAIM: "staff; a claim, emptied afterwards",
    Owner.PLAIN: "staff; taken over as it is",
    Owner.REFERENCE: "staff; the desk obeys",
}
HOLDS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "number",
    Kind.MOMENT: "date and time",
    Kind.DAY: "date",
    Kind.CHOICE: "choice",
    Kind.FLAG: "Ya or Tidak",
}


def columns_markdown() -> str:
    """All tabs and columns in their order, for people who read the Sheet or write programs."""
    lines = [
        "# Tabs and columns of the register",
        "",
        "Printed from `sheets_schema/tables.py` and `sheets_schema/reference_tabs.py` by",
        "`python -m sheets_schema --columns`; a test keeps the two equal. Headers are found by",
        "their text, so staff may move columns and add their own. `Arsip <year>` has the columns",
        "of Aduan.",
    ]
    for tab in TABS:
        lines += ["", *_tab(tab)]
    return "\n".join(lines) + "\n"


def _tab(tab: Tab) -> Iterator[str]:
    yield f"## {tab.title}"
    yield ""
    yield tab.meaning + (" Locked: its owner and named admins only." if tab.locked else "")
    yield ""
    yield "| column | holds | who writes | meaning |"
    yield "|---|---|---|---|"
    for column in tab.columns:
        who = "nobody" if tab.use is Use.GUIDE else WHO[column.owner]
        yield f"| {column.header} | {_holds(column)} | {who} | {column.meaning} |"


def _holds(column: Column) -> str:
    if column.choices_from == STATUS:
        return "the states of the SOP, and *Balas*"
    if column.several_of:
        return f"rows of the tab {column.several_of}, with commas between"
    if column.choices_from:
        return f"a row of the tab {column.choices_from}"
    return " · ".join(column.choices) or HOLDS[column.kind]
