"""The systemd units: sound, of the same mind as the settings, and heard by a real socket."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.stack import ROOT, Stack, wait_for

UNITS = sorted((ROOT / "deploy").glob("*.service"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    assert [unit.stem for unit in UNITS] == ["wadul-app", "wadul-worker"]
    here = []
    for unit in UNITS:
        here.append(tmp_path / unit.name)
        text = unit.read_text().replace("/opt/wadul/.venv/bin/python", shutil.which("true") or "")
        here[-1].write_text(text.replace("/opt/wadul", "/").replace("User=wadul", "User=root"))
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *here], capture_output=True, text=True
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_the_worker_tells_systemd_that_it_works_and_that_it_ends(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ours, Stack(tmp_path) as stack:
        ours.bind(str(address))
        ours.setblocking(False)
        heard: list[str] = []

        def hears(line: str) -> bool:
            try:
                heard.extend(ours.recv(4096).decode().split("\n"))
            except BlockingIOError:
                pass
            return line in heard

        stack.environment |= {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "60000000"}
        stack.start_services()
        stack.provision()
        stack.start_worker()
        for line in ("WATCHDOG_USEC=3600000000", "READY=1", "STATUS=Aktif.", "WATCHDOG=1"):
            wait_for(line, lambda line=line: hears(line))
        assert "WATCHDOG_USEC=60000000" in heard
        assert stack.stop("worker") == 0
        wait_for("the end", lambda: hears("STOPPING=1"))
