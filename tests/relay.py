"""A line to a server that can be cut without either end being told: what is sent just vanishes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Relay:
    """Listens on a free port of this machine and passes everything on to a Unix socket."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._cut = threading.Event()
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """From now on nothing passes, and no connection is closed either."""
        self._cut.set()

    def mend(self) -> None:
        """New connections pass again; those of before are gone."""
        self._close_all()
        self._cut.clear()

    def close(self) -> None:
        self._cut.set()
        # Closing alone does not wake up who accepts.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._close_all()

    def _close_all(self) -> None:
        while self._open:
            end = self._open.pop()
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self._target))
                self._open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(
                        target=_pass_on, args=(source, sink, self._cut.is_set), daemon=True
                    ).start()


def _pass_on(source: socket.socket, sink: socket.socket, is_cut: Callable[[], bool]) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            if not is_cut():
                sink.sendall(data)
        if not is_cut():
            sink.shutdown(socket.SHUT_WR)
