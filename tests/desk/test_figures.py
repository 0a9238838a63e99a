"""Dasbor's figures: equal to a second count with plain loops, and books that balance."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, update

from desk import acting, recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.figures import Filters, Months, Pick, ask, behind, compliance, listed, volumes
from desk.problems import NotFound, Refused
from desk.schema import complaints
from sop.common import RESOLVED
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import JAKARTA, person
from tests.desk.counting import Tally, count

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


@pytest.fixture
def lived(desk: Desk, admin: Actor) -> Desk:
    """A desk with half a year behind it in which anything happened."""
    chance = random.Random(7)
    cast = [admin] * 3 + [person(desk, "Admin OPD", agency) for agency in AGENCIES]
    with desk.journal.write() as connection:
        for _ in range(40):
            live(connection, desk, cast, chance)
    return desk


def plain_lines(tally: Tally, month: date) -> tuple[int, ...]:
    closed = {key[2]: n for key, n in tally.counts.items() if key[:2] == ("closed", month)}
    resolved = sum(closed.pop(reason, 0) for reason in RESOLVED)
    named = (tally.counts[name, month] for name in ("received", "reopened", "open"))
    return (*named, resolved, sum(closed.values()))


def test_the_months_are_what_plain_loops_count(lived: Desk, leader: Actor) -> None:
    tally = count(lived, HALF_YEAR.all)
    for line in volumes.months(ask(lived, leader, HALF_YEAR, now=END)):
        ours = (line.received, line.reopened, line.open_at_end, line.resolved)
        assert (*ours, line.closed_otherwise) == plain_lines(tally, line.month)
        assert line.otherwise == {
            key[2]: n
            for key, n in tally.counts.items()
            if key[:2] == ("closed", line.month) and key[2] not in RESOLVED
        }


def test_the_steps_are_what_plain_loops_count(lived: Desk, leader: Actor) -> None:
    march = date(2026, 3, 1)
    tally = count(lived, (march,))
    found = compliance.by_step(ask(lived, leader, Months(march, march), now=END))
    assert sum(kept.measured for kept in found.values()) > 20
    for step, kept in found.items():
        counts = [tally.counts["step", march, step, verdict] for verdict in (True, False, None)]
        assert [kept.on_time, kept.late, kept.unmeasurable] == counts
        assert kept.median == pytest.approx(tally.median(march, step))


def test_the_cells_are_what_plain_loops_count(lived: Desk, leader: Actor) -> None:
    march = date(2026, 3, 1)
    tally = count(lived, (march,))
    found = compliance.by_both(ask(lived, leader, Months(march, march), now=END))
    assert len({agency for agency, _ in found}) > 2
    for (agency, step), kept in found.items():
        key = ("step", march, step, agency)
        counts = [tally.counts[*key, verdict] for verdict in (True, False, None)]
        assert [kept.on_time, kept.late, kept.unmeasurable] == counts
        assert kept.median == pytest.approx(tally.median(march, step, agency))


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(agency="DLH"), Filters(category=CATEGORIES[0]), Filters(channel="Surat")],
)
def test_the_books_balance(lived: Desk, leader: Actor, filters: Filters) -> None:
    lines = volumes.months(ask(lived, leader, HALF_YEAR, now=END, filters=filters))
    for line, following in zip(lines, lines[1:], strict=False):
        assert line.open_at_end == following.opening
    for line in lines:
        came = line.opening + line.received + line.reopened
        assert came == line.resolved + line.closed_otherwise + line.open_at_end
        assert line.opening >= 0


def test_behind_each_figure_are_as_many_complaints(lived: Desk, leader: Actor) -> None:
    asked = ask(lived, leader, HALF_YEAR, now=END)
    for line in volumes.months(asked):
        key = f"{line.month:%Y-%m}"
        assert behind(lived, leader, asked, Pick("received", key)).total == line.received
        assert behind(lived, leader, asked, Pick("open", key)).total == line.open_at_end
    for column in ("category", "district", "channel"):
        for word, number in volumes.received_by(asked, column).items():
            assert behind(lived, leader, asked, Pick(column, word)).total == number


def test_the_last_month_ends_with_what_is_open_now(lived: Desk, leader: Actor) -> None:
    asked = ask(lived, leader, HALF_YEAR, now=END)
    last = volumes.months(asked)[-1].open_at_end
    assert listed.open_now(asked) == last > 0
    assert behind(lived, leader, asked, Pick("now")).total == last


# --- one complaint at a time


def opened(desk: Desk, at: datetime, **fields: object) -> str:
    given = some_fields(random.Random(1)) | fields
    with desk.journal.write() as connection:
        return str(recording.open_complaint(connection, desk, given, now=at)["number"])


def day(month: int, of: int = 10) -> datetime:
    return datetime(2026, month, of, 9, 0, tzinfo=JAKARTA)


def answer(desk: Desk, who: Actor, number: str, at: datetime) -> None:
    act(desk, who, number, "Jawab Langsung", values={Field.ANSWER: "Sudah"}, now=at)


def test_a_reopening_leaves_the_month_of_the_closing_as_it_was(
    desk: Desk, admin: Actor, leader: Actor
) -> None:
    number = opened(desk, day(3))
    answer(desk, admin, number, day(3, 11))
    act(desk, admin, number, "Buka Kembali", values={Field.REASON: "Belum"}, now=day(4))
    months = volumes.months(ask(desk, leader, HALF_YEAR, now=END))
    assert [line.resolved for line in months] == [0, 0, 1, 0, 0, 0]
    assert [line.reopened for line in months] == [0, 0, 0, 1, 0, 0]
    assert [line.open_at_end for line in months] == [0, 0, 0, 1, 1, 1]


def test_only_followed_up_and_answered_count_as_resolved(
    desk: Desk, admin: Actor, leader: Actor
) -> None:
    answer(desk, admin, opened(desk, day(2)), day(2, 11))
    spam = {Field.CLOSE_REASON: "Spam"}
    act(desk, admin, opened(desk, day(2)), "Tutup", values=spam, now=day(2, 12))
    february = volumes.months(ask(desk, leader, HALF_YEAR, now=END))[1]
    assert (february.resolved, february.otherwise) == (1, {"Spam": 1})


def handed_over(desk: Desk, admin: Actor, number: str, agency: str, at: datetime) -> None:
    action = "Teruskan ke OPD" if at.day < 12 else "Alihkan OPD"
    act(desk, admin, number, action, values={Field.AGENCY: agency}, now=at)


def test_a_step_belongs_to_the_opd_that_had_it_not_to_the_next(
    desk: Desk, admin: Actor, leader: Actor
) -> None:
    number = opened(desk, day(2))
    handed_over(desk, admin, number, "DLH", day(2, 11))
    handed_over(desk, admin, number, "DPUPR", day(2, 12))
    found = compliance.by_agency(ask(desk, leader, HALF_YEAR, now=END))
    assert (found["DLH"].late, found["DLH"].overdue) == (1, 0)
    assert (found["DPUPR"].measured, found["DPUPR"].overdue) == (0, 1)
    assert found["DPUPR"].percent is None


def test_a_step_without_a_limit_is_never_kept(
    desk: Desk, admin: Actor, agency_admin: Actor, leader: Actor
) -> None:
    number = opened(desk, day(2))
    handed_over(desk, admin, number, "Dinhub", day(2, 11))
    act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=day(2, 12))
    done = {Field.FOLLOW_UP: "Sudah"}
    act(desk, agency_admin, number, "Selesai Ditindaklanjuti", values=done, now=day(2, 13))
    follow_up = compliance.by_step(ask(desk, leader, HALF_YEAR, now=END))["A6"]
    assert (follow_up.measured, follow_up.unmeasurable, follow_up.percent) == (0, 1, None)
    assert follow_up.median


def test_a_change_is_in_the_figures_at_once(desk: Desk, admin: Actor, leader: Actor) -> None:
    number = opened(desk, day(2))
    assert listed.open_now(ask(desk, leader, HALF_YEAR, now=END)) == 1
    second = opened(desk, day(3))
    asked = ask(desk, leader, HALF_YEAR, now=END)
    assert listed.open_now(asked) == 2
    answer(desk, admin, second, day(3, 11))
    answer(desk, admin, number, day(3, 12))
    asked = ask(desk, leader, HALF_YEAR, now=END)
    assert listed.open_now(asked) == 0
    assert [line.resolved for line in volumes.months(asked)][:3] == [0, 0, 2]


def test_an_opd_counts_its_own_complaints_only(
    lived: Desk, leader: Actor, agency_admin: Actor
) -> None:
    whole = ask(lived, leader, HALF_YEAR, now=END, filters=Filters(agency="Dinhub"))
    own = ask(lived, agency_admin, HALF_YEAR, now=END)
    assert volumes.months(own) == volumes.months(whole)
    assert compliance.by_step(own) == compliance.by_step(whole)
    other = ask(lived, agency_admin, HALF_YEAR, now=END, filters=Filters(agency="DLH"))
    assert listed.open_now(other) == 0
    assert not any(line.received for line in volumes.months(other))


def test_an_opd_is_not_shown_what_it_gave_away(
    desk: Desk, admin: Actor, agency_admin: Actor
) -> None:
    number = opened(desk, day(2))
    handed_over(desk, admin, number, "Dinhub", day(2, 11))
    handed_over(desk, admin, number, "DPUPR", day(2, 12))
    asked = ask(desk, agency_admin, HALF_YEAR, now=END)
    page = behind(desk, agency_admin, asked, Pick("step", "A5", "terlambat"))
    assert (page.lines, page.total, page.elsewhere) == ((), 0, 1)


def test_examples_can_be_left_out(desk: Desk, leader: Actor) -> None:
    opened(desk, day(2))
    opened(desk, day(2), example=True)
    real = ask(desk, leader, HALF_YEAR, now=END, filters=Filters(examples=False))
    assert listed.open_now(real) == 1
    assert listed.open_now(ask(desk, leader, HALF_YEAR, now=END)) == 2


def test_a_row_taken_in_whole_counts_as_its_state_says(desk: Desk, leader: Actor) -> None:
    """A register that was imported has no events."""
    row = {
        "number": "LAMA-1",
        "received_at": day(1),
        "updated_at": day(6),
        "closed_at": day(2),
        "state_since": day(2),
        "state": "Selesai",
        "close_reason": "Ditindaklanjuti",
        "channel": "Data Lama",
    }
    with desk.journal.write() as connection:
        connection.execute(insert(complaints), row)
    old = Filters(channel="Data Lama")
    months = volumes.months(ask(desk, leader, HALF_YEAR, now=END, filters=old))
    assert [line.open_at_end for line in months] == [1, 0, 0, 0, 0, 0]
    assert months[1].resolved == 1


def test_a_correction_of_the_category_is_taken_over(desk: Desk, leader: Actor) -> None:
    number = opened(desk, day(2), category="Lainnya")
    assert volumes.received_by(ask(desk, leader, HALF_YEAR, now=END), "category") == {"Lainnya": 1}
    with desk.journal.write() as connection:
        query = update(complaints).where(complaints.c.number == number)
        connection.execute(query.values(category="Kesehatan", updated_at=day(3)))
    found = volumes.received_by(ask(desk, leader, HALF_YEAR, now=END), "category")
    assert found == Counter(Kesehatan=1)


def test_nothing_of_a_citizen_is_read(lived: Desk, leader: Actor) -> None:
    record = ask(lived, leader, HALF_YEAR, now=END).record
    assert not any("Siti" in text or "Hayam" in text for text in record.texts)
    assert "body" not in record.columns and "name" not in record.columns


def test_a_figure_that_there_is_not_is_a_key_error(desk: Desk, leader: Actor) -> None:
    asked = ask(desk, leader, HALF_YEAR, now=END)
    for pick in (Pick("names"), Pick("received", "2031-01")):
        with pytest.raises(KeyError):
            behind(desk, leader, asked, pick)
