"""What is typed into a draft: kept as it is, by field, and never over a colleague's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.actors import Actor
from desk.context import Desk
from desk.problems import Changed
from desk.reports import records
from tests.desk.reports.conftest import LATER, saved


def test_what_was_typed_is_kept_as_it_was_typed(desk: Desk, admin: Actor, draft: str) -> None:
    words = "  Hujan.\n\n- jalan rusak  "
    assert saved(desk, admin, draft, obstacles=words).obstacles == words


def test_whoever_would_overwrite_a_colleague_is_told_first(
    desk: Desk, admin: Actor, draft: str
) -> None:
    saved(desk, admin, draft, obstacles="Hujan")
    with pytest.raises(Changed):
        saved(desk, admin, draft, obstacles="Banjir")


def test_two_people_may_write_in_one_field_each(desk: Desk, admin: Actor, draft: str) -> None:
    saved(desk, admin, draft, obstacles="Hujan")
    both = saved(desk, admin, draft, recommendations="Tambah petugas")
    assert (both.obstacles, both.recommendations) == ("Hujan", "Tambah petugas")


def test_what_one_person_keeps_in_a_row_is_one_line_with_the_last_time(
    desk: Desk, admin: Actor, draft: str
) -> None:
    saved(desk, admin, draft, obstacles="Hujan")
    last = LATER + timedelta(minutes=5)
    saved(desk, admin, draft, now=last, recommendations="Tambah petugas")
    with desk.journal.read() as connection:
        happened = records.history(connection, draft)
    assert [(one.action, one.at) for one in happened[1:]] == [("Simpan", last)]
