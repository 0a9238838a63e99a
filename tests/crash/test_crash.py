"""Nothing is lost and nothing is sent twice, whatever dies at whatever moment (docs/crash.md)."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import own_schema
from tests.crash import audit
from tests.crash.gate import Moment
from tests.crash.mischief import Owed
from tests.crash.siege import Siege
from tests.crash.steps import CALLS, SHEETS, steps_of


@dataclass(frozen=True)
class Size:
    """`messages` of citizens, of which a share comes in the storm; `quiet_s`: to come to rest."""

    messages: int
    kills_at_random: int
    every_step: bool
    reconcile_after_s: int
    quiet_s: float
    seed: int = 20261122


SHORT = Size(26, 4, every_step=False, reconcile_after_s=5, quiet_s=300)
LONG = Size(500, 45, every_step=True, reconcile_after_s=45, quiet_s=900)
GATEWAYS_AND_JOURNALS = [
    (gateway, journal) for gateway in ("green_api", "waha") for journal in ("sqlite", "postgresql")
]


def journal_url(request: pytest.FixtureRequest, folder: Path, journal: str) -> str:
    if journal == "sqlite":
        return f"sqlite:///{folder}/journal.db"
    return own_schema(request.getfixturevalue("postgres_url"))


def long_waits(gateway: str) -> Owed:
    """A server of 30 s, once before and once after each call that changes or hands out something;
    a sending that arrives so late is why RECONCILE_AFTER_S is longer."""
    calls = CALLS[gateway]
    kinds = [calls["pull"], calls["send"], SHEETS["read"], SHEETS["write"]]
    return {(kind, moment): 30.0 for kind in kinds for moment in Moment}


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("gateway", "journal"), [("green_api", "sqlite"), ("waha", "postgresql")])
def test_kills_at_the_steps_of_a_message_and_at_random_lose_and_double_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, gateway: str, journal: str
) -> None:
    besiege(tmp_path, journal_url(request, tmp_path, journal), gateway, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize(("gateway", "journal"), GATEWAYS_AND_JOURNALS)
def test_500_messages_under_kills_cuts_and_slow_servers_are_recorded_and_answered_once(
    request: pytest.FixtureRequest, tmp_path: Path, gateway: str, journal: str
) -> None:
    besiege(tmp_path, journal_url(request, tmp_path, journal), gateway, LONG)


def besiege(folder: Path, journal: str, gateway: str, size: Size) -> None:
    began = time.monotonic()
    with Siege(
        folder,
        gateway=gateway,
        journal_url=journal,
        seed=size.seed,
        reconcile_after_s=size.reconcile_after_s,
    ) as siege:
        for step in steps_of(gateway, all_of_them=size.every_step):
            siege.kill_at(step)
        siege.chance.active = True
        siege.storm(size.kills_at_random, (size.messages - siege.written) * 2 // 3)
        if size.every_step:
            siege.chance.owed = long_waits(gateway)
        siege.bad_weather(size.messages - siege.written)
        siege.chance.active = False
        audit.until_quiet(siege, within_s=size.quiet_s)
        unknown = audit.decide(siege)
        audit.until_quiet(siege, within_s=60 + size.reconcile_after_s)
        found = audit.books(siege, unknown=unknown)
        tell(siege, found, time.monotonic() - began)
    assert found.wrong == []


def tell(siege: Siege, found: audit.Books, seconds: float) -> None:
    """The figures of docs/crash.md."""
    chance, steps = siege.chance, dict(siege.steps)
    at_random = steps.pop("at random")
    kinds = {kind for gate in siege.gates.values() for kind in gate.calls}
    whole = {(kind, moment) for kind in kinds for moment in Moment}
    lines = [
        f"{siege.gateway}, {siege.journal.engine.dialect.name}: {siege.written} messages, "
        f"{len(siege.stories)} stories, {seconds:.0f} s",
        f"kills {siege.kills.total()} {dict(siege.kills)}: {len(steps)} at named steps, "
        f"{at_random} at random in {siege.storm_s:.0f} s",
        f"cuts {chance.cuts.total()}, on {len(+chance.cuts)} of {len(whole)} moments of calls; "
        f"waits {dict(sorted((+chance.waits).items()))}",
        f"replies {found.replies}, unknown {found.unknown}, never sent {found.never_sent}, "
        f"same id again {found.sent_again}, wrong {len(found.wrong)}",
        f"never cut: {sorted(' '.join(one) for one in whole - (+chance.cuts).keys())}",
    ]
    sys.stderr.write("\n".join(["", *lines, ""]))
