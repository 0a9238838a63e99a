"""A complaint that papers are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.media import Upload
from sop.model import Field
from tests.conftest import SITI, open_desk
from tests.desk.prints.papers import SITI_SAYS, Open, later


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    """One database is enough: papers only read."""
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def handed(desk: Desk, admin: Actor, now: datetime) -> Open:
    """handed(body=…): a complaint of Siti that Dinhub has; returns its number."""

    def opened(**fields: Any) -> str:
        row = {
            "chat_id": SITI,
            "phone": SITI.partition("@")[0],
            "name": "Siti Aminah",
            "body": SITI_SAYS,
            "location": "Jl. Hayam Wuruk",
            "internal_note": "pelapor pernah marah",
            **fields,
        }
        with desk.journal.write() as connection:
            number = str(recording.open_complaint(connection, desk, row, now=now)["number"])
        later = now + timedelta(minutes=12)
        act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=later)
        return number

    return opened


@pytest.fixture
def finished(desk: Desk, agency_admin: Actor, agency_team: Actor, handed: Open) -> Open:
    """finished(photos=…, follow_up=…): that complaint, reported done."""

    def done(
        *, photos: Sequence[bytes | Upload] = (), follow_up: str = "Lampu diganti.", **more: Any
    ) -> str:
        number = handed(**more)
        act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=later(20))
        uploads = [
            each if isinstance(each, Upload) else Upload(f"{place}.jpg", each)
            for place, each in enumerate(photos)
        ]
        act(
            desk,
            agency_team,
            number,
            "Selesai Ditindaklanjuti",
            values={Field.FOLLOW_UP: follow_up},
            photos=uploads,
            now=later(90),
        )
        return number

    return done
