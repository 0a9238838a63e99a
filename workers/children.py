"""Programs that the launcher starts, watches and ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping

PR_SET_PDEATHSIG = 1
END_WITHIN_S = 15.0


class Children:
    """Children by name, ended in the reverse order of their start."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._tasks: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> int:
        """Run a Python program to its end; its exit code."""
        command = _python(arguments)
        return subprocess.run(command, env=self._environment, start_new_session=True).returncode

    def start(self, name: str, *arguments: str) -> None:
        """Start a Python program. A Ctrl-C in the terminal reaches it through us only."""
        self._running[name] = self._open(arguments)

    def start_task(self, *arguments: str) -> None:
        """Start a Python program that ends by itself when its work is done."""
        self._tasks.append(self._open(arguments))

    def _open(self, arguments: Iterable[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            _python(arguments),
            env=self._environment,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    def busy(self) -> bool:
        """Is a task still at work?"""
        self._tasks = [task for task in self._tasks if task.poll() is None]
        return bool(self._tasks)

    def first_dead(self) -> str:
        """Name of a child that has ended, or ""."""
        return next((name for name, child in self._running.items() if child.poll() is not None), "")

    def wait_for_a_death(self) -> str:
        """Block until a child ends; its name."""
        while not (dead := self.first_dead()):
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return dead

    def end(self) -> None:
        """Ask all to end, and the first one, on which the others stand, only after them."""
        started = list(self._running.values())
        for group in (self._tasks, started[1:], started[:1]):
            for child in group:
                child.terminate()
            for child in group:
                _wait_or_kill(child)


def _wait_or_kill(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(END_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _python(arguments: Iterable[str]) -> list[str]:
    return [sys.executable, *arguments]


def _end_with_parent() -> None:
    """Have the kernel end this child when the launcher is killed without a chance to do so."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
