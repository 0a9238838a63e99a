"""`python -m tests.benchmarks.rebuild 5000 [--files 4]`: how long a rebuild of the journal takes.

A stand-in full of closed complaints with eight events and eight messages each, 300 ms on every
call, Google's quotas on; the rest of `--files` hold as many complaints each as archived years.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests

from desk.ids import new_id
from sheets_schema import cells, keepsakes, log_rows, rows
from sheets_schema.columns import Kind, Tab
from sheets_schema.layout import Cells
from sheets_schema.rebuilding import complaints, conversation, history
from sheets_schema.rows import Beside, Showing
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT, archive
from sop import SOPS, clocks
from tests.benchmarks.measure import slow_sheets
from tests.stack import ROOT, Stack

EACH = 8  # events, and messages, of a complaint
CHUNK = 5_000
SPREADSHEET = "wadul-sandbox"
STORY = "Lampu jalan di depan rumah mati sejak Senin malam dan membahayakan pengendara motor. "
ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime.now(UTC)
# No clock runs in a closed complaint, so any calendar does.
CALENDAR = clocks.build_calendar((), (), timezone=ZONE, first=NOW.date(), last=NOW.date())
SHOWING = Showing(SOPS["wadul_aladin"], ZONE, CALENDAR, "", NOW)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rebuild")
    parser.add_argument("complaints", type=int, help="in all files together")
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args(given)
    with tempfile.TemporaryDirectory(prefix="wadul-rebuild-") as folder:
        found = measured(Path(folder), asked.complaints, asked.files)
    print(json.dumps(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1))
    return 0


def measured(folder: Path, count: int, files: int) -> dict[str, Any]:
    further = [f"arsip-{year}" for year in range(2026 - files + 1, 2026)]
    with Stack(folder, settings={"ARSIP_SPREADSHEET_IDS": ",".join(further)}) as stack:
        stack.start_services()
        stack.provision()
        started = time.perf_counter()
        for at, book in enumerate([SPREADSHEET, *further]):
            _fill(stack, book, year=2026 if not at else int(book[-4:]), count=count // files)
        filled = time.perf_counter() - started
        stack.control("DELETE", "sheets", "calls")
        slow_sheets(stack)
        return {"complaints": count, "files": files, "filling_s": round(filled), **_rebuild(stack)}


def _rebuild(stack: Stack) -> dict[str, Any]:
    started, spent = time.perf_counter(), _spent()
    found = subprocess.run(
        [sys.executable, "-m", "workers", "rebuild"],
        cwd=ROOT,
        env=stack.environment,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    lasted = time.perf_counter() - started
    assert found.returncode == 0, found.stderr
    said = [line for line in found.stderr.splitlines() if "baris" not in line]
    cpu_s = round(_spent() - spent, 1)
    reads = stack.calls()["reads"]
    largest_mb = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return {
        "seconds": round(lasted, 1),
        "cpu_s": cpu_s,
        "largest_mb": largest_mb,
        "reads": reads,
        "said": said,
    }


def _spent() -> float:
    """Processor seconds of children that have ended: not of the stand-ins, which still run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- filling: rows as Wadul writes them


def _fill(stack: Stack, book: str, *, year: int, count: int) -> None:
    if book != SPREADSHEET:
        stack.control("POST", "sheets", "spreadsheets", json={"id": book})
    for tab in (ADUAN if book == SPREADSHEET else archive(year), RIWAYAT, PERCAKAPAN):
        if book != SPREADSHEET:
            _call(stack, book, ":batchUpdate", {"requests": [_new_tab(tab)]})
            _put(stack, book, tab, 1, [list(tab.headers)])
        _write(stack, book, tab, _rows(tab, year, count))


def _new_tab(tab: Tab) -> dict[str, Any]:
    grid = {"rowCount": 1, "columnCount": len(tab.columns)}
    return {"addSheet": {"properties": {"title": tab.title, "gridProperties": grid}}}


def _write(stack: Stack, book: str, tab: Tab, found: Iterable[list[Any]]) -> None:
    found = list(found)
    ids = requests.get(
        f"{stack.sheets}/v4/spreadsheets/{book}?fields=sheets(properties(title,sheetId))",
        headers={"Authorization": "Bearer worker"},
        timeout=60,
    ).json()["sheets"]
    sheet = next(s["properties"] for s in ids if s["properties"]["title"] == tab.title)
    grow = {"sheetId": sheet.get("sheetId", 0), "dimension": "ROWS", "length": len(found) + 5}
    _call(stack, book, ":batchUpdate", {"requests": [{"appendDimension": grow}]})
    for first in range(0, len(found), CHUNK):
        _put(stack, book, tab, first + 2, found[first : first + CHUNK])


def _put(stack: Stack, book: str, tab: Tab, row: int, values: list[list[Any]]) -> None:
    path = f"/values/'{tab.title}'!A{row}?valueInputOption=RAW"
    _call(stack, book, path, {"values": values}, verb="PUT")


def _call(stack: Stack, book: str, path: str, body: Any, *, verb: str = "POST") -> None:
    while True:
        answer = requests.request(
            verb,
            f"{stack.sheets}/v4/spreadsheets/{book}{path}",
            json=body,
            headers={"Authorization": "Bearer worker"},
            timeout=300,
        )
        if answer.status_code != 429:
            break
        time.sleep(1)  # the quota holds for filling, too
    assert answer.ok, answer.text[:500]


def _rows(tab: Tab, year: int, count: int) -> Iterator[list[Any]]:
    make = {RIWAYAT.title: _events, PERCAKAPAN.title: _messages}.get(tab.title, _complaints)
    for index in range(1, count + 1):
        for shown in make(index, year):
            yield [_raw(shown.get(c.header, ""), c.kind) for c in tab.columns]


def _raw(cell: str, kind: Kind) -> Any:
    said = cells.value(cell, kind).get("userEnteredValue", {})
    return next(iter(said.values()), "")


def _complaint(index: int, year: int) -> dict[str, Any]:
    at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=10 * index)
    return complaints.BLANK | {
        "number": f"ALADIN-{year}-{index:05d}",
        "received_at": at,
        "updated_at": at + timedelta(days=2),
        "closed_at": at + timedelta(days=2),
        "state": "Selesai",
        "state_since": at + timedelta(days=2),
        "close_reason": "Ditindaklanjuti",
        "phone": f"6281{index:09d}",
        "channel": "WhatsApp",
        "name": f"Warga {index}",
        "body": STORY * 2,
        "location": f"Jl. Hayam Wuruk nomor {index}",
        "category": "Penerangan Jalan Umum",
        "agency": "Dinhub",
        "kind": "Teknis",
        "follow_up": "Lampu sudah diganti oleh regu.",
        "answer": "Lampu sudah diganti oleh regu.",
    }


def _complaints(index: int, year: int) -> Iterator[Cells]:
    yield rows.complaint(_complaint(index, year), Beside(on_time=True), SHOWING)


def _events(index: int, year: int) -> Iterator[Cells]:
    complaint = _complaint(index, year)
    for step in range(EACH):
        at = complaint["received_at"] + timedelta(hours=step)
        row = history.BLANK | {
            "id": new_id(at),
            "number": complaint["number"],
            "at": at,
            "step": "A4",
            "action": "Catat Tindak Lanjut",
            "from_state": "Diproses OPD",
            "to_state": "Selesai" if step == EACH - 1 else "Diproses OPD",
            "actor": "admin.dinhub@contoh.test",
            "role": "Admin OPD",
            "agency": "Dinhub",
            "note": STORY,
            "due_at": at,
            "minutes": 12.5,
            "on_time": True,
        }
        data = {"inputs": {"Tindak Lanjut": STORY}, "via": "page"}
        kept = {name: complaint[name] for name in ("state", "agency", "state_since")}
        kept["state_since"] = kept["state_since"].isoformat()
        yield log_rows.event(row, SHOWING, data | {keepsakes.COMPLAINT: kept})


def _messages(index: int, year: int) -> Iterator[Cells]:
    complaint = _complaint(index, year)
    for turn in range(EACH):
        at = complaint["received_at"] + timedelta(hours=turn)
        message_id = new_id(at)
        row = conversation.BLANK | {
            "id": message_id,
            "at": at,
            "number": complaint["number"],
            "direction": "out" if turn % 2 else "in",
            "gateway": "green_api",
            "chat_id": f"{complaint['phone']}@c.us",
            "kind": "text",
            "body": STORY,
            "state": "read" if turn % 2 else "received",
            "state_at": at,
            "gateway_id": f"3EB0{message_id[:20]}",
            "purpose": "answer" if turn % 2 else "",
            "template": "diteruskan_opd" if turn % 2 else "",
            "data": {},
        }
        yield log_rows.message(row, (), SHOWING, confidential=False)


if __name__ == "__main__":
    sys.exit(main())
