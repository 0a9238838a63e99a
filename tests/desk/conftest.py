"""The street: citizens who write to the desk of these tests."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.context import Desk
from tests.desk.writing import Street


@pytest.fixture
def street(desk: Desk, now: datetime) -> Street:
    return Street(desk, now)
