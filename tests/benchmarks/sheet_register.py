"""The register: how soon what is typed counts, how soon what was done shows, and what it costs.

A real worker beside a stand-in with 300 ms on every call and Google's quotas on; the passes over
many active rows are timed one by one in this process.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import requests
from sqlalchemy import select

from desk import editing
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.schema import complaints
from sheets_schema import layout, sync
from sheets_schema.client import connect
from sop import SOPS
from tests.benchmarks import measure, rebuild, register
from tests.benchmarks.measure import hand_over, slow_sheets
from tests.stack import Stack, wait_for

SPREADSHEET = "wadul-sandbox"
COMPLAINTS = 40
WATCHED_S = 60.0
LONGEST_S = 60.0
REBUILDS = ((25_000, 1), (100_000, 4))
PASSES = 5
Line = dict[str, object]


def lines(folder: Path, *, edits: int, active: list[int], rebuilds: bool) -> Iterator[Line]:
    """Every figure, printed as it comes."""
    yield from _live(folder / "live", edits)
    for count in active:
        yield from _passes(folder / f"active-{count}", count)
    for count, files in REBUILDS if rebuilds else ():
        found = rebuild.measured(folder / f"rebuild-{count}", count, files)
        name = f"rebuild from {files} file(s)"
        yield _line(name, count, found["seconds"], "s")
        yield _line(f"{name}, reads", count, found["reads"], "Sheets calls")


def _line(name: str, n: int, figure: float, unit: str) -> Line:
    print(f"{name:45} n={n:6}  {figure:8.1f} {unit}", flush=True)
    return {"name": name, "n": n, "ours": round(figure, 3), "peer": None, "unit": unit}


def _spread(name: str, seconds: list[float]) -> Iterator[Line]:
    yield _line(f"{name}, p50", len(seconds), median(seconds), "s")
    yield _line(f"{name}, p95", len(seconds), quantiles(seconds, n=20)[18], "s")


# --- beside a real worker


def _live(folder: Path, edits: int) -> Iterator[Line]:
    with Stack(folder) as stack:
        stack.start_services()
        stack.provision()
        stack.start_worker()
        arrived = measure.Journal(stack)
        wait_for("the journal", arrived.path.exists)
        hand_over(stack, COMPLAINTS)
        wait_for("first rows", lambda: arrived.rows() == COMPLAINTS, within_s=120)
        slow_sheets(stack)
        desk = _desk(stack)
        numbers = sorted(str(row["No. Aduan"]) for row in stack.rows("Aduan"))
        yield from _spread("typed in the Sheet -> page", _typed(stack, desk, numbers, edits))
        yield from _spread("done in a page -> Sheet", _done(stack, desk, numbers, edits))
        yield from _calls(stack, "idle", lambda: None)
        yield from _calls(stack, "100 new complaints at once", lambda: hand_over(stack, 100))
        yield from _calls(stack, "an edit a second in the Sheet", lambda: _busy(stack, numbers))
        desk.journal.close()


def _typed(stack: Stack, desk: Desk, numbers: list[str], times: int) -> list[float]:
    """A clerk types at any moment between two passes."""
    chance, found = random.Random(4), []
    for turn in range(times):
        time.sleep(chance.uniform(0, 8))
        number, text = numbers[turn % len(numbers)], f"Jl. Progo {turn}"
        started = _type(stack, number, text)
        found.append(_until(partial(_says, lambda n: _location(desk, n), number, text), started))
    return found


def _done(stack: Stack, desk: Desk, numbers: list[str], times: int) -> list[float]:
    chance, found, admin = random.Random(5), [], _admin(desk)
    for turn in range(times):
        time.sleep(chance.uniform(0, 8))
        number, text = numbers[turn % len(numbers)], f"Jl. Bahagia {turn}"
        started = time.monotonic()
        editing.edit(desk, admin, number, {"location": text}, now=datetime.now(UTC))
        found.append(_until(partial(_says, lambda n: _shown(stack, n), number, text), started))
    return found


def _says(read: Callable[[str], Any], number: str, text: str) -> bool:
    return bool(read(number) == text)


def _until(done: Callable[[], bool], started: float) -> float:
    wait_for("an edit on the other side", done, within_s=LONGEST_S)
    return time.monotonic() - started


def _calls(stack: Stack, name: str, work: Callable[[], object]) -> Iterator[Line]:
    """Over a minute, beginning with a desk at rest."""
    stack.let_live(10)
    stack.control("DELETE", "sheets", "calls")
    end = time.monotonic() + WATCHED_S
    work()
    stack.let_live(max(0.0, end - time.monotonic()))
    calls = stack.calls()
    yield _line(f"reads a minute, {name}", COMPLAINTS, calls["reads"], "Sheets calls")
    yield _line(f"writes a minute, {name}", COMPLAINTS, calls["writes"], "Sheets calls")


def _busy(stack: Stack, numbers: list[str]) -> None:
    for turn in range(50):
        _type(stack, numbers[turn % len(numbers)], f"Jl. Kurinci {turn}")
        time.sleep(1)


def _type(stack: Stack, number: str, text: str) -> float:
    """Into Lokasi, as a person; returns the moment."""
    header, *rows = stack.control("GET", "sheets", "values/Aduan")
    at = header.index("No. Aduan")
    place = next(i for i, row in enumerate(rows, 2) if row and row[at] == number)
    cell = f"{layout.letters(header.index('Lokasi'))}{place}"
    answer = requests.put(
        f"{stack.sheets}/v4/spreadsheets/{SPREADSHEET}/values/Aduan!{cell}",
        params={"valueInputOption": "RAW"},
        json={"values": [[text]]},
        headers={"Authorization": "Bearer staff:ani@contoh.test"},
        timeout=60,
    )
    answer.raise_for_status()
    return time.monotonic()


def _location(desk: Desk, number: str) -> str:
    with desk.journal.read() as connection:
        query = select(complaints.c.location).where(complaints.c.number == number)
        return str(connection.execute(query).scalar())


def _shown(stack: Stack, number: str) -> Any:
    return next(row["Lokasi"] for row in stack.rows("Aduan") if row["No. Aduan"] == number)


def _desk(stack: Stack) -> Desk:
    return Desk(
        journal=Journal(f"sqlite:///{stack.folder}/journal.db"),
        sop=SOPS["wadul_aladin"],
        media_dir=stack.folder / "media",
        media_key=stack.environment["MEDIA_KEY"],
        app_url=stack.app,
    )


def _admin(desk: Desk) -> Actor:
    one = next(one for one in desk.reference().staff if "Admin Kota" in one.roles)
    return Actor(one.email, one.name, one.roles, one.agencies)


# --- one pass after the other


def _passes(folder: Path, count: int) -> Iterator[Line]:
    """Over so many active rows: a process's first pass, one at rest, one with a change."""
    with Stack(folder, settings={"SANDBOX_QUOTA": "off"}) as stack:
        stack.start_services()
        stack.provision()
        register.fill(stack, count, is_open=True)
        slow_sheets(stack)
        desk, sheet = _desk(stack), connect(SPREADSHEET, url=stack.sheets)
        number = str(stack.rows("Aduan")[0]["No. Aduan"])

        def timed() -> tuple[float, int]:
            stack.control("DELETE", "sheets", "calls")
            started = time.monotonic()
            sync.run_once(sheet, desk, now=datetime.now(UTC))
            lasted, calls = time.monotonic() - started, stack.calls()
            return lasted, int(calls["reads"] + calls["writes"])

        def changed(turn: int) -> tuple[float, int]:
            fields = {"location": f"Jl. Merdeka {turn}"}
            editing.edit(desk, _admin(desk), number, fields, now=datetime.now(UTC))
            return timed()

        yield from _of_passes("first pass", count, [timed()])
        timed()
        yield from _of_passes("pass at rest", count, [timed() for _ in range(PASSES)])
        yield from _of_passes("pass with a change", count, [changed(i) for i in range(PASSES)])
        sheet.http.session.close()
        desk.journal.close()


def _of_passes(name: str, count: int, found: list[tuple[float, int]]) -> Iterator[Line]:
    yield _line(name, count, median(lasted for lasted, _ in found), "s")
    yield _line(f"{name}, calls", count, median(calls for _, calls in found), "Sheets calls")
