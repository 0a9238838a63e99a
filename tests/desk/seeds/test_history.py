"""Twelve months of example complaints."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from desk import outbox, schema
from desk.calendar import build
from desk.context import Desk
from desk.journal import Journal
from desk.reference import load
from desk.seeds import city, history
from desk.seeds.history.beats import Beat, Times, script
from desk.seeds.history.tales import Span, Tale, tell
from desk.texts import isi_singkat
from sop import SOPS
from sop.common import CLOSE_REASONS
from sop.model import Field
from tests.conftest import JAKARTA, MONDAY, open_desk

BANK, PROCEDURE = history.HISTORIES["wadul_aladin"]
SOP = SOPS["wadul_aladin"]
STAFF = city(SOP).staff
LATELY = 12  # days: some sixty open complaints and what came before them


def year(seed: int = history.SEED) -> list[Tale]:
    return tell(BANK, PROCEDURE, Span(MONDAY, 365, JAKARTA), seed=seed)


@pytest.fixture(scope="module")
def times(tmp_path_factory: pytest.TempPathFactory) -> Times:
    journal = Journal(f"sqlite:///{tmp_path_factory.mktemp('calendar')}/journal.db").create()
    with journal.read() as connection:
        calendar = build(load(connection, SOP), now=MONDAY)
    journal.close()
    return Times(calendar, SOP.close_days, MONDAY)


@pytest.fixture(scope="module")
def scripts(times: Times) -> list[list[Beat]]:
    return [script(tale, PROCEDURE, times, seed=history.SEED) for tale in year()]


def rows(desk: Desk, table: Table) -> list[dict[str, Any]]:
    with desk.journal.read() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key)).mappings()
        return [dict(row) for row in found]


# --- what is told


def test_about_two_complaints_come_a_day() -> None:
    tales = year()
    assert 700 <= len(tales) <= 900
    assert all(MONDAY - timedelta(days=365) <= tale.at <= MONDAY for tale in tales)
    assert [tale.at for tale in tales] == sorted(tale.at for tale in tales)


def test_the_same_seed_tells_the_same_and_another_something_else() -> None:
    assert year() == year()
    assert [tale.text for tale in year()] != [tale.text for tale in year(seed=1)]


def test_every_category_has_its_share_and_the_water_comes_with_the_rain() -> None:
    tales = year()
    counts = Counter(tale.topic.category for tale in tales)
    assert len(counts) == 16 and min(counts.values()) >= 15
    water = [tale.at.month for tale in tales if tale.topic.category == BANK.flood_topic]
    assert sum(month in BANK.floods for month in water) > len(water) * 0.7


def test_nobody_copies_another() -> None:
    texts = [tale.text for tale in year() if tale.text not in BANK.spam]
    assert len(set(texts)) == len(texts)
    assert len({isi_singkat(text)[:60] for text in texts}) > len(texts) * 0.9


def test_every_topic_fills_its_blanks_from_a_good_store_of_sentences() -> None:
    for topic in BANK.topics:
        assert len(topic.texts) >= 8 and topic.results and topic.answers
    assert not any("{" in tale.text for tale in year())


def test_nobody_has_a_number_that_a_telephone_could_have() -> None:
    phones = {tale.phone for tale in year() if tale.phone}
    staff = {person.phone for person in STAFF}
    assert all(phone.startswith("62800") for phone in phones) and not phones & staff


# --- what becomes of it


def test_every_action_of_the_procedure_happens(scripts: list[list[Beat]]) -> None:
    done = {beat.action for beats in scripts for beat in beats}
    by_citizens = {"Rahasia", "Kelengkapan Diterima", "Cabut Aduan", "Minta Dibuka Kembali"}
    by_citizens |= {"Kelengkapan Menyusul"}
    rare = {"Pisahkan", "Catat Dukungan", "Tutup Tidak Lengkap"}
    rare |= {"Buka Identitas", "Tutup Identitas"}
    assert {action.name for action in SOP.actions} - done <= by_citizens | rare


def test_every_reason_to_close_happens(scripts: list[list[Beat]]) -> None:
    named = Counter(beat.values.get(Field.CLOSE_REASON) for beats in scripts for beat in beats)
    actions = Counter(beat.action for beats in scripts for beat in beats)
    by_action = {"Duplikat": actions["Gabungkan"], "Dicabut Pelapor": _withdrawn(scripts)}
    for reason in CLOSE_REASONS:
        assert named[reason] + by_action.get(reason, 0) >= 5, reason


def _withdrawn(scripts: list[list[Beat]]) -> int:
    said = set(PROCEDURE.phrases["withdrawal"])
    return sum(beat.says in said for beats in scripts for beat in beats)


def test_nothing_happens_before_its_time_or_after_now(scripts: list[list[Beat]]) -> None:
    for beats in scripts:
        moments = [beat.at for beat in beats]
        assert moments == sorted(moments)
        assert not moments or moments[-1] <= MONDAY


# --- what stands in the journal


@pytest.fixture
def filled(desk: Desk, now: datetime, caplog: pytest.LogCaptureFixture) -> Desk:
    caplog.set_level(logging.INFO)
    history.fill(desk, now=now, days=LATELY)
    return desk


def test_the_last_days_stand_in_the_journal_as_work_left_them(
    filled: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    no_story_was_broken_off(caplog)
    complaints = rows(filled, schema.complaints)
    assert {row["state"] for row in complaints} == {state.name for state in SOP.states}
    assert all(row["example"] and row["internal_note"] for row in complaints)
    assert any(row["due_at"] and row["due_at"] < MONDAY for row in complaints)
    _nothing_waits(filled)
    _numbers_count_on(complaints)
    _everything_is_explained(filled, complaints)
    held = {row["agency"] for row in complaints if not row["closed_at"]}
    assert len(held & {short for person in STAFF for short in person.agencies}) >= 7


def no_story_was_broken_off(caplog: pytest.LogCaptureFixture) -> None:
    """All that the stories tell is allowed: no secret that nobody may read, no doubted photo."""
    told = [record.getMessage() for record in caplog.get_records("setup")]
    assert not [line for line in told if "ends early" in line]


def _nothing_waits(desk: Desk) -> None:
    sent = [row for row in rows(desk, schema.messages) if row["direction"] == "out"]
    assert {row["state"] for row in sent} == {outbox.State.READ, outbox.State.DELIVERED}
    assert all(row["gateway_id"] and row["state_at"] <= MONDAY for row in sent)
    assert not outbox.claim(desk, now=MONDAY + timedelta(days=1))
    assert {row["state"] for row in rows(desk, schema.media)} == {"stored"}
    assert not rows(desk, schema.alarms)


def _numbers_count_on(complaints: list[dict[str, Any]]) -> None:
    numbers = [row["number"] for row in complaints]
    assert numbers == [f"ALADIN-2026-{count:05d}" for count in range(1, len(numbers) + 1)]
    arrivals = [row["received_at"] for row in complaints if row["channel"] == "WhatsApp"]
    assert arrivals == sorted(arrivals)


def _everything_is_explained(desk: Desk, complaints: list[dict[str, Any]]) -> None:
    events = rows(desk, schema.events)
    last = {event["number"]: event["to_state"] for event in events if event["to_state"]}
    assert {row["number"]: row["state"] for row in complaints} == last
    assert {True, False} <= {event["on_time"] for event in events if event["step"] == "A4"}
    assert max(event["at"] for event in events) <= MONDAY


@pytest.fixture
def own_desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


def test_a_second_call_adds_nothing(own_desk: Desk, now: datetime) -> None:
    first = history.fill(own_desk, now=now, days=7)
    assert history.fill(own_desk, now=now + timedelta(hours=3)) == history.Filled(0, first.total)
    assert not history.wanted(own_desk)


def test_what_was_broken_off_goes_on_where_it_was(own_desk: Desk, now: datetime) -> None:
    def pull_the_plug(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        history.fill(own_desk, now=now, days=7, progress=pull_the_plug)
    assert history.wanted(own_desk)
    filled = history.fill(own_desk, now=now + timedelta(days=1))
    assert filled.total == filled.added + history.TOGETHER
    assert max(row["received_at"] for row in rows(own_desk, schema.complaints)) <= now


def journals(folder: Path) -> Iterator[Desk]:
    for name in ("one", "two"):
        (folder / name).mkdir()
        made = Journal(f"sqlite:///{folder}/{name}/journal.db").create()
        yield open_desk(made, folder / name, MONDAY)
        made.close()


def test_two_desks_get_the_same_history(tmp_path: Path) -> None:
    found = []
    for desk in journals(tmp_path):
        history.fill(desk, now=MONDAY, days=6)
        found.append(rows(desk, schema.complaints))
    assert found[0] == found[1]
