"""Each holder's share of a clock that goes through several hands."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sop.clocks import Calendar, ServiceBlock, build_calendar
from sop.model import Hours, Limit
from sop.shares import Moved, of_step, shared
from sop.wani_bares import WANI_BARES

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
LIMIT = Limit(15, hours=Hours.SERVICE)


def calendar() -> Calendar:
    blocks = tuple(ServiceBlock(day, time(7, 30), time(15, 30)) for day in range(5))
    days = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    return build_calendar(blocks, frozenset(), timezone=JAKARTA, **days)


def shares(*moves: tuple[float, str, str]) -> dict[str, float]:
    """Moves as minutes after nine, where to, and the step that ended."""
    found = [Moved(MONDAY + timedelta(minutes=at), state, step) for at, state, step in moves]
    of_them = of_step(WANI_BARES, calendar(), LIMIT, found)
    return {role: round(ran, 3) for role, ran in of_them.items()}


def test_only_the_answers_way_back_is_shared() -> None:
    steps = [step.key for step in WANI_BARES.steps if shared(WANI_BARES, step.key)]
    assert steps == ["B6"]


def test_each_has_the_time_in_which_it_was_theirs() -> None:
    answered, passed = (0, "Dijawab OPD", "B5"), (8, "Jawaban di Kabid IKP", "")
    found = shares(answered, passed, (12, "Siap Dikirim", "B6"))
    assert found == {"Kadis Kominfo": 8, "Kabid IKP": 4}


def test_who_passes_it_on_at_once_has_nothing() -> None:
    answered, passed = (0, "Dijawab OPD", "B5"), (8, "Jawaban di Kabid IKP", "")
    assert shares(answered, passed, (8, "Siap Dikirim", "B6"))["Kabid IKP"] == 0


def test_only_the_time_of_service_counts() -> None:
    evening = 6.5 * 60  # half past three
    answered = (evening - 2, "Dijawab OPD", "B5")
    passed = (evening + 60, "Jawaban di Kabid IKP", "")
    found = shares(answered, passed, (24 * 60 - 85, "Siap Dikirim", "B6"))
    assert found == {"Kadis Kominfo": 2, "Kabid IKP": 5}


def test_an_earlier_round_is_not_counted_again() -> None:
    first = ((0, "Dijawab OPD", "B5"), (5, "Jawaban di Kabid IKP", ""), (9, "Siap Dikirim", "B6"))
    again = ((20, "Diteruskan ke OPD", "B7"), (30, "Dijawab OPD", "B5"))
    last = ((31, "Jawaban di Kabid IKP", ""), (33, "Siap Dikirim", "B6"))
    assert shares(*first, *again, *last) == {"Kadis Kominfo": 1, "Kabid IKP": 2}


def test_what_was_taken_back_was_still_held_by_them() -> None:
    answered, passed = (0, "Dijawab OPD", "B5"), (3, "Jawaban di Kabid IKP", "")
    back, again = (4, "Dijawab OPD", ""), (9, "Jawaban di Kabid IKP", "")
    found = shares(answered, passed, back, again, (10, "Siap Dikirim", "B6"))
    assert found == {"Kadis Kominfo": 8, "Kabid IKP": 2}


def test_a_history_that_has_lost_its_beginning_says_nothing() -> None:
    assert shares((10, "Siap Dikirim", "B6")) == {}
