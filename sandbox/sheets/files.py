"""All spreadsheets of the stand-in: snapshots, replaced whole and saved before they count."""

from __future__ import annotations

import secrets
import string
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sandbox.sheets.book import Book, Draft, new_book
from sandbox.sheets.condition import Condition
from sandbox.sheets.errors import GoogleError
from sandbox.sheets.sheet import Json
from sandbox.sheets.store import Store, stamp

SANDBOX_ID = "wadul-sandbox"
ID_LETTERS = string.ascii_letters + string.digits + "-_"


class Files:
    """Readers take a snapshot and need no lock; writers take turns."""

    def __init__(self, store: Store, *, now: datetime) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._books = store.load()
        self._kept: Book | None = None
        self.condition = Condition()
        if SANDBOX_ID not in self._books:
            self._add(new_book(SANDBOX_ID, SANDBOX_ID, owner="worker", at=stamp(now)))

    def book(self, book_id: str) -> Book:
        """The spreadsheet as it is now. Raises 404."""
        found = self._books.get(book_id)
        if found is None:
            raise GoogleError(404)
        return found

    def all(self) -> list[Book]:
        return list(self._books.values())

    @contextmanager
    def write(self, book_id: str, *, user: str, now: datetime) -> Iterator[Draft]:
        """A draft that takes the spreadsheet's place, on disk too, unless an error is raised."""
        with self._lock:
            old = self.book(book_id)
            draft = Draft(old, user)
            yield draft
            draft.book.modified = stamp(now)
            self._store.save(old, draft.book, user=user, edits=draft.edits)
            self._books[book_id] = draft.book

    def create(self, title: str, *, user: str, now: datetime) -> Book:
        with self._lock:
            book = new_book(new_file_id(), title, owner=user, at=stamp(now))
            self._add(book)
            return book

    def put(self, book_id: str, *, owner: str, now: datetime) -> Book:
        """An empty file with this id; what bears it already stays as it is."""
        with self._lock:
            if book_id not in self._books:
                self._add(new_book(book_id, book_id, owner=owner, at=stamp(now)))
            return self._books[book_id]

    def copy(self, book_id: str, title: str | None, *, user: str, now: datetime) -> Book:
        """A file of one's own with the same tabs; who may see the old one is not copied."""
        with self._lock:
            old = self.book(book_id)
            title = title or f"Copy of {old.properties['title']}"
            at = stamp(now)
            book = replace(
                old, id=new_file_id(), owner=user, created=at, modified=at, permissions=[]
            )
            book.properties = old.properties | {"title": title}
            self._add(book)
            return book

    def _add(self, book: Book) -> None:
        self._store.save(None, book, user=book.owner, edits=())
        self._books[book.id] = book

    def delete(self, book_id: str) -> None:
        with self._lock:
            self._store.delete(self.book(book_id))
            del self._books[book_id]

    def edits(self, limit: int) -> list[Json]:
        with self._lock:
            return self._store.edits(limit)

    def keep(self) -> None:
        """Remember `wadul-sandbox` as it is now, for `restore`."""
        self._kept = self.book(SANDBOX_ID)

    def restore(self) -> None:
        """Put the kept state back. Raises 400 when there is none."""
        with self._lock:
            if self._kept is None:
                raise GoogleError(400, "Nothing was kept; POST /_sandbox/keep comes first.")
            self._store.save(self._books.get(SANDBOX_ID), self._kept, user="", edits=())
            self._books[SANDBOX_ID] = self._kept

    def reset(self, *, now: datetime) -> None:
        """One empty spreadsheet, nothing more."""
        self.condition.clear()
        with self._lock:
            self._store.wipe()
            self._books = {}
            self._add(new_book(SANDBOX_ID, SANDBOX_ID, owner="worker", at=stamp(now)))


def new_file_id() -> str:
    """An id of the length and letters of Google's."""
    return "1" + "".join(secrets.choice(ID_LETTERS) for _ in range(43))
