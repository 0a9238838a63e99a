"""Half a year in which anybody did anything: complaints for the figures to count."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from desk import acting, recording
from desk.actors import Actor
from desk.context import Desk
from desk.figures import Months
from desk.problems import NotFound, Refused
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import JAKARTA

HALF_YEAR = Months(date(2026, 1, 1), date(2026, 6, 1))
END = datetime(2026, 6, 30, 23, 59, tzinfo=JAKARTA)
AGENCIES = ("DLH", "Dinhub", "DPUPR")
CATEGORIES = ("Penerangan Jalan Umum", "Sampah dan Kebersihan", "")
SELDOM = ("Tutup", "Balas Pelapor", "Gabungkan", "Rahasia")
REASONS = ("Spam", "Bukan Kewenangan", "Dijadwalkan")


def some_fields(chance: random.Random) -> dict[str, object]:
    return {
        "gateway": "green_api",
        "chat_id": f"62{chance.randrange(10**6)}@c.us",
        "body": "Rahasia Siti di Jl. Hayam Wuruk",
        "name": "Siti",
        "category": chance.choice(CATEGORIES),
        "district": chance.choice(("Pekalongan Barat", "Pekalongan Utara")),
    }


def inputs(chance: random.Random) -> dict[Field, str]:
    return {
        Field.AGENCY: chance.choice(AGENCIES),
        Field.REASON: "Mohon diperiksa",
        Field.ANSWER: "Sudah kami periksa",
        Field.FOLLOW_UP: "Sudah diperbaiki",
        Field.CLOSE_REASON: chance.choice(REASONS),
        Field.REPLY: "Terima kasih",
    }


def live(connection: Connection, desk: Desk, cast: list[Actor], chance: random.Random) -> None:
    """One complaint and what anybody might do with it, over weeks."""
    now = datetime(2026, 1, 1, tzinfo=JAKARTA) + timedelta(minutes=chance.randrange(230_000))
    row = recording.open_complaint(connection, desk, some_fields(chance), now=now)
    for _ in range(chance.randint(4, 14)):
        now += timedelta(minutes=chance.choice((3, 40, 3000, 20_000)))
        if now > END:
            return
        who = chance.choice(cast)
        row = recording.find(connection, row["number"])
        allowed = [one for one in acting.allowed(desk, who, row) if one.name not in SELDOM]
        actions = [one.name for one in allowed if one.target] or list(SELDOM[:2])
        try:
            acting.act_in(
                connection,
                desk,
                who,
                row["number"],
                action=chance.choice([*actions * 3, *SELDOM[:2]]),
                values=inputs(chance),
                now=now,
            )
        except (NotAllowed, NotFound, Refused):
            continue
