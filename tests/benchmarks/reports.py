"""A month's report from draft to both files, beside the same workbook written with openpyxl.

Each size runs in a process of its own (`python -m tests.benchmarks.reports <folder> <n>`), with the
eight events a complaint of `tests.benchmarks.figures`.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from desk.journal import Journal
from desk.reports import reading, records, workflow
from desk.reports.contents import Contents
from desk.reports.records import name_of
from sop.model import Recipient
from tests.benchmarks import history
from tests.benchmarks.figures import MONTH, NOW, more_events
from tests.conftest import open_desk, person
from tests.stack import ROOT

PUBLISHED, PDF, XLSX, PEER = "published", "PDF", "XLSX", "openpyxl"


def lines(folder: Path, sizes: list[int]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for n in sizes:
        took = measured(folder / f"report-{n}", n)
        said = "  ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items())
        print(f"report of a month, n={n}: {said}", flush=True)
        whole = sum(took[name] for name in (PUBLISHED, PDF, XLSX))
        found += [
            {"name": "report, counted to both files", "n": n, "ours": whole, "unit": "s"},
            {"name": "report, XLSX (openpyxl)", "n": n, "ours": took[XLSX], "unit": "s"}
            | {"peer": took[PEER]},
        ]
    return found


def measured(folder: Path, n: int) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reports", str(folder), str(n)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def main(folder: Path, n: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    desk = open_desk(Journal(f"sqlite:///{folder}/journal.db").create(), folder, NOW)
    history.fill(desk, n, now=NOW)
    more_events(desk)
    admin = person(desk, desk.sop.addressees[Recipient.CITY_ADMIN][0])
    month = name_of(MONTH)
    workflow.draft(desk, MONTH, now=NOW)
    workflow.send(desk, admin, month, now=NOW)
    workflow.agree(desk, person(desk, desk.sop.report_reviewer), month, now=NOW)
    took = {PUBLISHED: _seconds(lambda: workflow.publish(desk, admin, month, now=NOW))}
    took[PDF] = _seconds(lambda: reading.pdf(desk, admin, month, now=NOW))
    took[XLSX] = _seconds(lambda: reading.xlsx(desk, admin, month, now=NOW))
    with desk.journal.read() as connection:
        kept = records.frozen(connection, month)
    took[PEER] = _seconds(lambda: _with_openpyxl(kept))
    print(json.dumps(took))


def _with_openpyxl(kept: Contents) -> bytes:
    """The same cells, without charts."""
    book = openpyxl.Workbook()
    for section in kept.sections:
        sheet: Any = book.create_sheet(section.title[:31])
        sheet.append([section.lead, *(column.title for column in section.columns)])
        for row in section.rows:
            sheet.append([row.label, *row.values])
    sheet = book.create_sheet("Data Aduan")
    for cells in kept.complaints:
        sheet.append(list(cells))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
