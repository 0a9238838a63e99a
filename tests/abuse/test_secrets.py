"""Marked secrets, programs that fail in every way at the loudest level, and all that they wrote."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from desk.context import Desk
from desk.journal import Journal
from settings import SECRET, Settings
from sop import SOPS
from tests.abuse.echoing import Echo, echoing
from tests.stack import ROOT, Stack, wait_for
from tests.workers.conftest import ADAPTERS
from workers.gateways.base import GatewayError

MARKS = {
    "GATEWAY_TOKEN": "tandatokengatewayrahasia0123456789",
    "MEDIA_KEY": "dGFuZGFrdW5jaW1lZGlhcmFoYXNpYTAxMjM0NTY3ODk=",
    "COOKIE_SECRET": "tandarahasiakuekue0123456789abcdef",
    "OIDC_CLIENT_SECRET": "tandarahasiaklienoidc0123456789",
}
#: The program as it is, told to write down everything.
LOUD = "import logging, runpy; logging.basicConfig(level=1); runpy.run_{}"
WORKER = LOUD.format("module('workers', run_name='__main__')")
APP = LOUD.format("path('asgi.py', run_name='__main__')")
TABS = ("Aduan", "Percakapan", "Riwayat", "Pengaturan", "SOP", "Petunjuk")


def told_in(text: str) -> list[str]:
    return [name for name, mark in MARKS.items() if mark in text]


@pytest.fixture(scope="module")
def gateway() -> Iterator[Echo]:
    with echoing() as server:
        yield server


@pytest.fixture(scope="module")
def loud(gateway: Echo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Worker and pages at the loudest level, with a gateway and a sign-in that only fail."""
    given = {
        **MARKS,
        "SEED": "none",
        "SYNC_EVERY_S": "1",
        "GATEWAY_URL": gateway.url,
        "GATEWAY_INSTANCE": "1101000001",
        "OIDC_DISCOVERY_URL": f"{gateway.url}/.well-known/openid-configuration",
        "OIDC_CLIENT_ID": "wadul",
        "STREAMLIT_LOGGER_LEVEL": "debug",
    }
    with Stack(tmp_path_factory.mktemp("loud"), settings=given) as stack:
        stack.environment["APP_URL"] = stack.app
        stack.start_services()
        stack.provision()
        stack.start("worker", "-c", WORKER)
        stack.start("app", "-c", APP)
        wait_for("the pages", lambda: _status_of(f"{stack.app}/healthz"), within_s=60)
        wait_for("a gateway that was often asked", lambda: len(gateway.asked) > 12, within_s=60)
        yield stack


def _status_of(url: str) -> int:
    try:
        return requests.get(url, timeout=10, allow_redirects=False).status_code
    except requests.ConnectionError:
        return 0


def test_the_gateway_was_asked_with_the_token_in_its_address(loud: Stack, gateway: Echo) -> None:
    assert any(MARKS["GATEWAY_TOKEN"] in path for path in gateway.asked)


def test_no_log_tells_a_secret(loud: Stack) -> None:
    log = (loud.folder / "worker.log").read_text(errors="replace")
    assert "DEBUG" in log  # the loudest level was really in force
    assert told_in(log) == []
    assert told_in((loud.folder / "app.log").read_text(errors="replace")) == []


def test_status_tells_no_secret(loud: Stack) -> None:
    for more in ([], ["--json"]):
        found = _run(loud.environment, "-m", "workers", "status", *more)
        assert told_in(found) == []


def test_the_sheet_and_the_journal_hold_no_secret(loud: Stack) -> None:
    assert told_in(json.dumps([loud.rows(tab) for tab in TABS])) == []
    for path in loud.folder.glob("journal.db*"):
        assert told_in(path.read_bytes().decode("latin-1")) == []


@pytest.mark.parametrize(
    "path",
    ["/", "/healthz", "/auth/login", "/oauth2callback?code=x&state=y", "/aduan?nomor=x", "/berkas"],
)
def test_no_answer_of_the_pages_tells_a_secret(loud: Stack, path: str) -> None:
    answer = requests.get(loud.app + path, timeout=30, allow_redirects=False)
    assert told_in(answer.text + str(answer.headers)) == []


def _run(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=90,
    )
    return done.stdout + done.stderr


def test_a_journal_that_is_away_does_not_tell_its_password(tmp_path: Path) -> None:
    url = f"postgresql://wadul:{MARKS['GATEWAY_TOKEN']}@127.0.0.1:1/wadul"
    stack = Stack(tmp_path, settings={"JOURNAL_URL": url})
    for arguments in (["-c", WORKER], ["-m", "workers", "status"], ["-m", "workers.seed"]):
        said = _run(stack.environment, *arguments)
        assert said
        assert told_in(said) == []


def test_a_key_of_the_sheet_that_is_refused_is_not_told(gateway: Echo, tmp_path: Path) -> None:
    secret = _private_key()
    key = {
        "type": "service_account",
        "client_email": "wadul@contoh.test",
        "private_key": secret,
        "private_key_id": "1",
        "token_uri": f"{gateway.url}/token",
    }
    file = tmp_path / "key.json"
    file.write_text(json.dumps(key))
    given = {"SHEETS_SPREADSHEET_ID": "x", "GOOGLE_APPLICATION_CREDENTIALS": str(file)}
    environment = Stack(tmp_path, settings=given).environment
    said = _run(environment, "-c", LOUD.format("module('sheets_schema', run_name='__main__')"))
    assert said
    assert not [line for line in secret.splitlines() if len(line) > 40 and line in said]


def _private_key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def test_settings_and_desk_do_not_show_their_secrets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    values = {name: MARKS.get(name.upper(), "sqlite:///x.db") for name in SECRET}
    shown = Settings(**values)  # type: ignore[arg-type]  # the plugin knows no ** of strings
    for text in (repr(shown), str(shown), f"{shown!r:.9999}"):
        assert told_in(text) == []
        assert "gateway_token='…'" in text
    journal = Journal(f"sqlite:///{tmp_path}/journal.db").create()
    made = Desk(journal, SOPS["wani_bares"], tmp_path, media_key=MARKS["MEDIA_KEY"])
    assert told_in(repr(made)) == []
    journal.close()


@pytest.mark.parametrize("name", ADAPTERS)
def test_no_failure_of_a_gateway_tells_its_token(
    gateway: Echo, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    adapter = ADAPTERS[name](gateway.url, token=MARKS["GATEWAY_TOKEN"])
    for _ in range(4):
        for call in (adapter.state, adapter.own_chat, lambda: adapter.send_text("1@c.us", "x")):
            try:
                call()
            except GatewayError as error:
                assert told_in(f"{error!r} {error} {error.__cause__!r}") == []
                assert error.__suppress_context__ or error.__context__ is None
    assert told_in(caplog.text) == []
