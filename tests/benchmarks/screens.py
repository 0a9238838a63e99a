"""Pages over a large journal, beside a page that reads the register with pandas from Google.

Each size runs in a process of its own (`python -m tests.benchmarks.screens <folder> <n>`), as the
memory of one size must not count for the next. A page is opened as a person opens it from the
menu: its script whole, in a session that runs; what network and browser add is not in it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from desk.reference import accept
from desk.seeds import reference_rows
from pages.parts import running
from pages.parts import screens as known
from tests.benchmarks import history
from tests.stack import ROOT

ROUNDS = 30
WARM = 3
SEARCHES = (
    "lampu hayam wuruk",
    "lmapu jaln",
    "rob rumah",
    "siti merdeka",
    "sampah sungai",
    "00042",
)
MEMORY = "memory"


def measured(folder: Path, n: int) -> dict[str, Any]:
    """The figures of one size, from a process of its own: {name: {"p50", "p95"}} and "memory"."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.screens", str(folder), str(n)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def shown(figure: dict[str, float] | float) -> str:
    if isinstance(figure, dict):
        return f"p50 {figure['p50']:6.0f} ms  p95 {figure['p95']:6.0f} ms"
    return f"{figure:6.0f} MB"


def main(folder: Path, n: int) -> None:
    os.environ |= {
        "JOURNAL_URL": f"sqlite:///{folder}/journal.db",
        "MEDIA_DIR": str(folder / "media"),
        "MEDIA_KEY": "t7nCw1Ai0Zk1q3f5m0h1v8u5m1rH7Qb0zq2s2tB4x1E=",
    }
    now = datetime.now(UTC)
    desk = running.desk()
    with desk.journal.write() as connection:
        for tab, rows in reference_rows(desk.sop, staff=True).items():
            accept(connection, desk.sop, tab, rows, now=now)
    history.fill(desk, n, now=now)
    dice = random.Random(n)
    figures: dict[str, Any] = dict(_figures(n, dice, now))
    figures[MEMORY] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))


def _figures(n: int, dice: random.Random, now: datetime) -> Iterator[tuple[str, dict[str, float]]]:
    def numbered() -> str:
        return f"ALADIN-{now.year}-{dice.randint(1, n):05d}"

    session = Session()
    yield "Kotak Masuk", _timed(lambda: session.opens(known.INBOX))
    yield "Semua", _timed(lambda: session.opens(known.INBOX, tampil="semua"))
    yield (
        "Cari",
        _timed(lambda: session.opens(known.INBOX, tampil="semua", cari=dice.choice(SEARCHES))),
    )
    yield "Aduan", _timed(lambda: session.opens(known.COMPLAINT, nomor=numbered()))
    yield "Dasbor, pertama", _timed(lambda: session.opens(known.DASHBOARD), rounds=1, warm=0)
    yield "Dasbor, berikutnya", _timed(lambda: session.opens(known.DASHBOARD))


def _timed(
    work: Callable[[], float], *, rounds: int = ROUNDS, warm: int = WARM
) -> dict[str, float]:
    """Milliseconds: the middle, and what 95 of 100 stay below."""
    for _ in range(warm):
        work()
    took = sorted(work() for _ in range(rounds))
    return {"p50": statistics.median(took), "p95": took[min(int(len(took) * 0.95), len(took) - 1)]}


class Session:
    """One signed-in clerk going from page to page."""

    def __init__(self) -> None:
        self.page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
        self.page.user = {
            "is_logged_in": True,
            "email": "admin.kota@contoh.test",
            "email_verified": True,
            "iat": time.time(),
        }
        self.page.run()

    def opens(self, screen: known.Screen, **query: str) -> float:
        """Milliseconds that the whole script of this page takes."""
        self.page.switch_page(screen.file)
        self.page.query_params.clear()
        for name, value in query.items():
            self.page.query_params[name] = value
        started = time.perf_counter()
        self.page.run()
        took = (time.perf_counter() - started) * 1000
        if trouble := [one.value for one in (*self.page.exception, *self.page.error)]:
            raise AssertionError(f"{screen.path}: {trouble}")
        return took


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
