"""A desk on which anything was done, by anybody: its figures balance, and plain loops agree."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from desk import acting
from desk.acting import act_in
from desk.actors import Actor, actor_for
from desk.context import Desk
from desk.figures import Months, ask, behind, compliance, monthly, volumes
from desk.journal import Journal
from desk.old_records import OldRecord, take_in
from desk.problems import NotFound, Refused
from desk.recording import CHANNELS, find, open_complaint
from desk.reference import accept
from desk.schema import complaints
from desk.seeds import reference_rows
from sop.figures.picks import Pick
from sop.model import Field
from sop.summary import BREAKDOWNS, Summary
from sop.workflow import NotAllowed
from tests.conftest import JAKARTA, open_desk, person
from tests.desk.by_hand import Span, Tally, count

FEBRUARY = Months(date(2026, 2, 1), date(2026, 2, 1))
QUARTER = Months(date(2026, 1, 1), date(2026, 3, 1))
NOW = datetime(2026, 3, 31, 9, 0, tzinfo=JAKARTA)
SPAN = Span(datetime(2026, 2, 1, tzinfo=JAKARTA), datetime(2026, 3, 1, tzinfo=JAKARTA), NOW)
START = datetime(2026, 1, 1, 8, 0, tzinfo=JAKARTA)
GAPS = (0, 3, 40, 3_000, 20_000)  # minutes


@dataclass(frozen=True)
class Lived:
    """A quarter of a desk."""

    desk: Desk
    leader: Actor
    ours: Summary
    plain: Tally


LIVES = [("wadul_aladin", 1), ("wadul_aladin", 2), ("wani_bares", 3)]


@pytest.fixture(scope="module", params=LIVES, ids=str)
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    procedure, seed = request.param
    folder = tmp_path_factory.mktemp(procedure)
    with closing(Journal(f"sqlite:///{folder}/journal.db").create()) as journal:
        desk = open_desk(journal, folder, START, procedure=procedure)
        _quarter(desk, random.Random(seed))
        leader = person(desk, "Pimpinan" if procedure == "wadul_aladin" else "Bupati")
        ours = monthly.summary(desk, leader, FEBRUARY, now=NOW)
        yield Lived(desk, leader, ours, count(desk, SPAN))


def _quarter(desk: Desk, chance: random.Random) -> None:
    with desk.journal.write() as connection:
        for story in range(24):
            if story == 12:
                _shorter_limits(connection, desk)
            _live(connection, desk, chance)
        old = OldRecord(body="Lampu mati", received_at=START - timedelta(days=9), state="Baru")
        take_in(connection, desk, old, now=START)


def _shorter_limits(connection: Connection, desk: Desk) -> None:
    rows = [row | {"Waktu": "2"} if row["Waktu"] != "-" else row for row in _sop_rows(desk)]
    accept(connection, desk.sop, "SOP", rows, now=NOW - timedelta(days=50))


def _sop_rows(desk: Desk) -> list[dict[str, str]]:
    return [dict(row) for row in reference_rows(desk.sop, staff=False)["SOP"]]


def _live(connection: Connection, desk: Desk, chance: random.Random) -> None:
    now = datetime(2026, 1, 1, tzinfo=JAKARTA) + timedelta(minutes=chance.randrange(110_000))
    fields = {"body": "Lampu", "channel": chance.choice(CHANNELS), "category": "Kesehatan"}
    fields["classification"] = chance.choice(("", "Pengaduan", "Permintaan Informasi"))
    chat = {"gateway": "green_api", "chat_id": f"62800{chance.randrange(99)}@c.us"}
    given = {**fields, **chat, "confidential": chance.random() < 0.2}
    number = str(open_complaint(connection, desk, given, now=now)["number"])
    for _ in range(chance.randint(2, 12)):
        now += timedelta(minutes=chance.choice(GAPS))
        if now < NOW:
            _anything(connection, desk, chance, number, now=now)


def _anything(
    connection: Connection, desk: Desk, chance: random.Random, number: str, *, now: datetime
) -> None:
    """Whatever anybody may do with it now, mostly what leads it somewhere."""
    row = find(connection, number)
    might = [
        (actor, action)
        for actor in _people(desk, chance)
        for action in acting.allowed(desk, actor, row)
        if action.target or chance.random() < 0.2
    ]
    if not might:
        return
    who, action = chance.choice(might)
    given = _inputs(connection, desk, chance)
    try:
        act_in(connection, desk, who, number, action=action.name, values=given, now=now)
    except (NotAllowed, NotFound, Refused):
        return


def _people(desk: Desk, chance: random.Random) -> Iterator[Actor]:
    staff = desk.reference().staff
    for one in chance.sample(list(staff), 12):
        found = actor_for(desk.sop, desk.reference(), one.email, now=NOW)
        if found is not None:
            yield found


def _inputs(connection: Connection, desk: Desk, chance: random.Random) -> dict[Field, str]:
    others = list(connection.execute(select(complaints.c.number)).scalars())
    agencies = [one.short for one in desk.reference().agencies if one.kind != "Luar"][:3]
    return {
        Field.AGENCY: chance.choice(agencies),
        Field.REASON: "Mohon diperiksa",
        Field.ANSWER: "Sudah kami periksa",
        Field.FOLLOW_UP: "Sudah diperbaiki",
        Field.COMPLETENESS: "Lengkap: ditunjukkan di loket",
        Field.CLOSE_REASON: chance.choice(("Spam", "Bukan Kewenangan", "Dijadwalkan")),
        Field.MAIN_COMPLAINT: chance.choice(others),
        Field.NEW_BODY: "Jalan juga rusak",
        Field.REPLY: "Terima kasih",
    }


def test_what_was_lived_is_what_plain_loops_count(lived: Lived) -> None:
    ours, plain = lived.ours, lived.plain.count
    total = ours.total
    assert total.received == plain["received", "total"] > 0
    assert total.opening == plain["opening", "total"]
    assert total.reopened == plain["reopened", "total"]
    assert total.closing == plain["closing", "total"] == len(ours.unfinished)
    assert total.closed == {
        key[0][1]: n for key, n in plain.items() if key[0][0] == "closed" and key[1:] == ("total",)
    }
    for line in ours.steps:
        kept = [plain["step", line.step, said] for said in (True, False, None)]
        assert [line.kept.on_time, line.kept.late, line.kept.unmeasurable] == kept
        assert line.kept.running == plain["running", line.step]
        wall = sum(lived.plain.took["step wall", line.step])
        assert line.kept.wall.total == pytest.approx(wall)


def test_every_sum_of_what_was_lived_balances(lived: Lived) -> None:
    ours = lived.ours
    assert ours.total.balances and ours.old.balances and ours.old.closing == 1
    for column in BREAKDOWNS:
        lines = ours.by[column].values()
        assert all(line.balances for line in lines)
        for name in ("opening", "received", "reopened", "closing", "resolved"):
            assert sum(getattr(line, name) for line in lines) == getattr(ours.total, name)


def test_the_dashboard_shows_what_the_summary_says(lived: Lived) -> None:
    asked = ask(lived.desk, lived.leader, QUARTER, now=NOW)
    books = [line.balance for line in volumes.months(asked)]
    assert books[1] == lived.ours.total
    assert (books[0].closing, books[1].closing) == (books[1].opening, books[2].opening)
    february = ask(lived.desk, lived.leader, FEBRUARY, now=NOW)
    for line in lived.ours.steps:
        shown = compliance.by_step(february)[line.step]
        assert (shown.on_time, shown.late) == (line.kept.on_time, line.kept.late)
        assert (shown.median, shown.ninetieth) == (line.kept.median, line.kept.ninetieth)


def test_every_figure_of_what_was_lived_opens_into_its_complaints(lived: Lived) -> None:
    asked = ask(lived.desk, lived.leader, FEBRUARY, now=NOW, at_end=True)

    def size(*pick: str) -> int:
        found = behind(lived.desk, lived.leader, asked, Pick(*pick))
        return found.total + found.elsewhere

    for column in BREAKDOWNS:
        for word, line in lived.ours.by[column].items():
            assert size("received", "", f"{column}={word}") == line.received
            assert size("open", "", f"{column}={word}") == line.closing
    for step in lived.ours.steps:
        assert size("running", step.step) == step.kept.running
        assert size("overdue", step.step) == step.kept.overdue
