from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_schema.client import Sheet, connect
from sheets_schema.findings import Wanted
from sheets_schema.pace import Pace
from sheets_schema.provision import provision
from sop.wadul_aladin import WADUL_ALADIN
from tests.sheets_schema.stand_in import SPREADSHEET, StandIn, running

QUICK = Pace(spacing_s=0, retry_deadline_s=2.0, first_retry_s=0.02, timeouts=(2.0, 3.0))
ZONE = "Asia/Jakarta"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with running(Path(tmp_path_factory.mktemp("sheets"))) as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(server: StandIn) -> Iterator[StandIn]:
    """The stand-in, empty and without faults."""
    server.heal()
    server.control("POST", "reset")
    server.forget_calls()
    yield server
    server.heal()


@pytest.fixture
def sheet(stand_in: StandIn) -> Iterator[Sheet]:
    client = connect(SPREADSHEET, url=stand_in.url, pace=QUICK)
    yield client
    client.http.session.close()


@pytest.fixture
def wanted() -> Wanted:
    from desk import seeds

    return Wanted(WADUL_ALADIN, seeds.reference_rows(WADUL_ALADIN, staff=True))


@pytest.fixture
def register(sheet: Sheet, wanted: Wanted, stand_in: StandIn) -> Sheet:
    """A provisioned spreadsheet."""
    provision(sheet, wanted, timezone=ZONE)
    stand_in.forget_calls()
    return sheet
