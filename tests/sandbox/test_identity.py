"""The identity provider, and the three stand-ins started together."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
import requests

from sandbox import listener
from tests.sandbox.gateway import eventually

SITI = {"email": "siti@contoh.test", "email_verified": True, "name": "Siti"}


def free_ports(count: int) -> list[int]:
    held = [listener.bind(0) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def start(module: str, *names: str, **environ: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *names],
        env={**os.environ, **{name: str(value) for name, value in environ.items()}},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def identity() -> Iterator[str]:
    [port] = free_ports(1)
    process = start("sandbox.identity", SANDBOX_IDENTITY_PORT=port)
    assert process.stdout is not None
    assert process.stdout.readline() == f"Identitas: http://127.0.0.1:{port}\n"
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    assert process.communicate(timeout=10) == ("", "")
    assert process.returncode == 0


def test_the_issuer_is_the_loopback_address_whatever_host_is_asked(identity: str):
    for host in (None, "localhost:1"):
        headers = {"Host": host} if host else {}
        url = f"{identity}/.well-known/openid-configuration"
        found = requests.get(url, headers=headers, timeout=5).json()
        assert found["issuer"] == identity
        assert found["token_endpoint"].startswith(identity)


def test_a_person_who_was_added_signs_in_with_one_click(identity: str):
    added = requests.put(f"{identity}/users/siti@contoh.test", json=SITI, timeout=5)
    assert added.status_code == 204
    back = "http://127.0.0.1:1/oauth2callback"
    ask = {"response_type": "code", "client_id": "wadul", "redirect_uri": back, "state": "s"}
    url = f"{identity}/oauth2/authorize"
    form = requests.get(url, params={**ask, "scope": "openid email profile"}, timeout=5)
    assert re.search(r'<button[^>]*value="siti@contoh.test"', form.text)
    picked = requests.post(
        form.url, data={"sub": "siti@contoh.test"}, allow_redirects=False, timeout=5
    )
    code = parse_qs(urlparse(picked.headers["Location"]).query)["code"][0]
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
    token = requests.post(
        f"{identity}/oauth2/token", data=grant, auth=("wadul", "apa saja"), timeout=5
    ).json()
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    claims = requests.get(f"{identity}/userinfo", headers=bearer, timeout=5).json()
    assert claims == {"sub": "siti@contoh.test", **SITI}


def together(folder: Path, *names: str) -> "tuple[subprocess.Popen[str], list[int]]":
    ports = free_ports(3)
    process = start(
        "sandbox",
        *names,
        SANDBOX_SHEETS_PORT=ports[0],
        SANDBOX_GATEWAY_PORT=ports[1],
        SANDBOX_IDENTITY_PORT=ports[2],
        SANDBOX_DIR=folder,
    )
    return process, ports


def lines(process: "subprocess.Popen[str]", count: int) -> set[str]:
    assert process.stdout is not None
    return {process.stdout.readline().strip() for _ in range(count)}


def children(process: "subprocess.Popen[str]") -> list[int]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in path.read_text().split()]


def closed(ports: list[int]) -> bool:
    for port in ports:
        try:
            listener.bind(port).close()
        except OSError:
            return False
    return True


def test_all_three_start_say_where_and_end_on_sigterm(tmp_path: Path):
    process, ports = together(tmp_path)
    assert lines(process, 3) == {
        f"Google Sheets: http://127.0.0.1:{ports[0]}",
        f"Gateway WhatsApp: http://127.0.0.1:{ports[1]}",
        f"Identitas: http://127.0.0.1:{ports[2]}",
    }
    assert requests.get(f"http://127.0.0.1:{ports[1]}/_sandbox/chats", timeout=5).json() == []
    process.terminate()
    assert process.communicate(timeout=15) == ("", "")
    assert process.returncode == 0
    assert closed(ports)


@pytest.mark.parametrize("ended", ["child", "parent"])
def test_a_killed_one_ends_the_rest(tmp_path: Path, ended: str):
    process, ports = together(tmp_path, "gateway", "identity")
    lines(process, 2)
    os.kill(children(process)[0] if ended == "child" else process.pid, signal.SIGKILL)
    error = process.communicate(timeout=15)[1]
    eventually(lambda: closed(ports))
    if ended == "child":
        assert process.returncode == 1
        assert error == "Gateway WhatsApp berhenti; sandbox dihentikan seluruhnya.\n"


def test_a_taken_port_stops_the_whole_start(tmp_path: Path):
    process, ports = together(tmp_path, "gateway")
    lines(process, 1)
    names = ("SANDBOX_SHEETS_PORT", "SANDBOX_GATEWAY_PORT", "SANDBOX_IDENTITY_PORT")
    second = start("sandbox", SANDBOX_DIR=tmp_path, **dict(zip(names, ports, strict=True)))
    out, error = second.communicate(timeout=15)
    assert (second.returncode, out) == (1, "")
    assert f"Port {ports[1]} (SANDBOX_GATEWAY_PORT)" in error
    process.terminate()
    process.communicate(timeout=15)


@pytest.mark.parametrize(
    ("names", "environ", "sentence"),
    [
        (["whatsapp"], {}, "'whatsapp' tidak dikenal; pilihannya: sheets, gateway, identity."),
        ([], {"SANDBOX_SHEETS_PORT": "x"}, "SANDBOX_SHEETS_PORT harus berupa nomor port"),
    ],
)
def test_a_start_that_makes_no_sense_is_refused(names, environ, sentence):
    process = start("sandbox", *names, **environ)
    assert sentence in process.communicate(timeout=15)[1]
    assert process.returncode == 1
