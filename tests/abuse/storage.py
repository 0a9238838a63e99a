"""A storage that misbehaves: what a gateway's address may lead to."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MEGABYTE = b"\0" * 2**20


class Storage(ThreadingHTTPServer):
    """`asked`: the paths of all requests. `until`: set when slow answers may end."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Misbehaving)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.until = threading.Event()
        self.leads_to = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That the desk hangs up is what is wanted."""


class Misbehaving(BaseHTTPRequestHandler):
    server: Storage

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        getattr(self, self.path.strip("/"))()

    def good(self) -> None:
        self._head(Content_Length="4")
        self.wfile.write(b"data")

    def redirect(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.server.leads_to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def claims_much(self) -> None:
        self._head(Content_Length=str(10**12))

    def claims_little(self) -> None:
        self._head(Content_Length="4")
        self.wfile.write(MEGABYTE)

    def breaks_off(self) -> None:
        self._head(Content_Length="100")
        self.wfile.write(b"half")
        self.close_connection = True

    def endless(self) -> None:
        self._head(Connection="close")
        while not self.server.until.is_set():
            self.wfile.write(MEGABYTE)

    def slow(self) -> None:
        self._head(Content_Length="100000")
        while not self.server.until.wait(0.02):
            self.wfile.write(b"x")

    def packed(self) -> None:
        body = gzip.compress(MEGABYTE * 64)
        self._head(Content_Encoding="gzip", Content_Length=str(len(body)))
        self.wfile.write(body)

    def _head(self, **fields: str) -> None:
        self.send_response(200)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to standard error."""


@contextmanager
def misbehaving() -> Iterator[Storage]:
    server = Storage()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.until.set()
        server.shutdown()
        server.server_close()
        thread.join()
