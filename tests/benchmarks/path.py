"""The message path under a steady stream and under a flood, beside the naive bot.

A message's time runs from the moment it is handed to the gateway to the moment at which the gateway
has answered the reply's sendMessage with 200 and that is on disk.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from tests.benchmarks import ours, peers
from tests.benchmarks.measure import Journal, Result, message_of, messages, slow_sheets, until
from tests.stack import Stack, wait_for

RATES = (1, 10, 50)  # a second; the gateway itself takes 50 sends a second, and we keep to 45
SUSTAINED = 40  # a second, below that limit
#: Who write in the second long stream: what it costs to keep up grows with the complaints that are
#: open, so a stream of new ones and a stream about those that are there are two questions.
CITIZENS = 1_000
BURST = 10_000
SAMPLES = 6  # of the worker's memory in a long stream
PARTS = (50, 95, 99)
#: After the last message: time for those that still wait.
PATIENCE_S = 120.0
NAIVE_LIMIT_S = 120.0
BURST_LIMIT_S = 900.0
FIRST_REPLIES = (
    "select c.chat_id, min(e.at) from events e join complaints c on c.number = e.number "
    "where e.action = 'Balasan Otomatis' group by c.chat_id"
)


@dataclass
class Stream:
    """One run at a steady rate. Seconds per chat."""

    rate: int
    handed: dict[str, float] = field(default_factory=dict)
    replied: dict[str, float] = field(default_factory=dict)

    @property
    def waits_ms(self) -> list[float]:
        """Sorted; an unanswered message waited for ever."""
        never = dict.fromkeys(self.handed, inf)
        moments = {**never, **self.replied}
        return sorted((moments[chat] - at) * 1000 for chat, at in self.handed.items())

    def part(self, percent: int) -> float | None:
        waits = self.waits_ms
        found = waits[min(len(waits) - 1, len(waits) * percent // 100)]
        return None if found == inf else found


@dataclass
class Long:
    """A stream of minutes. `recorded`: what was on disk, with what it caused, when the last message
    had been handed over; `memory_mb` of the worker as it went on."""

    citizens: int
    handed: int
    recorded: int
    seconds: float
    memory_mb: list[float]

    @property
    def per_second(self) -> float:
        return self.recorded / self.seconds


def lines(folder: Path, *, seconds: float, burst: int) -> list[dict[str, object]]:
    """Everything, as lines of bench.json. `seconds`: of the longest stream; the others a fifth."""
    found: list[dict[str, object]] = []
    for rate in RATES:
        mine = stream(folder / f"path-{rate}", rate, max(seconds / 5, 10))
        theirs = naive(folder / f"naive-path-{rate}", rate, min(max(seconds / 5, 10), 60))
        found += _compared(mine, theirs)
    everybody = int(SUSTAINED * seconds)
    for citizens in (everybody, min(CITIZENS, everybody)):
        found += _sustained(long_stream(folder / f"path-long-{citizens}", seconds, citizens))
    if burst:
        found += _flood(
            ours.run(folder / "path-burst", burst, limit_s=BURST_LIMIT_S),
            peers.naive(folder / "naive-burst", burst, limit_s=NAIVE_LIMIT_S),
        )
    return found


def stream(folder: Path, rate: int, seconds: float) -> Stream:
    """Our worker, as a process of its own, with `rate` messages a second."""
    with Stack(folder) as stack:
        _start(stack)
        found, journal = Stream(rate), Journal(stack)
        _feed(stack, found, seconds)
        until(journal.replies, len(found.handed), started=time.monotonic(), limit_s=PATIENCE_S)
        found.replied = _first_replies(journal.path)
    return found


def long_stream(folder: Path, seconds: float, citizens: int) -> Long:
    """The same at SUSTAINED, by citizens who write in turns: first a complaint, then about it."""
    with Stack(folder) as stack:
        _start(stack)
        worker, journal = stack.running["worker"].pid, Journal(stack)
        memory, started = [_memory_mb(worker)], time.monotonic()
        per_sample = int(SUSTAINED * seconds / (SAMPLES - 1))
        for sample in range(SAMPLES - 1):
            part = range(sample * per_sample, (sample + 1) * per_sample)
            for message in _paced((_next(at, citizens) for at in part), SUSTAINED):
                stack.control("POST", "gateway", "inbound", json=message)
            memory.append(_memory_mb(worker))
        handed = per_sample * (SAMPLES - 1)
        return Long(citizens, handed, journal.recorded(), time.monotonic() - started, memory)


def _start(stack: Stack) -> None:
    stack.start_services()
    stack.provision()
    stack.control("DELETE", "sheets", "calls")
    stack.start_worker()
    wait_for("first passes", lambda: stack.calls()["reads"] >= 3, within_s=90)
    slow_sheets(stack)


def _next(at: int, citizens: int) -> dict[str, str]:
    message = message_of(at % citizens)
    return message if at < citizens else message | {"text": f"Sampai sekarang masih gelap ({at})"}


def naive(folder: Path, rate: int, seconds: float) -> Stream:
    """The usual bot with the same stream, given as long again to catch up."""
    found = Stream(rate)
    with Stack(folder) as stack:
        stack.start_services()
        slow_sheets(stack)
        feeder = threading.Thread(target=_feed, args=(stack, found, seconds))
        feeder.start()
        limit = time.time() + 2 * seconds
        for chat in peers.one_by_one(stack):
            found.replied[chat] = time.time()
            if time.time() > limit or len(found.replied) == int(rate * seconds):
                break
        feeder.join()
    return found


def _feed(stack: Stack, into: Stream, seconds: float) -> None:
    for message in _paced(messages(int(into.rate * seconds)), into.rate):
        into.handed[message["chatId"]] = time.time()
        stack.control("POST", "gateway", "inbound", json=message)


def _paced(wanted: Iterable[dict[str, str]], rate: int) -> Iterator[dict[str, str]]:
    """Each at its moment of an even pace, late ones at once."""
    started = time.time()
    for at, message in enumerate(wanted):
        time.sleep(max(0.0, started + at / rate - time.time()))
        yield message


def _first_replies(journal: Path) -> dict[str, float]:
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as connection:
        return {chat: at / 1e6 for chat, at in connection.execute(FIRST_REPLIES)}


def _memory_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    (resident,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(resident.split()[1]) / 1024


def _compared(mine: Stream, theirs: Stream) -> list[dict[str, object]]:
    for who, one in (("Wadul", mine), ("naive", theirs)):
        parts = "  ".join(f"p{percent} {_ms(one.part(percent))}" for percent in PARTS)
        _say(f"{who:8} {one.rate:3}/s  {parts}  replied {len(one.replied)}/{len(one.handed)}")
    return [
        {
            "name": f"reply p{percent} at {mine.rate}/s (naive)",
            "n": len(mine.handed),
            "ours": mine.part(percent),
            "peer": theirs.part(percent),
            "unit": "ms",
        }
        for percent in PARTS
    ]


def _sustained(mine: Long) -> list[dict[str, object]]:
    memory = ", ".join(f"{figure:.0f}" for figure in mine.memory_mb)
    _say(
        f"Wadul    {mine.handed} messages of {mine.citizens} citizens at {SUSTAINED}/s: "
        f"{mine.recorded} on disk at its end ({mine.per_second:.1f}/s), memory {memory} MB"
    )
    who = f"{mine.citizens} citizens"
    figures: Mapping[str, tuple[float, str]] = {
        f"messages sustained, {who}": (mine.per_second, "messages/s"),
        f"worker's memory at the start, {who}": (mine.memory_mb[0], "MB"),
        f"worker's memory at the end, {who}": (mine.memory_mb[-1], "MB"),
    }
    return [
        {"name": name, "n": mine.handed, "ours": figure, "peer": None, "unit": unit}
        for name, (figure, unit) in figures.items()
    ]


def _flood(mine: Result, theirs: Result) -> list[dict[str, object]]:
    for who, one in (("Wadul", mine), ("naive", theirs)):
        _say(
            f"{who:8} {one.n} at once  last reply {_s(one.last_reply_s)}  "
            f"last row {_s(one.last_row_s)}  lost {one.lost}  doubled {one.doubled}"
        )
    return [
        {
            "name": f"{name}, all at once (naive)",
            "n": mine.n,
            "ours": getattr(mine, name),
            "peer": getattr(theirs, name),
            "unit": "s" if name.endswith("_s") else "messages",
        }
        for name in ("last_reply_s", "last_row_s", "lost", "doubled")
    ]


def _ms(figure: float | None) -> str:
    return "   never" if figure is None else f"{figure:5.0f} ms"


def _s(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.1f} s"


def _say(line: str) -> None:
    print(line, flush=True)
