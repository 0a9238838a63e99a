"""`make bench`: Wadul beside the usual ways, in one run; prints a table, writes bench.json."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks import (
    figures,
    ours,
    path,
    peers,
    reports,
    screens,
    sheet_page,
    sheet_register,
)
from tests.benchmarks.measure import Result, means
from tests.benchmarks.screens import MEMORY

NAIVE_LIMIT_S = 120.0  # at 1,000 the naive way would take a quarter of an hour
FULL = 25_000
RUNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--full", type=int, default=FULL, help="complaints already in the file")
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    parser.add_argument("--pages", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--figures", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--sheet", action="store_true", help="only the register's part")
    parser.add_argument("--edits", type=int, default=30, help="on each side; 0: without this part")
    parser.add_argument("--active", type=int, nargs="*", default=[500, 5_000])
    parser.add_argument("--rebuild", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--path", action="store_true", help="only the message path's part")
    parser.add_argument("--path-seconds", type=float, default=300, help="of the longest stream")
    parser.add_argument("--path-burst", type=int, default=path.BURST, help="0: without")
    chosen = parser.parse_args()
    if chosen.sheet or chosen.path:
        chosen.sizes, chosen.full, chosen.pages, chosen.figures = [], 0, [], []
    lines: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="wadul-bench-") as folder:
        for n in chosen.sizes:
            lines += _compare(Path(folder), n)
        if chosen.full:
            lines += _full(Path(folder), chosen.sizes, chosen.full)
        for n in chosen.pages:
            lines += _pages(Path(folder) / f"pages-{n}", n)
        lines += figures.lines(Path(folder), chosen.figures)
        lines += reports.lines(Path(folder), chosen.figures)
        if chosen.path:
            seconds, burst = chosen.path_seconds, chosen.path_burst
            lines += path.lines(Path(folder), seconds=seconds, burst=burst)
        elif chosen.edits:
            lines += sheet_register.lines(
                Path(folder) / "register",
                edits=chosen.edits,
                active=chosen.active,
                rebuilds=chosen.rebuild,
            )
    chosen.out.write_text(json.dumps(lines, indent=1) + "\n")


def _compare(folder: Path, n: int) -> list[dict[str, object]]:
    mine = _show("Wadul", ours.run(folder / f"ours-{n}", n))
    naive = _show("naive", peers.naive(folder / f"naive-{n}", n, limit_s=NAIVE_LIMIT_S))
    bulk = _show("gsab bulk_insert", peers.bulk(folder / f"bulk-{n}", n, limit_s=NAIVE_LIMIT_S))
    return [*_lines("naive", mine, naive), *_lines("gsab", mine, bulk)]


def _full(folder: Path, sizes: list[int], full: int) -> list[dict[str, object]]:
    """Empty and full in turns: how a pass happens to fall decides seconds of a single run."""
    lines: list[dict[str, object]] = []
    filled = ours.full_desk(folder / "filled", full)
    for n in sizes:
        turns = [
            (
                ours.run(folder / f"empty-{n}-{i}", n),
                ours.run(folder / f"full-{n}-{i}", n, like=filled),
            )
            for i in range(RUNS)
        ]
        empty = _show(f"Wadul, empty, mean of {RUNS}", means([e for e, _ in turns]))
        mine = _show(f"Wadul, {full} in the file", means([f for _, f in turns]))
        lines += _lines(f"empty, against {full} in the file", mine, empty)
    return lines


def _pages(folder: Path, n: int) -> list[dict[str, object]]:
    """Opening a page over `n` complaints, beside one that reads them all from Google."""
    folder.mkdir()
    mine = screens.measured(folder, n)
    theirs = median(sheet_page.measured(folder / "sheet", n))
    print(f"pages, n={n}: get_all_records and pandas {theirs:.0f} ms", flush=True)
    for name, figure in mine.items():
        print(f"  {name:20} {screens.shown(figure)}", flush=True)
    return [
        {"name": f"{name} p95 (get_all_records)", "n": n, "ours": p95, "peer": theirs, "unit": "ms"}
        for name, p95 in ((name, figure["p95"]) for name, figure in mine.items() if name != MEMORY)
    ]


def _show(who: str, result: Result) -> Result:
    print(
        f"{who:28} n={result.n:5}  last reply {_s(result.last_reply_s)}  "
        f"last row {_s(result.last_row_s)}  Sheets calls {result.calls:4.0f} "
        f"({result.reads:.0f} reads, {result.writes:.0f} writes)  replies {result.replies:.0f}  "
        f"rows {result.rows:.0f}  lost {result.lost}  doubled {result.doubled}",
        flush=True,
    )
    return result


def _s(seconds: float | None) -> str:
    return "  never" if seconds is None else f"{seconds:6.1f}s"


def _lines(peer: str, mine: Result, theirs: Result) -> list[dict[str, object]]:
    units = {"last_reply_s": "s", "last_row_s": "s", "calls": "Sheets calls", "doubled": "messages"}
    return [
        {
            "name": f"{name} ({peer})",
            "n": mine.n,
            "ours": getattr(mine, name),
            "peer": getattr(theirs, name),
            "unit": unit,
        }
        for name, unit in units.items()
    ]


if __name__ == "__main__":
    main()
