"""All that a page shows, read in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError


class Snapshot(threading.local):
    """One reading transaction for all that a thread reads within `held`.

    Opened at the first reading. What the thread writes lets go of it, as later readings are to
    see that; so does a failure of the database.
    """

    _is_held = False
    _readers = 0
    _connection: Connection | None = None

    def __init__(self, opened: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._opened = opened
        self._open = ExitStack()

    @contextmanager
    def held(self) -> Iterator[None]:
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            self.let_go()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The held transaction, or one of its own where none is held."""
        if not self._is_held:
            with self._opened() as connection:
                yield connection
            return
        if self._connection is None:
            self._connection = self._open.enter_context(self._opened())
        self._readers += 1
        try:
            yield self._connection
        except SQLAlchemyError:
            self._connection = None
            raise
        finally:
            self._readers -= 1

    def let_go(self) -> None:
        """Whoever is still reading reads on; the next one reads anew."""
        self._connection = None
        if not self._readers:
            self._open.close()
