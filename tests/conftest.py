"""The world of the tests: a fixed moment, a journal on each database, a small named cast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from desk.actors import Actor, confidants
from desk.context import Desk
from desk.journal import Journal
from desk.reference import accept
from desk.seeds import reference_rows
from sop import SOPS
from tests import postgres

#: What hypothesis found lies with the other local data, not beside the rooms.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", ".data/hypothesis")

JAKARTA = ZoneInfo("Asia/Jakarta")
#: A Monday morning within service hours.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
DATABASES = ["sqlite", "postgresql"]


@pytest.fixture
def now() -> datetime:
    return MONDAY


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """WADUL_TEST_POSTGRES, or a cluster of our own."""
    given = os.environ.get("WADUL_TEST_POSTGRES")
    if given:
        yield given
        return
    if postgres.binaries() is None:
        # `make test` installs it as root; whoever may not still has all tests on SQLite.
        pytest.skip("PostgreSQL is not installed and WADUL_TEST_POSTGRES names none")
    with postgres.cluster() as url:
        yield url


@pytest.fixture(params=DATABASES)
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """An empty journal, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        made = Journal(f"sqlite:///{tmp_path}/journal.db").create()
    else:
        made = Journal(own_schema(request.getfixturevalue("postgres_url"))).create()
    yield made
    made.close()


@pytest.fixture
def sqlite_journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(f"sqlite:///{tmp_path}/journal.db").create()
    yield made
    made.close()


def own_schema(url: str) -> str:
    name = f"t{uuid4().hex}"
    admin = Journal(url)
    with admin.engine.begin() as connection:
        connection.execute(text(f"create schema {name}"))
    admin.close()
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}options=-csearch_path%3D{name}"


def open_desk(
    journal: Journal, folder: Path, now: datetime, *, procedure: str = "wadul_aladin"
) -> Desk:
    """The desk of Pekalongan (or of the city with this SOP) with its example staff."""
    sop = SOPS[procedure]
    made = Desk(
        journal=journal,
        sop=sop,
        media_dir=folder / "media",
        media_key="t7nCw1Ai0Zk1q3f5m0h1v8u5m1rH7Qb0zq2s2tB4x1E=",
        app_url="http://127.0.0.1:8501",
    )
    with journal.write() as connection:
        for tab, rows in reference_rows(sop, staff=True).items():
            accept(connection, sop, tab, rows, now=now)
    return made


@pytest.fixture
def desk(journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(journal, tmp_path, now)


def person(desk: Desk, role: str, agency: str = "") -> Actor:
    """The first of the example staff with this role (and OPD)."""
    for one in desk.reference().staff:
        if role in one.roles and (not agency or agency in one.agencies):
            named = one.email.casefold() in confidants(desk.sop, desk.reference())
            return Actor(one.email, one.name, one.roles, one.agencies, confided=named)
    raise LookupError(f"nobody is {role} {agency}")


@pytest.fixture
def admin(desk: Desk) -> Actor:
    return person(desk, "Admin Kota")


@pytest.fixture
def city_team(desk: Desk) -> Actor:
    return person(desk, "Tim Pengaduan Kota")


@pytest.fixture
def agency_admin(desk: Desk) -> Actor:
    return person(desk, "Admin OPD", "Dinhub")


@pytest.fixture
def agency_team(desk: Desk) -> Actor:
    return person(desk, "Tim Pengaduan OPD", "Dinhub")


@pytest.fixture
def leader(desk: Desk) -> Actor:
    return person(desk, "Pimpinan")


#: The citizen of every story.
SITI = "6281234567890@c.us"
