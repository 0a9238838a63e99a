"""What is held in the Sheet: who decides about it, and what the alarm says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desk import accidents, conditions, decisions
from desk.accidents import Decision, Hold, Line, Sign
from desk.actors import Actor
from desk.context import Desk
from desk.problems import Changed, DeskError, NotFound, Refused

NUMBERS = tuple(f"ALADIN-2026-{at:05}" for at in range(1, 13))


@pytest.fixture
def hold(desk: Desk, now: datetime) -> Hold:
    lines = (Line(NUMBERS[0], "Nama", "Siti", "Budi"),)
    made = Hold(now.isoformat(), ("serentak",), NUMBERS, cells=12, lines=lines)
    keep(desk, made, now)
    return made


def keep(desk: Desk, hold: Hold, now: datetime) -> None:
    with desk.journal.write() as connection:
        accidents.keep(connection, hold, now=now)


def texts(desk: Desk, now: datetime) -> dict[str, str]:
    return {alarm["code"]: alarm["text"] for alarm in conditions.status(desk, now=now)["alarms"]}


def test_it_comes_back_from_the_journal_as_it_was_kept(desk: Desk, hold: Hold) -> None:
    assert accidents.held(desk) == hold


def test_the_alarm_names_complaints_and_never_what_was_typed(
    desk: Desk, hold: Hold, now: datetime
) -> None:
    text = texts(desk, now)[accidents.ALARM]
    assert NUMBERS[0] in text and "dan 7 lainnya" in text and "12 aduan berubah" in text
    assert "Budi" not in text


def test_nothing_held_ends_the_alarm(desk: Desk, hold: Hold, now: datetime) -> None:
    keep(desk, replace(hold, numbers=()), now)
    assert accidents.held(desk) is None and accidents.ALARM not in texts(desk, now)


def test_an_admin_decides_and_it_is_noted(
    desk: Desk, hold: Hold, admin: Actor, now: datetime
) -> None:
    accidents.decide(desk, admin, Decision.APPLY, digest=hold.digest, now=now)
    assert (found := accidents.held(desk)) is not None
    assert (found.decision, found.decided_by) == ("terapkan", admin.name)
    assert decisions.lately(desk)[0].by == admin.name
    assert "sedang diterapkan" in texts(desk, now)[accidents.ALARM]


@pytest.mark.parametrize("who", ["city_team", "agency_admin", "leader"])
def test_nobody_else_decides(
    desk: Desk, hold: Hold, now: datetime, who: str, request: pytest.FixtureRequest
) -> None:
    other = request.getfixturevalue(who)
    with pytest.raises(Refused):
        accidents.decide(desk, other, Decision.APPLY, digest=hold.digest, now=now)


def test_only_the_citys_desk_is_shown_what_citizens_wrote(
    desk: Desk, hold: Hold, city_team: Actor, leader: Actor
) -> None:
    assert accidents.held_for(desk, city_team) == hold
    assert accidents.held_for(desk, leader) is None


def test_a_decision_is_about_the_list_that_was_seen(
    desk: Desk, hold: Hold, admin: Actor, now: datetime
) -> None:
    keep(desk, replace(hold, numbers=NUMBERS[:5]), now)
    with pytest.raises(Changed):
        accidents.decide(desk, admin, Decision.PUT_BACK, digest=hold.digest, now=now)


def test_it_is_decided_once(desk: Desk, hold: Hold, admin: Actor, now: datetime) -> None:
    accidents.decide(desk, admin, Decision.APPLY, digest=hold.digest, now=now)
    with pytest.raises(NotFound):
        accidents.decide(desk, admin, Decision.PUT_BACK, digest=hold.digest, now=now)


def test_a_worker_that_looked_before_the_decision_does_not_undo_it(
    desk: Desk, hold: Hold, admin: Actor, now: datetime
) -> None:
    accidents.decide(desk, admin, Decision.APPLY, digest=hold.digest, now=now)
    with desk.journal.write() as connection:
        accidents.refresh(connection, replace(hold, numbers=NUMBERS[:3]), now=now)
    assert (found := accidents.held(desk)) is not None
    assert found.decision == "terapkan" and found.numbers == NUMBERS


@pytest.mark.parametrize(
    ("what", "impossible"),
    [({"gone": NUMBERS}, Decision.APPLY), ({"typed": {"a": "Telepon: …"}}, Decision.PUT_BACK)],
)
def test_nobody_chooses_what_would_lose_something(
    desk: Desk,
    hold: Hold,
    admin: Actor,
    now: datetime,
    what: dict[str, object],
    impossible: Decision,
) -> None:
    made = replace(hold, numbers=(), lines=(), signs=("hilang",), **what)  # type: ignore[arg-type]  # one field by name
    keep(desk, made, now)
    with pytest.raises(DeskError):
        accidents.decide(desk, admin, impossible, digest=made.digest, now=now)


def test_a_sign_is_over_when_nothing_of_its_kind_is_left(hold: Hold) -> None:
    more = accidents.with_gone(hold, NUMBERS[:4], sign=True)
    assert more.signs == (Sign.GONE, Sign.MANY)
    assert accidents.with_rows(more, ()).signs == (Sign.GONE,)
    assert accidents.with_gone(more, ()).signs == (Sign.MANY,)
