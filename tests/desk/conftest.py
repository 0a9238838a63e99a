"""The street of citizens who write to the desk of these tests, and an empty journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from desk.context import Desk
from desk.journal import Journal
from tests.desk.writing import Street


@pytest.fixture
def street(desk: Desk, now: datetime) -> Street:
    return Street(desk, now)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    journal = Journal(f"sqlite:///{tmp_path / 'journal.db'}").create()
    with journal.write() as open_connection:
        yield open_connection
    journal.close()
