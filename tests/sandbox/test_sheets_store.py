"""What the stand-in keeps on disk, and what a write costs when the file is large."""

import cProfile
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from sandbox.sheets import batch
from sandbox.sheets.cells import Formula
from sandbox.sheets.files import SANDBOX_ID, Files
from sandbox.sheets.sheet import Json
from sandbox.sheets.store import PIECE, Store
from tests.sandbox.google import Google, appended, guard, span, texts, where

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


COMMAND = [sys.executable, "-m", "sandbox.sheets"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def settings(folder: Path, port: int) -> dict[str, str]:
    names = {"SANDBOX_DIR": str(folder), "SANDBOX_SHEETS_PORT": str(port), "SANDBOX_QUOTA": "off"}
    return {**os.environ, **names}


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`python -m sandbox.sheets` on a free port, as it is started by hand."""
    port = free_port()
    environment = settings(folder, port)
    process = subprocess.Popen(COMMAND, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert str(port) in process.stdout.readline()
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_the_program_ends_cleanly_when_asked(tmp_path: Path) -> None:
    with started(tmp_path) as (process, base):
        assert Google(base).book()["spreadsheetId"] == SANDBOX_ID
        process.terminate()
        assert process.wait(10) == 0


def test_every_answered_write_survives_sigkill(tmp_path: Path) -> None:
    answered: list[str] = []
    with started(tmp_path) as (process, base):
        google = Google(base)

        def write() -> None:
            for number in range(100_000):
                try:
                    answer = google.batch(appended(texts(f"A-{number}")), guard(f"g{number}"))
                except requests.RequestException:
                    return
                assert answer.ok
                answered.append(f"A-{number}")
                if number == 40:
                    enough.set()

        enough = threading.Event()
        writer = threading.Thread(target=write)
        writer.start()
        assert enough.wait(20)
        process.kill()
        writer.join(10)
    with started(tmp_path) as (process, base):
        google = Google(base)
        kept = [row[0] for row in google.values("Sheet1")]
        assert kept[: len(answered)] == answered
        assert len(kept) - len(answered) in (0, 1)
        assert "already exists" in google.refused(guard("g40"))


def write(files: Files, *requests: Json) -> None:
    with files.write(SANDBOX_ID, user="worker", now=NOW) as draft:
        batch.apply(draft, list(requests))


def rows(files: Files) -> list[tuple[object, ...]]:
    return [row.values for row in files.book(SANDBOX_ID).sheets[0].rows]


@contextmanager
def opened(path: Path) -> Iterator[tuple[Files, Store]]:
    store = Store(path)
    try:
        yield Files(store, now=NOW), store
    finally:
        store.close()


def test_values_looks_formulas_and_order_come_back(tmp_path: Path) -> None:
    path = tmp_path / "sheets.db"
    cell = {"userEnteredValue": {"formulaValue": "=1+2"}, "note": "catatan"}
    with opened(path) as (files, _):
        write(files, appended(texts("=1+2", "x"), texts("y"), {"values": [cell]}, fields="*"))
        write(files, {"insertDimension": {"range": span("ROWS", 1, 3)}})
        write(files, {"moveDimension": {"source": span("ROWS", 4, 5), "destinationIndex": 0}})
        write(files, {"deleteDimension": {"range": span("ROWS", 2, 3)}})
        assert rows(files) == [("=1+2",), ("=1+2", "x"), (), ("y",)]
    with opened(path) as (again, _):
        assert rows(again) == rows(files)
        sheet = again.book(SANDBOX_ID).sheets[0]
        assert [type(sheet.value(row, 0)) for row in (0, 1)] == [Formula, str]
        look = sheet.row(0).look(0)
        assert look and look.fields == {"note": "catatan"}


def fill(files: Files, count: int) -> None:
    """As many rows of 35 texts."""
    texts_of_row = {column: (f"isi {column}", None) for column in range(35)}
    properties = {"sheetId": 0, "gridProperties": {"rowCount": count, "columnCount": 35}}
    resize = {"updateSheetProperties": {"properties": properties, "fields": "gridProperties"}}
    with files.write(SANDBOX_ID, user="worker", now=NOW) as draft:
        batch.apply(draft, [resize])
        for number in range(count):
            draft.sheet(0).put(number, texts_of_row)


def test_a_batch_on_a_large_file_touches_only_its_rows(tmp_path: Path) -> None:
    start = {"sheetId": 0, "rowIndex": 12_000, "columnIndex": 3}
    fields = "userEnteredValue"
    update = {"updateCells": {"start": start, "rows": [texts("baru")], "fields": fields}}
    with opened(tmp_path / "sheets.db") as (files, _):
        fill(files, 25_000)
        with cProfile.Profile() as profile:
            write(files, update, appended(texts("A-1")), guard("g1"))
        before = set(map(id, files.book(SANDBOX_ID).sheets[0].rows))
        write(files, {"deleteDimension": {"range": span("ROWS", 0, 1)}})
        after = files.book(SANDBOX_ID).sheets[0].rows
    assert sum(entry.callcount for entry in profile.getstats()) < 5_000
    assert len(after) == 25_000 and {id(row) for row in after} <= before


def test_one_changed_cell_writes_one_row(tmp_path: Path) -> None:
    with opened(tmp_path / "sheets.db") as (files, store):
        write(files, appended(*(texts(f"baris {number}") for number in range(PIECE * 2))))
        before = store._db.total_changes
        write(files, {"repeatCell": {"range": where((5, 6), (0, 1)), "cell": {}, "fields": "*"}})
        assert store._db.total_changes - before <= 6


def test_a_failed_save_leaves_the_file_and_memory_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "sheets.db"
    with opened(path) as (files, store):
        write(files, appended(texts("a")))
        store._db.execute("PRAGMA query_only=ON")
        with pytest.raises(sqlite3.OperationalError):
            write(files, appended(texts("b")))
        store._db.execute("PRAGMA query_only=OFF")
        write(files, appended(texts("c")))
    with opened(path) as (again, _):
        assert rows(files) == rows(again) == [("a",), ("c",)]


def refused_start(folder: Path, port: int) -> str:
    """What a start that must fail says."""
    ended = subprocess.run(COMMAND, env=settings(folder, port), capture_output=True, text=True)
    assert ended.returncode == 1
    return ended.stderr


def test_a_second_start_names_the_setting_that_is_in_the_way(tmp_path: Path) -> None:
    with started(tmp_path / "one") as (_, base):
        taken = int(base.rsplit(":", 1)[1])
        assert "SANDBOX_SHEETS_PORT" in refused_start(tmp_path / "two", taken)
        assert "SANDBOX_DIR" in refused_start(tmp_path / "one", free_port())
