"""All figures of one month: over a whole desk's history, beside the usual way with pandas.

Each size runs in a process of its own (`python -m tests.benchmarks.figures <folder> <n>`); eight
events a complaint, so 100,000 complaints have 800,000.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Connection, case, insert, literal, select

from desk.context import Desk
from desk.figures import Months, kept, monthly
from desk.journal import Journal
from desk.schema import complaints, events
from sop.figures.asked import index_of, month_at
from sop.summary import BREAKDOWNS
from tests.benchmarks import history
from tests.conftest import open_desk, person
from tests.stack import ROOT

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JAKARTA)
MONTH = date(2026, 10, 1)
FIRST, AGAIN, ASKED = "read and counted", "counted after a change", "counted again"


def lines(folder: Path, sizes: list[int]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for n in sizes:
        took = measured(folder / f"figures-{n}", n)
        print(f"figures of a month, n={n}: " + told(took), flush=True)
        found += [
            {"name": f"figures, {name} (pandas)", "n": n, "ours": took[name], "unit": "s"}
            | {"peer": took["pandas"]}
            for name in (FIRST, AGAIN, ASKED)
        ]
    return found


def measured(folder: Path, n: int) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.figures", str(folder), str(n)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def told(took: dict[str, float]) -> str:
    return "  ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items())


def main(folder: Path, n: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    desk = open_desk(Journal(f"sqlite:///{folder}/journal.db").create(), folder, NOW)
    history.fill(desk, n, now=NOW)
    more_events(desk)
    leader = person(desk, "Pimpinan")

    def ours() -> Any:
        return monthly.summary(desk, leader, Months(MONTH, MONTH), now=NOW)

    took = {FIRST: _seconds(ours), ASKED: _seconds(lambda: _afresh(desk, ours))}
    _touch(desk)
    took[AGAIN] = _seconds(ours)
    with desk.journal.read() as connection:
        took["pandas"] = _seconds(lambda: _with_pandas(connection, desk))
        found = _with_pandas(connection, desk) if n <= 1_000 else None
    if found:
        assert found["total"]["received"] == ours().total.received
        assert found["total"]["open"] == ours().total.closing
    print(json.dumps(took))


def _afresh(desk: Desk, work: Callable[[], Any]) -> Any:
    """What is read is kept; every answer is worked out again."""
    kept.record(desk).answers.clear()
    return work()


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def more_events(desk: Desk) -> None:
    """An automatic reply and a rating beside the five steps of each story."""
    columns = [*events.c.keys()]
    with desk.journal.write() as connection:
        for action, ending, source in (
            ("Balasan Otomatis", "r", events.c.action == "Aduan Diterima"),
            ("Penilaian", "p", events.c.action == "Kirim Hasil"),
        ):
            changed = {
                "id": events.c.id + literal(ending),
                "action": literal(action),
                "step": literal("A3" if ending == "r" else ""),
                "from_state": events.c.to_state,
                "data": literal({"rating": 4} if ending == "p" else {}, events.c.data.type),
            }
            told_again = select(*(changed.get(name, events.c[name]) for name in columns))
            connection.execute(insert(events).from_select(columns, told_again.where(source)))


def _touch(desk: Desk) -> None:
    """One complaint is put under another category."""
    with desk.journal.write() as connection:
        number = connection.execute(select(complaints.c.number).limit(1)).scalar_one()
        row = complaints.c.number == number
        connection.execute(
            complaints.update().where(row).values(category="Lainnya", updated_at=NOW)
        )


def _with_pandas(connection: Connection, desk: Desk) -> dict[str, Any]:
    """The books by every word and the SOP's rows, complaint by complaint in frames."""
    starts, ends = (_edge(index_of(MONTH) + more) for more in (0, 1))
    columns = ("number", "at", "step", "on_time", "minutes", "from_state", "to_state")
    query = select(*(events.c[name] for name in columns)).order_by(events.c.at)
    told_ = pd.DataFrame(connection.execute(query).all(), columns=list(columns))
    plain = case((complaints.c.channel == "Data Lama", 1), else_=0).label("old")
    query_ = select(complaints, plain)
    rows = pd.DataFrame(connection.execute(query_).mappings().all())
    closed = {state.name for state in desk.sop.states if not state.open}
    found: dict[str, Any] = {}
    by_number = dict(iter(told_.groupby("number")))
    for row in rows.itertuples():
        states = by_number[row.number]
        before = states[states["at"] < ends]["to_state"]
        counted = {
            "received": starts <= row.received_at < ends,
            "open": bool(len(before)) and before.iloc[-1] not in closed,
        }
        for column in BREAKDOWNS:
            for key in ("total", (column, getattr(row, column))):
                line = found.setdefault(key, {"received": 0, "open": 0})
                for name, counts in counted.items():
                    line[name] += counts if key != "total" or column == BREAKDOWNS[0] else 0
    ended = told_[(told_["step"] != "") & (told_["at"] >= starts) & (told_["at"] < ends)]
    found["steps"] = ended.groupby(["step", "on_time"], dropna=False)["minutes"].median()
    return found


def _edge(index: int) -> datetime:
    month = month_at(index)
    return datetime(month.year, month.month, 1, tzinfo=JAKARTA).astimezone(UTC)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
