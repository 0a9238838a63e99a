"""The SQLite file behind the stand-in: what is answered is on disk before the answer leaves."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.sheets import cells
from sandbox.sheets.book import Book, Edit
from sandbox.sheets.cells import NO_ROW, Formula, Look, Row
from sandbox.sheets.sheet import Json, Sheet

# Rows are kept by their own key; where each stands is kept in pieces of this many rows, so that a
# change in one row writes that row alone and an insertion writes no row at all.
PIECE = 512
EDITS_KEPT = 100_000

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

TABLES = """
CREATE TABLE IF NOT EXISTS books (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sheets (
    book TEXT, sheet INTEGER, body TEXT NOT NULL, PRIMARY KEY (book, sheet));
CREATE TABLE IF NOT EXISTS rows (
    book TEXT, sheet INTEGER, key INTEGER, body TEXT NOT NULL, PRIMARY KEY (book, sheet, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places (
    book TEXT, sheet INTEGER, piece INTEGER, keys BLOB NOT NULL, PRIMARY KEY (book, sheet, piece));
CREATE TABLE IF NOT EXISTS looks (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS edits (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, book TEXT NOT NULL,
    sheet TEXT NOT NULL, cell TEXT NOT NULL, old TEXT, new TEXT);
"""


class Store:
    """Not safe for two threads at once: its caller holds one lock around every write.

    The file belongs to one process: opening it in a second one raises sqlite3.OperationalError.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=1)
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(TABLES)
        self._db.execute(
            "DELETE FROM edits WHERE id <= (SELECT max(id) FROM edits) - ?", (EDITS_KEPT,)
        )
        # Held here so that a look keeps its number for as long as the file is open.
        self._looks: dict[str, int] = {}
        self._kept: list[Look] = []

    def close(self) -> None:
        self._db.close()

    def load(self) -> dict[str, Book]:
        """Every spreadsheet, as it was last answered."""
        found = {}
        for number, body in self._db.execute("SELECT id, body FROM looks"):
            self._remember(cells.look_of_key(body), number)
        by_number = {self._looks[look.key]: look for look in self._kept}
        for book_id, body in self._db.execute("SELECT id, body FROM books ORDER BY rowid"):
            found[book_id] = self._book(book_id, json.loads(body), by_number)
        return found

    def _book(self, book_id: str, body: Json, looks: dict[int, Look]) -> Book:
        order = body.pop("sheets")
        for name in ("metadata",):
            body[name] = {int(key): value for key, value in body[name].items()}
        sheets = {sheet: self._sheet(book_id, sheet, looks) for sheet in order}
        return Book(id=book_id, sheets=sheets, **body)

    def _sheet(self, book_id: str, sheet_id: int, looks: dict[int, Look]) -> Sheet:
        where = (book_id, sheet_id)
        [(text,)] = self._db.execute("SELECT body FROM sheets WHERE book=? AND sheet=?", where)
        body = json.loads(text)
        sizes = {
            dimension: {int(index): found for index, found in items.items()}
            for dimension, items in body.pop("sizes").items()
        }
        query = "SELECT key, body FROM rows WHERE book=? AND sheet=?"
        rows = {key: _row(key, text, looks) for key, text in self._db.execute(query, where)}
        rows[0] = NO_ROW
        query = "SELECT keys FROM places WHERE book=? AND sheet=? ORDER BY piece"
        keys = array("q", b"".join(piece for (piece,) in self._db.execute(query, where)))
        return Sheet(sizes=sizes, rows=[rows[key] for key in keys], **body)

    def save(self, old: Book | None, new: Book, *, user: str, edits: Sequence[Edit]) -> None:
        """Write what differs between two states of a spreadsheet, in one transaction."""
        with self._transaction():
            self._save_book(new)
            before = old.sheets if old else {}
            for sheet_id in before.keys() - new.sheets.keys():
                self._drop(new.id, sheet_id)
            for sheet_id, sheet in new.sheets.items():
                if before.get(sheet_id) is not sheet:
                    self._save_sheet(new.id, before.get(sheet_id), sheet)
            self._log(new, user, edits)

    def _save_book(self, book: Book) -> None:
        body = {
            "properties": book.properties,
            "owner": book.owner,
            "created": book.created,
            "modified": book.modified,
            "sheets": list(book.sheets),
            "named_ranges": book.named_ranges,
            "metadata": book.metadata,
            "permissions": book.permissions,
        }
        query = "INSERT INTO books VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body=excluded.body"
        self._db.execute(query, (book.id, _text(body)))

    def _save_sheet(self, book_id: str, old: Sheet | None, new: Sheet) -> None:
        body = {
            "properties": new.properties,
            "lists": new.lists,
            "basic_filter": new.basic_filter,
            "sizes": new.sizes,
            "next_key": new.next_key,
        }
        query = "INSERT OR REPLACE INTO sheets VALUES (?, ?, ?)"
        self._db.execute(query, (book_id, new.id, _text(body)))
        pieces = list(_changed_pieces(old.rows if old else [], new.rows))
        self._save_rows(book_id, new.id, pieces)
        for piece, _, after in pieces:
            where = (book_id, new.id, piece)
            if after:
                keys = array("q", [row.key for row in after]).tobytes()
                self._db.execute(
                    "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", (*where, keys)
                )
            else:
                self._db.execute("DELETE FROM places WHERE book=? AND sheet=? AND piece=?", where)

    def _save_rows(
        self, book_id: str, sheet_id: int, pieces: Sequence[tuple[int, list[Row], list[Row]]]
    ) -> None:
        before = {row.key: row for _, rows, _ in pieces for row in rows}
        after = {row.key: row for _, _, rows in pieces for row in rows}
        gone = [(book_id, sheet_id, key) for key in before.keys() - after.keys() if key]
        self._db.executemany("DELETE FROM rows WHERE book=? AND sheet=? AND key=?", gone)
        changed = [row for key, row in after.items() if key and before.get(key) is not row]
        self._db.executemany(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)",
            [(book_id, sheet_id, row.key, self._body(row)) for row in changed],
        )

    def _body(self, row: Row) -> str:
        values: Sequence[Any] = row.values
        if row.computed:
            values = [{"f": str(v)} if isinstance(v, Formula) else v for v in values]
        return _text([values, [self._number(look) if look else 0 for look in row.looks]])

    def _number(self, look: Look) -> int:
        found = self._looks.get(look.key)
        if found is None:
            cursor = self._db.execute("INSERT INTO looks (body) VALUES (?)", (look.key,))
            found = cursor.lastrowid or 0
            self._remember(look, found)
        return found

    def _remember(self, look: Look, number: int) -> None:
        self._looks[look.key] = number
        self._kept.append(look)

    def _log(self, book: Book, user: str, edits: Sequence[Edit]) -> None:
        self._db.executemany(
            "INSERT INTO edits (at, user, book, sheet, cell, old, new)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    book.modified,
                    user,
                    book.id,
                    edit.sheet,
                    edit.cell,
                    _text(edit.old),
                    _text(edit.new),
                )
                for edit in edits
            ],
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        known = len(self._kept)
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            for look in self._kept[known:]:
                del self._looks[look.key]
            del self._kept[known:]
            raise

    def delete(self, book: Book) -> None:
        with self._transaction():
            for sheet_id in book.sheets:
                self._drop(book.id, sheet_id)
            self._db.execute("DELETE FROM books WHERE id=?", (book.id,))

    def _drop(self, book_id: str, sheet_id: int) -> None:
        for table in ("sheets", "rows", "places"):
            self._db.execute(f"DELETE FROM {table} WHERE book=? AND sheet=?", (book_id, sheet_id))

    def edits(self, limit: int) -> list[Json]:
        """The newest lines of the edit log, newest first."""
        query = "SELECT at, user, book, sheet, cell, old, new FROM edits ORDER BY id DESC LIMIT ?"
        names = ("at", "user", "spreadsheet", "sheet", "cell", "old", "new")
        return [
            dict(zip(names, (*line[:5], json.loads(line[5]), json.loads(line[6])), strict=True))
            for line in self._db.execute(query, (limit,))
        ]

    def wipe(self) -> None:
        """Forget everything: files, edits, looks."""
        with self._transaction():
            for table in ("books", "sheets", "rows", "places", "looks", "edits"):
                self._db.execute(f"DELETE FROM {table}")
        self._looks.clear()
        self._kept.clear()


def _changed_pieces(old: list[Row], new: list[Row]) -> Iterator[tuple[int, list[Row], list[Row]]]:
    """The pieces whose rows are not the very same objects: number, rows before, rows after."""
    for start in range(0, max(len(old), len(new)), PIECE):
        before, after = old[start : start + PIECE], new[start : start + PIECE]
        if before != after:
            yield start // PIECE, before, after


def _row(key: int, text: str, looks: dict[int, Look]) -> Row:
    values, numbers = json.loads(text)
    held = tuple(Formula(v["f"]) if isinstance(v, dict) else v for v in values)
    return Row(key, held, tuple(looks[number] if number else None for number in numbers))


def stamp(at: datetime) -> str:
    """An instant as Drive writes it: RFC 3339 with milliseconds."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
