"""The port of a stand-in: opened on loopback or not at all, closed for a while on demand."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

HOST = "127.0.0.1"


class Server(uvicorn.Server):
    """uvicorn that can be gone for some seconds and then answers on the same port again."""

    def __init__(self, app: Any, listening: socket.socket, *, name: str = "") -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",  # its cycle gives access to the transport; httptools' does not
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=75,
                timeout_graceful_shutdown=1,
            )
        )
        self.name = name
        self.listening = listening
        self.address = listening.getsockname()
        self._reopening: asyncio.Task[None] | None = None
        app.port = self

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.address[1]}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.name:
            sys.stdout.write(f"{self.name}: {self.url}\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Requests still waiting (a long poll, a hang) are dropped without a word.
        logging.getLogger("uvicorn.error").disabled = True
        self._drop_connections()
        if self._reopening:
            self._reopening.cancel()
        await super().shutdown(sockets)

    async def close_for(self, seconds: float) -> None:
        """Refuse connections for that time: the listening socket and all open ones are closed."""
        for server in self.servers:
            server.close()
        self.servers = []
        self._drop_connections()
        self._reopening = asyncio.create_task(self._reopen_after(seconds))

    async def _reopen_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        loop = asyncio.get_running_loop()
        self.servers = [await loop.create_server(self._protocol, sock=bind(self.address[1]))]

    def _protocol(self) -> asyncio.Protocol:
        # uvicorn declares the class as a plain asyncio.Protocol, whose constructor takes nothing.
        return self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )

    def _drop_connections(self) -> None:
        connections: list[Any] = list(self.server_state.connections)
        for connection in connections:
            if connection.cycle is None or connection.cycle.response_complete:
                connection.transport.close()  # what was already answered still arrives
            else:
                connection.transport.abort()


def bind(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes a free one. Raises OSError if it is taken."""
    # With the protocol named, asyncio turns Nagle's delay off (40 ms on every answer otherwise).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def bind_or_exit(port: int, *, name: str, setting: str) -> socket.socket:
    """A listening socket, or the end of the program with one sentence naming port and setting."""
    try:
        return bind(port)
    except OSError as problem:
        sys.exit(refusal(problem, port, name=name, setting=setting))


def port_number(text: str, *, setting: str) -> int:
    """The port that a setting names, or the end of the program with one sentence."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"{setting} harus berupa nomor port antara 1 dan 65535.")
    return int(text)


def refusal(problem: OSError, port: int, *, name: str, setting: str) -> str:
    taken = problem.errno == errno.EADDRINUSE
    why = "sedang dipakai program lain" if taken else "tidak dapat dibuka"
    return (
        f"Port {port} ({setting}) untuk {name} {why}; "
        f"hentikan program itu atau pilih port lain dengan {setting}."
    )


def serve(app: Any, *, name: str, setting: str, port: int) -> None:
    """Answer on 127.0.0.1:`port` until SIGTERM or SIGINT; prints "name: address" when it answers.

    A taken port ends the program with exit code 1 and one sentence that names port and `setting`.
    """
    listening = bind_or_exit(port, name=name, setting=setting)
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn repeats the signal after its own clean end.
        signal.signal(number, lambda *_: sys.exit(0))
    Server(app, listening, name=name).run(sockets=[listening])


@contextmanager
def running(app: Any, port: int = 0) -> Iterator[str]:
    """The app on a thread of this process, for tests: its base address until the block ends."""
    listening = bind(port)
    server = Server(app, listening)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.should_exit = True
        thread.join()
        logging.getLogger("uvicorn.error").disabled = False
