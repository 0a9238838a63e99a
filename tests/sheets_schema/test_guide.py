"""The tab Petunjuk: one screen, in words that exist."""

from __future__ import annotations

import re

from sheets_schema.guide import ROWS
from sheets_schema.tables import ADUAN, CLOSE_REASONS, REPLY_WORD
from sop.wadul_aladin import WADUL_ALADIN

ONE_SCREEN = 26  # rows
A_LINE = 100  # letters


def test_the_guide_fits_on_one_screen() -> None:
    assert len(ROWS) <= ONE_SCREEN
    assert all(len(cell) <= A_LINE for row in ROWS for cell in row)


def test_every_status_that_the_guide_tells_to_type_exists() -> None:
    told = {
        word.strip()
        for what, _ in ROWS
        for word in re.findall(r"Status = ([A-Z][A-Za-z ]+?)(?: \(|$)", what)
    }
    assert len(told) >= 7
    assert told <= {state.name for state in WADUL_ALADIN.states} | {REPLY_WORD}


def test_every_column_that_the_guide_names_first_exists() -> None:
    names = (*ADUAN.headers, *CLOSE_REASONS)
    for what, _ in ROWS:
        if what[0].isupper() and not what.startswith("JANGAN"):
            assert what.startswith(names), what
