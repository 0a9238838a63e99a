"""The desk's number is looked at, and its settings are put right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import conditions
from desk.context import Desk
from tests.workers.conftest import Phones, clock
from workers.gateways.base import Gateway, GatewayError
from workers.number import SETTINGS_EVERY, Watch


def state(desk: Desk) -> str:
    with desk.journal.read() as connection:
        return conditions.number_state(connection)[0]


def test_a_look_tells_the_state_and_prepares_the_number(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.state("starting")
    assert not Watch(small_desk, gateway, clock).look()
    assert state(small_desk) == "starting"
    assert phones.asked("GET getSettings", "GET sessions") >= 1


def test_settings_are_looked_at_now_and_then(
    small_desk: Desk, green: Gateway, phones: Phones
) -> None:
    start = clock()
    moments = iter([start, start + timedelta(seconds=15), start + SETTINGS_EVERY])
    watch = Watch(small_desk, green, lambda: next(moments))
    asked = []
    for _ in range(3):
        watch.look()
        asked.append(phones.asked("GET getSettings"))
    assert asked[0] == asked[1] < asked[2]


def test_settings_that_cannot_be_put_right_are_tried_again(
    small_desk: Desk, green: Gateway, phones: Phones
) -> None:
    phones.fault("status", "GET .*/getSettings/", status=500, count=1)
    watch = Watch(small_desk, green, clock)
    with pytest.raises(GatewayError):
        watch.look()
    assert not watch.look()
    assert (state(small_desk), phones.asked("GET getSettings") >= 2) == ("authorized", True)
