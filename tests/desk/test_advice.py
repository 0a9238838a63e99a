"""Every alarm that the program raises has its own words of advice."""

from __future__ import annotations

import pytest

from desk import (
    accidents,
    advice,
    conditions,
    emergency,
    flood,
    inbox,
    keyring,
    media,
    refusals,
    storage,
)
from sheets_schema import reference_reading, room, trash, troubles
from sheets_schema.errors import Cause
from workers import number, sundial

CODES = [
    "worker_off",
    "gateway_not_ready",
    *(f"gateway_refuses:{cause}" for cause in refusals.SENTENCES),
    "messages_undecided",
    "messages_failed",
    "gateway_holds",
    f"{flood.ALARM}ALADIN-2026-00001",
    "path_dead",
    "path_quiet",
    "outbox_stuck",
    "data_pribadi_0190abc",
    "send-3_failing",
    *(f"{name}_failing" for name in conditions.WORK),
    emergency.NOBODY_ALARM,
    inbox.ALARM,
    media.KEY_ALARM,
    number.ALARM,
    *(f"sync_failing:{cause}" for cause in Cause),
    storage.ALARM_LOW,
    storage.ALARM_READ_ONLY,
    keyring.ALARM,
    sundial.ALARM,
    room.CODE,
    trash.CODE,
    f"{troubles.CODE}Aduan",
    accidents.ALARM,
    f"{reference_reading.CODE}OPD",
]


@pytest.mark.parametrize("code", CODES)
def test_an_alarm_says_what_happens_meanwhile_what_to_do_and_who(code: str) -> None:
    found = advice.on(code)
    assert found is not advice.UNKNOWN
    assert found.meanwhile and found.do and found.who


def test_an_alarm_of_tomorrow_has_general_advice() -> None:
    assert advice.on("baru") is advice.UNKNOWN


def test_every_cause_that_a_person_must_end_has_its_own_advice() -> None:
    found = {advice.on(f"sync_failing:{cause}") for cause in Cause}
    assert len(found) == len(Cause) and advice.on("sync_failing") not in found
