"""A gate before a stand-in: every call passes through it, and can be held, cut or slowed there.

BEFORE: the call has left the worker and nothing is applied. AFTER: it is applied, and nobody has
heard the answer. So a kill falls on a named step without the product knowing of tests.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import urlsplit

LONGEST_ANSWER_S = 100.0  # longer than any call of the worker waits
HELD_AT_MOST_S = 60.0
OF_THE_CONNECTION = ("connection", "keep-alive", "transfer-encoding", "content-length")


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class Mischief(Protocol):
    """What goes wrong by chance."""

    def on(self, kind: str, moment: Moment) -> tuple[float, bool]:
        """Seconds that this call waits now, and whether its connection is cut then."""


@dataclass(eq=False)
class Hold:
    """The next call of one of these kinds that carries `words`, in its request or its answer."""

    kinds: frozenset[str]
    moment: Moment
    words: bytes = b""
    reached: threading.Event = field(default_factory=threading.Event)
    passed: threading.Event = field(default_factory=threading.Event)
    _let_go: threading.Event = field(default_factory=threading.Event)
    _goes_on: bool = False

    def let_go(self, *, goes_on: bool) -> None:
        """Let the call go on, or cut its connection."""
        self._goes_on = goes_on
        self._let_go.set()

    def stop(self) -> bool:
        """Stand still until somebody decides; whether the call goes on."""
        self.reached.set()
        return self._let_go.wait(HELD_AT_MOST_S) and self._goes_on


class Gate:
    """Listens on a free port of this machine and passes on to `port`, alive or dead."""

    def __init__(self, port: int, mischief: Mischief) -> None:
        self.target = port
        self.calls: Counter[str] = Counter()
        self._mischief = mischief
        self._holds: list[Hold] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.gate = self
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def hold(self, hold: Hold) -> Hold:
        with self._lock:
            self._holds.append(hold)
        return hold

    def forget(self, hold: Hold) -> None:
        """It will not be reached any more."""
        with self._lock, suppress(ValueError):
            self._holds.remove(hold)

    def passes(self, kind: str, moment: Moment, content: bytes) -> Hold | bool:
        """Whether the call goes on at this moment, by the hold that let it, if one did."""
        hold = self._held(kind, moment, content)
        if hold is not None:
            return hold if hold.stop() else False
        wait_s, is_cut = self._mischief.on(kind, moment)
        time.sleep(wait_s)  # a slow server
        return not is_cut

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _held(self, kind: str, moment: Moment, content: bytes) -> Hold | None:
        with self._lock:
            if moment is Moment.BEFORE:
                self.calls[kind] += 1
            for hold in self._holds:
                fits = kind in hold.kinds and moment is hold.moment
                if fits and hold.words in content:
                    self._holds.remove(hold)
                    return hold
        return None


def kind_of(verb: str, target: str) -> str:
    """A call as people name it: "sendMessage", "POST :batchUpdate", without ids."""
    path = urlsplit(target).path
    parts = path.split("/")
    if path.startswith("/waInstance"):
        return parts[2]
    if path.startswith("/v4/spreadsheets/"):
        name = path.partition("wadul-sandbox")[2].lstrip("/")
        return f"{verb} {name or 'properties'}"
    if path.startswith("/api/"):
        return _waha_kind(parts[2:])
    return parts[1]


def _waha_kind(parts: list[str]) -> str:
    if "messages" not in parts:
        return parts[1] if parts[0] == "default" and len(parts) > 1 else parts[0]
    if parts[-1] != "messages":
        return "message"
    return "messages" if "all" in parts else "messages of a chat"


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    gate: Gate


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = LONGEST_ANSWER_S

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = kind_of(self.command, self.path)
        gate = self.server.gate
        asked = self.path.encode() + body
        if not gate.passes(kind, Moment.BEFORE, asked):
            return self._cut()
        answer = self._forward(body)
        if answer is None:
            return self._cut()
        by = gate.passes(kind, Moment.AFTER, asked + answer.body)
        if not by:
            return self._cut()
        self._give(answer)
        if isinstance(by, Hold):
            by.passed.set()

    do_POST = do_PUT = do_DELETE = do_GET

    def _forward(self, body: bytes) -> _Answer | None:
        """What the stand-in answers; None when it is dead, or dies over it."""
        target = self.server.gate.target
        line = http.client.HTTPConnection("127.0.0.1", target, timeout=LONGEST_ANSWER_S)
        try:
            line.request(self.command, self.path, body or None, dict(self.headers.items()))
            answer = line.getresponse()
            return _Answer(answer.status, answer.getheaders(), answer.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def _give(self, answer: _Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in OF_THE_CONNECTION:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        with suppress(OSError):  # the worker may be dead by now
            self.end_headers()
            self.wfile.write(answer.body)

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def handle(self) -> None:
        with suppress(OSError):  # a worker that was killed leaves its lines broken
            super().handle()

    def log_message(self, format: str, *_: object) -> None:
        """Nothing: what went wrong is counted."""
