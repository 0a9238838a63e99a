"""`make run`: everything starts, says where it is, and ends together."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from desk.sandbox_keys import media_key, sandbox_secrets
from settings import Settings
from tests.stack import ROOT, Stack, answers, wait_for


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    with Stack(tmp_path) as made:
        for name in ("MEDIA_KEY", "COOKIE_SECRET"):
            made.environment.pop(name, None)
        yield made


def said(stack: Stack) -> str:
    return (stack.folder / "launch.log").read_text()


def launch(stack: Stack) -> None:
    stack.start("launch", "-m", "workers.launch")
    wait_for("siap", lambda: said(stack).endswith("\nsiap\n") or ended(stack), within_s=150)
    assert not ended(stack), said(stack)


def ended(stack: Stack) -> bool:
    return stack.running["launch"].poll() is not None


def test_it_starts_everything_and_ends_everything(stack: Stack) -> None:
    launch(stack)
    for address in (stack.sheets, stack.gateway, stack.app, f"{stack.app}/ponsel"):
        assert address in said(stack)
    assert requests.get(f"{stack.app}/healthz", timeout=10).status_code == 200
    assert stack.rows("Petugas")
    assert stack.stop("launch") == 0
    assert not any(answers(f"{url}/_sandbox/calls") for url in (stack.sheets, stack.gateway))
    assert not answers(f"{stack.app}/healthz")


def test_if_a_part_dies_the_rest_ends_with_it(stack: Stack) -> None:
    launch(stack)
    children = Path(f"/proc/{stack.running['launch'].pid}/task").glob("*/children")
    pids = [pid for file in children for pid in file.read_text().split()]
    worker = next(pid for pid in pids if b"workers" in Path(f"/proc/{pid}/cmdline").read_bytes())
    subprocess.run(["kill", "-9", worker], check=True)
    wait_for("the end", lambda: ended(stack))
    assert stack.stop("launch") == 1
    assert "Pekerja berhenti; semuanya dihentikan." in said(stack)


@pytest.mark.parametrize(
    ("port", "setting"), [("gateway", "SANDBOX_GATEWAY_PORT"), ("app", "APP_PORT")]
)
def test_a_taken_port_stops_the_start_with_its_setting(
    stack: Stack, port: str, setting: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", stack.ports[port]))
        taken.listen()
        found = subprocess.run(
            [sys.executable, "-m", "workers.launch"],
            cwd=ROOT,
            env=stack.environment,
            capture_output=True,
            text=True,
            timeout=30,
        )
    assert (found.returncode, found.stdout) == (1, "")
    assert str(stack.ports[port]) in found.stderr and setting in found.stderr
    assert found.stderr.count("\n") == 1


def test_two_settings_with_the_same_port_are_refused(stack: Stack) -> None:
    stack.environment["APP_PORT"] = stack.environment["SANDBOX_SHEETS_PORT"]
    stack.start("launch", "-m", "workers.launch")
    wait_for("the end", lambda: ended(stack))
    assert "APP_PORT" in said(stack)


def test_secrets_of_the_sandbox_are_made_once_and_kept_private(tmp_path: Path) -> None:
    made = sandbox_secrets(tmp_path / "sandbox")
    assert sandbox_secrets(tmp_path / "sandbox") == made
    (file,) = (tmp_path / "sandbox").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_in_the_settings_is_the_one_that_counts(tmp_path: Path) -> None:
    values = {"sandbox_dir": tmp_path, "_env_file": None}
    assert media_key(Settings(**values, media_key="k")) == "k"
    assert media_key(Settings(**values)) == sandbox_secrets(tmp_path)["MEDIA_KEY"]
