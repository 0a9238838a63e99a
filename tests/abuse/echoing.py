"""A gateway that fails in every way and repeats in its answers the address it was asked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

STATUSES = (500, 401, 302, 429, 200, 466, 400, 502)


class Echo(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Failing)
        self.count = count()
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class Failing(BaseHTTPRequestHandler):
    server: Echo

    def do_GET(self) -> None:
        place = next(self.server.count)
        self.server.asked.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if place % 3 == 2:
            self.close_connection = True  # nothing at all
            return
        body = f"<html>{self.path} {self.headers}</html>".encode()
        self.send_response(STATUSES[place % len(STATUSES)], self.path)
        self.send_header("Location", f"http://127.0.0.1:9{self.path}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_DELETE = do_PUT = do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to standard error."""


@contextmanager
def echoing() -> Iterator[Echo]:
    server = Echo()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
