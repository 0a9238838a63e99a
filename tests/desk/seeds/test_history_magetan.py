"""Twelve months of example complaints of the other city, by the same engine."""

from __future__ import annotations

import logging
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from desk import schema
from desk.calendar import build
from desk.context import Desk
from desk.journal import Journal
from desk.reference import load
from desk.seeds import city, history
from desk.seeds.history.beats import Beat, Times, script
from desk.seeds.history.tales import Span, Tale, tell
from sop import SOPS
from sop.common import CLOSE_REASONS
from sop.model import Field, Scope
from tests.conftest import JAKARTA, MONDAY, open_desk
from tests.desk.seeds.test_history import _nothing_waits, no_story_was_broken_off, rows

BANK, PROCEDURE = history.HISTORIES["wani_bares"]
SOP = SOPS["wani_bares"]
#: What only time or a citizen's late message does, and the rare.
UNPLAYED = {
    *("Rahasia", "Kelengkapan Diterima", "Cabut Aduan", "Minta Dibuka Kembali", "Pisahkan"),
    *("Kelengkapan Menyusul", "Tutup Tidak Lengkap", "Buka Identitas", "Tutup Identitas"),
}


@pytest.fixture(scope="module")
def tales() -> list[Tale]:
    return tell(BANK, PROCEDURE, Span(MONDAY, 365, JAKARTA), seed=history.SEED)


@pytest.fixture(scope="module")
def scripts(tales: list[Tale], tmp_path_factory: pytest.TempPathFactory) -> list[list[Beat]]:
    journal = Journal(f"sqlite:///{tmp_path_factory.mktemp('calendar')}/journal.db").create()
    with journal.read() as connection:
        times = Times(build(load(connection, SOP), now=MONDAY), SOP.close_days, MONDAY)
    journal.close()
    return [script(tale, PROCEDURE, times, seed=history.SEED) for tale in tales]


@pytest.fixture
def filled(sqlite_journal: Journal, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Desk:
    caplog.set_level(logging.INFO)
    desk = open_desk(sqlite_journal, tmp_path, MONDAY, procedure="wani_bares")
    history.fill(desk, now=MONDAY, days=12)
    return desk


def test_a_year_has_every_category_and_nobody_copies_another(tales: list[Tale]) -> None:
    assert 700 <= len(tales) <= 900
    assert min(Counter(tale.topic.category for tale in tales).values()) >= 15
    texts = [tale.text for tale in tales if tale.text not in BANK.spam]
    assert len(set(texts)) == len(texts) and not any("{" in text for text in texts)


def test_nothing_in_it_is_of_the_other_city() -> None:
    told = [
        sentence
        for topic in BANK.topics
        for sentence in (*topic.texts, *topic.results, *topic.answers)
    ]
    strange = re.compile(r"pekalongan|\brob\b|batik|kelurahan|wali kota|wadul", re.IGNORECASE)
    others = (*BANK.openings, *BANK.closings, *BANK.spots, *sum(PROCEDURE.phrases.values(), ()))
    assert [sentence for sentence in (*told, *others) if strange.search(sentence)] == []


def test_every_topic_is_of_an_agency_and_a_place_that_exist() -> None:
    seed = city(SOP)
    agencies = {agency.short for agency in seed.agencies}
    heads = {short for person in seed.staff for short in person.agencies}
    for topic in BANK.topics:
        assert len(topic.texts) >= 8 and topic.results and topic.answers
        assert {topic.agency, topic.elsewhere} - {""} <= agencies
        assert topic.staffed == (topic.agency in heads)
    assert {quarter.district for quarter in BANK.quarters} == set(seed.districts)


def test_every_action_and_every_reason_to_close_happens(scripts: list[list[Beat]]) -> None:
    beats = [beat for beats in scripts for beat in beats]
    done = Counter(beat.action for beat in beats)
    staff = {role.name for role in SOP.roles if role.scope in (Scope.CITY, Scope.LEADER)}
    theirs = {action.name for action in SOP.actions if action.roles & staff}
    assert theirs - set(done) <= UNPLAYED
    named = Counter(beat.values.get(Field.CLOSE_REASON) for beat in beats)
    elsewhere = {"Duplikat", "Dicabut Pelapor"}
    assert all(named[reason] >= 5 for reason in set(CLOSE_REASONS) - elsewhere)
    assert done["Gabungkan"] >= 5


def test_the_last_days_stand_in_the_journal_as_work_left_them(
    filled: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    no_story_was_broken_off(caplog)
    complaints = rows(filled, schema.complaints)
    states = {state.name for state in SOP.states} - {"Ditutup"}
    assert states <= {row["state"] for row in complaints}
    assert all(row["example"] and row["internal_note"] for row in complaints)
    assert any(row["due_at"] and row["due_at"] < MONDAY for row in complaints)
    _nothing_waits(filled)
    events = rows(filled, schema.events)
    last = {event["number"]: event["to_state"] for event in events if event["to_state"]}
    assert {row["number"]: row["state"] for row in complaints} == last
    assert {True, False} <= {event["on_time"] for event in events if event["step"] == "B3"}
    assert max(event["at"] for event in events) <= MONDAY
    assert history.fill(filled, now=MONDAY + timedelta(hours=3)).added == 0
