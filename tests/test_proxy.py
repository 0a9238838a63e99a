"""deploy/nginx.conf before the real pages: what it hands on, and what it keeps out."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from websockets.sync.client import connect

from pages.web import limits
from tests import proxy
from tests.pages.server import CITY, SECRET, signed
from tests.stack import Stack, answers, free_port, wait_for

pytestmark = pytest.mark.skipif(not proxy.NGINX, reason=proxy.MISSING)


@dataclass
class Door:
    """The pages as the world sees them."""

    stack: Stack
    url: str
    http: int
    certificate: Path

    def get(self, path: str, **options: object) -> requests.Response:
        return requests.get(
            self.url + path,
            verify=str(self.certificate),
            allow_redirects=False,
            timeout=10,
            **options,
        )


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder, port = tmp_path_factory.mktemp("proxy"), free_port()
    url = f"https://127.0.0.1:{port}"
    settings = {"APP_URL": url, "COOKIE_SECRET": SECRET}
    with Stack(folder / "desk", settings=settings) as stack:
        stack.start("app", "asgi.py")
        wait_for("the pages answer", lambda: answers(f"{stack.app}/healthz") or _red(stack))
        with proxy.nginx(folder / "nginx", https=port, app=stack.ports["app"]) as http:
            yield Door(stack, url, http, folder / "nginx" / "fullchain.pem")


def _red(stack: Stack) -> bool:
    """/healthz answers without a worker, too."""
    try:
        return requests.get(f"{stack.app}/healthz", timeout=2).status_code == 503
    except requests.RequestException:
        return False


def test_the_pages_come_through_with_their_headers(door: Door) -> None:
    answer = door.get("/aduan?nomor=A-1")
    assert answer.status_code == 200
    assert "Streamlit" in answer.text
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "nginx/" not in answer.headers.get("Server", "")


def test_every_cookie_is_for_https_alone(door: Door) -> None:
    set_cookies = door.get("/aduan?nomor=A-1").raw.headers.getlist("set-cookie")
    assert set_cookies
    assert all("; Secure" in each for each in set_cookies)


def test_who_comes_by_http_is_sent_to_https(door: Door) -> None:
    url = f"http://127.0.0.1:{door.http}/aduan?nomor=A-1"
    answer = requests.get(url, allow_redirects=False, timeout=10)
    assert answer.status_code == 301
    assert answer.headers["location"] == "https://127.0.0.1/aduan?nomor=A-1"


def test_another_host_is_redirected_because_the_host_is_handed_on(door: Door) -> None:
    answer = door.get("/aduan", headers={"Host": "lain.contoh.test"})
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{door.url}/aduan"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_only_operators_need_is_closed(door: Door, path: str) -> None:
    assert door.get(path, cookies=signed(CITY)).status_code == 404


def test_the_websocket_comes_through(door: Door) -> None:
    context = ssl.create_default_context(cafile=str(door.certificate))
    address = door.url.replace("https", "wss", 1) + "/_stcore/stream"
    with connect(address, ssl=context, origin=door.url, subprotocols=["streamlit"]) as opened:
        assert opened.subprotocol == "streamlit"


def test_a_body_that_no_form_sends_is_refused_at_the_door(door: Door) -> None:
    answer = requests.put(
        f"{door.url}/_stcore/upload_file/a/b",
        headers={"Content-Length": str(30 * 1024 * 1024)},
        data=b"",
        verify=str(door.certificate),
        timeout=10,
    )
    assert answer.status_code == 413


def test_a_machine_that_tries_sign_ins_is_slowed_down(door: Door) -> None:
    found = (door.get("/oauth2callback?error=x").status_code for _ in range(1000))
    assert next(found) == 302
    assert 429 in found
    assert door.get("/").status_code == 200


def test_the_example_counts_as_the_program_does() -> None:
    example, sign_in = proxy.EXAMPLE.read_text(), limits.DOORS[0].address
    assert f"rate={sign_in.a_minute}r/m;" in example
    assert f"burst={sign_in.at_once} " in example
    assert f"limit_conn wadul_open {limits.OPEN_AT_ONCE};" in example


def test_the_log_keeps_no_codes_and_no_numbers(door: Door) -> None:
    door.get("/oauth2callback?code=geheim&state=geheim")
    door.get("/aduan?nomor=ALADIN-2026-00042")
    log = (door.certificate.parent / "wadul.log").read_text()
    assert '"GET /aduan" 200' in log
    assert "geheim" not in log and "00042" not in log
