"""`python -m sandbox [sheets] [gateway] [identity]`: the stand-ins together, or the named ones.

Each runs as a process of its own. They start together or not at all, and end together.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from sandbox.listener import HOST, bind_or_exit, port_number

STARTING_S = 30.0
ENDING_S = 5.0
PR_SET_PDEATHSIG = 1
# Loopback is never asked through a proxy that the environment names.
LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class StandIn:
    """One stand-in: how it is called, started, and asked whether it answers."""

    label: str
    module: str
    setting: str
    default_port: int
    ready_path: str = "/_sandbox/calls"

    def port(self) -> int:
        given = os.environ.get(self.setting, str(self.default_port))
        return port_number(given, setting=self.setting)

    def url(self) -> str:
        return f"http://{HOST}:{self.port()}"

    def answers(self) -> bool:
        try:
            with LOCAL.open(self.url() + self.ready_path, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


STAND_INS = {
    "sheets": StandIn("Google Sheets", "sandbox.sheets", "SANDBOX_SHEETS_PORT", 8701),
    "gateway": StandIn("Gateway WhatsApp", "sandbox.whatsapp", "SANDBOX_GATEWAY_PORT", 8702),
    "identity": StandIn(
        "Identitas",
        "sandbox.identity",
        "SANDBOX_IDENTITY_PORT",
        8703,
        ready_path="/.well-known/openid-configuration",
    ),
}

Children = dict[str, "subprocess.Popen[bytes]"]


def main(names: list[str]) -> None:
    wanted = names or list(STAND_INS)
    unknown = [name for name in wanted if name not in STAND_INS]
    if unknown:
        sys.exit(f"'{unknown[0]}' tidak dikenal; pilihannya: {', '.join(STAND_INS)}.")
    for name in wanted:
        one = STAND_INS[name]
        bind_or_exit(one.port(), name=one.label, setting=one.setting).close()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    children: Children = {}
    try:
        for name in wanted:
            children[name] = start(STAND_INS[name])
        announce(children)
        # Blocks until any child ends, or a signal raises SystemExit.
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        sys.exit(f"{first_dead(children)} berhenti; sandbox dihentikan seluruhnya.")
    finally:
        end(children)


def start(one: StandIn) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", one.module],
        stdout=subprocess.DEVNULL,
        preexec_fn=end_with_parent if sys.platform == "linux" else None,
    )


def end_with_parent() -> None:
    """Have the kernel end this child when its parent is killed without a chance to do so."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def announce(children: Children) -> None:
    """Print each address as soon as it really answers."""
    deadline = time.monotonic() + STARTING_S
    waiting = list(children)
    while waiting:
        dead = first_dead(children)
        if dead or time.monotonic() > deadline:
            sys.exit(f"{dead or STAND_INS[waiting[0]].label} tidak dapat dimulai.")
        for name in [name for name in waiting if STAND_INS[name].answers()]:
            print(f"{STAND_INS[name].label}: {STAND_INS[name].url()}", flush=True)
            waiting.remove(name)
        time.sleep(0.05)


def first_dead(children: Children) -> str | None:
    for name, child in children.items():
        if child.poll() is not None:
            return STAND_INS[name].label
    return None


def end(children: Children) -> None:
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
