from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desk import seeds
from desk.actors import Actor
from desk.journal import Journal
from sheets_schema.client import Sheet
from sheets_schema.findings import Wanted
from sheets_schema.provision import provision
from sop.wadul_aladin import WADUL_ALADIN
from tests.conftest import open_desk, person
from tests.sheets_schema.office import ZONE, Office, client
from tests.sheets_schema.stand_in import StandIn, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with running(Path(tmp_path_factory.mktemp("sheets"))) as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(server: StandIn) -> Iterator[StandIn]:
    """The stand-in with an empty spreadsheet and without faults."""
    server.empty()
    yield server
    server.heal()


@pytest.fixture
def sheet(stand_in: StandIn) -> Iterator[Sheet]:
    made = client(stand_in)
    yield made
    made.http.session.close()


@pytest.fixture(scope="session")
def wanted() -> Wanted:
    return Wanted(WADUL_ALADIN, seeds.reference_rows(WADUL_ALADIN, staff=True))


@pytest.fixture
def register(server: StandIn, wanted: Wanted) -> Iterator[StandIn]:
    """The stand-in with a provisioned spreadsheet whose Aduan, Percakapan and Riwayat are empty."""
    server.heal()
    if server.was_provisioned:
        server.restore()
    else:
        server.empty()
        made = client(server)
        provision(made, wanted, timezone=ZONE)
        made.http.session.close()
        server.remember_provisioned()
    server.forget_calls()
    yield server
    server.heal()


@pytest.fixture
def office(
    register: StandIn, sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> Iterator[Office]:
    """A desk and its register, both empty but for the reference tabs, after a first pass."""
    made = Office(register, open_desk(sqlite_journal, tmp_path, now), now)
    made.passes()
    register.forget_calls()
    yield made
    made.close()


@pytest.fixture
def numbers(office: Office) -> list[str]:
    """Twelve complaints, row by row."""
    found = [office.complain(f"Aduan {i}", name=f"Warga {i:02}") for i in range(12)]
    office.passes(2)
    return found


@pytest.fixture
def number(office: Office) -> str:
    """A complaint that stands in the Sheet."""
    found = office.complain()
    office.passes()
    return found


@pytest.fixture
def admin(office: Office) -> Actor:
    return person(office.desk, "Admin Kota")
