"""Addresses, methods and hosts that no browser of ours asks for, byte by byte."""

from __future__ import annotations

import socket
from http.client import HTTPResponse

import pytest

from pages.web.addresses import LONGEST
from tests.pages.server import CITY, get, signed
from tests.stack import Stack

ELSEWHERE = "https://evil.test"


def raw(app: Stack, method: str, path: str, *headers: str, host: str = "") -> HTTPResponse:
    """The answer to exactly this; requests would tidy the path."""
    address = ("127.0.0.1", app.ports["app"])
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or app.app.removeprefix('http://')}"]
    with socket.create_connection(address, timeout=10) as opened:
        asked = "\r\n".join([*lines, "Connection: close", *headers, "", ""])
        opened.sendall(asked.encode("latin-1"))
        answer = HTTPResponse(opened, method=method)
        answer.begin()
        return answer


def as_staff() -> str:
    return "Cookie: " + "; ".join(f"{name}={value}" for name, value in signed(CITY).items())


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/../media/x",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/media/%2e%2e/%2e%2e/settings.py",
        "/media/..%2f..%2fsettings.py",
        "/component/a/../../../../../etc/passwd",
        "//evil.test/",
        "//evil.test/%2e%2e",
        "/\\evil.test",
        "//media/x",
        "//_stcore/metrics",
    ],
)
def test_a_path_that_climbs_or_leads_elsewhere_is_refused(app: Stack, path: str) -> None:
    answer = raw(app, "GET", path, as_staff())
    assert (answer.status, answer.read()) == (400, b"Bad Request")
    assert answer.headers["Location"] is None


@pytest.mark.parametrize(
    "path", ["/%6dedia/x", "/media%2fx", "/media//x", "/media/", "/_stcore/%75pload_file/a/b"]
)
def test_a_path_that_is_written_otherwise_still_needs_a_sign_in(app: Stack, path: str) -> None:
    assert raw(app, "GET", path).status == 403


@pytest.mark.parametrize("path", ["/.env", "/asgi.py", "/.data/journal.db", "/.git/config"])
def test_a_file_of_the_program_is_only_the_empty_page(app: Stack, path: str) -> None:
    assert b"<title>Streamlit</title>" in raw(app, "GET", path).read()


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/aduan?nomor=%00",
        "/berkas/%00",
        "/oauth2callback?error=%1b%5b2J",
        "/oauth2callback?error=%c2%9b2J",
        "/aduan?nomor=%7f",
    ],
)
def test_control_letters_reach_no_page_and_no_log(app: Stack, path: str) -> None:
    assert raw(app, "GET", path, as_staff()).status == 400


def test_a_sign_in_that_failed_makes_no_line_of_its_own_in_the_log(app: Stack) -> None:
    get(app, "/oauth2callback?error=x%0d%0a2026-11-23 ERROR palsu&error_description=y%0aPALSU")
    lines = (app.folder / "app.log").read_text().splitlines()
    assert any("palsu" in line for line in lines)
    assert not any(line.startswith(("2026-11-23 ERROR", "PALSU")) for line in lines)


def test_an_address_without_end_is_refused(app: Stack) -> None:
    assert raw(app, "GET", f"/aduan?{'x' * LONGEST}").status == 414
    assert raw(app, "GET", f"/{'x' * LONGEST}").status == 414
    assert raw(app, "GET", f"/aduan?nomor={'x' * 1000}").status == 200


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "POST", "PUT", "DELETE", "CONNECT", "FOO"])
@pytest.mark.parametrize("path", ["/", "/aduan", "/berkas/x", "/healthz", "/auth/logout"])
def test_only_the_methods_in_use_are_taken(app: Stack, method: str, path: str) -> None:
    answer = raw(app, method, path, as_staff(), "X-Secret: geheim")
    assert answer.status == 405
    assert b"geheim" not in answer.read()


@pytest.mark.parametrize(
    "host",
    ["{own}:1", "{own}@evil.test", "{own}.evil.test", "evil.test:{port}", "127.0.0.1:0{port}"],
)
def test_no_host_leads_to_another_address_than_ours(app: Stack, host: str) -> None:
    own = app.app.removeprefix("http://")
    answer = raw(app, "GET", "/aduan", host=host.format(own=own, port=app.ports["app"]))
    assert (answer.status, answer.headers["Location"]) == (307, f"{app.app}/aduan")


def test_two_hosts_at_once_are_refused(app: Stack) -> None:
    assert raw(app, "GET", "/aduan", "Host: evil.test").status == 400


@pytest.mark.parametrize("method", ["OPTIONS", "PUT"])
def test_no_page_of_another_site_may_read_what_we_answer(app: Stack, method: str) -> None:
    answer = raw(app, method, "/_stcore/upload_file/a/b", as_staff(), f"Origin: {ELSEWHERE}")
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert answer.headers["Access-Control-Allow-Credentials"] is None


@pytest.mark.parametrize("path", ["/berkas/x", "/media/x", "/healthz"])
def test_what_is_protected_is_kept_by_no_cache(app: Stack, path: str) -> None:
    assert "no-store" in str(raw(app, "GET", path, as_staff()).headers["Cache-Control"])
