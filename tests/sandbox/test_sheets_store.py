"""What the stand-in keeps on disk, and what a write costs when the file is large."""

import cProfile
import os
import pstats
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests

from sandbox.sheets import batch
from sandbox.sheets.files import SANDBOX_ID, Files
from sandbox.sheets.sheet import Json
from sandbox.sheets.store import PIECE, Store
from tests.sandbox.google import Google, appended, guard, span, texts, where

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`python -m sandbox.sheets` on a free port, as it is started by hand."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SANDBOX_DIR": str(folder),
        "SANDBOX_SHEETS_PORT": str(port),
        "SANDBOX_QUOTA": "off",
    }
    command = [sys.executable, "-m", "sandbox.sheets"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
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


def reopened(path: Path) -> Files:
    return Files(Store(path), now=NOW)


def test_values_looks_formulas_and_order_come_back(tmp_path: Path) -> None:
    path = tmp_path / "sheets.db"
    files = reopened(path)
    cell = {"userEnteredValue": {"formulaValue": "=1+2"}, "note": "catatan"}
    write(files, appended(texts("=1+2", "x"), texts("y"), {"values": [cell]}, fields="*"))
    write(files, {"insertDimension": {"range": span("ROWS", 1, 3)}})
    write(files, {"moveDimension": {"source": span("ROWS", 4, 5), "destinationIndex": 0}})
    write(files, {"deleteDimension": {"range": span("ROWS", 2, 3)}})
    again = reopened(path)
    assert rows(again) == rows(files) == [("=1+2",), ("=1+2", "x"), (), ("y",)]
    formula, text = (again.book(SANDBOX_ID).sheets[0].value(row, 0) for row in (0, 1))
    assert type(formula) is not str and type(text) is str
    look = again.book(SANDBOX_ID).sheets[0].row(0).look(0)
    assert look and look.fields == {"note": "catatan"}


def large(path: Path, count: int = 25_000) -> Files:
    files = reopened(path)
    cells = [f"isi {number}" for number in range(35)]
    grid = {"rowCount": count, "columnCount": 35}
    properties = {"properties": {"sheetId": 0, "gridProperties": grid}, "fields": "gridProperties"}
    with files.write(SANDBOX_ID, user="worker", now=NOW) as draft:
        batch.apply(draft, [{"updateSheetProperties": properties}])
        sheet = draft.sheet(0)
        for number in range(count):
            sheet.put(number, {column: (text, None) for column, text in enumerate(cells)})
    return files


def test_a_batch_on_a_large_file_touches_only_its_rows(tmp_path: Path) -> None:
    store = Store(tmp_path / "sheets.db")
    store.close()
    files = large(tmp_path / "sheets.db")
    start = {"sheetId": 0, "rowIndex": 12_000, "columnIndex": 3}
    update = {
        "updateCells": {"start": start, "rows": [texts("baru")], "fields": "userEnteredValue"}
    }
    with cProfile.Profile() as profile:
        write(files, update, appended(texts("A-1")), guard("g1"))
    assert pstats.Stats(profile).total_calls < 5_000  # type: ignore[attr-defined]  # not in typeshed
    before = set(map(id, files.book(SANDBOX_ID).sheets[0].rows))
    write(files, {"deleteDimension": {"range": span("ROWS", 0, 1)}})
    after = files.book(SANDBOX_ID).sheets[0].rows
    assert len(after) == 25_000 and {id(row) for row in after} <= before


def test_one_changed_cell_writes_one_row(tmp_path: Path) -> None:
    path = tmp_path / "sheets.db"
    store = Store(path)
    files = Files(store, now=NOW)
    write(files, appended(*(texts(f"baris {number}") for number in range(PIECE * 2))))
    before = store._db.total_changes
    write(files, {"repeatCell": {"range": where((5, 6), (0, 1)), "cell": {}, "fields": "*"}})
    assert store._db.total_changes - before <= 6


def test_a_failed_save_leaves_the_file_and_memory_as_they_were(tmp_path: Path) -> None:
    store = Store(tmp_path / "sheets.db")
    files = Files(store, now=NOW)
    write(files, appended(texts("a")))
    store._db.execute("PRAGMA query_only=ON")
    try:
        write(files, appended(texts("b")))
    except Exception as problem:
        assert "readonly" in str(problem)
    store._db.execute("PRAGMA query_only=OFF")
    write(files, appended(texts("c")))
    assert rows(files) == rows(reopened(tmp_path / "sheets.db")) == [("a",), ("c",)]
