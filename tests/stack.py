"""The real processes, for tests and benchmarks: stand-ins, worker, pages, on free ports.

Everything is started as a person would start it and ended by its own process id.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[1]
CHANCE = random.SystemRandom()  # pytest's own seed would give every process the same ports
FIRST_PORT, LAST_PORT, SHARES = 20_000, 32_000, 8
# Bounds for a machine far slower than ours, not pauses: nothing waits for them to pass.
PATIENCE_S = 90.0
STARTS_WITHIN_S = 240.0
ENDS_WITHIN_S = 60.0


def free_port() -> int:
    """Of those that no system gives away by itself: until it is bound it must stay free.

    Each process of pytest-xdist takes from its own share: what one has chosen and not bound yet
    would look free to the other.
    """
    share = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SHARES
    while True:
        port = CHANCE.randrange(FIRST_PORT + share, LAST_PORT, SHARES)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(what: str, ready: Callable[[], Any], *, within_s: float = PATIENCE_S) -> Any:
    """Ask until the answer is true; fail with `what` when the time is over."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        found = ready()
        if found:
            return found
        time.sleep(0.05)  # between two questions to another process
    raise AssertionError(f"not within {within_s} s: {what}")


class Stack:
    """One desk with its own folder and ports. Use as a context manager.

    `app`: with the pages. `settings`: further environment.
    """

    def __init__(self, folder: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in ("sheets", "gateway", "identity", "app")}
        self.environment = {
            **os.environ,
            "SANDBOX_SHEETS_PORT": str(self.ports["sheets"]),
            "SANDBOX_GATEWAY_PORT": str(self.ports["gateway"]),
            "SANDBOX_IDENTITY_PORT": str(self.ports["identity"]),
            "APP_PORT": str(self.ports["app"]),
            "SANDBOX_DIR": str(folder / "sandbox"),
            "JOURNAL_URL": f"sqlite:///{folder}/journal.db",
            "MEDIA_DIR": str(folder / "media"),
            "MEDIA_KEY": "t7nCw1Ai0Zk1q3f5m0h1v8u5m1rH7Qb0zq2s2tB4x1E=",
            "GATEWAY_DELAY_MS": "500",
            "SANDBOX_JOURNAL_LAG_S": "0",
            "SEED": "reference",
            **(settings or {}),
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def sheets(self) -> str:
        return f"http://127.0.0.1:{self.ports['sheets']}"

    @property
    def gateway(self) -> str:
        return f"http://127.0.0.1:{self.ports['gateway']}"

    @property
    def app(self) -> str:
        return f"http://127.0.0.1:{self.ports['app']}"

    def __enter__(self) -> Stack:
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.running):
            self.stop(name)

    # --- processes

    def start(self, name: str, *arguments: str, **settings: str) -> subprocess.Popen[bytes]:
        """`python *arguments`; its output is in `<folder>/<name>.log`. `settings`: of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = (self.folder / f"{name}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**self.environment, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()
        self.running[name] = process
        return process

    def stop(self, name: str, *, sign: signal.Signals = signal.SIGTERM) -> int:
        """End one process by its id and return its exit code."""
        process = self.running.pop(name)
        if process.poll() is None:
            process.send_signal(sign)
        try:
            return process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def kill(self, name: str) -> None:
        """SIGKILL: as when the power fails."""
        self.stop(name, sign=signal.SIGKILL)

    def start_services(self) -> None:
        """Sheets and gateway stand-ins."""
        self.start("sheets", "-m", "sandbox.sheets")
        self.start("gateway", "-m", "sandbox.whatsapp")
        for base in (self.sheets, self.gateway):
            wait_for(base, partial(answers, f"{base}/_sandbox/calls"))

    def provision(self) -> None:
        subprocess.run(
            [sys.executable, "-m", "sheets_schema"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start_worker(self) -> None:
        self.start("worker", "-m", "workers")

    def start_desk(self) -> None:
        """All of it as `make run` does it, up to its `siap`."""
        desk = self.start("desk", "-m", "workers.launch")
        log = self.folder / "desk.log"

        def up() -> bool:
            assert desk.poll() is None, log.read_text(errors="replace")
            return "siap" in log.read_text(errors="replace").splitlines()

        wait_for(f"siap in {log}", up, within_s=STARTS_WITHIN_S)

    # --- what people see

    def write(self, chat: str, text: str, **more: Any) -> str:
        """A citizen's message; returns its id."""
        body = {
            "chatId": chat,
            "senderName": "Warga",
            "typeMessage": "textMessage",
            "text": text,
            **more,
        }
        return str(self.control("POST", "gateway", "inbound", json=body)["idMessage"])

    def phone(self, chat: str) -> list[dict[str, Any]]:
        """What that phone shows."""
        return list(self.control("GET", "gateway", f"chats/{chat}"))

    def rows(self, tab: str) -> list[dict[str, Any]]:
        """The rows of a tab as header → value, empty rows left out."""
        values = self.control("GET", "sheets", f"values/{tab}")
        header, *rows = values or [[]]
        padded = ([*row, *[""] * (len(header) - len(row))] for row in rows)
        return [dict(zip(header, row, strict=False)) for row in padded if any(row)]

    def control(self, method: str, service: str, path: str, **options: Any) -> Any:
        base = {"sheets": self.sheets, "gateway": self.gateway}[service]
        answer = requests.request(method, f"{base}/_sandbox/{path}", timeout=PATIENCE_S, **options)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def fault(self, service: str, kind: str, match: str, **options: Any) -> None:
        self.control("POST", service, "faults", json={"kind": kind, "match": match, **options})

    def status(self) -> dict[str, Any]:
        """`python -m workers status --json`."""
        answer = subprocess.run(
            [sys.executable, "-m", "workers", "status", "--json"],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
        )
        assert answer.stdout, answer.stderr.decode(errors="replace")
        return dict(json.loads(answer.stdout))

    def queue_at_gateway(self) -> list[dict[str, Any]]:
        """What the gateway has taken and not yet put on the phones."""
        url = f"{self.gateway}/waInstance1101000001/showMessagesQueue/sandbox"
        answer = requests.get(url, timeout=PATIENCE_S)
        return list(answer.json()) if answer.ok else [{"type": "429"}]

    def let_live(self, seconds: float) -> None:
        """Let the processes work for a while; the moment of a kill is meant to be any moment."""
        time.sleep(seconds)

    def calls(self, user: str = "worker") -> dict[str, Any]:
        return dict(self.control("GET", "sheets", f"calls?user={user}"))


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False
