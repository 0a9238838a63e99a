"""A month's figures as a test says them, without a journal: they balance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sop.model import Sop
from sop.summary import (
    AgencyLine,
    Balance,
    HolderLine,
    Kept,
    Ledger,
    Line,
    Satisfaction,
    Spread,
    StepLine,
    Summary,
)

START = datetime(2026, 9, 30, 17, tzinfo=UTC)
END = datetime(2026, 10, 31, 17, tzinfo=UTC)
CUTOFF = datetime(2026, 11, 2, 2, tzinfo=UTC)
KEPT = Kept(30, 4, 2, 22.0, 48.5, 3, 1, Spread(36, 21.5, 55.25, 900.0), Spread(36, 24, 300.0, 1e3))
WORDS = {
    "channel": {"WhatsApp": 40, "Datang Langsung": 6, "Telepon": 4},
    "classification": {"Pengaduan": 38, "Permintaan Informasi": 9, "": 3},
    "kind": {"Teknis": 35, "Umum": 15},
    "category": {"Jalan dan Jembatan": 20, "Sampah": 18, "Penerangan Jalan Umum": 12},
    "district": {"Pekalongan Utara": 22, "Pekalongan Barat": 18, "": 10},
    "agency": {"DPUPR": 30, "DLH": 20},
}


def balance(received: int) -> Balance:
    """opening = a tenth; a half of all is resolved, a fifth closed otherwise."""
    opening = received // 10
    came = opening + received
    closed = {"Ditindaklanjuti": came // 2, "Duplikat": came // 5}
    return Balance(opening, received, 0, closed, came - sum(closed.values()))


def total_of(parts: dict[str, Balance]) -> Balance:
    closed: dict[str, int] = {}
    for part in parts.values():
        for reason, count in part.closed.items():
            closed[reason] = closed.get(reason, 0) + count
    return Balance(
        sum(part.opening for part in parts.values()),
        sum(part.received for part in parts.values()),
        0,
        closed,
        sum(part.closing for part in parts.values()),
    )


def summary(sop: Sop) -> Summary:
    channels = {word: balance(count) for word, count in WORDS["channel"].items()}
    same = dict.fromkeys(WORDS, channels)  # the parts of one breakdown are those of any
    agencies = dict(zip(("DPUPR", "DLH", ""), channels.values(), strict=True))
    steps = [step for step in sop.steps if step.measured]
    line = Line(
        "ALADIN-2026-00007", "Sampah", "DLH", "Diproses OPD", START + timedelta(days=3), None,
        START + timedelta(days=9), True, "Pekalongan Utara", "Tim Pengaduan OPD",
    )  # fmt: skip
    kept = Kept(*(value * len(steps) for value in (30, 4, 2)), running=3, overdue=1)
    return Summary(
        start=START,
        end=END,
        cutoff=CUTOFF,
        total=total_of(channels),
        by={**same, "agency": agencies},
        old=Balance(2, 0, 0, {"Ditindaklanjuti": 1}, 1),
        all_steps=Kept(
            kept.on_time, kept.late, kept.unmeasurable,
            running=3 * len(steps), overdue=len(steps),
        ),
        steps=tuple(StepLine(step.key, KEPT) for step in steps),
        holders=(HolderLine(sop.roles[0].name, 36, 2, KEPT.service, KEPT.wall),),
        agencies=(
            AgencyLine("DPUPR", 20, 2, 9, 5, KEPT, KEPT.service, KEPT.wall),
            AgencyLine("DLH", 14, 0, 2, 0, Kept(), Spread(), Spread()),
        ),
        satisfaction=Satisfaction({1: 1, 2: 2, 3: 9, 4: 8}, 30),
        ledger=Ledger(120, 100, 18, 2, 0, 40, 40, 150, 147, 1, 1, 1, 0),
        unfinished=(line,),
        overdue=(line,),
    )  # fmt: skip
