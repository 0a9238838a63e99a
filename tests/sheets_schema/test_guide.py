"""The tab Petunjuk: one screen, in words that exist."""

from __future__ import annotations

import re

import pytest

from sheets_schema import guide
from sheets_schema.rows import CONFIDED
from sheets_schema.tables import ADUAN, CLOSE_REASONS, REPLY_WORD
from sop import SOPS
from sop.model import Sop

ONE_SCREEN = 26  # rows
A_LINE = 100  # letters


@pytest.fixture(params=SOPS.values(), ids=list(SOPS))
def sop(request: pytest.FixtureRequest) -> Sop:
    found: Sop = request.param
    return found


def test_the_guide_fits_on_one_screen(sop: Sop) -> None:
    rows = guide.rows(sop)
    assert len(rows) <= ONE_SCREEN
    assert all(len(cell) <= A_LINE and "{" not in cell for row in rows for cell in row)


def test_every_status_that_the_guide_tells_to_type_exists(sop: Sop) -> None:
    told = {
        word.strip()
        for what, _ in guide.rows(sop)
        for word in re.findall(r"Status = ([A-Z][A-Za-z ]+?)(?: \(|,|;|$)", what)
    }
    assert len(told) >= 7
    assert told <= {state.name for state in sop.states} | {REPLY_WORD}


def test_every_column_that_the_guide_names_first_exists(sop: Sop) -> None:
    names = (*ADUAN.headers, *CLOSE_REASONS)
    for what, _ in guide.rows(sop):
        if what[0].isupper() and not what.startswith("JANGAN"):
            assert what.startswith(names), what


def test_the_guide_says_where_a_hidden_cell_is_read(sop: Sop) -> None:
    (then,) = [then for what, then in guide.rows(sop) if CONFIDED in what]
    assert then.startswith("dibaca di halaman aduan")
